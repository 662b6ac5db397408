/* Every kind of image file comes out as the gray page that it shows: pixels
 * of a known page go in by one way after the other and are compared. */
#include "ocr/format.h"
#include "tests/ocr/acquire.h"
#include "tests/ocr/paper.h"

/* --- TIFF, written out byte by byte --- */

struct tiff {
	guint16 bits, samples, photometric;
	guint extra;	   /* what the last sample is: 2 alpha; 0: a colour */
	guint orientation; /* 0: not told */
	guint format;	   /* of samples: 3 floating point; 0: not told */
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
	guint tags = 10u + (palette ? 1 : 0) + (kind->extra ? 1 : 0) +
		     (kind->orientation ? 1 : 0) + (kind->format ? 1 : 0);
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
	if (kind->orientation != 0)
		put_tag(bytes, 274, 3, 1, kind->orientation);
	put_tag(bytes, 277, 3, 1, kind->samples);
	put_tag(bytes, 278, 4, 1, 1100);
	put_tag(bytes, 279, 4, 1, data->len);
	put_tag(bytes, 284, 3, 1, 1);
	if (palette != NULL)
		put_tag(bytes, 320, 3, palette->len / 2, palette_at);
	if (kind->extra != 0)
		put_tag(bytes, 338, 3, 1, kind->extra);
	if (kind->format != 0)
		put_tag(bytes, 339, 3, 1, kind->format);
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

static void
assert_page_lies(GBytes *bytes, gboolean on_side)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(scan) scan = acquire_page(bytes, 1, &error);

	g_assert_no_error(error);
	g_assert_true((scan->width_pt > scan->height_pt) == on_side);
}

static void
test_orientation_of_tiff(void)
{
	static const struct {
		struct tiff kind;
		void (*fill)(guint8, guint8 *);
		double tolerance;
	} cases[] = {
		{ { 1, 1, 1, 0 }, NULL, 4.5 },
		{ { 4, 1, 1, 0 }, NULL, 2 },
		{ { 8, 1, 1, 0 }, NULL, 0.5 },
		{ { 16, 1, 1, 0 }, NULL, 1 },
		{ { 8, 3, 2, 0 }, fill_rgb, 2 },
		{ { 8, 4, 2, 2 }, fill_alpha, 2 },
		{ { 8, 4, 5, 0 }, fill_cmyk, 2 },
	};
	PIX *page = known_page();

	for (guint n = 1; n <= 8; n++) {
		PIX *shown = as_shown(page, n);

		for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
			struct tiff kind = cases[i].kind;
			g_autoptr(GByteArray) data =
				cases[i].fill ? samples_of(page, kind.samples,
							   cases[i].fill)
					      : pack(page, kind.bits, FALSE);
			g_autoptr(GBytes) bytes = NULL;

			kind.orientation = n;
			bytes = tiff_bytes(&kind, data, NULL);
			g_test_message("orientation %u, case %zu", n, i);
			assert_page_lies(bytes, n >= 5);
			assert_comes_out_as(g_steal_pointer(&bytes), shown,
					    cases[i].tolerance);
		}
		pixDestroy(&shown);
	}
	pixDestroy(&page);
}

/* The JPEG with an EXIF block of one directory behind its start. */
static GBytes *
with_exif(GBytes *take_jpeg, gboolean big_endian, guint orientation)
{
	static const guint8 big[] = { 'M', 'M', 0, 42, 0, 0, 0, 8, 0, 2,
				      /* make: of no interest */
				      1, 15, 0, 2, 0, 0, 0, 1, 'x', 0, 0, 0, 1,
				      18, 0, 3, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0,
				      0 };
	static const guint8 little[] = { 'I', 'I', 42, 0, 8, 0, 0, 0, 2,   0,
					 15,  1,   2,  0, 1, 0, 0, 0, 'x', 0,
					 0,   0,   18, 1, 3, 0, 1, 0, 0,   0,
					 0,   0,   0,  0, 0, 0, 0, 0 };
	static const guint8 head[] = { 0xff, 0xe1, 0,	2 + 6 + sizeof(big),
				       'E',  'x',  'i', 'f',
				       0,    0 };
	g_autoptr(GBytes) jpeg = take_jpeg;
	GByteArray *bytes = g_byte_array_new();
	const guint8 *data = g_bytes_get_data(jpeg, NULL);
	guint at;

	g_byte_array_append(bytes, data, 2);
	g_byte_array_append(bytes, head, sizeof(head));
	at = bytes->len + 8 + 2 + 12 + 8 + (big_endian ? 1 : 0);
	g_byte_array_append(bytes, big_endian ? big : little, sizeof(big));
	bytes->data[at] = (guint8)orientation;
	g_byte_array_append(bytes, data + 2, (guint)g_bytes_get_size(jpeg) - 2);
	return g_byte_array_free_to_bytes(bytes);
}

static void
test_orientation_of_jpeg(void)
{
	PIX *page = known_page();

	for (guint n = 1; n <= 8; n++) {
		PIX *shown = as_shown(page, n);

		for (guint big = 0; big < 2; big++) {
			g_autoptr(GBytes) bytes = with_exif(
				paper_image(page, IFF_JFIF_JPEG), big != 0, n);

			g_test_message("orientation %u", n);
			assert_page_lies(bytes, n >= 5);
			assert_comes_out_as(g_steal_pointer(&bytes), shown, 3);
		}
		assert_comes_out_as(with_exif(jpeg_cmyk(TRUE), TRUE, n), shown,
				    3);
		pixDestroy(&shown);
	}
	pixDestroy(&page);
}

static void
test_orientation_in_pdf(void)
{
	PIX *page = known_page();
	g_autoptr(GByteArray) gray = pack(page, 8, FALSE);

	for (guint n = 1; n <= 8; n++) {
		struct tiff kind = { 8, 1, 1, 0, n };
		PIX *shown = as_shown(page, n);

		g_test_message("orientation %u", n);
		assert_pdf_shows(
			with_exif(paper_image(page, IFF_JFIF_JPEG), TRUE, n),
			shown, 3);
		assert_pdf_shows(tiff_bytes(&kind, gray, NULL), shown, 3);
		pixDestroy(&shown);
	}
	pixDestroy(&page);
}

/* A number that means nothing is as good as none, and so is a block that says
 * of itself what is not there. */
static void
test_damaged_exif(void)
{
	static const guint8 numbers[] = { 0, 9, 255 };
	static const guint places[] = { 4, 5, 22, 24 };
	PIX *page = known_page();

	for (gsize i = 0; i < G_N_ELEMENTS(numbers); i++)
		assert_comes_out(with_exif(paper_image(page, IFF_JFIF_JPEG),
					   TRUE, numbers[i]),
				 3);
	for (gsize i = 0; i < G_N_ELEMENTS(places); i++) {
		g_autoptr(GBytes) whole =
			with_exif(paper_image(page, IFF_JFIF_JPEG), TRUE, 3);
		gsize size = g_bytes_get_size(whole);
		guint8 *data = g_memdup2(g_bytes_get_data(whole, NULL), size);

		data[2 + 10 + places[i]] = 0xff;
		assert_comes_out(g_bytes_new_take(data, size), 3);
	}
	pixDestroy(&page);
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
	g_test_add_func("/acquire/orientation-of-tiff",
			test_orientation_of_tiff);
	g_test_add_func("/acquire/orientation-of-jpeg",
			test_orientation_of_jpeg);
	g_test_add_func("/acquire/orientation-in-pdf", test_orientation_in_pdf);
	g_test_add_func("/acquire/damaged-exif", test_damaged_exif);
	g_test_add_func("/acquire/cut-off", test_cut_off);
	return g_test_run();
}
