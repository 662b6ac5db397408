/* fuzz_image.c - the preparation of a page's image, the finding of lines on it,
 * and the words that our own engine makes of them. The first bytes say what
 * image it is, the others are its pixels. */
#include <math.h>
#include <string.h>

#include "core/document.h"
#include "ocr/prepare/prepare.h"
#include "ocr/recognise/fast_recogniser.h"
#include "ocr/recognise/line_finder.h"
#include "tests/fuzz/fuzz.h"

#define MODEL "/usr/share/tesseract-ocr/5/tessdata/eng.traineddata"
#define MOST_READ 12 /* lines: more cost much and tell no more */
#define HEAD 6

/* Scaled to PREPARED_DPI, and then by the size of its letters, it has at most
 * six times as many pixels on a side: a unit takes far less than a second. */
#define MOST_SIDE 200

/* Points on a side of so many pixels, at 75 to 425 dots an inch. */
static double
points(int pixels, int choice)
{
	return pixels * 72.0 / (75 + choice % 8 * 50);
}

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

/* NULL where this machine has no model, or no kernel but the plain one. */
static struct fast_recogniser *
open_recogniser(void)
{
	g_autofree char *bytes = NULL;
	gsize size;

	return g_file_get_contents(MODEL, &bytes, &size, NULL)
		       ? fast_recogniser_new(bytes, size, NULL)
		       : NULL;
}

static void
check_words(const struct prepared *prepared)
{
	static struct fast_recogniser *recogniser;
	static gboolean opened;
	double width = pixGetWidth(prepared->gray) * prepared->points_per_pixel;
	double height =
		pixGetHeight(prepared->gray) * prepared->points_per_pixel;
	g_autoptr(GPtrArray) words = NULL;

	if (!opened)
		recogniser = open_recogniser();
	opened = TRUE;
	if (recogniser == NULL)
		return;
	words = fast_recogniser_read_page(recogniser, prepared);
	/* A word's box is as high as its font, and may reach over the edge. */
	for (guint i = 0; i < words->len; i++) {
		const struct word *word = words->pdata[i];

		g_assert_true(word->text[0] != '\0' &&
			      g_utf8_validate(word->text, -1, NULL));
		g_assert_true(word->confidence >= 0 && word->confidence <= 1);
		g_assert_true(-width <= word->box.x0 &&
			      word->box.x0 <= word->box.x1 &&
			      word->box.x1 <= 2 * width);
		g_assert_true(-height <= word->box.y0 &&
			      word->box.y0 <= word->box.y1 &&
			      word->box.y1 <= 2 * height);
	}
}

/* Returns how many there are. */
static guint
check_lines(PIX *ink)
{
	g_autoptr(GArray) pieces = line_finder_find(ink);

	for (guint i = 0; i < pieces->len; i++) {
		const struct line_piece *piece =
			&g_array_index(pieces, struct line_piece, i);

		g_assert_true(piece->left >= 0 && piece->top >= 0);
		g_assert_true(piece->left < piece->right &&
			      piece->right <= pixGetWidth(ink));
		g_assert_true(piece->top < piece->bottom &&
			      piece->bottom <= pixGetHeight(ink));
	}
	return pieces->len;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(prepared) prepared = NULL;
	struct scan *scan;
	PIX *pix;

	if (size < HEAD)
		return 0;
	setMsgSeverity(L_SEVERITY_NONE);
	pix = make_image(data, size);
	scan = scan_new_take(pix, points(pixGetWidth(pix), data[5]),
			     points(pixGetHeight(pix), data[5] >> 3), &error);
	g_assert_true((scan == NULL) == (error != NULL));
	if (scan == NULL)
		return 0;
	prepared = prepare_take_scan(scan, 1, &error);
	g_assert_true((prepared == NULL) == (error != NULL));
	if (prepared == NULL)
		return 0;
	g_assert_true(prepared->rotation_deg % 90 == 0);
	g_assert_true(isfinite(prepared->skew_deg) && prepared->dpi >= 0);
	if (prepared->gray != NULL && check_lines(prepared->ink) <= MOST_READ)
		check_words(prepared);
	return 0;
}
