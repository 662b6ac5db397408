/* spread.c - the gutter by the columns of ink, paragraphs by long lines. */
#include "ocr/prepare/spread.h"

#include "ocr/prepare/ink_profile.h"

#define LEAST_WIDE 1.15 /* times as wide as high */

/* As parts of the sheet's width: where the gutter lies, and how wide it is; and
 * of the sheet's height, what dust and specks may be in one of its columns. */
#define GUTTER_FROM 0.38
#define GUTTER_TO 0.62
#define LEAST_GUTTER 0.025
#define DUST 0.004

#define LOWEST_LINE 6 /* pixels */
#define HIGHEST_LINE 60
#define LEAST_LINES 2	   /* of a page */
#define LEAST_PARAGRAPHS 4 /* lines that are long */
#define LONG 0.5	   /* of half the sheet */

struct lines {
	int all, of_paragraphs;
};

static struct lines
count_lines(PIX *ink, int left, int right)
{
	struct region half = { left, 0, right, pixGetHeight(ink), 0 };
	g_autofree int *rows = ink_rows(ink, &half);
	g_autoptr(GArray) runs = ink_runs(rows, half.bottom, 2, 0);
	struct lines lines = { 0, 0 };

	for (guint i = 0; i < runs->len; i++) {
		struct region line = g_array_index(runs, struct region, i);
		int height = line.bottom - line.top, first = 0, last;
		g_autofree int *columns = NULL;

		if (height < LOWEST_LINE || height > HIGHEST_LINE)
			continue;
		line.left = left;
		line.right = last = right;
		columns = ink_columns(ink, &line);
		last -= left;
		while (last > 0 && columns[last - 1] == 0)
			last--;
		while (first < last && columns[first] == 0)
			first++;
		lines.all++;
		lines.of_paragraphs += last - first >= LONG * (right - left);
	}
	return lines;
}

/* The middle of the widest white among the middle columns; 0 where there is
 * none. */
static int
find_gutter(PIX *ink)
{
	int width = pixGetWidth(ink), height = pixGetHeight(ink);
	struct region whole = { 0, 0, width, height, 0 };
	g_autofree int *columns = ink_columns(ink, &whole);
	int end = (int)(GUTTER_TO * width), run = 0, best = 0, middle = 0;

	for (int x = (int)(GUTTER_FROM * width); x < end; x++) {
		run = columns[x] <= DUST * height ? run + 1 : 0;
		if (run > best) {
			best = run;
			middle = x - run / 2;
		}
	}
	return best >= LEAST_GUTTER * width ? middle : 0;
}

gboolean
spread_stands_on(PIX *ink)
{
	struct lines left, right;
	int gutter;

	if (pixGetWidth(ink) < LEAST_WIDE * pixGetHeight(ink))
		return FALSE;
	gutter = find_gutter(ink);
	if (gutter == 0)
		return FALSE;
	left = count_lines(ink, 0, gutter);
	right = count_lines(ink, gutter, pixGetWidth(ink));
	return MIN(left.all, right.all) >= LEAST_LINES &&
	       MAX(left.of_paragraphs, right.of_paragraphs) >= LEAST_PARAGRAPHS;
}
