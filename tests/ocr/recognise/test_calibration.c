/* The tables of confidence: whole, and never falling. */
#include "ocr/recognise/calibration.h"

#include <glib.h>

static void
test_monotone(void)
{
	static const enum calibration_engine engines[] = {
		CALIBRATION_FAST, CALIBRATION_TESSERACT
	};

	for (guint i = 0; i < G_N_ELEMENTS(engines); i++) {
		double last = calibrate(engines[i], 0);

		g_assert_cmpfloat(last, ==, 0);
		for (int part = 1; part <= 10000; part++) {
			double now = calibrate(engines[i], part / 10000.0);

			g_assert_cmpfloat(now, >=, last);
			g_assert_cmpfloat(now, <=, 1);
			last = now;
		}
		g_assert_cmpfloat(last, ==, 1);
		g_assert_cmpfloat(calibrate(engines[i], -1), ==, 0);
		g_assert_cmpfloat(calibrate(engines[i], 2), ==, 1);
	}
}

/* What was measured: half sure is mostly wrong, surely read is right. */
static void
test_measured(void)
{
	g_assert_cmpfloat(calibrate(CALIBRATION_FAST, 0.5), <, 0.3);
	g_assert_cmpfloat(calibrate(CALIBRATION_FAST, 0.99), >, 0.98);
	g_assert_cmpfloat(calibrate(CALIBRATION_TESSERACT, 0.96), >, 0.99);
	g_assert_cmpfloat(calibrate(CALIBRATION_TESSERACT, 0.7), <, 0.6);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/calibration/monotone", test_monotone);
	g_test_add_func("/calibration/measured", test_measured);
	return g_test_run();
}
