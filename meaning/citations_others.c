/* citations_others.c - the ODG, ACOEM and others, in free text. */
#include <string.h>

#include "meaning/cited.h"

/* Words with which a citation begins. Of two at one place the first holds. */
static const struct opening {
	const char *words;
	const char *system;
} openings[] = {
	{ "Official Disability Guidelines", "ODG" },
	{ "Official Disability Guideline", "ODG" },
	{ "ODG", "ODG" },
	{ "American College of Occupational and Environmental Medicine",
	  "ACOEM" },
	{ "ACOEM", "ACOEM" },
	{ "Harris J", "ACOEM" },
	{ "Occupational medicine practice guidelines", "ACOEM" },
	{ "Other Medical Treatment Guideline or Medical Evidence", "other" },
	{ "Other Medical Treatment Guidelines", "other" },
	{ "Other Medical Treatment Guideline", "other" },
	{ "National Guideline Clearinghouse", "other" },
};

/* The next opening at or behind an offset; NULL: none. */
static const struct opening *
find_opening(const struct piece *piece, gsize *out_start)
{
	const struct opening *first = NULL;

	*out_start = piece->end;
	for (guint i = 0; i < G_N_ELEMENTS(openings); i++) {
		gsize at;

		if (!piece_find(piece, openings[i].words, &at) ||
		    at >= *out_start)
			continue;
		*out_start = at;
		first = &openings[i];
	}
	return first;
}

/* "ODG" in "Official Disability Guidelines (ODG)", or "Occupational Medicine
 * Practice Guidelines" behind ACOEM, begins nothing. */
static gboolean
repeats(const struct piece *piece, gsize start, const struct opening *last,
	gsize last_end, const struct opening *opening)
{
	struct piece between = { piece->text, last_end, start };

	if (last == NULL || last->system != opening->system)
		return FALSE;
	between = piece_trim(between);
	while (between.start < between.end &&
	       strchr("( ", between.text[between.start]) != NULL)
		between.start++;
	return between.start >= between.end ||
	       (strcmp(opening->system, "ACOEM") == 0 &&
		memchr(between.text + between.start, ';',
		       between.end - between.start) == NULL);
}

static void
skip_parenthesis(struct piece *piece)
{
	const char *close;

	if (piece->start >= piece->end || piece->text[piece->start] != '(')
		return;
	close = memchr(piece->text + piece->start, ')',
		       piece->end - piece->start);
	if (close != NULL)
		piece->start = (gsize)(close - piece->text) + 1;
}

static gboolean
skip_word(struct piece *piece, const char *word)
{
	if (!piece_begins(piece, word))
		return FALSE;
	piece->start += strlen(word);
	*piece = piece_trim(*piece);
	return TRUE;
}

/* "11th Edition" */
static gboolean
skip_edition(struct piece *piece)
{
	struct piece rest = *piece;

	while (rest.start < rest.end && g_ascii_isdigit(rest.text[rest.start]))
		rest.start++;
	if (rest.start == piece->start || !skip_word(&rest, "th") ||
	    !(skip_word(&rest, "Edition") || skip_word(&rest, "ed")))
		return FALSE;
	*piece = rest;
	return TRUE;
}

/* "(ODG)", "2016,", the publisher and the edition, before the chapter. */
static struct piece
skip_front(struct piece piece)
{
	static const char *const words[] = {
		"(ODG)",
		"ODG",
		"Work Loss Data Institute",
		"guidelines",
		"guideline",
		"Treatment in Workers' Compensation",
		"Treatment in Workers Compensation",
		"Treatment Index",
		"Integrated Treatment/Disability Duration Guidelines",
		"(web)",
		"web",
		"online version",
		"TWC",
		"online",
		"Occupational Medicine Practice Guidelines",
		"ACOEM",
		"Practice Guidelines",
		"2nd Edition",
		"3rd Edition",
		"2nd ed",
		"3rd ed",
		"the",
		"(ACOEM)",
		"chapter:",
	};
	gboolean skipped = TRUE;

	piece = piece_trim(piece);
	while (skipped && piece.start < piece.end) {
		skipped = FALSE;
		for (guint i = 0; i < G_N_ELEMENTS(words); i++)
			skipped |= skip_word(&piece, words[i]);
		skipped |= skip_edition(&piece);
		if (piece.end - piece.start >= 4 &&
		    strspn(piece.text + piece.start, "0123456789") == 4) {
			piece.start += 4;
			skipped = TRUE;
		}
		if (piece.text[piece.start] == '(' &&
		    memchr(piece.text + piece.start, ')',
			   piece.end - piece.start) != NULL &&
		    (strncmp(piece.text + piece.start, "(2", 2) == 0 ||
		     strncmp(piece.text + piece.start, "(1", 2) == 0)) {
			skip_parenthesis(&piece);
			skipped = TRUE;
		}
		piece = piece_trim(piece);
	}
	return piece;
}

/* "(Acute & Chronic)", "(updated 11/22/16)", "Chapter" behind its name. */
static struct piece
skip_behind(struct piece piece)
{
	static const char *const notes[] = { "acute",  "chronic",  "updated",
					     "online", "thoracic", "lumbar" };
	gboolean skipped = TRUE;

	while (skipped) {
		struct piece inner = piece;

		skipped = FALSE;
		while (inner.start < inner.end &&
		       strchr(" ,", inner.text[inner.start]) != NULL)
			inner.start++;
		if (inner.start < inner.end && inner.text[inner.start] == '(') {
			struct piece note = inner;

			note.start++;
			for (guint i = 0; i < G_N_ELEMENTS(notes) && !skipped;
			     i++)
				skipped = piece_begins(&note, notes[i]);
			if (skipped) {
				skip_parenthesis(&inner);
				piece = inner;
			}
		}
		skipped |= skip_word(&inner, "chapter") ||
			   skip_word(&inner, "section");
		if (skipped)
			piece = inner;
	}
	return piece_trim(piece);
}

static void
read_chapter(const struct lexicon *lexicon, struct piece piece,
	     struct citation *citation)
{
	piece = skip_front(piece);
	cited_take_pages(&piece, citation);
	citation->guideline =
		cited_take_guideline(lexicon, citation->system, TRUE, &piece);
	piece = citation->guideline != NULL ? skip_behind(piece)
					    : piece_trim(piece);
	cited_read_sections(lexicon, piece, citation);
}

/* "; Neck and Upper back, Manipulation" is another chapter. */
static gsize
find_chapter(const struct lexicon *lexicon, const struct piece *piece,
	     const char *system)
{
	for (gsize i = piece->start; i < piece->end; i++) {
		struct piece rest = { piece->text, i + 1, piece->end };
		g_autofree char *chapter = NULL;

		if (piece->text[i] != ';')
			continue;
		rest = piece_trim(rest);
		chapter = cited_take_guideline(lexicon, system, TRUE, &rest);
		if (chapter != NULL)
			return i;
	}
	return piece->end;
}

static void
read_system(const struct lexicon *lexicon, const char *system, gsize opening,
	    struct piece piece, GPtrArray *side)
{
	while (piece.start < piece.end) {
		struct piece one = piece;
		struct citation *citation;

		one.end = find_chapter(lexicon, &piece, system);
		citation = citations_add(side, system);
		citation->start = opening;
		read_chapter(lexicon, one, citation);
		piece.start = one.end < piece.end ? one.end + 1 : piece.end;
		opening = piece.start;
	}
}

static gboolean
is_link(const struct piece *piece)
{
	return piece->end <= piece->start ||
	       (piece->end - piece->start <= 3 &&
		g_ascii_strncasecmp(piece->text + piece->start, "the", 3) == 0);
}

gsize
citations_find_other(const struct piece *piece)
{
	gsize start;

	return find_opening(piece, &start) != NULL ? start : piece->end;
}

void
citations_read_others(const struct lexicon *lexicon, struct piece piece,
		      GPtrArray *side)
{
	const struct opening *opening = NULL, *next;
	struct piece rest = piece, body = piece;
	gsize start, opened = piece.start;

	do {
		gsize behind = opening != NULL ? body.start : piece.start;

		rest.start = behind;
		for (;;) {
			next = find_opening(&rest, &start);
			if (next == NULL ||
			    !repeats(&piece, start, opening, behind, next))
				break;
			rest.start = start + strlen(next->words);
			behind = rest.start;
		}
		body.end = start;
		body = cited_cut_link(body);
		if (opening == NULL) {
			if (!is_link(&body))
				citations_read_works(lexicon, body, side);
		} else if (strcmp(opening->system, "other") == 0) {
			citations_read_works(lexicon, body, side);
		} else if (body.start >= body.end) {
			citations_add(side, opening->system)->start = opened;
		} else {
			read_system(lexicon, opening->system, opened, body,
				    side);
		}
		if (next == NULL)
			return;
		opening = next;
		opened = start;
		body = (struct piece){ piece.text, start + strlen(next->words),
				       piece.end };
	} while (TRUE);
}
