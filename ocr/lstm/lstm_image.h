/* lstm_image.h - a line's gray pixels as the network takes them. */
#ifndef OCR_LSTM_LSTM_IMAGE_H
#define OCR_LSTM_LSTM_IMAGE_H

#include <glib.h>

#include "ocr/image/leptonica.h"
#include "ocr/lstm/lstm_model.h"

/* A pixel of nothing about the line on all sides; columns of pixels from the
 * left, and two bytes behind the last so that four can be loaded at any. */
#define LSTM_COLUMN_PIXELS (LSTM_LINE_HEIGHT + 2)

/* Returns the line at the network's height, its contrast as Tesseract stretches
 * it, or NULL where no column of the network fits in or too many would. The
 * caller frees it. */
gint8 *lstm_image_new(PIX *line, guint widest, guint *out_width);

#endif
