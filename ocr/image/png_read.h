/* png_read.h - a PNG as it shows on white paper. */
#ifndef OCR_IMAGE_PNG_READ_H
#define OCR_IMAGE_PNG_READ_H

#include <glib.h>

#include "ocr/image/leptonica.h"

/* 1 bit, 8 bits gray, or, where the image is in colours and in_colour asks for
 * them, 32 bits; without transparency, of which Leptonica takes a gray image's
 * for a fault or for ink. NULL where the file is damaged. Its size is the
 * caller's to check before. */
PIX *png_read(const guint8 *data, gsize size, gboolean in_colour);

#endif
