/* pale_page.c - what is print, what is paler, and the taking away. */
#include "ocr/prepare/pale_page.h"

#include "ocr/prepare/ink_openings.h"

/* Inches: of a mark's edge, and of what is below the blur beside it. */
#define EDGE 0.027

PIX *
pale_page_darker(PIX *gray, double level)
{
	return pixThresholdToBinary(gray, (l_int32)CLAMP(level, 0, 255));
}

void
pale_page_look(struct pale_page *page)
{
	int blur = 2 * ink_pixels(PALE_BLUR, page->scale) + 1;

	page->print = pale_page_darker(page->gray, page->dark);
	pixDilateBrick(page->print, page->print, blur, blur);
	page->clear = pale_page_darker(page->gray, PALE_PAPER * page->paper);
	pixSubtract(page->clear, page->clear, page->print);
}

/* --- levels --- */

void
pale_levels_count(PIX *gray, PIX *mask, struct pale_levels *out)
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

int
pale_levels_at(const struct pale_levels *levels, double share)
{
	guint count = 0;

	for (int level = 0; level < 256; level++) {
		count += levels->counts[level];
		if (count > share * levels->all)
			return level;
	}
	return 255;
}

/* --- wiping --- */

/* What has a level of the mark's. */
static PIX *
find_levels(const struct pale_page *page, const struct pale_mark *of)
{
	PIX *found = pale_page_darker(page->gray, of->most);
	PIX *other = pale_page_darker(page->gray, of->least);

	pixSubtract(found, found, other);
	pixDestroy(&other);
	return found;
}

/* What is left of the mark between glyphs that end at its edge. The blur about
 * print is of its levels too, but is thin. */
static void
add_between_glyphs(const struct pale_page *page, const struct pale_mark *of,
		   PIX *mark)
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
find_mark(const struct pale_page *page, const struct pale_mark *of)
{
	int across = ink_pixels(of->across, page->scale) | 1;
	int beside = ink_pixels(PALE_BRIDGE, page->scale) | 1;
	int near = 2 * ink_pixels(EDGE, page->scale) + 1;
	PIX *mark = find_levels(page, of), *wide;

	pixAnd(mark, mark, page->clear);
	pixAnd(mark, mark, of->region);
	wide = pixCloseSafeCompBrick(NULL, mark, MIN(beside, across), across);
	pixDilateBrick(wide, wide, near, near);
	if (of->across > PALE_BRIDGE)
		add_between_glyphs(page, of, mark);
	pixOr(mark, mark, wide);
	pixDestroy(&wide);
	return mark;
}

void
pale_mark_wipe(const struct pale_page *page, const struct pale_mark *of)
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
