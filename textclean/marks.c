/* marks.c - pass: what stands beside the letter's column is no text of it.
 *
 * Page by page, by geometry alone, so that scans and text layers are cleaned
 * alike. The letter's column is told from its full lines: those that begin at
 * its left edge and reach across most of the page. A strip that no line of
 * the page crosses parts it from what is beside it; a table has no full lines
 * on one side of such a strip. */
#include "textclean/marks.h"

#include <math.h>
#include <string.h>

/* A column of numbers that count up. */
#define FEWEST_NUMBERS 8
#define MOST_DIGITS 3
#define COUNTING 0.7 /* of the steps from one to the next */
#define COLUMN_SLACK_PT 5.0

/* The letter's column. */
#define FEWEST_FULL 5	  /* lines */
#define FULL_LINE 0.45	  /* of the page's width */
#define EDGE_SLACK_PT 2.5 /* of where its lines begin */
#define SCAN_SLACK_PT 6.0

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

/* Of the page's words: so many beside its column may be the letter's. */
#define MUCH 0.15

static double
page_width(const struct page *page)
{
	return page->rotation_deg % 180 != 0 ? page->height_pt : page->width_pt;
}

static int
compare_doubles(gconstpointer a, gconstpointer b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static double
median(GArray *values)
{
	if (values->len == 0)
		return 0;
	g_array_sort(values, compare_doubles);
	return g_array_index(values, double, values->len / 2);
}

/* --- line numbers --- */

/* The number that a word is; -1: it is none. */
static int
read_number(const struct word *word)
{
	gsize length = strlen(word->text);

	if (length > MOST_DIGITS || strspn(word->text, "0123456789") != length)
		return -1;
	return (int)g_ascii_strtoll(word->text, NULL, 10);
}

/* The numbers that begin lines, from top to bottom. */
static GPtrArray *
find_numbers(const struct page *page)
{
	GPtrArray *numbers = g_ptr_array_new();

	for (guint i = 0; i < page->lines->len; i++) {
		const struct line *line = page->lines->pdata[i];

		if (read_number(line->words->pdata[0]) >= 0)
			g_ptr_array_add(numbers, line->words->pdata[0]);
	}
	return numbers;
}

/* Those that stand below one another, by their left or right ends. */
static void
keep_column(GPtrArray *numbers)
{
	g_autoptr(GArray) lefts = g_array_new(FALSE, FALSE, sizeof(double));
	g_autoptr(GArray) rights = g_array_new(FALSE, FALSE, sizeof(double));
	double left, right;

	for (guint i = 0; i < numbers->len; i++) {
		const struct word *word = numbers->pdata[i];

		g_array_append_val(lefts, word->box.x0);
		g_array_append_val(rights, word->box.x1);
	}
	left = median(lefts);
	right = median(rights);
	for (guint i = numbers->len; i-- > 0;) {
		const struct word *word = numbers->pdata[i];

		if (fabs(word->box.x0 - left) >= COLUMN_SLACK_PT &&
		    fabs(word->box.x1 - right) >= COLUMN_SLACK_PT)
			g_ptr_array_remove_index(numbers, i);
	}
}

/* A misread number breaks two steps of many. */
static gboolean
count_up(const GPtrArray *numbers)
{
	guint steps = 0;

	for (guint i = 1; i < numbers->len; i++)
		steps += read_number(numbers->pdata[i]) ==
					 read_number(numbers->pdata[i - 1]) + 1
				 ? 1
				 : 0;
	return numbers->len >= FEWEST_NUMBERS &&
	       steps >= COUNTING * (numbers->len - 1);
}

static double
column_end(const GPtrArray *numbers)
{
	double end = 0;

	for (guint i = 0; i < numbers->len; i++)
		end = MAX(end, ((struct word *)numbers->pdata[i])->box.x1);
	return end;
}

/* Hardly a word crosses it: all text of the page stands right of it. */
static gboolean
is_left_of_text(const struct page *page, double end)
{
	guint crossing = 0;

	for (guint i = 0; i < page->lines->len; i++) {
		const struct line *line = page->lines->pdata[i];

		for (guint j = 0; j < line->words->len; j++) {
			const struct word *word = line->words->pdata[j];

			crossing +=
				word->box.x0 < end && word->box.x1 > end + 1;
		}
	}
	return crossing * FEWEST_NUMBERS < page->lines->len;
}

/* Also a number that was misread. */
static void
find_line_numbers(const struct page *page, GHashTable *marks)
{
	g_autoptr(GPtrArray) numbers = find_numbers(page);
	double end;

	keep_column(numbers);
	end = column_end(numbers);
	if (!count_up(numbers) || !is_left_of_text(page, end))
		return;
	for (guint i = 0; i < page->lines->len; i++) {
		const struct line *line = page->lines->pdata[i];

		for (guint j = 0; j < line->words->len; j++) {
			struct word *word = line->words->pdata[j];

			if (word->box.x1 <= end + 1 &&
			    strlen(word->text) <= MOST_DIGITS)
				g_hash_table_add(marks, word);
		}
	}
}

/* --- beside the column --- */

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
			   FULL_LINE * page_width(page), starts);
	g_array_sort(starts, compare_doubles);
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

/* Points of the page's width that some word covers. */
static GByteArray *
cover(const struct page *page, GHashTable *marks)
{
	guint width = (guint)CLAMP(page_width(page), 1, 20000);
	GByteArray *covered = g_byte_array_sized_new(width);

	g_byte_array_set_size(covered, width);
	memset(covered->data, 0, width);
	for (guint i = 0; i < page->lines->len; i++) {
		const struct line *line = page->lines->pdata[i];

		for (guint j = 0; j < line->words->len; j++) {
			const struct word *word = line->words->pdata[j];

			if (g_hash_table_contains(marks, word))
				continue;
			for (double x = floor(word->box.x0);
			     x < word->box.x1 && x < width; x++)
				if (x >= 0)
					covered->data[(guint)x] = 1;
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

/* What begins there is no end of the letter's own line: it is smaller print, or
 * stands clear of the line. */
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

/* Where the strip right of the letter's column begins; G_MAXDOUBLE: there is
 * none. */
static double
find_right_strip(const struct page *page, const struct column *column,
		 const GByteArray *covered)
{
	guint run = 0;

	for (guint x = (guint)(STRIP_FROM * covered->len); x < covered->len;
	     x++) {
		double end = x - run;

		if (covered->data[x] != 0) {
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

/* Unless a word of the page's crosses the strip, which then is another page's
 * and none of this one. */
static void
find_right_notes(const struct page *page, double strip, GHashTable *marks)
{
	g_autoptr(GPtrArray) beyond = g_ptr_array_new();

	for (guint i = 0; i < page->lines->len; i++) {
		const struct line *line = page->lines->pdata[i];

		for (guint j = 0; j < line->words->len; j++) {
			struct word *word = line->words->pdata[j];

			if (word->box.x0 >= strip)
				g_ptr_array_add(beyond, word);
			else if (word->box.x1 > strip + 1)
				return;
		}
	}
	for (guint i = 0; i < beyond->len; i++)
		g_hash_table_add(marks, beyond->pdata[i]);
}

static double
usual_height(const struct page *page)
{
	g_autoptr(GArray) heights = g_array_new(FALSE, FALSE, sizeof(double));

	for (guint i = 0; i < page->lines->len; i++) {
		const struct line *line = page->lines->pdata[i];

		for (guint j = 0; j < line->words->len; j++) {
			double height = height_of(line->words->pdata[j]);

			g_array_append_val(heights, height);
		}
	}
	return median(heights);
}

static struct column
find_column(const struct page *page, GHashTable *marks)
{
	struct column column = {
		.slack = page->text_source == TEXT_SOURCE_OCR ? SCAN_SLACK_PT
							      : EDGE_SLACK_PT,
		.height = usual_height(page),
		.strip = G_MAXDOUBLE,
	};
	g_autoptr(GByteArray) covered = NULL;

	column.found = find_left_edge(page, marks, &column);
	if (!column.found)
		return column;
	covered = cover(page, marks);
	column.strip = find_right_strip(page, &column, covered);
	column.right = covered->len;
	while (column.right > 0 && covered->data[(guint)column.right - 1] == 0)
		column.right--;
	return column;
}

/* Pages of a text layer have their column in one place: one that is too empty
 * to tell has it where the nearest other has it. */
static const struct column *
column_of(const struct document *document, const GArray *columns, guint index)
{
	const struct page *page = document->pages->pdata[index];

	for (guint i = 0; i < 2 * columns->len; i++) {
		guint at = i % 2 == 0 ? index - i / 2 : index + i / 2 + 1;
		const struct column *column;
		const struct page *other;

		if (at >= columns->len)
			continue;
		column = &g_array_index(columns, struct column, at);
		other = document->pages->pdata[at];
		if (column->found &&
		    (at == index ||
		     (page->text_source == TEXT_SOURCE_TEXT_LAYER &&
		      other->text_source == TEXT_SOURCE_TEXT_LAYER)))
			return column;
	}
	return NULL;
}

static void
find_notes(const struct page *page, const struct column *column, gboolean own,
	   GHashTable *marks)
{
	/* Another page's tells less of where a strip is than of where text
	 * ends. */
	find_right_notes(page,
			 own ? column->strip
			     : MIN(column->strip, column->right + STRIP_PT),
			 marks);
	if (column->left < STRIP_TO * page_width(page))
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

/* Beside the column. */
static void
find_beside(struct document *document, const GArray *columns, GHashTable *marks)
{
	for (guint i = 0; i < document->pages->len; i++) {
		struct page *page = document->pages->pdata[i];
		const struct column *column = column_of(document, columns, i);
		guint before = g_hash_table_size(marks);

		if (column == NULL)
			continue;
		find_notes(page, column,
			   column == &g_array_index(columns, struct column, i),
			   marks);
		if (g_hash_table_size(marks) - before >
			    MUCH * count_words(page) &&
		    !page_has_flaw(page, "left-out"))
			page_add_flaw(page, "left-out",
				      "much that stands beside the letter's "
				      "column was left out");
	}
}

GHashTable *
marks_find(struct document *document)
{
	GHashTable *marks = g_hash_table_new(NULL, NULL);
	g_autoptr(GArray) columns =
		g_array_new(FALSE, FALSE, sizeof(struct column));

	for (guint i = 0; i < document->pages->len; i++) {
		const struct page *page = document->pages->pdata[i];
		struct column column;

		find_line_numbers(page, marks);
		column = find_column(page, marks);
		g_array_append_val(columns, column);
	}
	find_beside(document, columns, marks);
	return marks;
}
