/* lstm_kernel_avx512vnni.c - the network's inner loops for AVX-512 with VNNI,
 * whose instruction sums products of unsigned and signed bytes exactly: inputs
 * are moved up by 128, and the biases down by what that adds. */
#ifdef __x86_64__
#include <immintrin.h>

#include "ocr/lstm/lstm_kernel.h"
#include "ocr/lstm/lstm_math.h"

#define VNNI __attribute__((target("avx512f,avx512bw,avx512vnni")))
#define VNNI_INLINE VNNI __attribute__((always_inline)) static inline
#define GROUP 4
#define OFFSET 128

/* Lanes at once: enough to hide the instruction's latency. */
#define MANY 16
#define FEW 8

static gboolean
vnni_runs_here(void)
{
	return __builtin_cpu_supports("avx512f") != 0 &&
	       __builtin_cpu_supports("avx512bw") != 0 &&
	       __builtin_cpu_supports("avx512vnni") != 0;
}

VNNI static void
move_up(const gint8 *inputs, gsize stride, guint lanes, guint columns,
	guint8 *moved)
{
	const __m128i sign = _mm_set1_epi8((char)OFFSET);

	for (gsize lane = 0; lane < lanes; lane++)
		for (guint i = 0; i < columns; i += LSTM_BLOCK) {
			const gint8 *from = inputs + lane * stride + i;
			guint8 *to = moved + lane * columns + i;
			__m128i bytes = _mm_loadu_si128((const __m128i *)from);

			_mm_storeu_si128((__m128i *)to,
					 _mm_xor_si128(bytes, sign));
		}
}

/* The sums of one block of rows for lanes, which the compiler knows. */
VNNI_INLINE void
multiply_block(const gint8 *packed, const gint32 *biases, const guint8 *moved,
	       guint columns, guint rows, const int lanes, gint32 *sums)
{
	__m512i totals[MANY];

#pragma GCC unroll 16
	for (int lane = 0; lane < lanes; lane++)
		totals[lane] = _mm512_loadu_si512(biases);
	for (gsize i = 0; i < columns; i += GROUP) {
		__m512i weights = _mm512_load_si512(packed + i * LSTM_BLOCK);

#pragma GCC unroll 16
		for (int lane = 0; lane < lanes; lane++) {
			gint32 group;

			memcpy(&group, moved + (gsize)lane * columns + i,
			       GROUP);
			totals[lane] = _mm512_dpbusd_epi32(
				totals[lane], _mm512_set1_epi32(group),
				weights);
		}
	}
#pragma GCC unroll 16
	for (int lane = 0; lane < lanes; lane++)
		_mm512_storeu_si512(sums + (gsize)lane * rows, totals[lane]);
}

VNNI static void
vnni_multiply(const struct lstm_weights *weights, const gint8 *inputs,
	      gsize stride, guint lanes, gint32 *sums)
{
	guint8 moved[LSTM_LANES * LSTM_MOST_COLUMNS]
		__attribute__((aligned(64)));
	const gint8 *packed = weights->packed;
	guint columns = weights->columns, rows = weights->rows;

	move_up(inputs, stride, lanes > FEW ? MANY : FEW, columns, moved);
	for (guint row = 0; row < rows; row += LSTM_BLOCK) {
		const gint8 *block = packed + (gsize)row * columns;
		const gint32 *biases = weights->biases + row;

		if (lanes > FEW)
			multiply_block(block, biases, moved, columns, rows,
				       MANY, sums + row);
		else
			multiply_block(block, biases, moved, columns, rows, FEW,
				       sums + row);
	}
}

VNNI_INLINE __m512
power(__m512 x)
{
	const __m512 limit = _mm512_set1_ps(LSTM_EXP_LIMIT);
	const __m512 low = _mm512_set1_ps(-LSTM_EXP_LIMIT);
	const float terms[] = { LSTM_EXP_4, LSTM_EXP_3, LSTM_EXP_2, LSTM_EXP_1,
				1.0f };
	__m512 scaled, part, result = _mm512_set1_ps(LSTM_EXP_5);
	__m512i exponent;

	x = _mm512_min_ps(_mm512_max_ps(x, low), limit);
	scaled = _mm512_mul_ps(x, _mm512_set1_ps(LSTM_LOG2_E));
	exponent = _mm512_cvtps_epi32(scaled);
	part = _mm512_sub_ps(scaled, _mm512_cvtepi32_ps(exponent));
#pragma GCC unroll 5
	for (int i = 0; i < 5; i++)
		result = _mm512_add_ps(_mm512_mul_ps(result, part),
				       _mm512_set1_ps(terms[i]));
	return _mm512_castsi512_ps(_mm512_add_epi32(
		_mm512_castps_si512(result), _mm512_slli_epi32(exponent, 23)));
}

VNNI_INLINE __m512
negative(__m512 x)
{
	const __m512i sign = _mm512_set1_epi32(G_MININT32);

	return _mm512_castsi512_ps(
		_mm512_xor_si512(_mm512_castps_si512(x), sign));
}

VNNI_INLINE __m512
tanh_sigmoid(__m512 a, __m512 b)
{
	const __m512 one = _mm512_set1_ps(1.0f);
	__m512 twice = power(_mm512_add_ps(a, a));
	__m512 inverse = power(negative(b));

	return _mm512_div_ps(_mm512_sub_ps(twice, one),
			     _mm512_mul_ps(_mm512_add_ps(twice, one),
					   _mm512_add_ps(one, inverse)));
}

VNNI_INLINE __m512
scaled_sums(const gint32 *sums, const float *scales)
{
	return _mm512_mul_ps(_mm512_cvtepi32_ps(_mm512_loadu_si512(sums)),
			     _mm512_loadu_ps(scales));
}

VNNI_INLINE void
store_quantised(__m512 values, gint8 *outputs)
{
	__m512i rounded = _mm512_cvtps_epi32(
		_mm512_mul_ps(values, _mm512_set1_ps(LSTM_ONE)));

	_mm_storeu_si128((__m128i *)outputs, _mm512_cvtepi32_epi8(rounded));
}

VNNI static void
vnni_update(const gint32 *sums, const float *scales, guint count, float *state,
	    gint8 *outputs)
{
	const __m512 one = _mm512_set1_ps(1.0f);

	for (guint i = 0; i < count; i += LSTM_BLOCK) {
		__m512 gates[LSTM_GATES], next;

#pragma GCC unroll 4
		for (gsize gate = 0; gate < LSTM_GATES; gate++)
			gates[gate] = scaled_sums(sums + gate * count + i,
						  scales + gate * count + i);
		next = _mm512_div_ps(
			_mm512_loadu_ps(state + i),
			_mm512_add_ps(one, power(negative(gates[2]))));
		next = _mm512_add_ps(next, tanh_sigmoid(gates[0], gates[1]));
		next = _mm512_max_ps(next, _mm512_set1_ps(-LSTM_STATE_LIMIT));
		next = _mm512_min_ps(next, _mm512_set1_ps(LSTM_STATE_LIMIT));
		_mm512_storeu_ps(state + i, next);
		store_quantised(tanh_sigmoid(next, gates[3]), outputs + i);
	}
}

VNNI static void
vnni_tanh(const gint32 *sums, const float *scales, guint count, gint8 *outputs)
{
	const __m512 one = _mm512_set1_ps(1.0f);

	for (guint i = 0; i < count; i += LSTM_BLOCK) {
		__m512 value = scaled_sums(sums + i, scales + i);
		__m512 twice = power(_mm512_add_ps(value, value));

		store_quantised(_mm512_div_ps(_mm512_sub_ps(twice, one),
					      _mm512_add_ps(twice, one)),
				outputs + i);
	}
}

/* Halves onto halves, as the plain kernel adds them. */
VNNI_INLINE float
sum_halves(__m512 parts)
{
	float sums[LSTM_BLOCK];

	_mm512_storeu_ps(sums, parts);
	for (guint width = LSTM_BLOCK / 2; width > 0; width /= 2)
		for (guint i = 0; i < width; i++)
			sums[i] += sums[i + width];
	return sums[0];
}

VNNI static void
vnni_softmax(const gint32 *sums, const float *scales, guint count,
	     float *probabilities)
{
	__m512 greatest = _mm512_set1_ps(-G_MAXFLOAT);
	__m512 total = _mm512_setzero_ps();

	for (guint i = 0; i < count; i += LSTM_BLOCK) {
		__m512 value = scaled_sums(sums + i, scales + i);

		greatest = _mm512_max_ps(greatest, value);
		_mm512_storeu_ps(probabilities + i, value);
	}
	greatest = _mm512_set1_ps(_mm512_reduce_max_ps(greatest));
	for (guint i = 0; i < count; i += LSTM_BLOCK) {
		__m512 value = power(_mm512_sub_ps(
			_mm512_loadu_ps(probabilities + i), greatest));

		total = _mm512_add_ps(total, value);
		_mm512_storeu_ps(probabilities + i, value);
	}
	total = _mm512_set1_ps(sum_halves(total));
	for (guint i = 0; i < count; i += LSTM_BLOCK)
		_mm512_storeu_ps(
			probabilities + i,
			_mm512_div_ps(_mm512_loadu_ps(probabilities + i),
				      total));
}

const struct lstm_kernel lstm_kernel_avx512vnni = {
	.name = "AVX-512 VNNI",
	.group = GROUP,
	.weight_bytes = 1,
	.offset = OFFSET,
	.runs_here = vnni_runs_here,
	.multiply = vnni_multiply,
	.update = vnni_update,
	.tanh = vnni_tanh,
	.softmax = vnni_softmax,
};
#endif
