/* margins.c - pass: running headers, footers and page numbers are no text.
 *
 * A row is dropped when it stands in a page's outer band or clear of the text
 * block and either reads like a page number or stands, but for its digits, at
 * the same height on another page too. Both conditions are needed: two pages
 * of a letter may well begin with the same words. */
#include "textclean/rows.h"

#include <math.h>
#include <string.h>

#define BAND_PT 54.0	   /* three quarters of an inch */
#define CLEAR_PITCHES 1.8  /* from the text block, in usual pitches */
#define SAME_HEIGHT_PT 8.0 /* scans shift from page to page */
#define ROWS_LOOKED_AT 3   /* from each end of a page */

static gboolean
is_page_number(const char *text)
{
	return g_regex_match_simple(
		"^(page\\s*)?[-\\x{2013}]?\\s*\\d{1,3}\\s*[-\\x{2013}]?"
		"(\\s*(of|/)\\s*\\d{1,3})?$",
		text, G_REGEX_CASELESS, 0);
}

static char *
mask_digits(char *text)
{
	for (char *p = text; *p != '\0'; p++)
		if (g_ascii_isdigit(*p))
			*p = '#';
	return text;
}

/* The row and all rows outside it stand apart from the page's text. */
static gboolean
stands_apart(const GArray *rows, guint index, gboolean at_top, double pitch)
{
	const struct row *row = &g_array_index(rows, struct row, index);
	guint inner = at_top ? index + 1 : index - 1;
	const struct row *neighbour;

	if (at_top && row->box.y1 < BAND_PT)
		return TRUE;
	if (!at_top && row->box.y0 > row->page_height - BAND_PT)
		return TRUE;
	if (inner >= rows->len)
		return FALSE;
	neighbour = &g_array_index(rows, struct row, inner);
	return neighbour->page == row->page && pitch > 0 &&
	       fabs(neighbour->base - row->base) > CLEAR_PITCHES * pitch;
}

static gboolean
repeats_elsewhere(const GArray *rows, guint index)
{
	const struct row *row = &g_array_index(rows, struct row, index);
	g_autofree char *text = mask_digits(row_text(row));

	for (guint i = 0; i < rows->len; i++) {
		const struct row *other = &g_array_index(rows, struct row, i);
		g_autofree char *other_text = NULL;

		if (other->page == row->page ||
		    fabs(other->base - row->base) > SAME_HEIGHT_PT)
			continue;
		other_text = mask_digits(row_text(other));
		if (strcmp(text, other_text) == 0)
			return TRUE;
	}
	return FALSE;
}

static gboolean
is_marginal(const GArray *rows, guint index, gboolean at_top, double pitch)
{
	g_autofree char *text =
		row_text(&g_array_index(rows, struct row, index));

	return stands_apart(rows, index, at_top, pitch) &&
	       (is_page_number(text) || repeats_elsewhere(rows, index));
}

/* From one end of the page inwards, as long as rows are marginal. */
static void
drop_from_end(GArray *rows, guint end, int step, double pitch)
{
	const struct page *page = g_array_index(rows, struct row, end).page;

	for (guint n = 0; n < ROWS_LOOKED_AT; n++) {
		guint index = step > 0 ? end + n : end - n;
		struct row *row;

		if (index >= rows->len)
			return;
		row = &g_array_index(rows, struct row, index);
		if (row->page != page ||
		    !is_marginal(rows, index, step > 0, pitch))
			return;
		row->dropped = TRUE;
	}
}

void
margins_drop(GArray *rows)
{
	double pitch = rows_usual_pitch(rows);

	for (guint i = 0; i < rows->len; i++) {
		const struct row *row = &g_array_index(rows, struct row, i);
		gboolean last =
			i + 1 == rows->len ||
			g_array_index(rows, struct row, i + 1).first_on_page;

		if (row->first_on_page)
			drop_from_end(rows, i, 1, pitch);
		if (last)
			drop_from_end(rows, i, -1, pitch);
	}
}
