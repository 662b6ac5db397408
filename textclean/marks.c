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
#define CLOSE_PT 70.0  /* the full lines end so near */
#define MOST_BESIDE 3  /* lines with a note, for each without */
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
	double left;  /* of the letter's text */
	double slack; /* of where its lines begin */
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

/* The letter's column ends at the strip: full lines end shortly before it, and
 * those that have something beyond it are not many more. */
static gboolean
ends_column(const struct page *page, const struct column *column, double strip)
{
	guint full = 0, beyond = 0;

	for (guint i = 0; i < page->lines->len; i++) {
		const struct line *line = page->lines->pdata[i];
		const struct word *last =
			line->words->pdata[line->words->len - 1];
		gboolean begins = FALSE;

		for (guint j = 0; j < line->words->len; j++) {
			const struct word *word = line->words->pdata[j];

			begins |= fabs(word->box.x0 - column->left) <
				  2 * column->slack;
		}
		if (last->box.x1 > strip + 1)
			beyond++;
		else if (begins && last->box.x1 > strip - CLOSE_PT)
			full++;
	}
	return full >= FEWEST_FULL && full * MOST_BESIDE >= beyond;
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
may_hang(const struct word *word)
{
	const char *rest = word->text + strspn(word->text, "(0123456789");

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
		guint end = 0;

		while (end < line->words->len &&
		       ((struct word *)line->words->pdata[end])->box.x1 <
			       column->left - STRIP_PT)
			end++;
		if (end == 0 || may_hang(line->words->pdata[0]))
			continue;
		if (end < line->words->len &&
		    ((struct word *)line->words->pdata[end])->box.x0 <
			    column->left - 2 * column->slack)
			continue;
		for (guint j = 0; j < end; j++)
			g_hash_table_add(marks, line->words->pdata[j]);
	}
}

static void
find_right_notes(const struct page *page, double strip, GHashTable *marks)
{
	for (guint i = 0; i < page->lines->len; i++) {
		const struct line *line = page->lines->pdata[i];

		for (guint j = 0; j < line->words->len; j++) {
			struct word *word = line->words->pdata[j];

			if (word->box.x0 >= strip)
				g_hash_table_add(marks, word);
		}
	}
}

static void
find_notes(const struct page *page, GHashTable *marks)
{
	struct column column = {
		.slack = page->text_source == TEXT_SOURCE_OCR ? SCAN_SLACK_PT
							      : EDGE_SLACK_PT,
	};
	g_autoptr(GByteArray) covered = NULL;

	if (!find_left_edge(page, marks, &column))
		return;
	covered = cover(page, marks);
	find_right_notes(page, find_right_strip(page, &column, covered), marks);
	if (column.left < STRIP_TO * page_width(page))
		find_left_notes(page, &column, marks);
}

static guint
count_words(const struct page *page)
{
	guint count = 0;

	for (guint i = 0; i < page->lines->len; i++)
		count += ((struct line *)page->lines->pdata[i])->words->len;
	return count;
}

GHashTable *
marks_find(struct document *document)
{
	GHashTable *marks = g_hash_table_new(NULL, NULL);

	for (guint i = 0; i < document->pages->len; i++) {
		struct page *page = document->pages->pdata[i];
		guint before;

		find_line_numbers(page, marks);
		before = g_hash_table_size(marks);
		find_notes(page, marks);
		if (g_hash_table_size(marks) - before >
			    MUCH * count_words(page) &&
		    !page_has_flaw(page, "left-out"))
			page_add_flaw(page, "left-out",
				      "much that stands beside the letter's "
				      "column was left out");
	}
	return marks;
}
