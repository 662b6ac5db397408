/* notes.c - pass: notes and comments beside the letter's column.
 *
 * The column is told from its full lines: those that begin at its left edge and
 * reach across most of the page. A strip that no line of the page crosses parts
 * it from what is beside it; a table has no full lines on one side of such a
 * strip. */
#include "textclean/marks.h"

#include <math.h>
#include <string.h>

#include "core/doubles.h"

/* The letter's column. */
#define FEWEST_FULL 5	  /* lines */
#define FULL_LINE 0.45	  /* of the page's width */
#define EDGE_SLACK_PT 2.5 /* of where its lines begin */
#define SCAN_SLACK_PT 6.0
#define SCAN_SHIFT_PT 10.0 /* from page to page */

/* The strip beside it. */
#define STRIP_PT 3.0
#define CLOSE_PT 70.0 /* the full lines end so near */
#define MOST_BESIDE 3 /* lines with a note, for each without */
#define MOSTLY_NOTES 0.8

/* Of the height of the letter's print. */
#define SMALL_PRINT 0.85
#define CLEAR 0.6 /* a wider gap than between words */
#define HANGING 3.0
#define STRIP_FROM 0.6 /* of the page's width, on the right */
#define STRIP_TO 0.3   /* of it, on the left */

/* On scans: so many lines for each that a word may go across the strip. */
#define LINES_A_CROSSING 20

/* Of the page's words: so many beside its column may be the letter's. */
#define MUCH 0.15

struct column {
	double left;   /* of the letter's text */
	double slack;  /* of where its lines begin */
	double height; /* of its words */
	double strip;  /* right of it; G_MAXDOUBLE where it has none */
	double right;  /* end of all that stands on its page */
	gboolean found;
};

/* Where full lines may begin: a word that stands first in its line or after a
 * gap, and from which the line reaches across the page. */
static void
add_starts(const struct line *line, GHashTable *marks, double width,
	   GArray *starts)
{
	const struct word *before = NULL;
	const struct word *last = line->words->pdata[line->words->len - 1];

	for (guint i = 0; i < line->words->len; i++) {
		const struct word *word = line->words->pdata[i];
		double height = word->box.y1 - word->box.y0;

		if (last->box.x1 - word->box.x0 < width)
			return;
		if (!g_hash_table_contains(marks, word) &&
		    (before == NULL ||
		     word->box.x0 - before->box.x1 > height / 2))
			g_array_append_val(starts, word->box.x0);
		before = word;
	}
}

/* Where most full lines begin. */
static gboolean
find_left_edge(const struct page *page, GHashTable *marks,
	       struct column *column)
{
	g_autoptr(GArray) starts = g_array_new(FALSE, FALSE, sizeof(double));
	guint best = 0;

	for (guint i = 0; i < page->lines->len; i++)
		add_starts(page->lines->pdata[i], marks,
			   FULL_LINE * marks_page_width(page), starts);
	g_array_sort(starts, doubles_compare);
	for (guint i = 0, end = 0; i < starts->len; i++) {
		double start = g_array_index(starts, double, i);

		while (end < starts->len && g_array_index(starts, double, end) <
						    start + 2 * column->slack)
			end++;
		if (end - i > best) {
			best = end - i;
			column->left = start;
		}
	}
	return best >= FEWEST_FULL;
}

/* For each point of the page's width, how many words cover it. */
static GArray *
cover(const struct page *page, GHashTable *marks)
{
	guint width = (guint)CLAMP(marks_page_width(page), 1, 20000);
	GArray *covered = g_array_new(FALSE, TRUE, sizeof(guint));

	g_array_set_size(covered, width);
	for (guint i = 0; i < page->lines->len; i++) {
		const struct line *line = page->lines->pdata[i];

		for (guint j = 0; j < line->words->len; j++) {
			const struct word *word = line->words->pdata[j];

			if (g_hash_table_contains(marks, word))
				continue;
			for (double x = floor(MAX(word->box.x0, 0));
			     x < word->box.x1 && x < width; x++)
				g_array_index(covered, guint, (guint)x)++;
		}
	}
	return covered;
}

static double
height_of(const struct word *word)
{
	return word->box.y1 - word->box.y0;
}

/* The first word of the line that begins beyond the strip; the line's length
 * where none does. */
static guint
find_beyond(const struct line *line, double strip)
{
	guint i = 0;

	while (i < line->words->len &&
	       ((struct word *)line->words->pdata[i])->box.x0 < strip)
		i++;
	return i;
}

/* The words that begin there do not end the letter's own line: they are in
 * smaller print, or stand clear of the line. */
static gboolean
is_note(const struct line *line, guint index, const struct column *column)
{
	const struct word *word = line->words->pdata[index], *before;

	if (index == 0 || height_of(word) < SMALL_PRINT * column->height)
		return TRUE;
	before = line->words->pdata[index - 1];
	return word->box.x0 - before->box.x1 > CLEAR * column->height;
}

static gboolean
begins_at(const struct line *line, double left, double slack)
{
	for (guint i = 0; i < line->words->len; i++) {
		const struct word *word = line->words->pdata[i];

		if (fabs(word->box.x0 - left) < slack)
			return TRUE;
	}
	return FALSE;
}

/* The letter's column ends at the strip: full lines end shortly before it, and
 * those that have something beyond it, which are not many more, have notes
 * there. The longest line of a ragged margin ends in a word of its own. */
static gboolean
ends_column(const struct page *page, const struct column *column, double strip)
{
	guint full = 0, beyond = 0, notes = 0;

	for (guint i = 0; i < page->lines->len; i++) {
		const struct line *line = page->lines->pdata[i];
		guint index = find_beyond(line, strip);
		const struct word *last =
			line->words->pdata[line->words->len - 1];

		if (index < line->words->len) {
			beyond++;
			notes += is_note(line, index, column) ? 1 : 0;
		} else if (last->box.x1 > strip - CLOSE_PT &&
			   begins_at(line, column->left, 2 * column->slack)) {
			full++;
		}
	}
	return full >= FEWEST_FULL && full * MOST_BESIDE >= beyond &&
	       notes > 0 && notes >= MOSTLY_NOTES * beyond;
}

/* Recognition makes one word of a line's end and a note's start. */
static guint
most_crossing(const struct page *page)
{
	return page->text_source == TEXT_SOURCE_OCR
		       ? page->lines->len / LINES_A_CROSSING
		       : 0;
}

/* Where the strip right of the letter's column begins; G_MAXDOUBLE: there is
 * none. */
static double
find_right_strip(const struct page *page, const struct column *column,
		 const GArray *covered)
{
	guint run = 0, most = most_crossing(page);

	for (guint x = (guint)(STRIP_FROM * covered->len); x < covered->len;
	     x++) {
		double end = x - run;

		if (g_array_index(covered, guint, x) > most) {
			if (run >= STRIP_PT && ends_column(page, column, end))
				return end;
			run = 0;
			continue;
		}
		run++;
	}
	return G_MAXDOUBLE;
}

/* Numbers and bullets that hang before a paragraph are its author's. */
static gboolean
may_hang(const struct word *word, const struct column *column)
{
	const char *rest = word->text + strspn(word->text, "(0123456789");

	if (column->left - word->box.x1 > HANGING * column->height)
		return FALSE;
	return g_utf8_strlen(word->text, -1) == 1 || strcmp(rest, ")") == 0 ||
	       strcmp(rest, ".") == 0;
}

/* What stands left of the column, clear of the rest of its line. */
static void
find_left_notes(const struct page *page, const struct column *column,
		GHashTable *marks)
{
	for (guint i = 0; i < page->lines->len; i++) {
		const struct line *line = page->lines->pdata[i];
		const struct word *before, *next;
		guint end = 0;

		while (end < line->words->len &&
		       ((struct word *)line->words->pdata[end])->box.x1 <
			       column->left - STRIP_PT)
			end++;
		if (end == 0 || may_hang(line->words->pdata[0], column))
			continue;
		before = line->words->pdata[end - 1];
		next = end < line->words->len ? line->words->pdata[end] : NULL;
		if (next != NULL &&
		    next->box.x0 - before->box.x1 < CLEAR * column->height)
			continue;
		for (guint j = 0; j < end; j++)
			g_hash_table_add(marks, line->words->pdata[j]);
	}
}

/* What crosses the page's own strip is part a note. Where words cross that of
 * another page, this one has no such strip. */
static void
find_right_notes(const struct page *page, double strip, gboolean own,
		 GHashTable *marks)
{
	g_autoptr(GPtrArray) beyond = g_ptr_array_new();
	g_autoptr(GPtrArray) crossing = g_ptr_array_new();

	for (guint i = 0; i < page->lines->len; i++) {
		const struct line *line = page->lines->pdata[i];

		for (guint j = 0; j < line->words->len; j++) {
			struct word *word = line->words->pdata[j];

			if (word->box.x0 >= strip)
				g_ptr_array_add(beyond, word);
			else if (word->box.x1 > strip + 1)
				g_ptr_array_add(crossing, word);
		}
	}
	if (!own && crossing->len > 0)
		return;
	for (guint i = 0; i < beyond->len; i++)
		g_hash_table_add(marks, beyond->pdata[i]);
	for (guint i = 0; i < crossing->len; i++)
		word_doubt(crossing->pdata[i]);
}

static struct column
find_column(const struct page *page, GHashTable *marks)
{
	struct column column = {
		.slack = page->text_source == TEXT_SOURCE_OCR ? SCAN_SLACK_PT
							      : EDGE_SLACK_PT,
		.height = marks_usual_height(page),
		.strip = G_MAXDOUBLE,
	};
	g_autoptr(GArray) covered = NULL;

	column.found = find_left_edge(page, marks, &column);
	if (!column.found)
		return column;
	covered = cover(page, marks);
	column.strip = find_right_strip(page, &column, covered);
	column.right = covered->len;
	while (column.right > 0 &&
	       g_array_index(covered, guint, (guint)column.right - 1) == 0)
		column.right--;
	return column;
}

/* A page that is too empty to tell its column has it where the nearest other
 * has it. */
static const struct column *
column_of(const GArray *columns, guint index)
{
	for (guint i = 0; i < 2 * columns->len; i++) {
		guint at = i % 2 == 0 ? index - i / 2 : index + i / 2 + 1;
		const struct column *column;

		if (at >= columns->len)
			continue;
		column = &g_array_index(columns, struct column, at);
		if (column->found)
			return column;
	}
	return NULL;
}

/* Another page's column tells less of where a strip is than of where text
 * ends; and scans lie differently from page to page. */
static struct column
borrow(const struct page *page, const struct column *column)
{
	double shift = page->text_source == TEXT_SOURCE_OCR ? SCAN_SHIFT_PT : 0;
	struct column borrowed = *column;

	borrowed.left -= shift;
	borrowed.strip = MIN(column->strip, column->right + STRIP_PT) + shift;
	return borrowed;
}

static void
find_notes(const struct page *page, const struct column *column, gboolean own,
	   GHashTable *marks)
{
	find_right_notes(page, column->strip, own, marks);
	if (column->left < STRIP_TO * marks_page_width(page))
		find_left_notes(page, column, marks);
}

static guint
count_words(const struct page *page)
{
	guint count = 0;

	for (guint i = 0; i < page->lines->len; i++)
		count += ((struct line *)page->lines->pdata[i])->words->len;
	return count;
}

static void
find_beside(struct document *document, const GArray *columns, GHashTable *marks)
{
	for (guint i = 0; i < document->pages->len; i++) {
		struct page *page = document->pages->pdata[i];
		const struct column *column = column_of(columns, i);
		struct column borrowed;
		gboolean own;
		guint before = g_hash_table_size(marks);

		if (column == NULL)
			continue;
		own = column == &g_array_index(columns, struct column, i);
		borrowed = own ? *column : borrow(page, column);
		find_notes(page, &borrowed, own, marks);
		if (g_hash_table_size(marks) - before >
			    MUCH * count_words(page) &&
		    !page_has_flaw(page, "left-out"))
			page_add_flaw(page, "left-out",
				      "much that stands beside the letter's "
				      "column was left out");
	}
}

void
notes_find(struct document *document, GHashTable *marks)
{
	g_autoptr(GArray) columns =
		g_array_new(FALSE, FALSE, sizeof(struct column));

	for (guint i = 0; i < document->pages->len; i++) {
		struct column column =
			find_column(document->pages->pdata[i], marks);

		g_array_append_val(columns, column);
	}
	find_beside(document, columns, marks);
}
