/* colour_curves.c - a plug-in of Little CMS for the curve of IEC 61966-2.1.
 *
 * Curves of this kind are Y = (a X + b)^g from d on, and Y = c X below
 * (ICC.1:2010, 10.15, function type 3; type 4 of Little CMS), and their
 * inverse. Values outside the grid, and of other parameters than the few that
 * are remembered, are computed. */
#include "ocr/colour_curves.h"

#include <glib.h>
#include <lcms2_plugin.h>
#include <math.h>
#include <string.h>

#define CURVE 4
#define GRID 4096u /* as Little CMS tabulates curves */
#define MOST_CURVES 8
/* Below, Little CMS takes a parameter for 0. */
#define ZERO 0.0001

enum { G, A, B, C, D, PARAMETERS };

struct curve {
	cmsInt32Number type;
	cmsFloat64Number parameters[PARAMETERS];
	cmsFloat64Number values[GRID]; /* NAN: not computed yet */
};

static struct curve *curves[MOST_CURVES];

static double
compute(const cmsFloat64Number *p, double x)
{
	double e = p[A] * x + p[B];

	if (x < p[D])
		return x * p[C];
	return e > 0 ? pow(e, p[G]) : 0;
}

static double
compute_inverse(const cmsFloat64Number *p, double y)
{
	double e = p[A] * p[D] + p[B];
	double from = e < 0 ? 0 : pow(e, p[G]);

	if (fabs(p[G]) < ZERO || fabs(p[A]) < ZERO || fabs(p[C]) < ZERO)
		return 0;
	if (y < from)
		return y / p[C];
	return (pow(y, 1.0 / p[G]) - p[B]) / p[A];
}

static double
compute_either(cmsInt32Number type, const cmsFloat64Number *parameters,
	       double x)
{
	return type == CURVE ? compute(parameters, x)
			     : compute_inverse(parameters, x);
}

static struct curve *
curve_new(cmsInt32Number type, const cmsFloat64Number *parameters)
{
	struct curve *curve = g_new(struct curve, 1);

	curve->type = type;
	memcpy(curve->parameters, parameters, sizeof curve->parameters);
	for (guint i = 0; i < GRID; i++)
		curve->values[i] = NAN;
	return curve;
}

/* NULL where there are too many. */
static struct curve *
find_curve(cmsInt32Number type, const cmsFloat64Number *parameters)
{
	for (guint i = 0; i < MOST_CURVES; i++) {
		if (curves[i] == NULL)
			curves[i] = curve_new(type, parameters);
		if (curves[i]->type == type &&
		    memcmp(curves[i]->parameters, parameters,
			   sizeof curves[i]->parameters) == 0)
			return curves[i];
	}
	return NULL;
}

static cmsFloat64Number
evaluate(cmsInt32Number type, const cmsFloat64Number parameters[10],
	 cmsFloat64Number x)
{
	struct curve *curve;
	guint i;

	if (!(x >= 0 && x <= 1))
		return compute_either(type, parameters, x);
	i = (guint)(x * (GRID - 1) + 0.5);
	curve = find_curve(type, parameters);
	if (curve == NULL || (double)i / (GRID - 1) != x)
		return compute_either(type, parameters, x);
	if (isnan(curve->values[i]))
		curve->values[i] = compute_either(type, parameters, x);
	return curve->values[i];
}

void
colour_curves_remember(void)
{
	static cmsPluginParametricCurves plugin = {
		.base = { .Magic = cmsPluginMagicNumber,
			  .ExpectedVersion = 2080,
			  .Type = cmsPluginParametricCurveSig },
		.nFunctions = 1,
		.FunctionTypes = { CURVE },
		.ParameterCount = { PARAMETERS },
		.Evaluator = evaluate,
	};
	static const cmsFloat64Number srgb[PARAMETERS] = { 2.4, 1 / 1.055,
							   0.055 / 1.055,
							   1 / 12.92, 0.04045 };
	cmsToneCurve *curve, *inverse;

	cmsPlugin(&plugin);
	curve = cmsBuildParametricToneCurve(NULL, CURVE, srgb);
	inverse = cmsReverseToneCurve(curve);
	cmsFreeToneCurve(curve);
	cmsFreeToneCurve(inverse);
}
