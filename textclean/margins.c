/* margins.c - pass: drops running headers, footers, page numbers, and what was
 * stamped on or sent with each page.
 *
 * A row is dropped when it stands in a page's outer band or clear of the text
 * block and either reads like a page number or stands, but for its digits, in
 * the margin of other pages too, at the same height. All conditions are
 * needed: two pages of a letter may well begin with the same words, and a
 * guideline of one line that ends a page stands elsewhere word for word. Close
 * to the text a row is dropped that no letter's text would be: a number that
 * goes on with the pages, or print of another size that all pages have. */
#include "textclean/rows.h"

#include <math.h>
#include <string.h>

#define BAND_PT 54.0	   /* three quarters of an inch */
#define CLEAR_PITCHES 1.8  /* from the text block, in usual pitches */
#define SAME_HEIGHT_PT 8.0 /* scans shift from page to page */
#define ROWS_LOOKED_AT 3   /* from each end of a page */

/* Of the page's height. */
#define EDGE_TOP 0.1
#define EDGE_BOTTOM 0.85

/* Of its letters, on scans. */
#define NEARLY 0.75

/* From the left margin. */
#define SET_APART_PT 24.0

/* Of the usual height of rows; a row's varies with its letters, on scans. */
#define ODD_SIZE 0.13

static gboolean
is_page_number(const char *text)
{
	static GRegex *number;

	if (number == NULL)
		number = g_regex_new(
			"^(page\\s*)?[-\\x{2013}]?\\s*\\d{1,3}\\s*[-\\x{2013}]?"
			"(\\s*(of|/)\\s*\\d{1,3})?$",
			G_REGEX_CASELESS | G_REGEX_OPTIMIZE, 0, NULL);
	return g_regex_match(number, text, 0, NULL);
}

static char *
mask_digits(char *text)
{
	for (char *p = text; *p != '\0'; p++)
		if (g_ascii_isdigit(*p))
			*p = '#';
	return text;
}

static gboolean
is_in_band(const struct row *row, gboolean at_top)
{
	return at_top ? row->box.y1 < BAND_PT
		      : row->box.y0 > row->page_height - BAND_PT;
}

/* The row and all rows outside it stand apart from the page's text. */
static gboolean
stands_apart(const GArray *rows, guint index, gboolean at_top, double pitch)
{
	const struct row *row = &g_array_index(rows, struct row, index);
	guint inner = at_top ? index + 1 : index - 1;
	const struct row *neighbour;

	if (is_in_band(row, at_top))
		return TRUE;
	if (inner >= rows->len)
		return FALSE;
	neighbour = &g_array_index(rows, struct row, inner);
	return neighbour->page == row->page && pitch > 0 &&
	       fabs(neighbour->base - row->base) > CLEAR_PITCHES * pitch;
}

/* How many rows of its page stand between the row and the page's end. */
static guint
rows_outside(const GArray *rows, guint index, gboolean at_top)
{
	const struct page *page = g_array_index(rows, struct row, index).page;
	guint count = 0, i = at_top ? index - 1 : index + 1;

	while (i < rows->len &&
	       g_array_index(rows, struct row, i).page == page) {
		i = at_top ? i - 1 : i + 1;
		count++;
	}
	return count;
}

static gboolean
is_scanned(const struct row *row)
{
	return row->page->text_source == TEXT_SOURCE_OCR;
}

static gboolean
holds_word(const char *text, const char *word)
{
	g_auto(GStrv) words = g_strsplit(text, " ", -1);

	return g_strv_contains((const char *const *)words, word);
}

/* The texts are one but for their digits and, on scans, a word in a few that
 * recognition has in other letters. */
static gboolean
says_the_same(const char *masked, const char *other, gboolean scanned)
{
	g_auto(GStrv) words = NULL;
	gsize same = 0, longer = MAX(strlen(masked), strlen(other));

	if (strcmp(masked, other) == 0)
		return TRUE;
	if (!scanned)
		return FALSE;
	words = g_strsplit(other, " ", -1);
	for (guint i = 0; words[i] != NULL; i++)
		if (holds_word(masked, words[i]))
			same += strlen(words[i]) + 1;
	return (double)same >= NEARLY * (double)longer;
}

/* On how many other pages the row stands in the same place. */
static guint
count_repeats(const GArray *rows, guint index, gboolean at_top, double pitch)
{
	const struct row *row = &g_array_index(rows, struct row, index);
	guint outside = rows_outside(rows, index, at_top), repeats = 0;
	g_autofree char *text = mask_digits(row_text(row));

	for (guint i = 0; i < rows->len; i++) {
		const struct row *other = &g_array_index(rows, struct row, i);
		g_autofree char *other_text = NULL;

		if (other->page == row->page ||
		    fabs(other->base - row->base) > SAME_HEIGHT_PT ||
		    !stands_apart(rows, i, at_top, pitch) ||
		    (!is_in_band(row, at_top) &&
		     rows_outside(rows, i, at_top) != outside))
			continue;
		other_text = mask_digits(row_text(other));
		if (says_the_same(text, other_text, is_scanned(row)))
			repeats++;
	}
	return repeats;
}

static guint
count_pages(const GArray *rows)
{
	guint pages = 0;

	for (guint i = 0; i < rows->len; i++)
		if (g_array_index(rows, struct row, i).first_on_page)
			pages++;
	return pages;
}

/* Outside the outer band only most pages together tell a running line from
 * text. */
static gboolean
repeats(const GArray *rows, guint index, gboolean at_top, double pitch)
{
	const struct row *row = &g_array_index(rows, struct row, index);
	guint count = count_repeats(rows, index, at_top, pitch);

	return count > 0 &&
	       (is_in_band(row, at_top) || (count + 1) * 2 > count_pages(rows));
}

/* What was stamped on or sent with each page stands at its edge, but as close
 * to the text as there is room. */
static gboolean
is_at_edge(const struct row *row, gboolean at_top)
{
	return at_top ? row->box.y1 < EDGE_TOP * row->page_height
		      : row->box.y0 > EDGE_BOTTOM * row->page_height;
}

static gboolean
is_of_odd_size(const struct row *row, double usual)
{
	return fabs((row->box.y1 - row->box.y0) / usual - 1) > ODD_SIZE;
}

/* The number that text[*index] begins, and past it; text has one there. */
static guint64
take_number(const char *text, gsize *index)
{
	char *end;
	guint64 number = g_ascii_strtoull(text + *index, &end, 10);

	*index = (gsize)(end - text);
	return number;
}

/* The texts are one but for their digits; a number of theirs goes on by as
 * many as the pages do, and every other number is the same. */
static gboolean
counts_pages(const char *text, const char *other, gint64 pages)
{
	guint counters = 0;
	gsize i = 0, j = 0;

	while (text[i] != '\0' && other[j] != '\0') {
		gint64 difference;

		if (!g_ascii_isdigit(text[i]) || !g_ascii_isdigit(other[j])) {
			if (text[i++] != other[j++])
				return FALSE;
			continue;
		}
		difference = (gint64)(take_number(other, &j) -
				      take_number(text, &i));
		if (difference != 0 && difference != pages)
			return FALSE;
		counters += difference != 0 ? 1 : 0;
	}
	return text[i] == other[j] && counters > 0;
}

/* A stamp's number: no words but a name, no lower case, and a long number. */
static gboolean
is_stamped_number(const char *text)
{
	return g_regex_match_simple("^[A-Z][A-Z0-9 ._-]{0,24}\\d{4,}$", text, 0,
				    0);
}

/* The row's text as far as so many words, where a wide gap follows them: a
 * logo may stand beside what was stamped. */
static char *
leading_text(const struct row *row, guint count)
{
	const GPtrArray *words = row->line->words;
	GString *text = NULL;

	if (words->len <= count ||
	    ((struct word *)words->pdata[count])->box.x0 -
			    ((struct word *)words->pdata[count - 1])->box.x1 <
		    row->box.y1 - row->box.y0)
		return row_text(row);
	text = g_string_new(NULL);
	for (guint i = 0; i < count; i++)
		g_string_append_printf(text, "%s%s", i > 0 ? " " : "",
				       ((struct word *)words->pdata[i])->text);
	return g_string_free(text, FALSE);
}

/* The letter's lines begin at its left margin: these two begin elsewhere, and
 * at one place. */
static gboolean
is_set_apart(const struct row *row, const struct row *other)
{
	return fabs(row->indent) > SET_APART_PT &&
	       fabs(row->box.x0 - other->box.x0) < SAME_HEIGHT_PT;
}

/* Close to the text only these rows do not belong to it: a row whose number
 * goes on with the pages, or one of another size or place that repeats on other
 * pages. */
static gboolean
is_stamped(const GArray *rows, guint index, gboolean at_top, double usual)
{
	const struct row *row = &g_array_index(rows, struct row, index);
	g_autofree char *text = row_text(row), *masked = row_text(row);
	gboolean odd = is_of_odd_size(row, usual);

	if (!is_at_edge(row, at_top))
		return FALSE;
	if (odd && is_stamped_number(text))
		return TRUE;
	mask_digits(masked);
	for (guint i = 0; i < rows->len; i++) {
		const struct row *other = &g_array_index(rows, struct row, i);
		g_autofree char *other_text = NULL, *other_masked = NULL;

		if (other->page == row->page || !is_at_edge(other, at_top) ||
		    fabs(other->base - row->base) > SAME_HEIGHT_PT)
			continue;
		other_text = leading_text(other, row->line->words->len);
		other_masked = mask_digits(g_strdup(other_text));
		if ((says_the_same(masked, other_masked, is_scanned(row)) &&
		     ((odd && is_of_odd_size(other, usual)) ||
		      is_set_apart(row, other))) ||
		    counts_pages(text, other_text,
				 (gint64)other->page->number -
					 row->page->number))
			return TRUE;
	}
	return FALSE;
}

static gboolean
is_marginal(const GArray *rows, guint index, gboolean at_top, double pitch,
	    double usual)
{
	g_autofree char *text =
		row_text(&g_array_index(rows, struct row, index));

	return (stands_apart(rows, index, at_top, pitch) &&
		(is_page_number(text) ||
		 repeats(rows, index, at_top, pitch))) ||
	       is_stamped(rows, index, at_top, usual);
}

/* From one end of the page inwards, as long as rows are marginal. */
static void
drop_from_end(GArray *rows, guint end, int step, double pitch, double usual)
{
	const struct page *page = g_array_index(rows, struct row, end).page;

	for (guint n = 0; n < ROWS_LOOKED_AT; n++) {
		guint index = step > 0 ? end + n : end - n;
		struct row *row;

		if (index >= rows->len)
			return;
		row = &g_array_index(rows, struct row, index);
		if (row->page != page ||
		    !is_marginal(rows, index, step > 0, pitch, usual))
			return;
		row->dropped = TRUE;
	}
}

void
margins_drop(GArray *rows)
{
	double pitch = rows_usual_pitch(rows);
	double usual = rows_usual_height(rows);

	for (guint i = 0; i < rows->len; i++) {
		const struct row *row = &g_array_index(rows, struct row, i);
		gboolean last =
			i + 1 == rows->len ||
			g_array_index(rows, struct row, i + 1).first_on_page;

		if (row->first_on_page)
			drop_from_end(rows, i, 1, pitch, usual);
		if (last)
			drop_from_end(rows, i, -1, pitch, usual);
	}
}
