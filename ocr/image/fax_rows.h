/* fax_rows.h - the rows of a fax in a TIFF, and whether they are all there. */
#ifndef OCR_IMAGE_FAX_ROWS_H
#define OCR_IMAGE_FAX_ROWS_H

#include <glib.h>
#include <tiffio.h>

#include "ocr/image/leptonica.h"

/* 1 bit a pixel, black where a bit is set, as the rows are in the file; of the
 * current directory, one of the fax compressions, of a size that the caller has
 * checked. NULL where there is no memory for it. *out_missing: places where
 * rows are not in the data, and white: libtiff takes the end of cut data for
 * the end of the page, and says nothing. */
PIX *fax_rows_read(TIFF *tiff, guint *out_missing);

#endif
