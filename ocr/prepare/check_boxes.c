/* check_boxes.c - told by their four straight sides and four corners. */
#include "ocr/prepare/check_boxes.h"

#include "core/document.h"
#include "ocr/prepare/word_box.h"

#define EMPTY "\u2610"
#define CHECKED "\u2612"
#define SURE 0.95

/* Pixels at scale 1: of 8 to 16 points; smaller, glyphs that touch look like
 * boxes. */
#define LEAST_SIDE 16
#define MOST_SIDE 34
#define UNEVEN_SIDES 3

/* A tick may reach beyond its box. */
#define MOST_REACH 20

#define STRAIGHT 0.95 /* of a side, drawn */
#define THINNEST 5    /* times as long as thick: a glyph's strokes are not */
#define CORNER 3      /* pixels: a glyph's are round */
#define OUTLINE 3     /* pixels, of the side's width, to look inside */

/* Of what is inside, or of a side's length beyond it: a stroke. */
#define LEAST_INSIDE 0.08
#define LEAST_BEYOND 3 /* pixels */

/* Where a box stands about the base line, of its font's size. */
#define BOX_SIZE 0.75

/* The longest run of ink in each row, or each column. */
static int *
longest_runs(PIX *pix, gboolean of_columns)
{
	int width = pixGetWidth(pix), height = pixGetHeight(pix);
	int lines = of_columns ? width : height;
	int length = of_columns ? height : width;
	int *runs = g_new0(int, (gsize)lines);

	for (int i = 0; i < lines; i++)
		for (int j = 0, run = 0; j < length; j++) {
			l_uint32 value = 0;

			pixGetPixel(pix, of_columns ? i : j, of_columns ? j : i,
				    &value);
			run = value != 0 ? run + 1 : 0;
			runs[i] = MAX(runs[i], run);
		}
	return runs;
}

/* The first and last line that is as good as a whole side; FALSE where they
 * are no side's length apart, or as thick as glyphs. */
static gboolean
find_sides(const int *runs, int count, int side, int *out_first, int *out_end)
{
	int least = (int)(STRAIGHT * side), most = side / THINNEST;
	int first = 0, last = count - 1, thick = 0, also_thick = 0;

	while (first < count && runs[first] < least)
		first++;
	while (last > first && runs[last] < least)
		last--;
	while (first + thick < last && runs[first + thick] >= least)
		thick++;
	while (last - also_thick > first && runs[last - also_thick] >= least)
		also_thick++;
	*out_first = first;
	*out_end = last + 1;
	return first < count && abs(last + 1 - first - side) <= UNEVEN_SIDES &&
	       thick <= most && also_thick <= most;
}

static int
count_ink(PIX *pix, int left, int top, int right, int bottom)
{
	BOX *box = boxCreate(left, top, right - left, bottom - top);
	l_int32 count = 0;

	if (box != NULL)
		pixCountPixelsInRect(pix, box, &count, NULL);
	boxDestroy(&box);
	return count;
}

static gboolean
has_corners(PIX *pix, const struct check_box *box)
{
	const int xs[] = { box->left, box->right - CORNER };
	const int ys[] = { box->top, box->bottom - CORNER };

	for (int i = 0; i < 4; i++) {
		int x = xs[i % 2], y = ys[i / 2];

		/* An outline of one pixel leaves four of nine white. */
		if (count_ink(pix, x, y, x + CORNER, y + CORNER) <
		    2 * CORNER - 1)
			return FALSE;
	}
	return TRUE;
}

static gboolean
is_checked(PIX *pix, const struct check_box *box)
{
	int left = box->left + OUTLINE, right = box->right - OUTLINE;
	int top = box->top + OUTLINE, bottom = box->bottom - OUTLINE;
	int inside = count_ink(pix, left, top, right, bottom);
	int beyond = MAX(MAX(box->left, box->top),
			 MAX(pixGetWidth(pix) - box->right,
			     pixGetHeight(pix) - box->bottom));

	return inside >= LEAST_INSIDE * (right - left) * (bottom - top) ||
	       beyond >= LEAST_BEYOND;
}

/* In the component's own pixels. */
static gboolean
find_box(PIX *pix, double scale, struct check_box *out)
{
	int width = pixGetWidth(pix), height = pixGetHeight(pix);
	g_autofree int *columns = longest_runs(pix, TRUE);
	g_autofree int *rows = longest_runs(pix, FALSE);
	int side = 0;

	for (int x = 0; x < width; x++)
		side = MAX(side, columns[x]);
	if (side < LEAST_SIDE * scale || side > MOST_SIDE * scale ||
	    !find_sides(columns, width, side, &out->left, &out->right) ||
	    !find_sides(rows, height, side, &out->top, &out->bottom) ||
	    abs(out->right - out->left - (out->bottom - out->top)) >
		    UNEVEN_SIDES ||
	    !has_corners(pix, out))
		return FALSE;
	out->checked = is_checked(pix, out);
	return TRUE;
}

static gboolean
may_be_box(const BOX *component, double scale)
{
	return MIN(component->w, component->h) >= LEAST_SIDE * scale &&
	       MAX(component->w, component->h) <=
		       (MOST_SIDE + MOST_REACH) * scale;
}

static void
paint_over(PIX *gray, PIX *ink, const BOX *component)
{
	BOX *wide = boxCreate(component->x - 1, component->y - 1,
			      component->w + 2, component->h + 2);

	pixSetInRectArbitrary(gray, wide, 255);
	pixClearInRect(ink, wide);
	boxDestroy(&wide);
}

GArray *
check_boxes_take(PIX *gray, PIX *ink, BOXA *components, double scale)
{
	GArray *found = g_array_new(FALSE, FALSE, sizeof(struct check_box));

	for (int i = 0; i < boxaGetCount(components); i++) {
		BOX *component = components->box[i];
		struct check_box box;
		PIX *pix;

		if (!may_be_box(component, scale))
			continue;
		pix = pixClipRectangle(ink, component, NULL);
		if (pix != NULL && find_box(pix, scale, &box)) {
			box.left += component->x;
			box.right += component->x;
			box.top += component->y;
			box.bottom += component->y;
			g_array_append_val(found, box);
			paint_over(gray, ink, component);
		}
		pixDestroy(&pix);
	}
	return found;
}

void
check_box_turn(struct check_box *box, int height)
{
	struct check_box turned = { height - box->bottom, box->left,
				    height - box->top, box->right,
				    box->checked };

	*box = turned;
}

void
check_boxes_add_words(const GArray *boxes, double points_per_pixel,
		      GPtrArray *words)
{
	for (guint i = 0; i < boxes->len; i++) {
		const struct check_box *box =
			&g_array_index(boxes, struct check_box, i);
		double size = (box->bottom - box->top) / BOX_SIZE;
		struct box place = word_box(box->left * points_per_pixel,
					    box->right * points_per_pixel,
					    box->bottom * points_per_pixel,
					    size * points_per_pixel);

		g_ptr_array_add(words, word_new(box->checked ? CHECKED : EMPTY,
						place, SURE, FALSE));
	}
}
