/* lstm_kernel_avx2.c - the network's inner loops for AVX2.
 *
 * Products of bytes would saturate in AVX2's own byte instruction; weights and
 * inputs are widened to 16 bits, whose products it sums exactly, in pairs. */
#ifdef __x86_64__
#include <immintrin.h>

#include "ocr/lstm/lstm_kernel.h"
#include "ocr/lstm/lstm_math.h"

#define AVX2 __attribute__((target("avx2")))
#define AVX2_INLINE AVX2 __attribute__((always_inline)) static inline
#define AT_ONCE 4 /* lanes: their sums and a block's weights fill registers */
#define HALF (LSTM_BLOCK / 2)

static gboolean
avx2_runs_here(void)
{
	return __builtin_cpu_supports("avx2") != 0;
}

AVX2 static void
widen(const gint8 *inputs, gsize stride, guint lanes, guint columns,
      gint16 *wide)
{
	for (gsize lane = 0; lane < lanes; lane++)
		for (guint i = 0; i < columns; i += LSTM_BLOCK) {
			const gint8 *from = inputs + lane * stride + i;
			gint16 *to = wide + lane * columns + i;
			__m128i bytes = _mm_loadu_si128((const __m128i *)from);

			_mm256_storeu_si256((__m256i *)to,
					    _mm256_cvtepi8_epi16(bytes));
		}
}

/* The sums of one block of rows for AT_ONCE lanes. */
AVX2_INLINE void
multiply_block(const gint16 *packed, const gint32 *biases, const gint16 *wide,
	       guint columns, guint rows, gint32 *sums)
{
	__m256i low[AT_ONCE], high[AT_ONCE];

#pragma GCC unroll 4
	for (int lane = 0; lane < AT_ONCE; lane++) {
		low[lane] = _mm256_loadu_si256((const __m256i *)biases);
		high[lane] =
			_mm256_loadu_si256((const __m256i *)(biases + HALF));
	}
	for (guint i = 0; i < columns;
	     i += 2, packed += 2 * (gsize)LSTM_BLOCK) {
		__m256i upper = _mm256_load_si256((const __m256i *)packed);
		__m256i lower = _mm256_load_si256(
			(const __m256i *)(packed + LSTM_BLOCK));

#pragma GCC unroll 4
		for (int lane = 0; lane < AT_ONCE; lane++) {
			gint32 pair;
			__m256i both;

			memcpy(&pair, wide + (gsize)lane * columns + i, 4);
			both = _mm256_set1_epi32(pair);
			low[lane] = _mm256_add_epi32(
				low[lane], _mm256_madd_epi16(upper, both));
			high[lane] = _mm256_add_epi32(
				high[lane], _mm256_madd_epi16(lower, both));
		}
	}
#pragma GCC unroll 4
	for (int lane = 0; lane < AT_ONCE; lane++) {
		gint32 *to = sums + (gsize)lane * rows;

		_mm256_storeu_si256((__m256i *)to, low[lane]);
		_mm256_storeu_si256((__m256i *)(to + HALF), high[lane]);
	}
}

AVX2 static void
avx2_multiply(const struct lstm_weights *weights, const gint8 *inputs,
	      gsize stride, guint lanes, gint32 *sums)
{
	gint16 wide[LSTM_LANES * LSTM_MOST_COLUMNS]
		__attribute__((aligned(32)));
	const gint16 *packed = weights->packed;
	guint columns = weights->columns, rows = weights->rows;
	guint filled = (lanes + AT_ONCE - 1) / AT_ONCE * AT_ONCE;

	widen(inputs, stride, filled, columns, wide);
	for (guint row = 0; row < rows; row += LSTM_BLOCK)
		for (gsize lane = 0; lane < filled; lane += AT_ONCE)
			multiply_block(packed + (gsize)row * columns,
				       weights->biases + row,
				       wide + lane * columns, columns, rows,
				       sums + lane * rows + row);
}

AVX2_INLINE __m256
power(__m256 x)
{
	const __m256 limit = _mm256_set1_ps(LSTM_EXP_LIMIT);
	const __m256 low = _mm256_set1_ps(-LSTM_EXP_LIMIT);
	const float terms[] = { LSTM_EXP_4, LSTM_EXP_3, LSTM_EXP_2, LSTM_EXP_1,
				1.0f };
	__m256 scaled, part, result = _mm256_set1_ps(LSTM_EXP_5);
	__m256i exponent;

	x = _mm256_min_ps(_mm256_max_ps(x, low), limit);
	scaled = _mm256_mul_ps(x, _mm256_set1_ps(LSTM_LOG2_E));
	exponent = _mm256_cvtps_epi32(scaled);
	part = _mm256_sub_ps(scaled, _mm256_cvtepi32_ps(exponent));
#pragma GCC unroll 5
	for (int i = 0; i < 5; i++)
		result = _mm256_add_ps(_mm256_mul_ps(result, part),
				       _mm256_set1_ps(terms[i]));
	return _mm256_castsi256_ps(_mm256_add_epi32(
		_mm256_castps_si256(result), _mm256_slli_epi32(exponent, 23)));
}

AVX2_INLINE __m256
negative(__m256 x)
{
	return _mm256_xor_ps(x, _mm256_set1_ps(-0.0f));
}

AVX2_INLINE __m256
tanh_sigmoid(__m256 a, __m256 b)
{
	const __m256 one = _mm256_set1_ps(1.0f);
	__m256 twice = power(_mm256_add_ps(a, a));
	__m256 inverse = power(negative(b));

	return _mm256_div_ps(_mm256_sub_ps(twice, one),
			     _mm256_mul_ps(_mm256_add_ps(twice, one),
					   _mm256_add_ps(one, inverse)));
}

AVX2_INLINE __m256
scaled_sums(const gint32 *sums, const float *scales)
{
	return _mm256_mul_ps(
		_mm256_cvtepi32_ps(_mm256_loadu_si256((const __m256i *)sums)),
		_mm256_loadu_ps(scales));
}

AVX2_INLINE void
store_quantised(__m256 values, gint8 *outputs)
{
	__m256i rounded = _mm256_cvtps_epi32(
		_mm256_mul_ps(values, _mm256_set1_ps(LSTM_ONE)));
	__m128i words = _mm_packs_epi32(_mm256_castsi256_si128(rounded),
					_mm256_extracti128_si256(rounded, 1));

	_mm_storel_epi64((__m128i *)outputs, _mm_packs_epi16(words, words));
}

AVX2 static void
avx2_update(const gint32 *sums, const float *scales, guint count, float *state,
	    gint8 *outputs)
{
	const __m256 one = _mm256_set1_ps(1.0f);

	for (guint i = 0; i < count; i += HALF) {
		__m256 gates[LSTM_GATES], next;

#pragma GCC unroll 4
		for (gsize gate = 0; gate < LSTM_GATES; gate++)
			gates[gate] = scaled_sums(sums + gate * count + i,
						  scales + gate * count + i);
		next = _mm256_div_ps(
			_mm256_loadu_ps(state + i),
			_mm256_add_ps(one, power(negative(gates[2]))));
		next = _mm256_add_ps(next, tanh_sigmoid(gates[0], gates[1]));
		next = _mm256_max_ps(next, _mm256_set1_ps(-LSTM_STATE_LIMIT));
		next = _mm256_min_ps(next, _mm256_set1_ps(LSTM_STATE_LIMIT));
		_mm256_storeu_ps(state + i, next);
		store_quantised(tanh_sigmoid(next, gates[3]), outputs + i);
	}
}

AVX2 static void
avx2_tanh(const gint32 *sums, const float *scales, guint count, gint8 *outputs)
{
	const __m256 one = _mm256_set1_ps(1.0f);

	for (guint i = 0; i < count; i += HALF) {
		__m256 value = scaled_sums(sums + i, scales + i);
		__m256 twice = power(_mm256_add_ps(value, value));

		store_quantised(_mm256_div_ps(_mm256_sub_ps(twice, one),
					      _mm256_add_ps(twice, one)),
				outputs + i);
	}
}

AVX2_INLINE float
sum_halves(__m256 parts)
{
	__m128 four = _mm_add_ps(_mm256_castps256_ps128(parts),
				 _mm256_extractf128_ps(parts, 1));
	__m128 two = _mm_add_ps(four, _mm_movehl_ps(four, four));

	return _mm_cvtss_f32(_mm_add_ss(two, _mm_shuffle_ps(two, two, 1)));
}

AVX2_INLINE float
greatest_of(__m256 values)
{
	__m128 four = _mm_max_ps(_mm256_castps256_ps128(values),
				 _mm256_extractf128_ps(values, 1));
	__m128 two = _mm_max_ps(four, _mm_movehl_ps(four, four));

	return _mm_cvtss_f32(_mm_max_ss(two, _mm_shuffle_ps(two, two, 1)));
}

AVX2 static void
avx2_softmax(const gint32 *sums, const float *scales, guint count,
	     float *probabilities)
{
	__m256 greatest = _mm256_set1_ps(-G_MAXFLOAT);
	__m256 low = _mm256_setzero_ps(), high = _mm256_setzero_ps();

	for (guint i = 0; i < count; i += HALF) {
		__m256 value = scaled_sums(sums + i, scales + i);

		greatest = _mm256_max_ps(greatest, value);
		_mm256_storeu_ps(probabilities + i, value);
	}
	greatest = _mm256_set1_ps(greatest_of(greatest));
	for (guint i = 0; i < count; i += LSTM_BLOCK) {
		float *here = probabilities + i;
		__m256 one =
			power(_mm256_sub_ps(_mm256_loadu_ps(here), greatest));
		__m256 other = power(
			_mm256_sub_ps(_mm256_loadu_ps(here + HALF), greatest));

		low = _mm256_add_ps(low, one);
		high = _mm256_add_ps(high, other);
		_mm256_storeu_ps(here, one);
		_mm256_storeu_ps(here + HALF, other);
	}
	low = _mm256_set1_ps(sum_halves(_mm256_add_ps(low, high)));
	for (guint i = 0; i < count; i += HALF)
		_mm256_storeu_ps(
			probabilities + i,
			_mm256_div_ps(_mm256_loadu_ps(probabilities + i), low));
}

const struct lstm_kernel lstm_kernel_avx2 = {
	.name = "AVX2",
	.group = 2,
	.weight_bytes = 2,
	.runs_here = avx2_runs_here,
	.multiply = avx2_multiply,
	.update = avx2_update,
	.tanh = avx2_tanh,
	.softmax = avx2_softmax,
};
#endif
