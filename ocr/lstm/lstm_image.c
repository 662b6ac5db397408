/* lstm_image.c - scaling, and stretching the contrast as in training.
 *
 * The network was trained on lines whose gray levels were stretched by
 * Tesseract's NetworkIO::ComputeBlackWhite(): black is the lower quartile of
 * the local minima along the middle row, white the upper one of its maxima. */
#include "ocr/lstm/lstm_image.h"

#include <math.h>

#define LEVELS 256

/* The level below which the given part of the counted ones lies. */
static float
level_at(const guint *counts, guint total, float part)
{
	float wanted = MAX(part * (float)total, 1.0f), sum = 0;
	guint level = 0;

	while (level < LEVELS && sum < wanted)
		sum += (float)counts[level++];
	if (level == 0 || counts[level - 1] == 0)
		return (float)level;
	return (float)level - (sum - wanted) / (float)counts[level - 1];
}

static void
find_black_and_white(PIX *pix, float *out_black, float *out_white)
{
	guint minima[LEVELS] = { 0 }, maxima[LEVELS] = { 0 };
	guint minimum_count = 0, maximum_count = 0;
	const l_uint32 *row = pixGetData(pix) +
			      (gssize)pixGetWpl(pix) * (pixGetHeight(pix) / 2);

	for (int x = 1; x + 1 < pixGetWidth(pix); x++) {
		int before = GET_DATA_BYTE(row, x - 1);
		int here = GET_DATA_BYTE(row, x);
		int after = GET_DATA_BYTE(row, x + 1);

		if ((here < before && here <= after) ||
		    (here <= before && here < after)) {
			minima[here]++;
			minimum_count++;
		}
		if ((here > before && here >= after) ||
		    (here >= before && here > after)) {
			maxima[here]++;
			maximum_count++;
		}
	}
	if (minimum_count == 0)
		minima[0] = minimum_count = 1;
	if (maximum_count == 0)
		maxima[LEVELS - 1] = maximum_count = 1;
	*out_black = level_at(minima, minimum_count, 0.25f);
	*out_white = level_at(maxima, maximum_count, 0.75f);
}

static void
fill_levels(PIX *pix, gint8 *levels)
{
	float black, white, contrast;

	find_black_and_white(pix, &black, &white);
	contrast = (white - black) / 2;
	if (contrast <= 0)
		contrast = 1;
	for (int i = 0; i < LEVELS; i++) {
		float value = ((float)i - black) / contrast - 1;
		float scaled = (LSTM_ONE + 1) * value;

		levels[i] = (gint8)CLAMP(lroundf(scaled), -LSTM_ONE, LSTM_ONE);
	}
}

gint8 *
lstm_image_new(PIX *line, guint widest, guint *out_width)
{
	float factor = (float)LSTM_LINE_HEIGHT / (float)pixGetHeight(line);
	gint8 levels[LEVELS], *pixels;
	PIX *scaled;
	guint width, height;

	if (factor * (float)pixGetWidth(line) > (float)widest)
		return NULL;
	scaled = pixScale(line, factor, factor);
	if (scaled == NULL)
		return NULL;
	width = (guint)pixGetWidth(scaled);
	height = MIN((guint)pixGetHeight(scaled), LSTM_LINE_HEIGHT);
	fill_levels(scaled, levels);
	pixels = g_new0(gint8, ((gsize)width + 2) * LSTM_COLUMN_PIXELS + 2);
	for (guint y = 0; y < height; y++) {
		const l_uint32 *row =
			pixGetData(scaled) + (gssize)y * pixGetWpl(scaled);
		gint8 *to = pixels + LSTM_COLUMN_PIXELS + y + 1;

		for (guint x = 0; x < width; x++, to += LSTM_COLUMN_PIXELS)
			*to = levels[GET_DATA_BYTE(row, x)];
	}
	pixDestroy(&scaled);
	*out_width = width;
	if (width >= LSTM_POOL)
		return pixels;
	g_free(pixels);
	return NULL;
}
