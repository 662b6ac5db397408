/* Every kind of image file comes out as the gray page that it shows: pixels
 * of a known page go in by one way after the other and are compared. */
#include "ocr/format.h"
#include "tests/ocr/acquire.h"
#include "tests/ocr/paper.h"

/* --- TIFF, written out byte by byte --- */

struct tiff {
	guint16 bits, samples, photometric;
	guint extra; /* what the last sample is: 2 alpha; 0: a colour */
};

static void
put_tag(GByteArray *bytes, guint tag, guint type, guint32 count, guint32 value)
{
	put(bytes, tag, 2);
	put(bytes, type, 2);
	put(bytes, count, 4);
	put(bytes, value, 4);
}

/* data: rows of samples, big end first within a byte; palette: 3 x 2^bits
 * values of 16 bits, or NULL. */
static GBytes *
tiff_bytes(const struct tiff *kind, const GByteArray *data,
	   const GByteArray *palette)
{
	GByteArray *bytes = g_byte_array_new();
	guint tags = 10u + (palette ? 1 : 0) + (kind->extra ? 1 : 0);
	guint32 end = 8 + 2 + tags * 12 + 4;
	guint32 bits_at = end, samples_at = end + 16;
	guint32 palette_at = samples_at + data->len;

	g_byte_array_append(bytes, (const guint8 *)"II*", 4);
	put(bytes, 8, 4);
	put(bytes, tags, 2);
	put_tag(bytes, 256, 4, 1, 848);
	put_tag(bytes, 257, 4, 1, 1100);
	/* Two of them fit in place of an offset. */
	put_tag(bytes, 258, 3, kind->samples,
		kind->samples > 2 ? bits_at : (guint32)kind->bits * 0x10001u);
	put_tag(bytes, 259, 3, 1, 1);
	put_tag(bytes, 262, 3, 1, kind->photometric);
	put_tag(bytes, 273, 4, 1, samples_at);
	put_tag(bytes, 277, 3, 1, kind->samples);
	put_tag(bytes, 278, 4, 1, 1100);
	put_tag(bytes, 279, 4, 1, data->len);
	put_tag(bytes, 284, 3, 1, 1);
	if (palette != NULL)
		put_tag(bytes, 320, 3, palette->len / 2, palette_at);
	if (kind->extra != 0)
		put_tag(bytes, 338, 3, 1, kind->extra);
	put(bytes, 0, 4);
	for (guint i = 0; i < 8; i++)
		put(bytes, kind->bits, 2);
	g_byte_array_append(bytes, data->data, data->len);
	if (palette != NULL)
		g_byte_array_append(bytes, palette->data, palette->len);
	return g_byte_array_free_to_bytes(bytes);
}

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

/* Black ink, as transparent as the page is light. */
static void
fill_alpha(guint8 level, guint8 *rgba)
{
	rgba[0] = rgba[1] = rgba[2] = 0;
	rgba[3] = (guint8)(255 - level);
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
	g_test_add_func("/acquire/png", test_png);
	g_test_add_func("/acquire/jpeg", test_jpeg);
	g_test_add_func("/acquire/cut-off", test_cut_off);
	return g_test_run();
}
