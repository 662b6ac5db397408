/* pale_marks.c - what is as light as no print of the page, in places that are
 * a mark's. */
#include "ocr/prepare/pale_marks.h"

#include <stdlib.h>

#include "ocr/prepare/ink_openings.h"
#include "ocr/prepare/mark_grid.h"

/* Of the paper's level: print has pixels darker than PRINT; what is lighter
 * than PAPER is paper. */
#define PRINT 0.42
#define DARK_PRINT 0.18
#define PAPER 0.95
#define EVEN 0.92	 /* of usual paper, the most part of it */
#define MOST_EVEN 0.75	 /* how much */
#define LEAST_PALE 10	 /* tiles that hold something pale, and no print */
#define FEWEST_PRINTED 6 /* tiles with print: else all may be faint */
#define LEAST_CONTRAST 0.07

/* Inches. The blur about print reaches BLUR. */
#define BLUR 0.014
#define EDGE 0.027 /* of a mark, and below the blur beside it */
#define GLYPH_LEAST 0.025
#define GLYPH_MOST 0.3

/* Of large marks: what letters of the text are never as thick as, the gaps that
 * print leaves in them, and how high they are. */
#define THICK 0.035
#define BRIDGE 0.06
#define LINE 0.17 /* of print, that crosses them */
#define HIGH 0.2
#define MOSTLY_HIGH 0.4 /* of a mark's parts */
#define FILLED 0.18
#define AREA_WIDTH 0.3
#define AREA_HEIGHT 0.12
#define MOST_AREA 0.3 /* of a mark's part */

/* A mark is of one level: so much of it, within that part of the paper's. */
#define FLAT 0.1
#define MOSTLY 0.75
#define LEVEL_SLACK 0.08
#define SAME 0.04   /* levels of two parts of one mark */
#define DARKEST 0.1 /* of a small mark's pixels; the others are its edges */

struct pale {
	PIX *gray, *print; /* borrowed; bilevel: print and its blur */
	PIX *clear;	   /* what is pale and clear of print */
	double scale;
	int paper, dark; /* levels: of paper, and from which on it is print */
};

/* --- the page --- */

static int
compare_levels(const void *a, const void *b)
{
	return *(const guint8 *)a - *(const guint8 *)b;
}

/* The usual level of paper where light is even, else 0. */
static int
find_paper(const struct tone_tiles *tiles)
{
	guint count = (guint)tiles->count;
	g_autofree guint8 *levels = g_memdup2(tiles->lightest, count);
	int usual;

	if (count == 0)
		return 0;
	qsort(levels, count, 1, compare_levels);
	usual = levels[count / 2];
	return levels[(guint)((1 - MOST_EVEN) * count)] >= EVEN * usual ? usual
									: 0;
}

static gboolean
has_print(const struct tone_tiles *tiles)
{
	int printed = 0;

	for (int i = 0; i < tiles->count; i++)
		printed += tone_tiles_contrast(tiles, i) > 1 - PRINT;
	return printed >= FEWEST_PRINTED;
}

/* Told at little cost, since most pages have none. */
static gboolean
may_have_grid(const struct tone_tiles *tiles)
{
	int pale = 0;

	for (int i = 0; i < tiles->count; i++) {
		double contrast = tone_tiles_contrast(tiles, i);

		pale += contrast > LEAST_CONTRAST && contrast <= 1 - PRINT;
	}
	return pale >= LEAST_PALE;
}

/* What is darker than the level. */
static PIX *
darker(PIX *gray, double level)
{
	return pixThresholdToBinary(gray, (l_int32)level);
}

static void
look_at(struct pale *page)
{
	int blur = 2 * ink_pixels(BLUR, page->scale) + 1;

	page->print = darker(page->gray, page->dark);
	pixDilateBrick(page->print, page->print, blur, blur);
	page->clear = darker(page->gray, PAPER * page->paper);
	pixSubtract(page->clear, page->clear, page->print);
}

/* --- levels --- */

struct histogram {
	guint counts[256], all;
};

static void
count_levels(PIX *gray, PIX *mask, struct histogram *out)
{
	for (int y = 0; y < pixGetHeight(gray); y++) {
		const l_uint32 *line =
			pixGetData(gray) + (gssize)y * pixGetWpl(gray);
		const l_uint32 *bits =
			pixGetData(mask) + (gssize)y * pixGetWpl(mask);

		for (int x = 0; x < pixGetWidth(gray); x++) {
			if (!GET_DATA_BIT(bits, x))
				continue;
			out->counts[GET_DATA_BYTE(line, x)]++;
			out->all++;
		}
	}
}

static int
level_at(const struct histogram *levels, double share)
{
	guint count = 0;

	for (int level = 0; level < 256; level++) {
		count += levels->counts[level];
		if (count > share * levels->all)
			return level;
	}
	return 255;
}

/* The usual level of what is flat; 0 where it is of many levels. */
static int
flat_level(const struct pale *page, PIX *gray, PIX *mask)
{
	struct histogram levels = { .all = 0 };
	int usual, slack = (int)(FLAT * page->paper);
	guint near = 0;

	count_levels(gray, mask, &levels);
	usual = level_at(&levels, 0.5);
	for (int i = MAX(0, usual - slack); i <= MIN(255, usual + slack); i++)
		near += levels.counts[i];
	return near >= MOSTLY * levels.all ? usual : 0;
}

/* --- wiping --- */

/* Of which pixels a mark is made. */
struct mark {
	PIX *region;		/* it stands in */
	int level, least, most; /* usual, and within these */
	double across; /* inches: where print crosses it, its parts are so far
			* from one another */
};

/* What has a level of the mark's. */
static PIX *
find_levels(const struct pale *page, const struct mark *of)
{
	PIX *found = darker(page->gray, of->most);
	PIX *other = darker(page->gray, of->least);

	pixSubtract(found, found, other);
	pixDestroy(&other);
	return found;
}

/* What is left of the mark between letters that end at its edge. The blur about
 * print is of its levels too, but is thin. */
static void
add_between_letters(const struct pale *page, const struct mark *of, PIX *mark)
{
	int reach = 2 * ink_pixels(of->across, page->scale) + 1;
	PIX *near = pixDilateCompBrick(NULL, mark, reach, reach);
	PIX *like = find_levels(page, of), *thick, *filled;

	pixAnd(like, like, near);
	thick = pixOpenBrick(NULL, like, 3, 3);
	pixOpenBrick(like, like, 2, 2);
	pixOr(thick, thick, mark);
	pixOr(like, like, thick);
	filled = pixSeedfillBinary(NULL, thick, like, 4);
	pixDilateBrick(filled, filled, 3, 3);
	pixOr(mark, mark, filled);
	pixDestroy(&near);
	pixDestroy(&like);
	pixDestroy(&thick);
	pixDestroy(&filled);
}

/* What is clear of print and of the mark's levels, what lies between, and what
 * is so near that it is its edge, or the mark below the blur about print. */
static PIX *
find_mark(const struct pale *page, const struct mark *of)
{
	int across = ink_pixels(of->across, page->scale) | 1;
	int beside = ink_pixels(BRIDGE, page->scale) | 1;
	int near = 2 * ink_pixels(EDGE, page->scale) + 1;
	PIX *mark = find_levels(page, of), *wide;

	pixAnd(mark, mark, page->clear);
	pixAnd(mark, mark, of->region);
	wide = pixCloseSafeCompBrick(NULL, mark, MIN(beside, across), across);
	pixDilateBrick(wide, wide, near, near);
	if (of->across > BRIDGE)
		add_between_letters(page, of, mark);
	pixOr(mark, mark, wide);
	pixDestroy(&wide);
	return mark;
}

/* What is of the mark becomes paper, and it is taken from below the blur about
 * print. */
static void
wipe(const struct pale *page, const struct mark *of)
{
	PIX *mark = find_mark(page, of);

	for (int y = 0; y < pixGetHeight(page->gray); y++) {
		l_uint32 *line = pixGetData(page->gray) +
				 (gssize)y * pixGetWpl(page->gray);
		const l_uint32 *bits =
			pixGetData(mark) + (gssize)y * pixGetWpl(mark);
		const l_uint32 *print = pixGetData(page->print) +
					(gssize)y * pixGetWpl(page->print);

		for (int x = 0; x < pixGetWidth(page->gray); x++) {
			int here = GET_DATA_BYTE(line, x);

			if (!GET_DATA_BIT(bits, x))
				continue;
			if (!GET_DATA_BIT(print, x) && here >= of->least)
				here = page->paper;
			else
				here = MIN(page->paper,
					   here * page->paper / of->level);
			SET_DATA_BYTE(line, x, (guint8)here);
		}
	}
	pixDestroy(&mark);
}

/* --- marks of large letters --- */

enum part_kind { PART_UNKNOWN, PART_AREA, PART_MARK };

/* Parts of the page that may be of a mark, and what they are. */
struct parts {
	PIX *thick; /* what is thicker than a letter's strokes */
	PIX *areas; /* what is no stroke at all */
	BOXA *boxes;
	int *levels; /* of each; 0: of many levels, or wiped */
	int *sizes;  /* pixels that are thick */
	enum part_kind *kinds;
};

/* Of what is on the page, print or not, what covers more than strokes do:
 * shades and stains, which are not for this file. */
static PIX *
find_areas(const struct pale *page)
{
	PIX *all = darker(page->gray, PAPER * page->paper);
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
look_at_part(const struct pale *page, struct parts *parts, int i)
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
find_thick(const struct pale *page)
{
	int bridge = ink_pixels(BRIDGE, page->scale) | 1;
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
	for (int i = 0; i < parts.boxes->n; i++)
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
is_of_level(const struct pale *page, int a, int b)
{
	return a > 0 && b > 0 && abs(a - b) <= (int)(SAME * page->paper);
}

/* Whether a part of the kind, of the same level, is near. */
static gboolean
is_beside(const struct pale *page, const struct parts *parts, int i,
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

/* Between lines of print only pieces are left of a mark's letters, or of an
 * area. */
static void
spread(const struct pale *page, struct parts *parts, enum part_kind kind)
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

/* As no letter of the text is; the frame of a table is high, and empty. */
static gboolean
is_high(const struct pale *page, const struct parts *parts, int i)
{
	const BOX *box = parts->boxes->box[i];

	return box->h >= ink_pixels(HIGH, page->scale) &&
	       parts->sizes[i] >= FILLED * box->w * box->h;
}

/* A mark is of one level, and some of it as high as no letter of the text. */
static void
choose_marks(const struct pale *page, struct parts *parts)
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
is_mostly_high(const struct pale *page, const struct parts *parts, int level)
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
take_level(const struct pale *page, struct parts *parts, int level)
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

static gboolean
wipe_large(const struct pale *page)
{
	struct parts parts = find_thick(page);
	int slack = (int)(LEVEL_SLACK * page->paper);
	gboolean found = FALSE;

	choose_marks(page, &parts);
	for (int i = 0; i < parts.boxes->n; i++) {
		struct mark mark = { .level = parts.levels[i],
				     .least = parts.levels[i] - slack,
				     .most = parts.levels[i] + slack,
				     .across = LINE };

		gboolean is_mark;

		if (parts.kinds[i] != PART_MARK || mark.level == 0)
			continue;
		is_mark = is_mostly_high(page, &parts, mark.level);
		mark.region = take_level(page, &parts, mark.level);
		if (is_mark)
			wipe(page, &mark);
		found = found || is_mark;
		pixDestroy(&mark.region);
	}
	parts_clear(&parts);
	return found;
}

/* --- marks on a grid --- */

/* Parts of a letter's size that touch no print. */
static PIXA *
find_glyphs(const struct pale *page)
{
	int least = ink_pixels(GLYPH_LEAST, page->scale);
	int most = ink_pixels(GLYPH_MOST, page->scale);
	PIX *near = pixDilateBrick(NULL, page->print, 3, 3);
	PIXA *parts = NULL, *glyphs = pixaCreate(0);
	BOXA *boxes = pixConnComp(page->clear, &parts, 8);

	for (int i = 0; boxes != NULL && i < boxes->n; i++) {
		BOX *box = boxes->box[i];
		PIX *about;

		if (box->h < least || box->h > most || box->w < least ||
		    box->w > most)
			continue;
		about = pixClipRectangle(near, box, NULL);
		pixAnd(about, about, parts->pix[i]);
		if (ink_is_empty(about)) {
			pixaAddPix(glyphs, parts->pix[i], L_CLONE);
			pixaAddBox(glyphs, box, L_COPY);
		}
		pixDestroy(&about);
	}
	boxaDestroy(&boxes);
	pixaDestroy(&parts);
	pixDestroy(&near);
	return glyphs;
}

static gboolean
wipe_grid(const struct pale *page)
{
	PIXA *glyphs = find_glyphs(page);
	struct mark mark = { .most = 255, .across = BLUR };
	struct histogram levels = { .all = 0 };
	gboolean found;

	mark.region = mark_grid_find(glyphs, page->print, page->scale);
	found = mark.region != NULL;
	if (found) {
		PIX *inside = pixAnd(NULL, mark.region, page->clear);

		count_levels(page->gray, inside, &levels);
		mark.level = level_at(&levels, DARKEST);
		mark.least = mark.level - (int)(LEVEL_SLACK * page->paper);
		wipe(page, &mark);
		pixDestroy(&inside);
		pixDestroy(&mark.region);
	}
	pixaDestroy(&glyphs);
	return found;
}

static gboolean
wipe_all(struct pale *page, double print, gboolean has_grid)
{
	gboolean wiped;

	page->dark = (int)(print * page->paper);
	look_at(page);
	wiped = wipe_large(page);
	wiped = (has_grid && wipe_grid(page)) || wiped;
	pixDestroy(&page->print);
	pixDestroy(&page->clear);
	return wiped;
}

gboolean
pale_marks_wipe(PIX *gray, const struct tone_tiles *tiles, double scale)
{
	struct pale page = { .gray = gray,
			     .scale = scale,
			     .paper = find_paper(tiles) };
	gboolean wiped;

	if (page.paper == 0 || !has_print(tiles))
		return FALSE;
	wiped = wipe_all(&page, PRINT, may_have_grid(tiles));
	return wipe_all(&page, DARK_PRINT, FALSE) || wiped;
}
