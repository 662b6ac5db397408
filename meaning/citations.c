/* citations.c - a side's citations: its sentences, and the systems of
 * guidelines that they name. */
#include <string.h>

#include "meaning/cited.h"
#include "meaning/meaning.h"
#include "meaning/spelling.h"

#define MOST_CITATIONS 1000

/* Words before a guideline of the MTUS, and before all others. */
enum lead_kind {
	LEAD_MTUS,
	LEAD_OTHER,
	LEAD_EITHER, /* 2013: the text that follows decides */
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

/* A lead in the text: bytes [start, end). */
struct lead_at {
	enum lead_kind kind;
	gsize start, end;
};

/* "M''US" and "MUS": MTUS as recognised from a scan. */
static gboolean
is_blurred_mtus(const char *word, gsize length)
{
	char letters[8] = { 0 };
	gsize count = 0;

	for (gsize i = 0; i < length; i++) {
		if (!g_ascii_isalpha(word[i]))
			continue;
		if (count + 1 == sizeof(letters))
			return FALSE;
		letters[count++] = g_ascii_tolower(word[i]);
	}
	return spelling_distance(letters, "mtus", 1) <= 1;
}

static gsize
word_end(const struct piece *piece, gsize at)
{
	while (at < piece->end && piece->text[at] != ' ')
		at++;
	return at;
}

/* The start of "[Decision b" before a lead, or of a damaged form of it. */
static gsize
sentence_start(const struct piece *piece, gsize at)
{
	const gsize least =
		at > strlen("[Decision b ") ? at - strlen("[Decision b ") : 0;

	while (at > piece->start && at > least && piece->text[at - 1] != '.')
		at--;
	return at;
}

/* "Decision hased on M''US", "... on Non-M'US Citation": the form's words as
 * recognised. */
static gboolean
find_blurred(const struct piece *piece, struct lead_at *out_lead)
{
	static const char words[] = "ased on ", other[] = "Non-";

	for (gsize i = piece->start; i < piece->end; i++) {
		gsize at = i + strlen(words), end;
		gboolean is_other;

		if (piece->text[i] != *words ||
		    strncmp(piece->text + i, words, strlen(words)) != 0)
			continue;
		is_other = strncmp(piece->text + at, other, strlen(other)) == 0;
		if (is_other)
			at += strlen(other);
		end = word_end(piece, at);
		if (!is_blurred_mtus(piece->text + at, end - at))
			continue;
		if (is_other)
			end = word_end(piece, MIN(end + 1, piece->end));
		*out_lead = (struct lead_at){ is_other ? LEAD_OTHER : LEAD_MTUS,
					      sentence_start(piece, i), end };
		return TRUE;
	}
	return FALSE;
}

/* The next lead; out_lead->start is the piece's end if there is none. */
static gboolean
find_lead(const struct piece *piece, struct lead_at *out_lead)
{
	struct lead_at blurred;

	*out_lead = (struct lead_at){ .start = piece->end };
	for (guint i = 0; i < G_N_ELEMENTS(leads); i++) {
		gsize at;

		if (!piece_find(piece, leads[i].words, &at) ||
		    at >= out_lead->start)
			continue;
		*out_lead = (struct lead_at){ leads[i].kind, at,
					      at + strlen(leads[i].words) };
	}
	if (find_blurred(piece, &blurred) &&
	    (out_lead->end == 0 || blurred.end < out_lead->end))
		*out_lead = blurred;
	return out_lead->start < piece->end;
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

/* Whether a sentence only says that the recommendations are outside of the
 * MTUS. */
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
	if (piece.start >= piece.end || says_outside(&piece))
		return;
	if (piece_begins(&piece, "the MTUS") || piece_begins(&piece, "MTUS")) {
		struct piece one = piece;

		piece_find(&piece, "MTUS", &part);
		one.start = part + strlen("MTUS");
		one.end = piece.start = citations_find_other(&piece);
		citations_read_mtus(lexicon, cited_cut_link(one), side);
	}
	if (piece.start < piece.end)
		citations_read_others(lexicon, piece, side);
}

static void
read_lead(const struct lexicon *lexicon, enum lead_kind kind,
	  struct piece piece, GPtrArray *side)
{
	switch (kind) {
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

/* Each citation's text ends where the next one begins. */
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
	struct lead_at lead;
	gboolean found = find_lead(&rest, &lead);

	if (!found && cites_nothing(&rest))
		citations_add(side, "none");
	while (found && side->len < MOST_CITATIONS) {
		enum lead_kind kind = lead.kind;
		struct piece body;

		rest.start = lead.end;
		body = rest;
		found = find_lead(&rest, &lead);
		body.end = lead.start;
		read_lead(lexicon, kind, body, side);
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
