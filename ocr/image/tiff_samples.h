/* tiff_samples.h - TIFFs of finer shades than Leptonica reads. */
#ifndef OCR_IMAGE_TIFF_SAMPLES_H
#define OCR_IMAGE_TIFF_SAMPLES_H

#include <glib.h>

#include "ocr/image/leptonica.h"
#include "ocr/image/tiff_header.h"

/* Gray of 12 bits; gray with transparency, and four inks, of 12 or 16. */
gboolean tiff_samples_are_fine(const struct tiff_header *header);

/* 8 bits gray, as it shows on white paper, its rows as they are in the file.
 * Of a header that is fine, and of a size that the caller has checked. NULL
 * where the file is damaged, or puts them together in a rare way (tiles, a
 * plane for each ink). */
PIX *tiff_samples_read(const guint8 *data, gsize size, guint number,
		       const struct tiff_header *header);

/* Why nothing reads such a TIFF, for people; NULL where it should be read. */
char *tiff_samples_explain(const struct tiff_header *header);

#endif
