/* boldness.c - bold words by the width of their strokes.
 *
 * A stroke's area is its length times its width, and its outline is twice its
 * length; so twice the darkness of a word's gray pixels over the sum of their
 * steps from pixel to pixel is the mean width of its strokes, whatever the
 * glyphs, and blur changes it little. Against the page's median, regular
 * words lie within 0.85 and 1.15 and bold ones within 1.25 and 1.7. */
#include "ocr/recognise/boldness.h"

#include <math.h>

#include "core/document.h"
#include "core/doubles.h"

#define BOLD_FROM 1.22

/* Between these, and in shorter words, single glyphs' shapes can mislead
 * (capitals are a little heavier, an s is lighter): the neighbours have a say.
 */
#define REGULAR_TO 1.14
#define CERTAINLY_BOLD_FROM 1.36
#define MIN_LETTERS 4

/* A word in doubt behind a bold one is bold from here on. */
#define STILL_BOLD_FROM 1.17

/* Below this many words the median says nothing. The two kinds are not clear
 * above this share of bold words, or with more in doubt than these shares of
 * the bold ones and of all. */
#define MIN_WORDS 12
#define MOST_BOLD 0.5
#define MOST_DOUBTFUL_OF_BOLD 0.2
#define MOST_DOUBTFUL_OF_ALL 0.02

struct measured {
	struct word *word;
	double width; /* of its strokes, in pixels and then in medians */
	gboolean is_long;
};

static double
stroke_width(PIX *gray, const struct box *box, double scale)
{
	int left = MAX((int)(box->x0 / scale) - 1, 0);
	int right = MIN((int)(box->x1 / scale) + 1, pixGetWidth(gray) - 1);
	int top = MAX((int)(box->y0 / scale), 0);
	int bottom = MIN((int)(box->y1 / scale), pixGetHeight(gray) - 1);
	double darkness = 0, outline = 0;

	for (int y = top; y < bottom; y++) {
		const l_uint32 *row =
			pixGetData(gray) + (gssize)y * pixGetWpl(gray);
		const l_uint32 *next = row + pixGetWpl(gray);

		for (int x = left; x < right; x++) {
			int here = GET_DATA_BYTE(row, x);

			darkness += 255 - here;
			outline += hypot(here - GET_DATA_BYTE(row, x + 1),
					 here - GET_DATA_BYTE(next, x));
		}
	}
	return outline > 0 ? 2 * darkness / outline : 0;
}

static GArray *
measure(GPtrArray *lines, const struct prepared *prepared)
{
	GArray *all = g_array_new(FALSE, TRUE, sizeof(struct measured));

	for (guint i = 0; i < lines->len; i++) {
		const struct line *line = lines->pdata[i];

		for (guint j = 0; j < line->words->len; j++) {
			struct word *word = line->words->pdata[j];
			struct measured one = {
				.word = word,
				.width = stroke_width(
					prepared->gray, &word->box,
					prepared->points_per_pixel),
				.is_long = g_utf8_strlen(word->text, -1) >=
					   MIN_LETTERS,
			};

			g_array_append_val(all, one);
		}
	}
	return all;
}

/* Makes the widths relative to their median; FALSE where there is none. */
static gboolean
normalise(GArray *all)
{
	g_autoptr(GArray) widths = g_array_new(FALSE, FALSE, sizeof(double));
	double median;

	for (guint i = 0; i < all->len; i++) {
		const struct measured *one =
			&g_array_index(all, struct measured, i);

		if (one->is_long && one->width > 0)
			g_array_append_val(widths, one->width);
	}
	if (widths->len < MIN_WORDS)
		return FALSE;
	g_array_sort(widths, doubles_compare);
	median = g_array_index(widths, double, widths->len / 2);
	for (guint i = 0; i < all->len; i++)
		g_array_index(all, struct measured, i).width /= median;
	return TRUE;
}

static gboolean
has_both_kinds(const GArray *all)
{
	guint count = 0, bold = 0, certain = 0, doubtful = 0;

	for (guint i = 0; i < all->len; i++) {
		const struct measured *one =
			&g_array_index(all, struct measured, i);

		if (!one->is_long)
			continue;
		count++;
		bold += one->width >= BOLD_FROM;
		certain += one->width >= CERTAINLY_BOLD_FROM;
		doubtful += one->width > REGULAR_TO && one->width < BOLD_FROM;
	}
	return certain > 0 && 2 * certain >= bold &&
	       bold <= MOST_BOLD * count &&
	       doubtful <= MOST_DOUBTFUL_OF_BOLD * bold +
				   MOST_DOUBTFUL_OF_ALL * count;
}

static gboolean
is_certain(const struct measured *one)
{
	return one->is_long &&
	       (one->width <= REGULAR_TO || one->width >= CERTAINLY_BOLD_FROM);
}

/* before: what the word before it was judged. A word in doubt is what
 * both neighbours are, and goes on being bold more easily than it begins. */
static gboolean
decide_bold(const GArray *all, guint i, gboolean before)
{
	const struct measured *one = &g_array_index(all, struct measured, i);
	gboolean after = i + 1 < all->len && one[1].width >= BOLD_FROM;

	if (is_certain(one))
		return one->width >= BOLD_FROM;
	if (before == after)
		return before;
	return one->width >= (before ? STILL_BOLD_FROM : BOLD_FROM);
}

gboolean
boldness_mark(GPtrArray *lines, const struct prepared *prepared)
{
	g_autoptr(GArray) all = measure(lines, prepared);
	gboolean before = FALSE;

	if (!normalise(all) || !has_both_kinds(all))
		return FALSE;
	for (guint i = 0; i < all->len; i++) {
		before = decide_bold(all, i, before);
		g_array_index(all, struct measured, i).word->bold = before;
	}
	return TRUE;
}
