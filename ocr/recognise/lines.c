/* lines.c - rows of text from the words' boxes alone.
 *
 * A PDF draws a table column by column and Tesseract reads it block by block;
 * only where the words stand tells which of them make a row. */
#include "ocr/recognise/lines.h"

/* Two boxes are in one row when their middles lie closer than this part of the
 * lower one's height: superscripts stay in their row, and the next row of
 * text set solid (one height away) never joins. */
#define SAME_ROW 0.5

static double
middle(const struct box *box)
{
	return (box->y0 + box->y1) / 2;
}

static int
compare_middle(gconstpointer a, gconstpointer b)
{
	const struct word *const *left = a, *const *right = b;
	double difference = middle(&(*left)->box) - middle(&(*right)->box);

	return (difference > 0) - (difference < 0);
}

static int
compare_left(gconstpointer a, gconstpointer b)
{
	const struct word *const *left = a, *const *right = b;
	double difference = (*left)->box.x0 - (*right)->box.x0;

	return (difference > 0) - (difference < 0);
}

static int
compare_top(gconstpointer a, gconstpointer b)
{
	const struct line *const *left = a, *const *right = b;
	struct box upper = line_box(*left), lower = line_box(*right);
	double difference = middle(&upper) - middle(&lower);

	return (difference > 0) - (difference < 0);
}

/* The word decides by the nearest one of the line beside it, not by the whole
 * line: a scan that is not quite level then still keeps its rows apart. */
static gboolean
belongs(const struct line *line, const struct word *word)
{
	const struct word *nearest = line->words->pdata[0];
	double best = G_MAXDOUBLE, height;

	for (guint i = 0; i < line->words->len; i++) {
		const struct word *other = line->words->pdata[i];
		double gap = MAX(other->box.x0 - word->box.x1,
				 word->box.x0 - other->box.x1);

		if (gap < best) {
			best = gap;
			nearest = other;
		}
	}
	height = MIN(nearest->box.y1 - nearest->box.y0,
		     word->box.y1 - word->box.y0);
	return ABS(middle(&nearest->box) - middle(&word->box)) <
	       SAME_ROW * MAX(height, 1.0);
}

GPtrArray *
lines_take_words(GPtrArray *words)
{
	GPtrArray *lines =
		g_ptr_array_new_with_free_func((GDestroyNotify)line_free);
	/* Words come by their height on the page: only the last few lines can
	 * still be near enough to take one. */
	const guint reach = 4;

	g_ptr_array_sort(words, compare_middle);
	for (guint i = 0; i < words->len; i++) {
		struct line *home = NULL;

		for (guint j = lines->len;
		     home == NULL && j > 0 && j + reach > lines->len; j--)
			if (belongs(lines->pdata[j - 1], words->pdata[i]))
				home = lines->pdata[j - 1];
		if (home == NULL) {
			home = line_new();
			g_ptr_array_add(lines, home);
		}
		g_ptr_array_add(home->words, words->pdata[i]);
	}
	g_ptr_array_set_free_func(words, NULL);
	g_ptr_array_unref(words);

	for (guint i = 0; i < lines->len; i++)
		g_ptr_array_sort(((struct line *)lines->pdata[i])->words,
				 compare_left);
	g_ptr_array_sort(lines, compare_top);
	return lines;
}
