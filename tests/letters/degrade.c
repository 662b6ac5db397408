/* degrade.c - a sheet as scanned paper.
 *
 * The steps come in the order in which paper, lens, light, sensor and file do
 * their harm, whichever of them a class has. */
#include <math.h>
#include <string.h>

#include "tests/letters/degrade.h"

const struct scan_class scan_classes[] = {
	{ "clean300", 300, .file = SCAN_PDF_FLATE },
	{ "bilevel200", 200, .bilevel = TRUE, .file = SCAN_PDF_G4 },
	{ "faxfine", 204, .rows_dpi = 196, .bilevel = TRUE,
	  .file = SCAN_TIFF_G3 },
	{ "faxstandard", 204, .rows_dpi = 98, .bilevel = TRUE,
	  .file = SCAN_TIFF_G3 },
	{ "skewblurjpeg", 200, .skew_deg = 1.3, .blur = 1, .noise = 4,
	  .file = SCAN_PDF_JPEG },
	{ "unevenlight", 200, .uneven = TRUE, .noise = 3,
	  .file = SCAN_PDF_JPEG },
	{ "photo", 250, .skew_deg = -0.8, .blur = 1, .uneven = TRUE,
	  .oblique = TRUE, .noise = 4, .file = SCAN_PDF_JPEG },
	{ "speckle", 300, .bilevel = TRUE, .specks = 0.004,
	  .file = SCAN_TIFF_G4 },
	{ "upsidedown", 200, .quarter_turns = 2, .file = SCAN_PDF_JPEG },
	{ "rotated90", 200, .quarter_turns = 1, .file = SCAN_TIFF_LZW },
	{ "dpi150", 150, .file = SCAN_TIFF_DEFLATE },
	{ NULL },
};

const struct scan_class *
scan_class_find(const char *name)
{
	const struct scan_class *class = scan_classes;

	while (class->name != NULL && strcmp(class->name, name) != 0)
		class ++;
	return class->name != NULL ? class : NULL;
}

static PIX *
to_pix(cairo_surface_t *surface)
{
	int width = cairo_image_surface_get_width(surface);
	int height = cairo_image_surface_get_height(surface);
	int stride = cairo_image_surface_get_stride(surface);
	const guchar *data = cairo_image_surface_get_data(surface);
	PIX *pix = pixCreate(width, height, 8);

	for (int y = 0; y < height; y++)
		for (int x = 0; x < width; x++)
			pixSetPixel(pix, x, y, data[y * stride + 4 * x]);
	return pix;
}

/* Puts next in pix's place. */
static void
replace(PIX **pix, PIX *next)
{
	pixDestroy(pix);
	*pix = next;
}

/* The far edge of an obliquely held page is shorter than the near one. */
static PIX *
hold_obliquely(PIX *pix)
{
	float w = (float)pixGetWidth(pix), h = (float)pixGetHeight(pix);
	PTA *from = ptaCreate(4), *to = ptaCreate(4);
	PIX *held;

	ptaAddPt(from, 0, 0), ptaAddPt(to, 0.02f * w, 0.01f * h);
	ptaAddPt(from, w, 0), ptaAddPt(to, 0.98f * w, 0.015f * h);
	ptaAddPt(from, w, h), ptaAddPt(to, w, 0.99f * h);
	ptaAddPt(from, 0, h), ptaAddPt(to, 0, h);
	held = pixProjectivePta(pix, to, from, L_BRING_IN_WHITE);
	ptaDestroy(&from);
	ptaDestroy(&to);
	return held;
}

/* From full light at the top left to 45 per cent at the bottom right. */
static PIX *
light_unevenly(PIX *pix)
{
	int width = pixGetWidth(pix), height = pixGetHeight(pix);
	PIX *light = pixCreate(width, height, 8);
	PIX *lit;

	for (int y = 0; y < height; y++)
		for (int x = 0; x < width; x++) {
			double far =
				((double)x / width + (double)y / height) / 2;

			pixSetPixel(light, x, y,
				    (l_uint32)lround(255 * (1 - 0.55 * far)));
		}
	lit = pixMultiplyGray(pix, light, 1 / 255.0f);
	pixDestroy(&light);
	return lit;
}

static void
sprinkle(PIX *pix, double part)
{
	GRand *rand = g_rand_new_with_seed(2);
	int width = pixGetWidth(pix), height = pixGetHeight(pix);
	long count = lround(part * width * height);

	while (count-- > 0)
		pixFlipPixel(pix, g_rand_int_range(rand, 0, width),
			     g_rand_int_range(rand, 0, height));
	g_rand_free(rand);
}

PIX *
scan_drawing(cairo_surface_t *drawing, const struct scan_class *class)
{
	int rows = class->rows_dpi > 0 ? class->rows_dpi : class->dpi;
	PIX *pix = to_pix(drawing);

	if (class->oblique)
		replace(&pix, hold_obliquely(pix));
	if (class->skew_deg != 0)
		replace(&pix,
			pixRotate(pix, (float)(class->skew_deg * G_PI / 180),
				  L_ROTATE_AREA_MAP, L_BRING_IN_WHITE, 0, 0));
	replace(&pix, pixRotateOrth(pix, class->quarter_turns));
	if (class->blur > 0)
		replace(&pix, pixBlockconv(pix, class->blur, class->blur));
	if (class->uneven)
		replace(&pix, light_unevenly(pix));
	if (class->noise > 0)
		replace(&pix, pixAddGaussianNoise(pix, (float)class->noise));
	if (rows != class->dpi)
		replace(&pix,
			pixScale(pix, 1, (float)rows / (float)class->dpi));
	if (class->bilevel)
		replace(&pix, pixThresholdToBinary(pix, 150));
	if (class->specks > 0)
		sprinkle(pix, class->specks);
	pixSetResolution(pix, class->dpi, rows);
	return pix;
}

PIX *
scan_page(const struct sheet *sheet, const struct scan_class *class)
{
	cairo_surface_t *drawing = sheet_render(sheet, class->dpi);
	PIX *pix = scan_drawing(drawing, class);

	cairo_surface_destroy(drawing);
	return pix;
}

void
scan_smudge(PIX *pix, double x, double y, double width, double height,
	    double detail)
{
	double scale = pixGetXRes(pix) / 72.0;
	int left = (int)(x * scale), top = (int)(y * scale);
	int wide = (int)(width * scale), high = (int)(height * scale);
	BOX *box = boxCreate(left, top, wide, high);
	PIX *place = pixClipRectangle(pix, box, NULL);

	replace(&place,
		pixScaleGeneral(place, (float)detail, (float)detail, 0, 0));
	replace(&place, pixScaleToSize(place, wide, high));
	replace(&place, pixBlockconv(place, 3, 3));
	pixRasterop(pix, left, top, wide, high, PIX_SRC, place, 0, 0);
	pixDestroy(&place);
	boxDestroy(&box);
}
