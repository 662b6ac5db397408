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

static gboolean
stands_clear(const struct row *above, const struct row *row, double pitch)
{
	double distance = row->base - above->base;

	return pitch > 0 && (distance > GAP_PITCHES * pitch || distance < 0);
}

/* Plain text has page breaks too, but only as a few empty lines: where a line
 * that is full breaks off in mid sentence, the gap below it is one of them. */
static gboolean
gap_is_page_break(const struct row *above, const struct row *row, double margin)
{
	return !row_ends_sentence(above) && !row_ends_short(above, row, margin);
}

static void
decide_across_pages(struct row *above, struct row *row, double margin)
{
	gboolean bold = bold_changes(above, row);
	gboolean ended = row_ends_sentence(above);
	gboolean is_short = row_ends_short(above, row, margin);

	row->certain = bold || (ended && is_short);
	row->starts_paragraph =
		row->certain || is_short ||
		(ended && !(knows_bold(above) && knows_bold(row)));
}

static void
decide_on_page(struct row *above, struct row *row, double margin, double pitch,
	       gboolean plain_text)
{
	row->gap_above = stands_clear(above, row, pitch);
	if (row->gap_above && plain_text &&
	    gap_is_page_break(above, row, margin))
		row->gap_above = FALSE;
	else
		row->starts_paragraph = row->gap_above ||
					bold_changes(above, row) ||
					centring_changes(above, row) ||
					row_ends_short(above, row, margin);
	row->certain = row->starts_paragraph;
}

/* Plain text without empty lines between its paragraphs: a full line that ends
 * a sentence may end its paragraph too. */
static gboolean
may_start_paragraph(const struct row *above, const struct row *row)
{
	return above->page == row->page && row_ends_sentence(above) &&
	       !row_starts_in_lower_case(row);
}

/* Fewer empty lines than lines that their authors ended. */
static gboolean
lacks_gaps(GArray *rows, double margin, double pitch)
{
	guint gaps = 0, ends = 0;

	for (guint i = 0; i < rows->len; i++) {
		const struct row *row = &g_array_index(rows, struct row, i);
		const struct row *above = rows_previous(rows, i);

		if (row->dropped || above == NULL || above->page != row->page)
			continue;
		if (stands_clear(above, row, pitch))
			gaps++;
		else if (row_ends_short(above, row, margin))
			ends++;
	}
	return gaps < ends;
}

void
paragraphs_find(GArray *rows, gboolean plain_text)
{
	double pitch = rows_usual_pitch(rows);
	double margin = rows_right_margin(rows, plain_text);
	gboolean unclear = plain_text && lacks_gaps(rows, margin, pitch);

	for (guint i = 0; i < rows->len; i++) {
		struct row *row = &g_array_index(rows, struct row, i);
		struct row *above = rows_previous(rows, i);

		if (row->dropped)
			continue;
		if (above == NULL) {
			row->starts_paragraph = row->certain = TRUE;
			row->gap_above = TRUE;
		} else if (above->page != row->page) {
			decide_across_pages(above, row, margin);
		} else {
			decide_on_page(above, row, margin, pitch, plain_text);
		}
		if (unclear && above != NULL && may_start_paragraph(above, row))
			row->starts_paragraph = TRUE;
	}
}
