/* Every kind of image file comes out as the gray page that it shows: pixels
 * of a known page go in by one way after the other and are compared. */
#include "ocr/format.h"
#include "tests/ocr/acquire.h"
#include "tests/ocr/paper.h"

static void
test_gray_tiff(void)
{
	static const guint depths[] = { 1, 2, 4, 8, 16 };
	/* A letter's edges lose to steps of 1/2, 1/4, 1/16 of the range. */
	static const double tolerances[] = { 4.5, 3, 2, 0.5, 1 };
	PIX *page = known_page();

	for (gsize i = 0; i < G_N_ELEMENTS(depths); i++)
		for (guint16 black = 0; black < 2; black++) {
			struct tiff kind = { (guint16)depths[i], 1, black, 0 };
			g_autoptr(GByteArray) data =
				pack(page, depths[i], black == 0);

			g_test_message("%u bits, photometric %u", depths[i],
				       black);
			assert_comes_out(tiff_bytes(&kind, data, NULL),
					 tolerances[i]);
		}
	pixDestroy(&page);
}

static void
fill_gray_alpha(guint8 level, guint8 *gray)
{
	gray[0] = 0;
	gray[1] = (guint8)(255 - level);
}

static void
test_colour_tiff(void)
{
	static const struct {
		struct tiff kind;
		void (*fill)(guint8, guint8 *);
	} cases[] = {
		{ { 8, 3, 2, 0 }, fill_rgb },
		{ { 8, 4, 2, 2 }, fill_alpha },
		{ { 8, 2, 1, 2 }, fill_gray_alpha },
		{ { 8, 4, 5, 0 }, fill_cmyk },
	};
	PIX *page = known_page();

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GByteArray) data =
			samples_of(page, cases[i].kind.samples, cases[i].fill);

		g_test_message("case %" G_GSIZE_FORMAT, i);
		assert_comes_out(tiff_bytes(&cases[i].kind, data, NULL), 2);
	}
	pixDestroy(&page);
}

/* The samples of 8 bits in 16, or two of them in three bytes. */
static GByteArray *
refine(const GByteArray *samples, guint bits)
{
	GByteArray *fine = g_byte_array_new();

	for (guint i = 0; i < samples->len; i++) {
		guint level = samples->data[i];

		if (bits == 16) {
			put(fine, level | level << 8, 2);
		} else if (i % 2 == 0) {
			guint next = samples->data[i + 1];

			put(fine, level, 1);
			put(fine, (level & 0xf0) | next >> 4, 1);
			put(fine, (next << 4 | next >> 4) & 0xff, 1);
		}
	}
	return fine;
}

static void
fill_gray(guint8 level, guint8 *gray)
{
	*gray = level;
}

static void
fill_dark(guint8 level, guint8 *gray)
{
	*gray = (guint8)(255 - level);
}

static void
fill_clear_cmyk(guint8 level, guint8 *cmyk)
{
	memset(cmyk, 255, 4);
	cmyk[4] = (guint8)(255 - level);
}

static void
test_fine_tiff(void)
{
	static const struct {
		struct tiff kind;
		void (*fill)(guint8, guint8 *);
	} cases[] = {
		{ { .bits = 12, .samples = 1, .photometric = 1 }, fill_gray },
		{ { .bits = 12, .samples = 1, .photometric = 0 }, fill_dark },
		{ { .bits = 12, .samples = 2, .photometric = 1, .extra = 2 },
		  fill_gray_alpha },
		{ { .bits = 16, .samples = 2, .photometric = 1, .extra = 2 },
		  fill_gray_alpha },
		{ { .bits = 16, .samples = 2, .photometric = 1, .extra = 1 },
		  fill_gray_alpha },
		{ { .bits = 12, .samples = 4, .photometric = 5 }, fill_cmyk },
		{ { .bits = 16, .samples = 4, .photometric = 5 }, fill_cmyk },
		{ { .bits = 16, .samples = 5, .photometric = 5, .extra = 2 },
		  fill_clear_cmyk },
	};
	PIX *page = known_page();

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++)
		for (guint turned = 0; turned < 2; turned++) {
			struct tiff kind = cases[i].kind;
			g_autoptr(GByteArray) data =
				samples_of(page, kind.samples, cases[i].fill);
			g_autoptr(GByteArray) fine = refine(data, kind.bits);
			PIX *shown;

			kind.orientation = turned ? 6 : 0;
			shown = as_shown(page, turned ? 6 : 1);
			g_test_message("case %" G_GSIZE_FORMAT, i);
			assert_comes_out_as(tiff_bytes(&kind, fine, NULL),
					    shown, 0.1);
			pixDestroy(&shown);
		}
	pixDestroy(&page);
}

/* Nothing is wrong with such a file, and the operator is told what to do. */
static void
test_unread_tiff(void)
{
	static const struct {
		struct tiff kind;
		const char *why;
	} cases[] = {
		{ { .bits = 32, .samples = 1, .photometric = 1, .format = 3 },
		  "32-bit floating point" },
		{ { .bits = 32, .samples = 1, .photometric = 1 },
		  "32 bits a sample" },
		{ { .bits = 16, .samples = 1, .photometric = 1, .format = 3 },
		  "16-bit floating point" },
	};
	g_autoptr(GByteArray) data = g_byte_array_new();

	g_byte_array_set_size(data, 848 * 1100 * 4);
	memset(data->data, 0, data->len);
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GBytes) bytes =
			tiff_bytes(&cases[i].kind, data, NULL);
		g_autoptr(GError) error = NULL;

		g_assert_null(acquire_page(bytes, 1, &error));
		g_assert_error(error, IMR_ERROR, IMR_ERROR_REJECT);
		g_test_message("%s", error->message);
		g_assert_nonnull(strstr(error->message, cases[i].why));
	}
}

static void
test_palette_tiff(void)
{
	struct tiff kind = { 4, 1, 3, 0 };
	PIX *page = known_page();
	g_autoptr(GByteArray) data = pack(page, 4, TRUE);
	g_autoptr(GByteArray) palette = g_byte_array_new();

	/* Its first colour is white. */
	for (guint channel = 0; channel < 3; channel++)
		for (guint i = 0; i < 16; i++)
			put(palette, (15 - i) * 0x1111, 2);
	assert_comes_out(tiff_bytes(&kind, data, palette), 2);
	pixDestroy(&page);
}

/* --- PNG and JPEG --- */

static void
test_png(void)
{
	PIX *page = known_page();
	PIX *rgba = pixCreate(848, 1100, 32);
	PIX *palette = pixThresholdTo4bpp(page, 16, TRUE);

	pixSetSpp(rgba, 4);
	for (int y = 0; y < 1100; y++)
		for (int x = 0; x < 848; x++)
			pixSetPixel(rgba, x, y, 255u - level_at(page, x, y));
	assert_comes_out(paper_image(rgba, IFF_PNG), 1);
	assert_comes_out(paper_image(palette, IFF_PNG), 2.5);
	assert_comes_out(paper_image(page, IFF_PNG), 0.1);
	pixDestroy(&rgba);
	pixDestroy(&palette);
	pixDestroy(&page);
}

static void
test_jpeg(void)
{
	PIX *page = known_page();
	PIX *colour = pixConvertTo32(page);

	assert_comes_out(paper_image(page, IFF_JFIF_JPEG), 3);
	assert_comes_out(paper_image(colour, IFF_JFIF_JPEG), 3);
	g_test_message("CMYK as Adobe writes it, then plain");
	assert_comes_out(jpeg_cmyk(TRUE), 3);
	assert_comes_out(jpeg_cmyk(FALSE), 3);
	pixDestroy(&page);
	pixDestroy(&colour);
}

/* --- turned and mirrored --- */

/* --- files that break off --- */

/* Every part of the file is refused, or is a whole page all the same. */
static void
assert_refused_when_cut(GBytes *take_whole, guint pages)
{
	g_autoptr(GBytes) whole = take_whole;
	gsize size = g_bytes_get_size(whole);

	for (guint tenth = 1; tenth < 10; tenth++) {
		g_autoptr(GBytes) part =
			g_bytes_new_from_bytes(whole, 0, size * tenth / 10);
		gboolean refused = FALSE;

		for (guint n = 1; n <= pages && !refused; n++) {
			g_autoptr(GError) error = NULL;
			g_autoptr(scan) scan = acquire_page(part, n, &error);

			refused = g_error_matches(error, IMR_ERROR,
						  IMR_ERROR_REJECT);
			g_assert_true(refused == (scan == NULL));
		}
		g_assert_true(refused);
	}
}

static GBytes *
fine_tiff(PIX *page)
{
	static const struct tiff kind = { .bits = 16,
					  .samples = 4,
					  .photometric = 5 };
	g_autoptr(GByteArray) data = samples_of(page, 4, fill_cmyk);
	g_autoptr(GByteArray) fine = refine(data, 16);

	return tiff_bytes(&kind, fine, NULL);
}

static void
test_cut_off(void)
{
	PIX *page = known_page();
	PIX *bilevel = pixThresholdToBinary(page, 128);
	PIXA *pages = pixaCreate(3);
	l_uint8 *data = NULL;
	size_t size = 0;

	for (int i = 0; i < 3; i++)
		pixaAddPix(pages, bilevel, L_COPY);
	g_assert_cmpint(pixaWriteMemMultipageTiff(&data, &size, pages), ==, 0);
	assert_refused_when_cut(g_bytes_new(data, size), 3);
	assert_refused_when_cut(paper_image(page, IFF_JFIF_JPEG), 1);
	assert_refused_when_cut(paper_image(page, IFF_PNG), 1);
	assert_refused_when_cut(paper_image(page, IFF_TIFF_LZW), 1);
	assert_refused_when_cut(jpeg_cmyk(TRUE), 1);
	assert_refused_when_cut(fine_tiff(page), 1);
	lept_free(data);
	pixaDestroy(&pages);
	pixDestroy(&bilevel);
	pixDestroy(&page);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	setMsgSeverity(L_SEVERITY_NONE);
	g_test_add_func("/acquire/gray-tiff", test_gray_tiff);
	g_test_add_func("/acquire/colour-tiff", test_colour_tiff);
	g_test_add_func("/acquire/palette-tiff", test_palette_tiff);
	g_test_add_func("/acquire/fine-tiff", test_fine_tiff);
	g_test_add_func("/acquire/unread-tiff", test_unread_tiff);
	g_test_add_func("/acquire/png", test_png);
	g_test_add_func("/acquire/jpeg", test_jpeg);
	g_test_add_func("/acquire/cut-off", test_cut_off);
	return g_test_run();
}
