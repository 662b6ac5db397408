/* line_numbers.c - pass: the numbers of pleading paper's lines: a column that
 * counts up, left of all text. */
#include "textclean/marks.h"

#include <math.h>
#include <string.h>

#define FEWEST_NUMBERS 8
#define MOST_DIGITS 3
#define COUNTING 0.5 /* of the steps from one to the next: scans lose some */
#define MOST_STEPS 3 /* from one that was read to the next */
#define UNEVEN 0.15
#define COLUMN_SLACK_PT 5.0

/* The number that a word is; -1: not a number. */
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
	left = marks_median(lefts);
	right = marks_median(rights);
	for (guint i = numbers->len; i-- > 0;) {
		const struct word *word = numbers->pdata[i];

		if (fabs(word->box.x0 - left) >= COLUMN_SLACK_PT &&
		    fabs(word->box.x1 - right) >= COLUMN_SLACK_PT)
			g_ptr_array_remove_index(numbers, i);
	}
}

/* From a number to the next one below: the distance of one step, where they
 * count up; 0 where they do not. One between them may be misread or lost. */
static double
step_between(const struct word *above, const struct word *below)
{
	int steps = read_number(below) - read_number(above);

	return steps >= 1 && steps <= MOST_STEPS
		       ? (below->box.y1 - above->box.y1) / steps
		       : 0;
}

/* They count up as they go down the page: as many steps as there is way. */
static gboolean
count_up(const GPtrArray *numbers)
{
	g_autoptr(GArray) steps = g_array_new(FALSE, FALSE, sizeof(double));
	guint even = 0;
	double usual;

	for (guint i = 1; i < numbers->len; i++) {
		double step =
			step_between(numbers->pdata[i - 1], numbers->pdata[i]);

		if (step > 0)
			g_array_append_val(steps, step);
	}
	usual = marks_median(steps);
	for (guint i = 0; i < steps->len; i++)
		even += fabs(g_array_index(steps, double, i) - usual) <
					UNEVEN * usual
				? 1
				: 0;
	return even + 1 >= FEWEST_NUMBERS &&
	       even >= COUNTING * (numbers->len - 1);
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
void
line_numbers_find(const struct page *page, GHashTable *marks)
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
