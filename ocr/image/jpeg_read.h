/* jpeg_read.h - libjpeg, whose errors jump, behind a function that returns. */
#ifndef OCR_IMAGE_JPEG_READ_H
#define OCR_IMAGE_JPEG_READ_H

#include <glib.h>
#include <stdio.h>

#include <jpeglib.h>

#include "ocr/image/damage.h"

/* Calls read with a decompressor that has the file as its source and nothing
 * done. FALSE where the file cannot be decoded, or read gave up: then it did
 * not return, and what it had allocated is found through closure alone. What
 * libjpeg warned of is noted as damage where it lost some of the image. */
gboolean jpeg_read(const guint8 *data, gsize size,
		   void (*read)(struct jpeg_decompress_struct *jpeg,
				gpointer closure),
		   gpointer closure, struct damage *damage);

/* For read: ends it. */
void jpeg_read_give_up(struct jpeg_decompress_struct *jpeg);

#endif
