/* sheet.c - looks for the strip between two pages of one sheet. */
#include "ocr/sheet.h"

#include <math.h>
#include <string.h>

#define WIDE 1.15 /* times as wide as high */

/* Of the sheet's width. */
#define STRIP_FROM 0.4
#define STRIP_TO 0.6
#define NARROWEST_STRIP 0.012
#define PARAGRAPH 0.27

#define FEWEST_LINES                                                           \
	1 /* on either side: a letter's last page may hold no more */
#define FEWEST_LONG 5 /* lines of a paragraph, on one side */

struct side {
	guint lines, paragraph_lines;
};

/* Points of the sheet's width that some word covers. */
static GByteArray *
cover(const struct page *page, guint width)
{
	GByteArray *covered = g_byte_array_sized_new(width);

	g_byte_array_set_size(covered, width);
	memset(covered->data, 0, width);
	for (guint i = 0; i < page->lines->len; i++) {
		const struct line *line = page->lines->pdata[i];

		for (guint j = 0; j < line->words->len; j++) {
			const struct word *word = line->words->pdata[j];

			for (double x = floor(MAX(word->box.x0, 0));
			     x < word->box.x1 && x < width; x++)
				covered->data[(guint)x] = 1;
		}
	}
	return covered;
}

/* The middle of the widest strip; 0 where none is wide enough. */
static double
find_strip(const GByteArray *covered)
{
	guint run = 0, best = 0;
	double middle = 0;

	for (guint x = (guint)(STRIP_FROM * covered->len);
	     x < (guint)(STRIP_TO * covered->len); x++) {
		run = covered->data[x] != 0 ? 0 : run + 1;
		if (run > best) {
			best = run;
			middle = x - run / 2.0;
		}
	}
	return best >= NARROWEST_STRIP * covered->len ? middle : 0;
}

/* The line's words between from and to. */
static void
count_line(struct side *side, const struct line *line, double from, double to,
	   double width)
{
	double start = G_MAXDOUBLE, end = 0;

	for (guint i = 0; i < line->words->len; i++) {
		const struct word *word = line->words->pdata[i];

		if (word->box.x0 < from || word->box.x1 > to)
			continue;
		start = MIN(start, word->box.x0);
		end = MAX(end, word->box.x1);
	}
	if (end <= start)
		return;
	side->lines++;
	side->paragraph_lines += end - start > PARAGRAPH * width ? 1 : 0;
}

gboolean
sheet_holds_two_pages(const struct page *page)
{
	gboolean lies = page->rotation_deg % 180 != 0;
	double width = lies ? page->height_pt : page->width_pt;
	double height = lies ? page->width_pt : page->height_pt;
	g_autoptr(GByteArray) covered = NULL;
	struct side left = { 0 }, right = { 0 };
	double strip;

	if (width < WIDE * height)
		return FALSE;
	covered = cover(page, (guint)CLAMP(width, 1, 20000));
	strip = find_strip(covered);
	if (strip == 0)
		return FALSE;
	for (guint i = 0; i < page->lines->len; i++) {
		count_line(&left, page->lines->pdata[i], 0, strip, width);
		count_line(&right, page->lines->pdata[i], strip, width, width);
	}
	return MIN(left.lines, right.lines) >= FEWEST_LINES &&
	       MAX(left.paragraph_lines, right.paragraph_lines) >= FEWEST_LONG;
}
