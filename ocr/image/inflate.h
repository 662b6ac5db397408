/* inflate.h - deflated bytes, and whether they are all there.
 *
 * The PDF libraries do not check: neither qpdf nor Poppler reports a wrong
 * checksum, and both stop silently where the data ends. */
#ifndef OCR_IMAGE_INFLATE_H
#define OCR_IMAGE_INFLATE_H

#include <glib.h>

#include "ocr/image/damage.h"

/* zlib's format. NULL where there would be more than most bytes. Else what
 * could be had, the caller's: up to where the data is wrong or ends, which is
 * noted as damage of what, "its content". A checksum that is missing is
 * harmless: some writers leave it out, or 0. */
GByteArray *inflate_bytes(const guint8 *data, gsize size, gsize most,
			  struct damage *damage, const char *what);

/* The same, but keeps nothing; does not look beyond most bytes. */
void inflate_check(const guint8 *data, gsize size, gsize most,
		   struct damage *damage, const char *what);

#endif
