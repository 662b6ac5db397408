/* test_colour_curves.c - remembered curves are those of Little CMS, to the last
 * bit. */
#include "ocr/colour_curves.h"

#include <glib.h>
#include <lcms2.h>
#include <string.h>

#define GRID 4096u
#define POINTS 1000u

/* sRGB's curve, and two others. */
static const double parameters[][5] = {
	{ 2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045 },
	{ 2.2, 1, 0, 0.5, 0.01 },
	{ 1.8, 0.9, 0.1, 0.2, 0.3 },
};
#define CURVES G_N_ELEMENTS(parameters)

struct values {
	guint16 table[GRID];
	float beside[POINTS]; /* the grid, and outside of 0 to 1 */
};

static void
take_values(cmsToneCurve *curve, struct values *out)
{
	const guint16 *table = cmsGetToneCurveEstimatedTable(curve);

	g_assert_cmpuint(cmsGetToneCurveEstimatedTableEntries(curve), ==, GRID);
	for (guint i = 0; i < GRID; i++)
		out->table[i] = table[i];
	for (guint i = 0; i < POINTS; i++)
		out->beside[i] =
			cmsEvalToneCurveFloat(curve, ((float)i - 100) / 777);
}

/* Each curve, and then its inverse. */
static void
take_all(struct values *out)
{
	for (guint i = 0; i < CURVES; i++) {
		cmsToneCurve *curve =
			cmsBuildParametricToneCurve(NULL, 4, parameters[i]);
		cmsToneCurve *inverse = cmsReverseToneCurve(curve);

		take_values(curve, &out[2 * i]);
		take_values(inverse, &out[2 * i + 1]);
		cmsFreeToneCurve(curve);
		cmsFreeToneCurve(inverse);
	}
}

static void
check_same(const struct values *a, const struct values *b)
{
	g_assert_cmpint(memcmp(a, b, 2 * CURVES * sizeof *a), ==, 0);
}

static void
test_same(void)
{
	g_autofree struct values *theirs = g_new(struct values, 2 * CURVES);
	g_autofree struct values *ours = g_new(struct values, 2 * CURVES);

	take_all(theirs);
	colour_curves_remember();
	take_all(ours);
	check_same(theirs, ours);
	/* From memory. */
	take_all(ours);
	check_same(theirs, ours);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/colour-curves/same", test_same);
	return g_test_run();
}
