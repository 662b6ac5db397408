/* lstm_kernel.h - the inner loops of the network, one file a kind of processor.
 *
 * All kernels give the same bits: sums are exact integers, and what follows is
 * done in floats by the same operations in the same order, as lstm_math.h
 * writes them down (so nothing here may be contracted to fused operations).
 *
 * Vectors of one layer lie side by side as lanes: each weight that is loaded
 * then serves them all. */
#ifndef OCR_LSTM_LSTM_KERNEL_H
#define OCR_LSTM_LSTM_KERNEL_H

#include <glib.h>

#include "core/cleanup.h"
#include "ocr/lstm/lstm_model.h"

#define LSTM_LANES 16
#define LSTM_BLOCK 16	      /* rows and columns are padded to these */
#define LSTM_MOST_COLUMNS 288 /* of the model's matrices */

struct lstm_kernel;

/* A matrix in a kernel's own order: blocks of 16 rows; in each, groups of
 * columns from left to right; in each, row after row, the group's weights. */
struct lstm_weights {
	guint rows, columns; /* padded */
	void *packed;
	gint32 *biases;
	float *scales;
};

struct lstm_kernel {
	const char *name;
	guint group;	    /* columns that stand together */
	guint weight_bytes; /* 1 or 2 */
	gint32 offset;	    /* what it adds to each input */

	gboolean (*runs_here)(void);

	/* sums[lane * rows + row] = bias + sum of weights * inputs. A lane's
	 * inputs are weights->columns bytes, stride apart; inputs and sums have
	 * room for LSTM_LANES, and those beyond lanes may come to hold
	 * anything. */
	void (*multiply)(const struct lstm_weights *weights,
			 const gint8 *inputs, gsize stride, guint lanes,
			 gint32 *sums);

	/* One step of count cells of an LSTM (a multiple of 16), from the sums
	 * of their gates. */
	void (*update)(const gint32 *sums, const float *scales, guint count,
		       float *state, gint8 *outputs);

	/* outputs = tanh(scales * sums); count: a multiple of 16 */
	void (*tanh)(const gint32 *sums, const float *scales, guint count,
		     gint8 *outputs);

	/* Probabilities of count codes (a multiple of 16). */
	void (*softmax)(const gint32 *sums, const float *scales, guint count,
			float *probabilities);
};

extern const struct lstm_kernel lstm_kernel_plain;
#ifdef __x86_64__
extern const struct lstm_kernel lstm_kernel_avx2;
extern const struct lstm_kernel lstm_kernel_avx512vnni;
#endif

/* From the fastest to lstm_kernel_plain; ends with NULL. */
extern const struct lstm_kernel *const lstm_kernels[];

/* The fastest that this processor runs; NULL where only the plain one does,
 * which is slower than Tesseract. */
const struct lstm_kernel *lstm_kernel_choose(void);

struct lstm_weights *lstm_weights_new(const struct lstm_matrix *matrix,
				      const struct lstm_kernel *kernel);
void lstm_weights_free(struct lstm_weights *weights);

DEFINE_AUTOPTR(lstm_weights, lstm_weights_free)

#endif
