/* jpeg_gray.h - JPEGs as they are read: how light they are. */
#ifndef OCR_IMAGE_JPEG_GRAY_H
#define OCR_IMAGE_JPEG_GRAY_H

#include <glib.h>

#include "ocr/image/damage.h"
#include "ocr/image/leptonica.h"

/* 8 bits gray; NULL where nothing of the file can be read. What libjpeg made up
 * is noted as damage: it fills what it cannot decode with gray. What Adobe's
 * programs write in four inks is inverted and says so by their marker;
 * Leptonica takes all such files for inverted. */
PIX *jpeg_gray_read(const guint8 *data, gsize size, struct damage *damage);

/* The same damage, without the pixels: about a third of the time. */
void jpeg_gray_check(const guint8 *data, gsize size, struct damage *damage);

#endif
