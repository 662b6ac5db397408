/* citations.c - what a side cites: its sentences, and whose guidelines they
 * name. */
#include <string.h>

#include "meaning/cited.h"
#include "meaning/meaning.h"

#define MOST_CITATIONS 1000

/* Before a guideline of the MTUS, and before all that is none. */
enum lead_kind {
	LEAD_MTUS,
	LEAD_OTHER,
	LEAD_EITHER, /* 2013: what follows tells */
};

static const struct lead {
	const char *words;
	enum lead_kind kind;
} leads[] = {
	{ "Decision based on Non-MTUS Citation", LEAD_OTHER },
	{ "Non-MTUS Citation", LEAD_OTHER },
	{ "Decision based on MTUS", LEAD_MTUS },
	{ ", and MTUS", LEAD_MTUS },
	{ "based its decision on", LEAD_EITHER },
	{ "based their decision on the", LEAD_EITHER },
	{ "based his/her decision on", LEAD_EITHER },
	{ "based his or her decision on", LEAD_EITHER },
};

static const char *const nothing[] = {
	"did not cite any medical evidence", "did not cite any evidence",
	"did not cite a guideline",	     "did not cite any guideline",
	"did not cite any guidelines",	     "did not cite guidelines",
	"no guidelines were cited",	     "no guideline was cited",
};

static const struct lead *
find_lead(const struct piece *piece, gsize *out_start)
{
	const struct lead *first = NULL;

	*out_start = piece->end;
	for (guint i = 0; i < G_N_ELEMENTS(leads); i++) {
		gsize at;

		if (!piece_find(piece, leads[i].words, &at) || at >= *out_start)
			continue;
		*out_start = at;
		first = &leads[i];
	}
	return first;
}

static gboolean
cites_nothing(const struct piece *piece)
{
	gsize at;

	for (guint i = 0; i < G_N_ELEMENTS(nothing); i++)
		if (piece_find(piece, nothing[i], &at))
			return TRUE;
	return FALSE;
}

/* The sentence that follows "Decision based on" says no more than that. */
static gboolean
says_outside(const struct piece *piece)
{
	gsize at;

	return piece_find(piece, "recommendation(s) outside", &at) ||
	       piece_find(piece, "outside of the MTUS", &at);
}

/* 2013: "the Neck and Upper Back Complaints Chapter (ACOEM ..., 2nd Edition
 * (2004), Chapter 8), which is part of the MTUS". */
static void
read_either(const struct lexicon *lexicon, struct piece piece, GPtrArray *side)
{
	gsize part;

	while (piece_find(&piece, "which is part of the MTUS", &part) ||
	       piece_find(&piece, "part of the MTUS", &part)) {
		struct piece one = { piece.text, piece.start, part };

		one = piece_trim(one);
		if (piece_begins(&one, "the"))
			one.start += strlen("the");
		if (piece_begins(&one, "and the"))
			one.start += strlen("and the");
		citations_read_mtus(lexicon, one, side);
		piece.start = part + strlen("part of the MTUS");
		if (g_ascii_strncasecmp(piece.text + part, "which", 5) == 0)
			piece.start += strlen("which is ");
	}
	piece = piece_trim(piece);
	if (piece.start < piece.end && !says_outside(&piece))
		citations_read_others(lexicon, piece, side);
}

static void
read_lead(const struct lexicon *lexicon, const struct lead *lead,
	  struct piece piece, GPtrArray *side)
{
	switch (lead->kind) {
	case LEAD_MTUS:
		citations_read_mtus(lexicon, piece_trim(piece), side);
		break;
	case LEAD_OTHER:
		citations_read_others(lexicon, piece_trim(piece), side);
		break;
	case LEAD_EITHER:
		read_either(lexicon, piece, side);
		break;
	}
}

/* Each has the text from where it begins to where the next does. */
static void
tell_texts(GPtrArray *side, guint first, const char *text)
{
	gsize start = 0;

	for (guint i = first; i < side->len; i++) {
		struct citation *citation = side->pdata[i];
		gsize end =
			i + 1 < side->len
				? ((struct citation *)side->pdata[i + 1])->start
				: strlen(text);

		citation->text = end > start
					 ? g_strndup(text + start, end - start)
					 : NULL;
		start = MAX(start, end);
	}
}

static void
read_leads(const struct lexicon *lexicon, struct piece rest, GPtrArray *side)
{
	gsize start;
	const struct lead *lead = find_lead(&rest, &start);

	if (lead == NULL && cites_nothing(&rest))
		citations_add(side, "none");
	while (lead != NULL && side->len < MOST_CITATIONS) {
		const struct lead *next;
		struct piece body;

		rest.start = start + strlen(lead->words);
		body = rest;
		next = find_lead(&rest, &start);
		body.end = start;
		read_lead(lexicon, lead, body, side);
		lead = next;
	}
}

void
meaning_read_citations(const struct lexicon *lexicon, const char *text,
		       GPtrArray *side)
{
	g_autofree char *whole = meaning_cut(text, MEANING_MOST_GUIDELINE);
	guint first = side->len;

	read_leads(lexicon, (struct piece){ whole, 0, strlen(whole) }, side);
	if (side->len > MOST_CITATIONS)
		g_ptr_array_set_size(side, MOST_CITATIONS);
	tell_texts(side, first, text);
}
