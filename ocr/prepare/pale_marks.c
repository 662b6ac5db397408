/* pale_marks.c - what is as light as no print of the page, in places that are
 * a mark's. */
#include "ocr/prepare/pale_marks.h"

#include "ocr/prepare/ink_openings.h"
#include "ocr/prepare/large_marks.h"
#include "ocr/prepare/mark_grid.h"
#include "ocr/prepare/pale_page.h"

/* Of the paper's level: print has pixels darker than that, and darker still
 * where a stamp's are about as dark. */
#define PRINT 0.42
#define DARK_PRINT 0.18

#define LEAST_PALE 10	 /* tiles that hold something pale, and no print */
#define FEWEST_PRINTED 6 /* tiles with print: else all may be faint */
#define LEAST_CONTRAST 0.07

/* Inches. */
#define GLYPH_LEAST 0.025
#define GLYPH_MOST 0.3

#define DARKEST 0.1 /* of a small mark's pixels; the others are its edges */

/* --- the page --- */

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

/* --- marks on a grid --- */

/* Parts of a glyph's size that touch no print. */
static PIXA *
find_glyphs(const struct pale_page *page)
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
wipe_grid(const struct pale_page *page)
{
	PIXA *glyphs = find_glyphs(page);
	struct pale_mark mark = { .most = 255, .across = PALE_BLUR };
	struct pale_levels levels = { .all = 0 };
	gboolean found;

	mark.region = mark_grid_find(glyphs, page->print, page->scale);
	found = mark.region != NULL;
	if (found) {
		PIX *inside = pixAnd(NULL, mark.region, page->clear);

		pale_levels_count(page->gray, inside, &levels);
		mark.level = pale_levels_at(&levels, DARKEST);
		mark.least = mark.level - (int)(PALE_SLACK * page->paper);
		pale_mark_wipe(page, &mark);
		pixDestroy(&inside);
		pixDestroy(&mark.region);
	}
	pixaDestroy(&glyphs);
	return found;
}

static gboolean
wipe_all(struct pale_page *page, double print, gboolean has_grid)
{
	gboolean wiped;

	page->dark = (int)(print * page->paper);
	pale_page_look(page);
	wiped = large_marks_wipe(page);
	wiped = (has_grid && wipe_grid(page)) || wiped;
	pixDestroy(&page->print);
	pixDestroy(&page->clear);
	return wiped;
}

gboolean
pale_marks_wipe(PIX *gray, const struct tone_tiles *tiles, double scale)
{
	int darkest;
	struct pale_page page = {
		.gray = gray,
		.scale = scale,
		.paper = tone_tiles_even_paper(tiles, &darkest),
	};
	gboolean wiped;

	if (page.paper == 0 || !has_print(tiles))
		return FALSE;
	wiped = wipe_all(&page, PRINT, may_have_grid(tiles));
	return wipe_all(&page, DARK_PRINT, FALSE) || wiped;
}
