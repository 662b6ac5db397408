/* jpx_read.h - JPEG 2000 with transparency. */
#ifndef OCR_IMAGE_JPX_READ_H
#define OCR_IMAGE_JPX_READ_H

#include <glib.h>

#include "ocr/image/leptonica.h"

/* 8 bits gray, as it shows on white paper. NULL for whatever is not of that
 * size, and of so many colours (1, 3; 0: as it says itself) and one sample
 * more, how opaque the pixel is; Poppler leaves that out, and shows black
 * where nothing is. is_masked: what contains it wants it used, which is
 * otherwise done where the colours alone show nothing. */
PIX *jpx_read_transparent(const guint8 *data, gsize size, int width, int height,
			  int colours, gboolean is_masked);

#endif
