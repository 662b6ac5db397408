/* fax_read.h - the bytes of a fax, without a file around them. */
#ifndef OCR_IMAGE_FAX_READ_H
#define OCR_IMAGE_FAX_READ_H

#include <glib.h>

#include "ocr/image/damage.h"
#include "ocr/image/leptonica.h"

/* 1 bit; NULL where it cannot be decoded. What else is wrong with it is noted
 * as damage. k: as in PDF, below 0 for group 4, 0 for group 3 of one dimension,
 * above for two. size: below 1 GB. */
PIX *fax_read(const guint8 *data, gsize size, int width, int height, int k,
	      struct damage *damage);

#endif
