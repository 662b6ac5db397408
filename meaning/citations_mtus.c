/* citations_mtus.c - guidelines of the MTUS, in the forms since 2013. */
#include <stdlib.h>
#include <string.h>

#include "core/record.h"
#include "meaning/cited.h"

/* Bytes of a guideline's name. */
#define MOST_NAME 120

/* "2016" at offset, as a word; 0: none. */
static int
year_at(const struct piece *piece, gsize offset)
{
	const char *at = piece->text + offset;

	if (offset + 4 > piece->end || strspn(at, "0123456789") != 4 ||
	    (offset > piece->start && g_ascii_isalnum(at[-1])))
		return 0;
	return strncmp(at, "19", 2) == 0 || strncmp(at, "20", 2) == 0 ? atoi(at)
								      : 0;
}

/* The first year before a label or a comma that ends a name with a year; the
 * offset of the piece's end if there is none. */
static gsize
find_year(const struct piece *piece, int *out_year)
{
	gsize label = piece->end;

	piece_find(piece, "section(s)", &label);
	for (gsize i = piece->start; i + 4 <= label; i++) {
		*out_year = year_at(piece, i);
		if (*out_year != 0)
			return i;
	}
	*out_year = INTEGER_UNKNOWN;
	return piece->end;
}

/* Whether a complete name ends at offset, unlike in "Forearm, Wrist". */
static gboolean
names_one(const struct piece *piece, gsize offset)
{
	struct piece before = { piece->text, piece->start, offset };
	int year;
	gsize at;

	find_year(&before, &year);
	return year > 0 || piece_find(&before, "section(s)", &at) ||
	       piece_find(&before, "guidelines", &at);
}

static gboolean
begins_known(const struct lexicon *lexicon, struct piece piece)
{
	g_autofree char *known = NULL;

	piece = piece_trim(piece);
	if (piece.end - piece.start > MOST_NAME)
		piece.end =
			(gsize)(g_utf8_find_prev_char(piece.text + piece.start,
						      piece.text + piece.start +
							      MOST_NAME + 1) -
				piece.text);
	known = cited_take_guideline(lexicon, "MTUS", FALSE, &piece);
	return known != NULL;
}

/* ", and Shoulder Complaints 2004": where another guideline begins. */
static gsize
find_next(const struct lexicon *lexicon, const struct piece *piece)
{
	for (gsize i = piece->start; i + 6 < piece->end; i++) {
		struct piece rest = { piece->text, i + 6, piece->end };
		gsize year;
		int number;

		if (strncmp(piece->text + i, ", and ", 6) != 0)
			continue;
		if (!names_one(piece, i))
			continue;
		if (begins_known(lexicon, rest))
			return i;
		year = find_year(&rest, &number);
		if (number > 0 && year - rest.start < 80 &&
		    memchr(rest.text + rest.start, ':', year - rest.start) ==
			    NULL)
			return i;
	}
	return piece->end;
}

/* Where a name without a year ends: in 2014, topics followed it directly. */
static gsize
name_end(const struct lexicon *lexicon, const struct piece *piece)
{
	static const char *const ends[] = { "Guidelines", "Guideline",
					    "Complaints", "Chapter" };
	struct piece rest = *piece;
	g_autofree char *known =
		cited_take_guideline(lexicon, "MTUS", FALSE, &rest);
	gsize end = piece->end, at;

	for (guint i = 0; known == NULL && i < G_N_ELEMENTS(ends); i++)
		if (piece_find(piece, ends[i], &at) &&
		    at + strlen(ends[i]) < end)
			end = at + strlen(ends[i]);
	return known != NULL ? rest.start : end;
}

/* "ACOEM Chapter 12 Low Back Complaints" is of the MTUS by its last words. */
static struct piece
skip_source(struct piece name)
{
	static const char *const words[] = { "the", "ACOEM", "Chapter" };

	for (guint i = 0; i < G_N_ELEMENTS(words); i++) {
		if (!piece_begins(&name, words[i]))
			continue;
		name.start += strlen(words[i]);
		name = piece_trim(name);
	}
	while (name.start < name.end && g_ascii_isdigit(name.text[name.start]))
		name.start++;
	return piece_trim(name);
}

/* "... Complaints Chapter (ACOEM Practice Guidelines, 2nd Edition (2004),
 * Chapter 8)": text in parentheses is not a topic. */
static void
cut_parenthesis(struct piece *name, struct piece *rest)
{
	const char *opening =
		memchr(name->text + name->start, '(', name->end - name->start);

	if (opening == NULL)
		return;
	name->end = (gsize)(opening - name->text);
	rest->start = rest->end;
}

/* Letters of 2014 name the guideline twice. */
static struct piece
skip_name(const struct lexicon *lexicon, struct piece rest)
{
	g_autofree char *again = NULL;

	rest = piece_trim(rest);
	again = cited_take_guideline(lexicon, "MTUS", FALSE, &rest);
	return piece_trim(rest);
}

static void
read_one(const struct lexicon *lexicon, struct piece piece, GPtrArray *side)
{
	struct citation *citation = citations_add(side, "MTUS");
	struct piece name, rest;
	gsize year, label;

	piece = piece_trim(piece);
	citation->start = piece.start;
	cited_take_pages(&piece, citation);
	piece = skip_source(piece);
	year = find_year(&piece, &citation->year);
	name = rest = piece;
	if (citation->year > 0) {
		name.end = year;
		rest.start = year + 4;
		cut_parenthesis(&name, &rest);
	} else {
		name.end = name_end(lexicon, &piece);
		rest.start = name.end;
		rest = skip_name(lexicon, rest);
	}
	name = piece_trim(name);
	citation->guideline = piece_copy(&name);
	rest = piece_trim(rest);
	if (piece_find(&rest, "section(s)", &label))
		rest.start = label + strlen("section(s)");
	cited_read_sections(lexicon, rest, citation);
}

void
citations_read_mtus(const struct lexicon *lexicon, struct piece piece,
		    GPtrArray *side)
{
	while (piece.start < piece.end) {
		struct piece one = piece;

		one.end = find_next(lexicon, &piece);
		read_one(lexicon, one, side);
		piece.start = one.end < piece.end ? one.end + 6 : piece.end;
	}
}
