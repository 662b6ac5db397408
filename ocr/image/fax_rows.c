/* fax_rows.c - libtiff's rows; which of them it wrote is seen from what was
 * there before. */
#include "ocr/image/fax_rows.h"

#include <string.h>

/* No row of a page consists of nothing else. */
#define UNTOUCHED 0x55

static gboolean
is_untouched(const guint8 *row, gsize size)
{
	for (gsize i = 0; i < size; i++)
		if (row[i] != UNTOUCHED)
			return FALSE;
	return TRUE;
}

static void
copy_row(PIX *pix, guint y, const guint8 *row, gsize size)
{
	l_uint32 *line = pixGetData(pix) + (gsize)y * (gsize)pixGetWpl(pix);

	for (gsize i = 0; i < size; i++)
		SET_DATA_BYTE(line, i, row[i]);
}

static guint
strip_end(guint y, guint32 strip, guint height)
{
	return strip == 0 || strip >= height
		       ? height
		       : MIN((y / strip + 1) * strip, height);
}

PIX *
fax_rows_read(TIFF *tiff, guint *out_missing)
{
	guint16 photometric = PHOTOMETRIC_MINISWHITE;
	guint32 width = 0, height = 0, strip = G_MAXUINT32;
	gsize size = (gsize)TIFFScanlineSize64(tiff);
	g_autofree guint8 *row = g_try_malloc(size);
	PIX *pix;

	*out_missing = 0;
	TIFFGetField(tiff, TIFFTAG_IMAGEWIDTH, &width);
	TIFFGetField(tiff, TIFFTAG_IMAGELENGTH, &height);
	TIFFGetField(tiff, TIFFTAG_PHOTOMETRIC, &photometric);
	TIFFGetFieldDefaulted(tiff, TIFFTAG_ROWSPERSTRIP, &strip);
	pix = size == (width + 7) / 8 && row != NULL
		      ? pixCreate((l_int32)width, (l_int32)height, 1)
		      : NULL;
	/* What the decoder makes of a strip behind its end is noise. */
	for (guint y = 0; pix != NULL && y < height; y++) {
		memset(row, UNTOUCHED, size);
		if (TIFFReadScanline(tiff, row, y, 0) == 1 &&
		    !is_untouched(row, size)) {
			copy_row(pix, y, row, size);
			continue;
		}
		++*out_missing;
		y = strip_end(y, strip, height) - 1;
	}
	if (pix != NULL && photometric == PHOTOMETRIC_MINISBLACK)
		pixInvert(pix, pix);
	return pix;
}
