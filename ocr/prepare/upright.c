/* upright.c - the page's turn by its ascenders and descenders, its skew by its
 * rows of ink. */
#include "ocr/prepare/upright.h"

#include <math.h>

/* As pixOrientDetect() scores: an upright page has 14 and more either way, one
 * on its side at most 5. From here on the other direction need not be asked,
 * which costs as much again. */
#define CLEARLY_UPRIGHT 10.0f

#define LEAST_SKEW_DEG 0.1 /* turning by less blurs more than it mends */
#define SKEW_SWEEP_DEG 7.0f
#define LEAST_SKEW_CONFIDENCE 2.5f

/* Paper that a camera or a feeder took so far askew is rare, and looked for
 * only where the usual sweep is less than certain: lines of text have a
 * confidence of 10 and more, other things nearly 0. */
#define STEEP_SWEEP_DEG 22.0f
#define CERTAIN_CONFIDENCE 5.0f

int
upright_find_turns(PIX *ink, gboolean *out_sure)
{
	l_float32 up = 0, left = 0;
	l_int32 orientation = L_TEXT_ORIENT_UNKNOWN;

	*out_sure = TRUE;
	if (pixUpDownDetect(ink, &up, 0, 0, 0) == 0 &&
	    fabsf(up) >= CLEARLY_UPRIGHT)
		return up > 0 ? 0 : 2;
	if (pixOrientDetect(ink, &up, &left, 0, 0) == 0)
		makeOrientDecision(up, left, 0, 0, &orientation, 0);
	switch (orientation) {
	case L_TEXT_ORIENT_UP:
		return 0;
	case L_TEXT_ORIENT_LEFT:
		return 1;
	case L_TEXT_ORIENT_DOWN:
		return 2;
	case L_TEXT_ORIENT_RIGHT:
		return 3;
	default:
		*out_sure = FALSE;
		return 0;
	}
}

struct skew {
	l_float32 angle, confidence;
};

static struct skew
sweep(PIX *ink, l_float32 range)
{
	struct skew skew = { 0, 0 };

	if (pixFindSkewSweepAndSearch(ink, &skew.angle, &skew.confidence, 4, 2,
				      range, 1.0f, 0.05f) != 0)
		skew = (struct skew){ 0, 0 };
	return skew;
}

double
upright_find_skew(PIX *ink)
{
	struct skew skew = sweep(ink, SKEW_SWEEP_DEG), steep;

	if (skew.confidence < CERTAIN_CONFIDENCE) {
		steep = sweep(ink, STEEP_SWEEP_DEG);
		if (steep.confidence >= CERTAIN_CONFIDENCE)
			skew = steep;
	}
	return skew.confidence < LEAST_SKEW_CONFIDENCE ||
			       fabsf(skew.angle) < LEAST_SKEW_DEG
		       ? 0
		       : skew.angle;
}
