/* lstm_math.h - what the network computes in floats, step for step.
 *
 * The kernels for single processors do these operations on many numbers at
 * once, in this order, and so round alike. tanh(a) * sigmoid(b) is done with
 * one division: (e^2a - 1) / ((e^2a + 1) * (1 + e^-b)). */
#ifndef OCR_LSTM_LSTM_MATH_H
#define OCR_LSTM_LSTM_MATH_H

#include <glib.h>
#include <math.h>
#include <string.h>

#include "ocr/lstm/lstm_model.h"

/* Beyond it tanh and sigmoid are 1 in floats; two such powers still multiply
 * to less than the greatest float. */
#define LSTM_EXP_LIMIT 40.0f

/* The state of a cell never grows beyond it, as in training. */
#define LSTM_STATE_LIMIT 100.0f

/* 2^f for f between -0.5 and 0.5: the series of e^(f ln 2), but for its last
 * term, which makes up for those that are missing. */
#define LSTM_LOG2_E 1.44269504f
#define LSTM_EXP_5 1.33335581e-3f
#define LSTM_EXP_4 9.61812910e-3f
#define LSTM_EXP_3 5.55041086e-2f
#define LSTM_EXP_2 2.40226507e-1f
#define LSTM_EXP_1 6.93147180e-1f

static inline float
lstm_exp(float x)
{
	float scaled, whole, part, power;
	gint32 exponent, bits;

	x = MIN(MAX(x, -LSTM_EXP_LIMIT), LSTM_EXP_LIMIT);
	scaled = x * LSTM_LOG2_E;
	exponent = (gint32)lrintf(scaled);
	whole = (float)exponent;
	part = scaled - whole;
	power = LSTM_EXP_5;
	power = power * part + LSTM_EXP_4;
	power = power * part + LSTM_EXP_3;
	power = power * part + LSTM_EXP_2;
	power = power * part + LSTM_EXP_1;
	power = power * part + 1.0f;
	memcpy(&bits, &power, sizeof(bits));
	bits += exponent * (1 << 23);
	memcpy(&power, &bits, sizeof(bits));
	return power;
}

/* tanh(a) * sigmoid(b) */
static inline float
lstm_tanh_sigmoid(float a, float b)
{
	float twice = lstm_exp(a + a), inverse = lstm_exp(-b);

	return (twice - 1.0f) / ((twice + 1.0f) * (1.0f + inverse));
}

static inline float
lstm_tanh(float a)
{
	float twice = lstm_exp(a + a);

	return (twice - 1.0f) / (twice + 1.0f);
}

static inline gint8
lstm_quantise(float value)
{
	return (gint8)lrintf(value * LSTM_ONE);
}

#endif
