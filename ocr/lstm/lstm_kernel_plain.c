/* lstm_kernel_plain.c - the network's inner loops in plain C: what the other
 * kernels are tested against. */
#include "ocr/lstm/lstm_kernel.h"
#include "ocr/lstm/lstm_math.h"

static gboolean
plain_runs_here(void)
{
	return TRUE;
}

static void
plain_multiply(const struct lstm_weights *weights, const gint8 *inputs,
	       gsize stride, guint lanes, gint32 *sums)
{
	const gint8 *packed = weights->packed;

	for (guint row = 0; row < weights->rows; row++) {
		const gint8 *block = packed + (gsize)(row / LSTM_BLOCK) *
						      weights->columns *
						      LSTM_BLOCK;

		for (guint lane = 0; lane < lanes; lane++) {
			const gint8 *input = inputs + lane * stride;
			gint32 sum = weights->biases[row];

			for (guint i = 0; i < weights->columns; i++)
				sum += block[i * LSTM_BLOCK +
					     row % LSTM_BLOCK] *
				       input[i];
			sums[(gsize)lane * weights->rows + row] = sum;
		}
	}
}

static void
plain_update(const gint32 *sums, const float *scales, guint count, float *state,
	     gint8 *outputs)
{
	for (guint i = 0; i < count; i++) {
		float gates[LSTM_GATES], input, kept, next;

		for (guint gate = 0; gate < LSTM_GATES; gate++)
			gates[gate] = (float)sums[gate * count + i] *
				      scales[gate * count + i];
		input = lstm_tanh_sigmoid(gates[0], gates[1]);
		kept = state[i] / (1.0f + lstm_exp(-gates[2]));
		next = kept + input;
		next = MIN(MAX(next, -LSTM_STATE_LIMIT), LSTM_STATE_LIMIT);
		state[i] = next;
		outputs[i] = lstm_quantise(lstm_tanh_sigmoid(next, gates[3]));
	}
}

static void
plain_tanh(const gint32 *sums, const float *scales, guint count, gint8 *outputs)
{
	for (guint i = 0; i < count; i++)
		outputs[i] =
			lstm_quantise(lstm_tanh((float)sums[i] * scales[i]));
}

/* Sixteen sums side by side, then halves onto halves. */
static void
plain_softmax(const gint32 *sums, const float *scales, guint count,
	      float *probabilities)
{
	float parts[LSTM_BLOCK] = { 0 }, greatest = -G_MAXFLOAT;

	for (guint i = 0; i < count; i++) {
		probabilities[i] = (float)sums[i] * scales[i];
		greatest = MAX(greatest, probabilities[i]);
	}
	for (guint i = 0; i < count; i++) {
		probabilities[i] = lstm_exp(probabilities[i] - greatest);
		parts[i % LSTM_BLOCK] += probabilities[i];
	}
	for (guint width = LSTM_BLOCK / 2; width > 0; width /= 2)
		for (guint i = 0; i < width; i++)
			parts[i] += parts[i + width];
	for (guint i = 0; i < count; i++)
		probabilities[i] /= parts[0];
}

const struct lstm_kernel lstm_kernel_plain = {
	.name = "plain",
	.group = 1,
	.weight_bytes = 1,
	.runs_here = plain_runs_here,
	.multiply = plain_multiply,
	.update = plain_update,
	.tanh = plain_tanh,
	.softmax = plain_softmax,
};
