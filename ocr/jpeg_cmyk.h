/* jpeg_cmyk.h - JPEGs of four inks. */
#ifndef OCR_JPEG_CMYK_H
#define OCR_JPEG_CMYK_H

#include <allheaders.h>
#include <glib.h>

/* 8 bits gray; NULL where the file is damaged. What Adobe's programs write is
 * inverted and says so by their marker; Leptonica takes all for such. */
PIX *jpeg_cmyk_read(const guint8 *data, gsize size);

#endif
