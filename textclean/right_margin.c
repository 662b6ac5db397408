/* right_margin.c - how far a row reaches that was broken by its page's width,
 * and not by its author. */
#include "textclean/rows.h"

#include <math.h>
#include <string.h>

#define SPACE_PT 3.0	  /* between words of 12 pt print */
#define FITS_SLACK_PT 6.0 /* recognised boxes are not exact */
/* Typewriter cells say little of how wide the author's print was. */
#define FITS_SLACK_PLAIN_PT (14 * TEXT_CELL_WIDTH_PT)
/* More columns than the smallest print has on a sheet that lies on its side:
 * lines that long were not broken for paper. */
#define WIDEST_PLAIN_PT (200 * TEXT_CELL_WIDTH_PT)

struct edge {
	double at;
	int change;
};

static int
compare_edges(gconstpointer a, gconstpointer b)
{
	const struct edge *x = a, *y = b;

	if (x->at != y->at)
		return x->at < y->at ? -1 : 1;
	return y->change - x->change;
}

/* How far the row would have reached with the next one's first word. */
static double
reach_with_next(const struct row *row, const struct row *next)
{
	return row->reach + SPACE_PT + next->first_width;
}

/* The right margin is not left of the end of a wrapped row, and it is left of
 * where the next row's first word would have ended. The margin is where most
 * rows agree. */
static double
find_agreed_margin(GArray *rows)
{
	g_autoptr(GArray) edges =
		g_array_new(FALSE, FALSE, sizeof(struct edge));
	double margin = 0;
	int depth = 0, deepest = 0;

	for (guint i = 0; i + 1 < rows->len; i++) {
		const struct row *row = &g_array_index(rows, struct row, i);
		const struct row *next =
			&g_array_index(rows, struct row, i + 1);
		struct edge from = { row->reach, 1 };
		struct edge to = { reach_with_next(row, next), -1 };

		if (row->dropped || next->dropped)
			continue;
		g_array_append_val(edges, from);
		g_array_append_val(edges, to);
	}
	g_array_sort(edges, compare_edges);
	for (guint i = 0; i < edges->len; i++) {
		const struct edge *edge = &g_array_index(edges, struct edge, i);

		depth += edge->change;
		if (depth > deepest) {
			deepest = depth;
			margin = edge->at;
		}
	}
	return margin;
}

/* It goes on beyond the margin by more than one long word. */
static gboolean
is_overlong(const struct row *row, double margin)
{
	const struct word *last = row_last_word(row);
	double width = last->box.x1 - last->box.x0;

	return row->reach - width > margin + FITS_SLACK_PLAIN_PT;
}

/* Most of the text stands in lines that the margin did not break, as in what
 * mail programs and converters write: a paragraph is one line. */
static gboolean
is_unbroken(GArray *rows, double margin)
{
	double all = 0, overlong = 0;

	for (guint i = 0; i < rows->len; i++) {
		const struct row *row = &g_array_index(rows, struct row, i);
		double width = row->box.x1 - row->box.x0;

		if (row->dropped)
			continue;
		all += width;
		if (is_overlong(row, margin))
			overlong += width;
	}
	return margin > WIDEST_PLAIN_PT || overlong * 2 > all;
}

/* The margin less what rows that surely go on fall short of it: nothing where
 * the lines were broken at a column, more where they were broken in print of
 * letters of all widths. */
static double
find_plain_margin(GArray *rows, double margin)
{
	double least = margin;

	for (guint i = 0; i < rows->len; i++) {
		const struct row *row = &g_array_index(rows, struct row, i);
		const struct row *next = rows_next(rows, i);

		if (!row->dropped && next != NULL && !row_ends_sentence(row) &&
		    row_starts_in_lower_case(next))
			least = MIN(least, reach_with_next(row, next));
	}
	return MAX(least, margin - FITS_SLACK_PLAIN_PT);
}

double
rows_right_margin(GArray *rows, gboolean plain_text)
{
	double margin = find_agreed_margin(rows);

	if (!plain_text)
		return margin - FITS_SLACK_PT;
	if (is_unbroken(rows, margin))
		return INFINITY;
	return find_plain_margin(rows, margin);
}

gboolean
row_ends_short(const struct row *row, const struct row *next, double margin)
{
	return !g_str_has_suffix(row_last_word(row)->text, "-") &&
	       reach_with_next(row, next) < margin;
}
