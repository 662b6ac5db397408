/* tiff_read.h - the pixels of one page of a TIFF. */
#ifndef OCR_IMAGE_TIFF_READ_H
#define OCR_IMAGE_TIFF_READ_H

#include <glib.h>

#include "ocr/image/damage.h"
#include "ocr/image/leptonica.h"
#include "ocr/image/tiff_header.h"

/* Its rows as they are in the file, whatever its orientation says. NULL where
 * nothing of it could be read; what else is wrong is noted as damage. header:
 * what tiff_header_read() gave for that directory, of a size that the caller
 * has checked. */
PIX *tiff_read(const guint8 *data, gsize size, guint number,
	       const struct tiff_header *header, struct damage *damage);

#endif
