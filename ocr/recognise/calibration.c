/* calibration.c - the measured tables, straight between their points. */
#include "ocr/recognise/calibration.h"

#include <glib.h>

struct point {
	double confidence, right;
};

/* clang-format off */
static const struct point fast[] = {
	{ 0, 0 },
	{ 0.3521, 0.0238 }, /* 40 words */
	{ 0.5000, 0.1905 }, /* 40 words */
	{ 0.6464, 0.2857 }, /* 40 words */
	{ 0.9099, 0.6951 }, /* 80 words */
	{ 0.9546, 0.9669 }, /* 240 words */
	{ 0.9784, 0.9896 }, /* 480 words */
	{ 0.9911, 0.9926 }, /* 1760 words */
	{ 0.9967, 0.9989 }, /* 5440 words */
	{ 0.9992, 0.9999 }, /* 16840 words */
	{ 0.9999, 0.9999 }, /* 13000 words */
	{ 1, 1 },
};

static const struct point tesseract[] = {
	{ 0, 0 },
	{ 0.1563, 0.2857 }, /* 40 words */
	{ 0.4838, 0.4524 }, /* 40 words */
	{ 0.6692, 0.4878 }, /* 80 words */
	{ 0.7864, 0.6557 }, /* 120 words */
	{ 0.8376, 0.7439 }, /* 80 words */
	{ 0.8622, 0.7619 }, /* 40 words */
	{ 0.8799, 0.8780 }, /* 80 words */
	{ 0.9059, 0.9677 }, /* 400 words */
	{ 0.9182, 0.9801 }, /* 400 words */
	{ 0.9217, 0.9801 }, /* 120 words */
	{ 0.9264, 0.9908 }, /* 760 words */
	{ 0.9451, 0.9957 }, /* 3040 words */
	{ 0.9588, 0.9964 }, /* 1400 words */
	{ 0.9616, 0.9982 }, /* 3280 words */
	{ 0.9646, 0.9995 }, /* 7560 words */
	{ 0.9685, 1.0000 }, /* 24320 words */
	{ 1, 1 },
};
/* clang-format on */

double
calibrate(enum calibration_engine engine, double confidence)
{
	const struct point *point =
		engine == CALIBRATION_FAST ? fast : tesseract;
	double part;

	confidence = CLAMP(confidence, 0, 1);
	while (point[1].confidence < confidence)
		point++;
	part = (confidence - point[0].confidence) /
	       (point[1].confidence - point[0].confidence);
	return point[0].right + part * (point[1].right - point[0].right);
}
