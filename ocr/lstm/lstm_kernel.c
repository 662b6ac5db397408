/* lstm_kernel.c - choosing a kernel, and laying weights out for it. */
#include "ocr/lstm/lstm_kernel.h"

#define CACHE_LINE 64

/* The sum of a row that is only padding: no softmax ever chooses it. */
#define NOTHING (-(1 << 30))

const struct lstm_kernel *const lstm_kernels[] = {
#ifdef __x86_64__
	&lstm_kernel_avx512vnni,
	&lstm_kernel_avx2,
#endif
	&lstm_kernel_plain,
	NULL,
};

const struct lstm_kernel *
lstm_kernel_choose(void)
{
	const struct lstm_kernel *fastest = NULL;

	for (guint i = 0; fastest == NULL && lstm_kernels[i] != NULL; i++)
		if (lstm_kernels[i]->runs_here())
			fastest = lstm_kernels[i];
	return fastest == &lstm_kernel_plain ? NULL : fastest;
}

static guint
pad(guint count)
{
	return (count + LSTM_BLOCK - 1) / LSTM_BLOCK * LSTM_BLOCK;
}

/* Where the weight of row and column goes. */
static gsize
place(const struct lstm_weights *weights, gsize group, gsize row, gsize column)
{
	gsize block = row / LSTM_BLOCK * weights->columns * LSTM_BLOCK;

	return block + column / group * group * LSTM_BLOCK +
	       row % LSTM_BLOCK * group + column % group;
}

static void
pack_row(struct lstm_weights *weights, const struct lstm_kernel *kernel,
	 const struct lstm_matrix *matrix, guint row)
{
	const gint8 *from = matrix->weights + (gsize)row * matrix->columns;
	gint32 sum = 0;

	for (guint column = 0; column < matrix->columns; column++) {
		gsize to = place(weights, kernel->group, row, column);

		if (kernel->weight_bytes == 1)
			((gint8 *)weights->packed)[to] = from[column];
		else
			((gint16 *)weights->packed)[to] = from[column];
		sum += from[column];
	}
	weights->biases[row] = matrix->biases[row] - kernel->offset * sum;
	weights->scales[row] = matrix->scales[row];
}

struct lstm_weights *
lstm_weights_new(const struct lstm_matrix *matrix,
		 const struct lstm_kernel *kernel)
{
	struct lstm_weights *weights = g_new0(struct lstm_weights, 1);

	weights->rows = pad(matrix->rows);
	weights->columns = pad(matrix->columns);
	g_assert(weights->columns <= LSTM_MOST_COLUMNS);
	weights->packed =
		g_aligned_alloc0((gsize)weights->rows * weights->columns,
				 kernel->weight_bytes, CACHE_LINE);
	weights->biases = g_new(gint32, weights->rows);
	weights->scales = g_new(float, weights->rows);
	for (guint row = 0; row < matrix->rows; row++)
		pack_row(weights, kernel, matrix, row);
	for (guint row = matrix->rows; row < weights->rows; row++) {
		weights->biases[row] = NOTHING;
		weights->scales[row] = 1;
	}
	return weights;
}

void
lstm_weights_free(struct lstm_weights *weights)
{
	g_aligned_free(weights->packed);
	g_free(weights->biases);
	g_free(weights->scales);
	g_free(weights);
}
