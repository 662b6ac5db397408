/* lstm_model.h - the network that Tesseract's fast English model holds.
 *
 * Its specification is [1,36,0,1 Ct3,3,16 Mp3,3 Lfys48 Lfx96 Lrx96 Lfx192
 * O1c1]: a gray line 36 pixels high; a convolution of 3 x 3 pixels with 16
 * outputs; the greatest of each 3 x 3 of them; an LSTM down each column; LSTMs
 * forward, backward and forward along the line; a softmax over the codes. All
 * weights are 8-bit integers, with a scale a row. */
#ifndef OCR_LSTM_LSTM_MODEL_H
#define OCR_LSTM_LSTM_MODEL_H

#include <glib.h>

#include "core/cleanup.h"

#define LSTM_LINE_HEIGHT 36
#define LSTM_POOL 3 /* pixels in both directions that become one */
#define LSTM_MOST_CODES 256

/* What goes in and comes out is 8 bits too: this stands for 1.0. */
#define LSTM_ONE 127

/* output[row] = scales[row] * (biases[row] + sum of weights * inputs) */
struct lstm_matrix {
	guint rows, columns;
	gint8 *weights; /* row by row, from -127 to 127 */
	gint32 *biases; /* in the same unit as the sums */
	float *scales;	/* all above zero */
};

/* In an LSTM's matrix the rows of its gates follow one another: candidate,
 * input, forget, output. Its columns are the inputs, then its last outputs. */
#define LSTM_GATES 4

enum lstm_layer {
	LSTM_CONVOLUTION, /* inputs: column by column, from the left */
	LSTM_DOWN,
	LSTM_FORWARD,
	LSTM_BACKWARD,
	LSTM_LAST,
	LSTM_SOFTMAX,
	LSTM_LAYERS,
};

struct lstm_model {
	struct lstm_matrix layers[LSTM_LAYERS];
	guint null_code; /* what stands between characters */

	/* Per code (rows of the softmax) its text, "" for none. */
	char *texts[LSTM_MOST_CODES];
};

/* From the bytes of a traineddata file, which it does not keep. NULL, and
 * FATAL with the reason, for a model of another shape, or a damaged one. */
struct lstm_model *lstm_model_new(const guint8 *data, gsize size,
				  GError **error);
void lstm_model_free(struct lstm_model *model);

DEFINE_AUTOPTR(lstm_model, lstm_model_free)

#endif
