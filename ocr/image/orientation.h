/* orientation.h - which way up a camera or a scanner held the paper.
 *
 * Numbers 1 to 8, the same in TIFF's tag and in EXIF's: how the rows and
 * columns of a file's image become those of the page as viewers show it. */
#ifndef OCR_IMAGE_ORIENTATION_H
#define OCR_IMAGE_ORIENTATION_H

#include <glib.h>

#include "ocr/image/leptonica.h"
#include "ocr/image/matrix.h"

#define ORIENTATION_UPRIGHT 1

/* Of its EXIF; upright where it has none. */
int orientation_of_jpeg(const guint8 *data, gsize size);
int orientation_of_png(const guint8 *data, gsize size);

/* Width and height change places. */
gboolean orientation_is_on_side(int orientation);

/* Takes pix; NULL where there is no memory. */
PIX *orientation_apply(PIX *pix, int orientation);

/* Puts the image, as it is in its file, upright on a page of that size. */
struct matrix orientation_place(int orientation, double width, double height);

#endif
