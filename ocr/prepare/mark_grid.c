/* mark_grid.c - the grid's two steps are those between most pairs of glyphs
 * that are alike. */
#include "ocr/prepare/mark_grid.h"

#include <math.h>

#include "ocr/prepare/ink_openings.h"

#define MOST_GLYPHS 2000
#define FEWEST 24 /* glyphs that stand on the grid */
#define SHARE 0.6 /* of all */
#define SHARE_ASIDE 0.2
#define ALIKE 0.7 /* of the pixels of two shapes that are the same */

#define BIN 4		/* pixels: how a step is counted first */
#define SLACK 3		/* pixels: how it may differ from place to place */
#define LEAST_STEP 0.25 /* inches: farther than the next line */
#define ASIDE 1.0	/* inches between columns of tiles */
#define TRIES 12
#define GAP 0.03 /* inches, within a tile's words */

struct step {
	double x, y;
};

struct votes {
	int columns, rows; /* of bins; steps go down, or to the right */
	guint16 *counts;
};

static gboolean
is_of_size(const BOX *a, const BOX *b)
{
	return ABS(a->w - b->w) <= 1 && ABS(a->h - b->h) <= 1;
}

/* --- shapes --- */

/* Whether two parts are the same shape, give or take a pixel of place. */
static gboolean
is_alike(PIX *a, PIX *b)
{
	int most = MAX(ink_count(a), ink_count(b)), best = 0;

	for (int x = -1; x <= 1; x++)
		for (int y = -1; y <= 1; y++) {
			PIX *both = pixCopy(NULL, a);

			pixRasterop(both, x, y, pixGetWidth(b), pixGetHeight(b),
				    PIX_SRC & PIX_DST, b, 0, 0);
			/* What b does not cover at the edge counts for a: two
			 * parts of one size differ by a row at most. */
			best = MAX(best, ink_count(both));
			pixDestroy(&both);
		}
	return best >= ALIKE * most;
}

/* The glyph that stands a step away from another and is like it; -1: none. */
static int
find_partner(const PIXA *glyphs, int index, struct step step)
{
	const BOX *box = glyphs->boxa->box[index];

	for (int i = 0; i < glyphs->n; i++) {
		const BOX *other = glyphs->boxa->box[i];

		if (i != index && is_of_size(box, other) &&
		    fabs(other->x - box->x - step.x) <= SLACK &&
		    fabs(other->y - box->y - step.y) <= SLACK &&
		    is_alike(glyphs->pix[index], glyphs->pix[i]))
			return i;
	}
	return -1;
}

/* --- steps --- */

static struct votes
count_votes(const PIXA *glyphs, PIX *page, double scale)
{
	int least = ink_pixels(LEAST_STEP, scale);
	struct votes votes = { .columns = 2 * pixGetWidth(page) / BIN + 2,
			       .rows = pixGetHeight(page) / BIN + 2 };

	votes.counts = g_new0(guint16, (gsize)(votes.columns * votes.rows));
	for (int i = 0; i < glyphs->n; i++)
		for (int j = 0; j < glyphs->n; j++) {
			const BOX *a = glyphs->boxa->box[i];
			const BOX *b = glyphs->boxa->box[j];
			int x = b->x - a->x, y = b->y - a->y;
			guint16 *count;

			if (y < 0 || (y < SLACK && x <= 0) ||
			    (ABS(x) < least && y < least) || !is_of_size(a, b))
				continue;
			count = &votes.counts[y / BIN * votes.columns +
					      (x + pixGetWidth(page)) / BIN];
			if (*count < G_MAXUINT16)
				(*count)++;
		}
	return votes;
}

/* A step on the edge between bins has votes in both. */
static guint
votes_about(const struct votes *votes, int column, int row)
{
	const guint16 *count = &votes->counts[row * votes->columns + column];

	return (guint)count[0] + count[1] + count[votes->columns] +
	       count[votes->columns + 1];
}

/* Whether step leads to another column of what repeats by along. A word has
 * some glyphs twice, but not so far apart. */
static gboolean
leads_aside(struct step step, struct step along, double scale)
{
	return fabs(along.x * step.y - along.y * step.x) >
	       ink_pixels(ASIDE, scale) * hypot(along.x, along.y);
}

/* Of those with most votes the next one, aside from another (where that is
 * given); FALSE where none is left. */
static gboolean
take_step(struct votes *votes, PIX *page, const struct step *along,
	  double scale, struct step *out)
{
	guint best = 0;
	int at = 0;

	for (int row = 0; row + 1 < votes->rows; row++)
		for (int column = 0; column + 1 < votes->columns; column++) {
			struct step step = {
				(column + 1) * BIN - pixGetWidth(page),
				(row + 1) * BIN,
			};
			guint here = votes_about(votes, column, row);

			if (here <= best || (along != NULL &&
					     !leads_aside(step, *along, scale)))
				continue;
			best = here;
			at = row * votes->columns + column;
			*out = step;
		}
	votes->counts[at] = votes->counts[at + 1] = 0;
	votes->counts[at + votes->columns] = 0;
	votes->counts[at + votes->columns + 1] = 0;
	return best >= FEWEST / 2;
}

/* Marks the glyphs that have a partner a step away, sets the step to the mean
 * of how far those are, and returns how many have one. */
static int
measure_step(const PIXA *glyphs, struct step *step, guint8 *out_stands)
{
	struct step sum = { 0, 0 };
	int pairs = 0, count = 0;

	for (int i = 0; i < glyphs->n; i++) {
		int partner = find_partner(glyphs, i, *step);

		if (partner < 0)
			continue;
		sum.x +=
			glyphs->boxa->box[partner]->x - glyphs->boxa->box[i]->x;
		sum.y +=
			glyphs->boxa->box[partner]->y - glyphs->boxa->box[i]->y;
		pairs++;
		out_stands[i] = out_stands[partner] = TRUE;
	}
	if (pairs > 0)
		*step = (struct step){ sum.x / pairs, sum.y / pairs };
	for (int i = 0; i < glyphs->n; i++)
		count += out_stands[i];
	return count;
}

/* --- what the grid covers --- */

static void
shift_over(PIX *all, PIX *tiles, double x, double y)
{
	pixRasterop(all, (int)lround(x), (int)lround(y), pixGetWidth(tiles),
		    pixGetHeight(tiles), PIX_PAINT, tiles, 0, 0);
}

static void
repeat(PIX **tiles, struct step step)
{
	PIX *all = pixCopy(NULL, *tiles);
	int times = 1;

	while (times * MAX(fabs(step.x), fabs(step.y)) <
	       MAX(pixGetWidth(all), pixGetHeight(all)))
		times++;
	for (int i = -times; i <= times; i++)
		shift_over(all, *tiles, i * step.x, i * step.y);
	pixDestroy(tiles);
	*tiles = all;
}

static PIX *
cover(const PIXA *glyphs, const guint8 *stands, const struct step steps[2],
      PIX *page, double scale)
{
	PIX *tiles = pixCreateTemplate(page);
	int gap = 2 * ink_pixels(GAP, scale) + 1;

	for (int i = 0; i < glyphs->n; i++) {
		const BOX *box = glyphs->boxa->box[i];

		if (stands[i])
			pixRasterop(tiles, box->x, box->y, box->w, box->h,
				    PIX_SET, NULL, 0, 0);
	}
	repeat(&tiles, steps[0]);
	repeat(&tiles, steps[1]);
	pixDilateBrick(tiles, tiles, gap, gap);
	return tiles;
}

/* The next step that many glyphs stand on. */
static gboolean
find_step(const PIXA *glyphs, struct votes *votes, PIX *page,
	  const struct step *along, double scale, int wanted, guint8 *stands,
	  struct step *out)
{
	for (int i = 0; i < TRIES; i++) {
		g_autofree guint8 *here = g_malloc0((gsize)glyphs->n);

		if (!take_step(votes, page, along, scale, out))
			return FALSE;
		if (measure_step(glyphs, out, here) < wanted)
			continue;
		for (int j = 0; j < glyphs->n; j++)
			stands[j] |= here[j];
		return TRUE;
	}
	return FALSE;
}

PIX *
mark_grid_find(PIXA *glyphs, PIX *page, double scale)
{
	g_autofree guint8 *stands = g_malloc0((gsize)glyphs->n + 1);
	struct votes votes;
	struct step steps[2];
	PIX *tiles = NULL;
	int wanted = MAX(FEWEST, (int)(SHARE * glyphs->n));
	int wanted_aside = MAX(FEWEST, (int)(SHARE_ASIDE * glyphs->n));

	if (glyphs->n < FEWEST || glyphs->n > MOST_GLYPHS)
		return NULL;
	votes = count_votes(glyphs, page, scale);
	if (find_step(glyphs, &votes, page, NULL, scale, wanted, stands,
		      &steps[0]) &&
	    find_step(glyphs, &votes, page, &steps[0], scale, wanted_aside,
		      stands, &steps[1]))
		tiles = cover(glyphs, stands, steps, page, scale);
	g_free(votes.counts);
	return tiles;
}
