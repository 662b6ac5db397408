/* fuzz_image.c - the preparation of a page's image. The first bytes say what
 * image it is, the others are its pixels. */
#include <math.h>
#include <string.h>

#include "ocr/prepare.h"
#include "tests/fuzz/fuzz.h"

#define HEAD 6
#define MOST_SIDE 600

static PIX *
make_image(const uint8_t *data, size_t size)
{
	static const int depths[] = { 1, 2, 4, 8, 16, 32 };
	int width = 1 + (data[0] | data[1] << 8) % MOST_SIDE;
	int height = 1 + (data[2] | data[3] << 8) % MOST_SIDE;
	PIX *pix = pixCreate(width, height, depths[data[4] % 6]);
	size_t bytes = (size_t)pixGetWpl(pix) * (size_t)height * 4;

	for (size_t i = 0; i < bytes && size > HEAD; i++)
		((uint8_t *)pixGetData(pix))[i] =
			data[HEAD + i % (size - HEAD)];
	pixSetResolution(pix, data[5] * 4, data[5] * 2);
	return pix;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(prepared) prepared = NULL;
	struct scan *scan;

	if (size < HEAD)
		return 0;
	setMsgSeverity(L_SEVERITY_NONE);
	scan = scan_new_take(make_image(data, size), 612, 792, &error);
	g_assert_true((scan == NULL) == (error != NULL));
	if (scan == NULL)
		return 0;
	prepared = prepare_take_scan(scan, 1, &error);
	g_assert_true((prepared == NULL) == (error != NULL));
	if (prepared == NULL)
		return 0;
	g_assert_true(prepared->rotation_deg % 90 == 0);
	g_assert_true(isfinite(prepared->skew_deg) && prepared->dpi >= 0);
	return 0;
}
