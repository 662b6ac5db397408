/* lstm_network.h - the network run over many lines of a page side by side. */
#ifndef OCR_LSTM_LSTM_NETWORK_H
#define OCR_LSTM_LSTM_NETWORK_H

#include <glib.h>

#include "core/cleanup.h"
#include "ocr/image/leptonica.h"
#include "ocr/lstm/lstm_kernel.h"
#include "ocr/lstm/lstm_model.h"

/* Wider lines are not read: no paper has them. In pixels at the network's
 * height. */
#define LSTM_WIDEST_LINE 12000

/* What the network says of a line: for each column, which is LSTM_POOL pixels
 * of the line at the network's height, a probability a code. */
struct lstm_output {
	guint columns; /* 0: the line is too small or too wide to read */
	guint codes;   /* floats a column, of which the model's codes count */
	float *probabilities;
	double pixels_per_column; /* of the line's image */
};

struct lstm_network;

/* Both are borrowed. */
struct lstm_network *lstm_network_new(const struct lstm_model *model,
				      const struct lstm_kernel *kernel);
void lstm_network_free(struct lstm_network *network);

/* lines: 8 bits gray, dark on light, one line of text each, cut close above
 * and below. Fills outputs, which lstm_output_clear() empties. */
void lstm_network_read(struct lstm_network *network, PIX *const *lines,
		       guint count, struct lstm_output *outputs);
void lstm_output_clear(struct lstm_output *output);

DEFINE_AUTOPTR(lstm_network, lstm_network_free)

#endif
