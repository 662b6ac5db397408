/* paragraphs.c - pass: which rows start a paragraph.
 *
 * On one page the layout tells: an empty line, a change between bold and
 * regular, a centred heading, or a row that ended although the next word
 * would still have fitted (the author's hard return). Across a page break
 * there is no gap to see; there the sentence decides, and the last row's
 * length. */
#include "textclean/rows.h"

#include <string.h>

#define GAP_PITCHES 1.5 /* an empty line is 2.0, a wobbly scan up to 1.2 */
#define CENTRED_INDENT_PT 60.0
#define FLUSH_INDENT_PT 20.0
#define SPACE_PT 3.0	  /* between words of 12 pt print */
#define FITS_SLACK_PT 6.0 /* recognised boxes are not exact */
/* Typewriter cells say little of how wide the author's print was. */
#define FITS_SLACK_PLAIN_PT (14 * TEXT_CELL_WIDTH_PT)

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

/* A row that wrapped says: the right margin is no less than where I end, and
 * less than where the next row's first word would have ended. The margin is
 * where most rows agree. */
static double
right_margin(GArray *rows)
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
		struct edge to = { row->reach + SPACE_PT + next->first_width,
				   -1 };

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

static gboolean
ends_short(const struct row *row, const struct row *next, double margin)
{
	return !g_str_has_suffix(row_last_word(row)->text, "-") &&
	       row->reach + SPACE_PT + next->first_width < margin;
}

static gboolean
ends_sentence(const struct row *row)
{
	const char *text = row_last_word(row)->text;
	gsize length = strlen(text);

	while (length > 0 && strchr("\"')]", text[length - 1]) != NULL)
		length--;
	return length > 0 && strchr(".!?:", text[length - 1]) != NULL;
}

/* On a scan bold is measured, and now and then wrong for a word. */
static gboolean
knows_bold(const struct row *row)
{
	return row->page->tells_bold &&
	       row->page->text_source != TEXT_SOURCE_OCR;
}

static gboolean
bold_changes(const struct row *above, const struct row *row)
{
	return knows_bold(above) && knows_bold(row) &&
	       row_last_word(above)->bold != row_first_word(row)->bold;
}

static gboolean
centring_changes(const struct row *above, const struct row *row)
{
	return (above->indent > CENTRED_INDENT_PT &&
		row->indent < FLUSH_INDENT_PT) ||
	       (above->indent < FLUSH_INDENT_PT &&
		row->indent > CENTRED_INDENT_PT);
}

/* Plain text has page breaks too, but only as a few empty lines: where a line
 * that is full breaks off in mid sentence, the gap below it is one of them. */
static gboolean
gap_is_page_break(const struct row *above, const struct row *row, double margin)
{
	return !ends_sentence(above) && !ends_short(above, row, margin);
}

static void
judge_across_pages(struct row *above, struct row *row, double margin)
{
	gboolean bold = bold_changes(above, row);
	gboolean ended = ends_sentence(above);
	gboolean is_short = ends_short(above, row, margin);

	row->certain = bold || (ended && is_short);
	row->starts_paragraph =
		row->certain || is_short ||
		(ended && !(knows_bold(above) && knows_bold(row)));
}

static void
judge_on_page(struct row *above, struct row *row, double margin, double pitch,
	      gboolean plain_text)
{
	double distance = row->base - above->base;

	row->gap_above =
		pitch > 0 && (distance > GAP_PITCHES * pitch || distance < 0);
	if (row->gap_above && plain_text &&
	    gap_is_page_break(above, row, margin))
		row->gap_above = FALSE;
	else
		row->starts_paragraph = row->gap_above ||
					bold_changes(above, row) ||
					centring_changes(above, row) ||
					ends_short(above, row, margin);
	row->certain = row->starts_paragraph;
}

void
paragraphs_find(GArray *rows, gboolean plain_text)
{
	double pitch = rows_usual_pitch(rows);
	double slack = plain_text ? FITS_SLACK_PLAIN_PT : FITS_SLACK_PT;
	double margin = right_margin(rows) - slack;

	for (guint i = 0; i < rows->len; i++) {
		struct row *row = &g_array_index(rows, struct row, i);
		struct row *above = rows_previous(rows, i);

		if (row->dropped)
			continue;
		if (above == NULL) {
			row->starts_paragraph = row->certain = TRUE;
			row->gap_above = TRUE;
		} else if (above->page != row->page) {
			judge_across_pages(above, row, margin);
		} else {
			judge_on_page(above, row, margin, pitch, plain_text);
		}
	}
}
