/* large_marks.c - parts that are thick and high, and their like beside them. */
#include "ocr/prepare/large_marks.h"

#include <stdlib.h>

#include "ocr/prepare/ink_openings.h"

/* Inches: what strokes of the text are never as thick as, how high a mark's
 * glyphs are, and a line of print that crosses them. */
#define THICK 0.035
#define HIGH 0.2
#define LINE 0.17
#define MOSTLY_HIGH 0.4 /* of a mark's parts */
#define FILLED 0.18	/* of a glyph's box */

/* Inches: no stroke covers so much. */
#define AREA_WIDTH 0.3
#define AREA_HEIGHT 0.12
#define MOST_AREA 0.3 /* of a mark's part */

/* A mark is of one level: so much of it, within that part of the paper's. */
#define FLAT 0.1
#define MOSTLY 0.75
#define SAME 0.04 /* levels of two parts of one mark */

#define MOST_PARTS 1000 /* of a page; more is noise */

/* The usual level of what is flat; 0 where it is of many levels. */
static int
flat_level(const struct pale_page *page, PIX *gray, PIX *mask)
{
	struct pale_levels levels = { .all = 0 };
	int usual, slack = (int)(FLAT * page->paper);
	guint near = 0;

	pale_levels_count(gray, mask, &levels);
	usual = pale_levels_at(&levels, 0.5);
	for (int i = MAX(0, usual - slack); i <= MIN(255, usual + slack); i++)
		near += levels.counts[i];
	return near >= MOSTLY * levels.all ? usual : 0;
}

enum part_kind { PART_UNKNOWN, PART_AREA, PART_MARK };

/* Parts of the page that may be of a mark, and what they are. */
struct parts {
	PIX *thick; /* what is thicker than a glyph's strokes */
	PIX *areas; /* parts that are not strokes */
	BOXA *boxes;
	int *levels; /* of each; 0: of many levels, or wiped */
	int *sizes;  /* pixels that are thick */
	enum part_kind *kinds;
};

/* Of what is on the page, print or not, what covers more than strokes do:
 * shades and stains, which are not for this file. */
static PIX *
find_areas(const struct pale_page *page)
{
	PIX *all = pale_page_darker(page->gray, PALE_PAPER * page->paper);
	PIX *areas = pixCreateTemplate(all);

	ink_add_opened(areas, all, AREA_WIDTH, AREA_HEIGHT, page->scale);
	pixDestroy(&all);
	return areas;
}

static gboolean
is_area(const struct parts *parts, PIX *thick, BOX *box)
{
	PIX *areas = pixClipRectangle(parts->areas, box, NULL);
	int all = ink_count(thick);
	gboolean is;

	pixAnd(areas, areas, thick);
	is = ink_count(areas) > MOST_AREA * all;
	pixDestroy(&areas);
	return is;
}

static void
look_at_part(const struct pale_page *page, struct parts *parts, int i)
{
	BOX *box = parts->boxes->box[i];
	PIX *gray = pixClipRectangle(page->gray, box, NULL);
	PIX *thick = pixClipRectangle(parts->thick, box, NULL);

	parts->levels[i] = flat_level(page, gray, thick);
	parts->sizes[i] = ink_count(thick);
	if (is_area(parts, thick, box))
		parts->kinds[i] = PART_AREA;
	pixDestroy(&gray);
	pixDestroy(&thick);
}

/* What print parts is one. */
static struct parts
find_thick(const struct pale_page *page)
{
	int bridge = ink_pixels(PALE_BRIDGE, page->scale) | 1;
	struct parts parts = {
		.thick = pixCreateTemplate(page->clear),
		.areas = find_areas(page),
	};
	PIX *bridged;

	ink_add_opened(parts.thick, page->clear, THICK, THICK, page->scale);
	bridged = pixCopy(NULL, parts.thick);
	if (!ink_is_empty(bridged))
		pixCloseSafeBrick(bridged, bridged, bridge, bridge);
	parts.boxes = pixConnCompBB(bridged, 8);
	parts.levels = g_new0(int, (gsize)parts.boxes->n + 1);
	parts.sizes = g_new0(int, (gsize)parts.boxes->n + 1);
	parts.kinds = g_new0(enum part_kind, (gsize)parts.boxes->n + 1);
	for (int i = 0; i < parts.boxes->n && parts.boxes->n <= MOST_PARTS; i++)
		look_at_part(page, &parts, i);
	pixDestroy(&bridged);
	return parts;
}

static void
parts_clear(struct parts *parts)
{
	pixDestroy(&parts->thick);
	pixDestroy(&parts->areas);
	boxaDestroy(&parts->boxes);
	g_free(parts->levels);
	g_free(parts->sizes);
	g_free(parts->kinds);
}

static gboolean
is_near(const BOX *a, const BOX *b, int reach)
{
	return a->x <= b->x + b->w + reach && b->x <= a->x + a->w + reach &&
	       a->y <= b->y + b->h + reach && b->y <= a->y + a->h + reach;
}

static gboolean
is_of_level(const struct pale_page *page, int a, int b)
{
	return a > 0 && b > 0 && abs(a - b) <= (int)(SAME * page->paper);
}

/* Whether a part of the kind, of the same level, is near. */
static gboolean
is_beside(const struct pale_page *page, const struct parts *parts, int i,
	  enum part_kind kind)
{
	int reach = 2 * ink_pixels(HIGH, page->scale);

	for (int j = 0; j < parts->boxes->n; j++)
		if (parts->kinds[j] == kind &&
		    is_near(parts->boxes->box[i], parts->boxes->box[j],
			    reach) &&
		    is_of_level(page, parts->levels[j], parts->levels[i]))
			return TRUE;
	return FALSE;
}

/* Between lines of print only pieces are left of a mark's glyphs, or of an
 * area. */
static void
spread(const struct pale_page *page, struct parts *parts, enum part_kind kind)
{
	gboolean more = TRUE;

	while (more) {
		more = FALSE;
		for (int i = 0; i < parts->boxes->n; i++) {
			if (parts->kinds[i] != PART_UNKNOWN ||
			    !is_beside(page, parts, i, kind))
				continue;
			parts->kinds[i] = kind;
			more = TRUE;
		}
	}
}

/* As no glyph of the text is; the frame of a table is high, and empty. */
static gboolean
is_high(const struct pale_page *page, const struct parts *parts, int i)
{
	const BOX *box = parts->boxes->box[i];

	return box->h >= ink_pixels(HIGH, page->scale) &&
	       parts->sizes[i] >= FILLED * box->w * box->h;
}

/* A mark is of one level, and some of it as high as no glyph of the text. */
static void
choose_marks(const struct pale_page *page, struct parts *parts)
{
	spread(page, parts, PART_AREA);
	for (int i = 0; i < parts->boxes->n; i++)
		if (parts->kinds[i] == PART_UNKNOWN && parts->levels[i] > 0 &&
		    is_high(page, parts, i))
			parts->kinds[i] = PART_MARK;
	spread(page, parts, PART_MARK);
}

/* Faint lines of print that hang together are as high here and there. */
static gboolean
is_mostly_high(const struct pale_page *page, const struct parts *parts,
	       int level)
{
	double all = 0, high = 0;

	for (int i = 0; i < parts->boxes->n; i++) {
		if (parts->kinds[i] != PART_MARK ||
		    !is_of_level(page, level, parts->levels[i]))
			continue;
		all += parts->sizes[i];
		if (is_high(page, parts, i))
			high += parts->sizes[i];
	}
	return high >= MOSTLY_HIGH * all;
}

/* Where what was chosen of that level stands, and what is between. */
static PIX *
take_level(const struct pale_page *page, struct parts *parts, int level)
{
	int high = ink_pixels(HIGH, page->scale) | 1;
	PIX *region = pixCreateTemplate(page->clear);

	for (int i = 0; i < parts->boxes->n; i++) {
		const BOX *box = parts->boxes->box[i];

		if (parts->kinds[i] != PART_MARK ||
		    !is_of_level(page, level, parts->levels[i]))
			continue;
		pixRasterop(region, box->x, box->y, box->w, box->h, PIX_SET,
			    NULL, 0, 0);
		parts->levels[i] = 0;
	}
	pixCloseSafeCompBrick(region, region, high, high);
	pixDilateCompBrick(region, region, high, high);
	return region;
}

gboolean
large_marks_wipe(const struct pale_page *page)
{
	struct parts parts = find_thick(page);
	int slack = (int)(PALE_SLACK * page->paper);
	gboolean found = FALSE;

	if (parts.boxes->n <= MOST_PARTS)
		choose_marks(page, &parts);
	for (int i = 0; i < parts.boxes->n; i++) {
		struct pale_mark mark = { .level = parts.levels[i],
					  .least = parts.levels[i] - slack,
					  .most = parts.levels[i] + slack,
					  .across = LINE };
		gboolean is_mark;

		if (parts.kinds[i] != PART_MARK || mark.level == 0)
			continue;
		is_mark = is_mostly_high(page, &parts, mark.level);
		mark.region = take_level(page, &parts, mark.level);
		if (is_mark)
			pale_mark_wipe(page, &mark);
		found = found || is_mark;
		pixDestroy(&mark.region);
	}
	parts_clear(&parts);
	return found;
}
