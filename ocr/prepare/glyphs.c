/* glyphs.c - sizes and neighbours of what may be glyphs. */
#include "ocr/prepare/glyphs.h"

#define LEAST_GLYPHS 40 /* fewer do not tell */

#define LEAST_HEIGHT 4	  /* pixels: lower is dust */
#define LIKE 2		  /* times as high: of one size */
#define MOST_TELLING 2000 /* glyphs of which the heights are looked at */

/* Small print beside larger text, 6 points beside 12: its glyphs without
 * ascender are so high and wide, in pixels, as no glyph and no sign of larger
 * text. They are small print where they are such a part of the page's glyphs.
 */
#define LOWEST_SMALL 4
#define HIGHEST_SMALL 7
#define NARROWEST_SMALL 4
#define WIDEST_SMALL 24
#define LEAST_SMALL 0.1

/* Glyphs stand beside glyphs, dust does not: of what has a glyph's size, at
 * least two and this part must, or the page is blank. */
#define LOWEST_LETTER 5	  /* pixels; lower is dust */
#define HIGHEST_LETTER 60 /* pixels */
#define LEAST_NEIGHBOURS 0.1
#define MOST_UNLIKE 3 /* times as high as the other */

gboolean
glyphs_are_small_beside_others(BOXA *boxes)
{
	int small = 0, glyphs = 0;

	for (int i = 0; i < boxaGetCount(boxes); i++) {
		const BOX *box = boxes->box[i];

		glyphs += box->h >= LOWEST_SMALL && box->w >= NARROWEST_SMALL;
		small += box->h >= LOWEST_SMALL && box->h <= HIGHEST_SMALL &&
			 box->w >= NARROWEST_SMALL && box->w <= WIDEST_SMALL;
	}
	return small >= LEAST_GLYPHS && small >= LEAST_SMALL * glyphs;
}

gboolean
glyphs_may_be(const BOX *box)
{
	return box->h >= LOWEST_LETTER && box->h <= HIGHEST_LETTER &&
	       box->w >= 2 && box->w <= 4 * box->h;
}

/* The pixels between two that stand side by side on one line and are of one
 * size; G_MAXINT between others. */
static int
gap_between(const BOX *a, const BOX *b)
{
	int low = MIN(a->h, b->h), high = MAX(a->h, b->h);
	int overlap = MIN(a->y + a->h, b->y + b->h) - MAX(a->y, b->y);
	int gap = MAX(a->x - b->x - b->w, b->x - a->x - a->w);

	return 2 * overlap >= low && high <= MOST_UNLIKE * low && gap <= high
		       ? MAX(gap, 0)
		       : G_MAXINT;
}

static BOX
on_its_side(const BOX *box)
{
	BOX side = *box;

	side.x = box->y, side.y = box->x, side.w = box->h, side.h = box->w;
	return side;
}

/* How many of the page's glyphs stand beside another. */
struct neighbours {
	int glyphs;
	int level;   /* with the nearest one left or right */
	int upright; /* with the nearest one above or below */
	int anywhere;
};

/* The boxes come from above to below, and what lies beyond reach need not be
 * looked at: dust can be millions of them. */
static void
count_neighbours(BOXA *boxes, int index, struct neighbours *count)
{
	const BOX *box = boxes->box[index];
	BOX side = on_its_side(box);
	int level = G_MAXINT, upright = G_MAXINT;
	int reach = MOST_UNLIKE * box->w, first = index, end = index + 1;

	while (first > 0 &&
	       boxes->box[first - 1]->y >= box->y - reach - HIGHEST_LETTER)
		first--;
	while (end < boxaGetCount(boxes) &&
	       boxes->box[end]->y <= box->y + box->h + reach)
		end++;
	for (int i = first; i < end; i++) {
		const BOX *other = boxes->box[i];
		BOX other_side = on_its_side(other);

		if (i == index || !glyphs_may_be(other))
			continue;
		level = MIN(level, gap_between(box, other));
		upright = MIN(upright, gap_between(&side, &other_side));
	}
	count->glyphs++;
	count->level += level < upright;
	count->upright += upright < level;
	count->anywhere += MIN(level, upright) < G_MAXINT;
}

/* Looks at as many glyphs as tell. */
static struct neighbours
neighbours_of(BOXA *boxes)
{
	struct neighbours count = { 0 };
	int total = boxaGetCount(boxes), step = MAX(1, total / 500);

	for (int i = 0; i < total; i += step)
		if (glyphs_may_be(boxes->box[i]))
			count_neighbours(boxes, i, &count);
	return count;
}

int
glyphs_count_in_lines(BOXA *boxes)
{
	return neighbours_of(boxes).level;
}

/* --- how high glyphs are --- */

static gboolean
may_tell_height(const BOX *box, int highest)
{
	return box->h >= LEAST_HEIGHT && box->h <= highest && box->w >= 2 &&
	       box->w <= 3 * box->h;
}

static gboolean
are_like_neighbours(const BOX *a, const BOX *b)
{
	return MAX(a->h, b->h) <= LIKE * MIN(a->h, b->h) &&
	       gap_between(a, b) < G_MAXINT;
}

/* Whether one of its size stands beside it. */
static gboolean
stands_in_line(BOXA *boxes, int index)
{
	const BOX *box = boxes->box[index];
	int top = box->y - LIKE * box->h, bottom = box->y + box->h;

	for (int i = index - 1; i >= 0 && boxes->box[i]->y >= top; i--)
		if (are_like_neighbours(box, boxes->box[i]))
			return TRUE;
	for (int i = index + 1;
	     i < boxaGetCount(boxes) && boxes->box[i]->y <= bottom; i++)
		if (are_like_neighbours(box, boxes->box[i]))
			return TRUE;
	return FALSE;
}

/* The height up to which half of the weights lie. */
static int
median(const double *weights, int first, int last)
{
	double all = 0, below = 0;
	int height = first;

	for (int i = first; i <= last; i++)
		all += weights[i];
	while (height < last && below + weights[height] < all / 2)
		below += weights[height++];
	return height;
}

/* Looks at as many as tell. */
double
glyphs_height(BOXA *boxes, int page_height, gboolean in_lines)
{
	int highest = page_height / 15, glyphs = 0, usual;
	g_autofree double *areas = g_new0(double, (gsize)highest + 1);
	g_autofree double *counts = g_new0(double, (gsize)highest + 1);
	int total = boxaGetCount(boxes);
	int step = in_lines ? MAX(1, total / MOST_TELLING) : 1;

	for (int i = 0; i < total; i += step) {
		const BOX *box = boxes->box[i];

		if (!may_tell_height(box, highest) ||
		    (in_lines && !stands_in_line(boxes, i)))
			continue;
		areas[box->h] += (double)box->w * box->h;
		counts[box->h]++;
		glyphs += step;
	}
	if (glyphs < LEAST_GLYPHS)
		return 0;
	if (!in_lines)
		return median(areas, 0, highest);
	usual = median(counts, 0, highest);
	return median(areas, usual / LIKE, MIN(LIKE * usual, highest));
}

struct glyphs_layout
glyphs_find_layout(BOXA *boxes)
{
	struct neighbours count = neighbours_of(boxes);

	return (struct glyphs_layout){
		.missing = count.anywhere < 2 ||
			   count.anywhere<LEAST_NEIGHBOURS * count.glyphs,
					  .on_their_side = count.upright> 2 *
				   count.level,
	};
}
