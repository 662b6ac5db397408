/* ink_openings.c - openings by doubling steps. (Leptonica's own take three
 * times as long, and on most pages nothing is as large.) */
#include "ocr/prepare/ink_openings.h"

#include "ocr/prepare/resolution.h"

int
ink_pixels(double inches, double scale)
{
	return MAX(1, (int)(PREPARED_DPI * scale * inches));
}

gboolean
ink_is_empty(PIX *mask)
{
	l_int32 empty = TRUE;

	pixZero(mask, &empty);
	return empty;
}

int
ink_count(PIX *mask)
{
	l_int32 count = 0;

	pixCountPixels(mask, &count, NULL);
	return count;
}

/* Black where `length` pixels from here on, along (1, 0) or (0, 1), are. */
static void
erode(PIX *pix, int length, int x, int y)
{
	int width = pixGetWidth(pix), height = pixGetHeight(pix);

	for (int reach = 1, step; reach < length; reach += step) {
		PIX *before = pixCopy(NULL, pix);

		step = MIN(reach, length - reach);
		pixRasterop(pix, -step * x, -step * y, width, height,
			    PIX_SRC & PIX_DST, before, 0, 0);
		pixRasterop(pix, x ? width - step : 0, y ? height - step : 0,
			    width, height, PIX_CLR, NULL, 0, 0);
		pixDestroy(&before);
	}
}

/* Black where one of the `length` pixels up to here is. */
static void
dilate(PIX *pix, int length, int x, int y)
{
	int width = pixGetWidth(pix), height = pixGetHeight(pix);

	for (int reach = 1, step; reach < length; reach += step) {
		PIX *before = pixCopy(NULL, pix);

		step = MIN(reach, length - reach);
		pixRasterop(pix, step * x, step * y, width, height,
			    PIX_SRC | PIX_DST, before, 0, 0);
		pixDestroy(&before);
	}
}

/* What boxes of so many inches, all ink, cover. (Leptonica's own opening takes
 * three times as long, and on most pages there is none.) */
void
ink_add_opened(PIX *mask, PIX *ink, double width, double height, double scale)
{
	int columns = ink_pixels(width, scale),
	    rows = ink_pixels(height, scale);
	PIX *opened = pixCopy(NULL, ink);

	erode(opened, columns, 1, 0);
	erode(opened, rows, 0, 1);
	if (!ink_is_empty(opened)) {
		dilate(opened, columns, 1, 0);
		dilate(opened, rows, 0, 1);
		pixOr(mask, mask, opened);
	}
	pixDestroy(&opened);
}

gboolean
ink_touches_edge(const BOX *box, PIX *page)
{
	return box->x <= 1 || box->y <= 1 ||
	       box->x + box->w >= pixGetWidth(page) - 1 ||
	       box->y + box->h >= pixGetHeight(page) - 1;
}
