/* Every kind of image file comes out as the gray page that it shows: pixels
 * of a known page go in by one way after the other and are compared. */
#include <stdio.h>

#include <jpeglib.h>

#include "ocr/format.h"
#include "tests/ocr/paper.h"

#define DPI 100.0

/* The page, 8 bits gray; width a multiple of 8 spares the test its padding. */
static PIX *
known_page(void)
{
	PIX *pix = paper_scan(DPI);
	PIX *cut = pixCreate(848, 1100, 8);

	pixRasterop(cut, 0, 0, 848, 1100, PIX_SRC, pix, 0, 0);
	pixDestroy(&pix);
	return cut;
}

static guint8
level_at(PIX *page, int x, int y)
{
	const l_uint32 *line = pixGetData(page) + (gssize)y * pixGetWpl(page);

	return GET_DATA_BYTE(line, x);
}

/* The scan of the file's first page; message for the operator in error. */
static struct scan *
acquire_page(GBytes *bytes, guint number, GError **error)
{
	static const struct source_format *const formats[] = {
		&format_pdf, &format_tiff, &format_png, &format_jpeg
	};
	struct extract_settings settings = paper_settings("auto");
	struct scan *scan = NULL;
	gsize size;
	const guint8 *data = g_bytes_get_data(bytes, &size);

	for (gsize i = 0; i < G_N_ELEMENTS(formats); i++) {
		guint pages;
		gpointer state;

		if (!formats[i]->matches(data, size))
			continue;
		state = formats[i]->open(bytes, &settings, &pages, error);
		if (state != NULL) {
			scan = formats[i]->scan_page(state, number, error);
			formats[i]->close(state);
		}
		return scan;
	}
	g_assert_not_reached();
}

static double
mean_difference(PIX *a, PIX *b)
{
	double sum = 0;

	g_assert_cmpint(pixGetWidth(a), ==, pixGetWidth(b));
	g_assert_cmpint(pixGetHeight(a), ==, pixGetHeight(b));
	for (int y = 0; y < pixGetHeight(a); y++)
		for (int x = 0; x < pixGetWidth(a); x++)
			sum += abs(level_at(a, x, y) - level_at(b, x, y));
	return sum / (pixGetWidth(a) * (double)pixGetHeight(a));
}

/* Takes bytes. The page must come out within tolerance, in mean gray levels:
 * an inverted page differs by 200, one without its text by 6. */
static void
assert_comes_out_as(GBytes *take_bytes, PIX *wanted, double tolerance)
{
	g_autoptr(GBytes) bytes = take_bytes;
	g_autoptr(GError) error = NULL;
	g_autoptr(scan) scan = acquire_page(bytes, 1, &error);
	PIX *gray;
	double difference;

	g_assert_no_error(error);
	gray = pixConvertTo8(scan->pix, FALSE);
	difference = mean_difference(gray, wanted);
	pixDestroy(&gray);
	g_test_message("differs by %.2f", difference);
	g_assert_cmpfloat(difference, <, tolerance);
}

static void
assert_comes_out(GBytes *take_bytes, double tolerance)
{
	PIX *page = known_page();

	assert_comes_out_as(take_bytes, page, tolerance);
	pixDestroy(&page);
}

/* --- TIFF, written out byte by byte --- */

struct tiff {
	guint16 bits, samples, photometric;
	guint extra; /* what the last sample is: 2 alpha; 0: a colour */
};

static void
put(GByteArray *bytes, guint32 value, guint length)
{
	guint32 little = GUINT32_TO_LE(value);

	g_byte_array_append(bytes, (const guint8 *)&little, length);
}

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

/* The page's levels in so many bits, turned over where white is least. */
static GByteArray *
pack(PIX *page, guint bits, gboolean inverted)
{
	GByteArray *data = g_byte_array_new();
	guint accumulated = 0, count = 0;

	for (int y = 0; y < pixGetHeight(page); y++)
		for (int x = 0; x < pixGetWidth(page); x++) {
			guint level = level_at(page, x, y);

			if (inverted)
				level = 255 - level;
			if (bits == 16) {
				put(data, level | level << 8, 2);
				continue;
			}
			accumulated = accumulated << bits | level >> (8 - bits);
			count += bits;
			if (count == 8) {
				put(data, accumulated & 0xff, 1);
				accumulated = count = 0;
			}
		}
	return data;
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

/* Each pixel's samples by a function of its level. */
static GByteArray *
samples_of(PIX *page, guint samples,
	   void (*fill)(guint8 level, guint8 *samples))
{
	GByteArray *data = g_byte_array_new();
	guint8 pixel[4];

	for (int y = 0; y < pixGetHeight(page); y++)
		for (int x = 0; x < pixGetWidth(page); x++) {
			fill(level_at(page, x, y), pixel);
			g_byte_array_append(data, pixel, samples);
		}
	return data;
}

static void
fill_rgb(guint8 level, guint8 *rgb)
{
	rgb[0] = rgb[1] = rgb[2] = level;
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

/* Black ink alone, as office printers have it. */
static void
fill_cmyk(guint8 level, guint8 *cmyk)
{
	cmyk[0] = cmyk[1] = cmyk[2] = 0;
	cmyk[3] = (guint8)(255 - level);
}

static void
fill_adobe_cmyk(guint8 level, guint8 *cmyk)
{
	cmyk[0] = cmyk[1] = cmyk[2] = 255;
	cmyk[3] = level;
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

static GBytes *
jpeg_cmyk(gboolean adobe)
{
	struct jpeg_compress_struct jpeg;
	struct jpeg_error_mgr errors;
	PIX *page = known_page();
	g_autoptr(GByteArray) data =
		samples_of(page, 4, adobe ? fill_adobe_cmyk : fill_cmyk);
	unsigned char *out = NULL;
	unsigned long size = 0;
	GBytes *bytes;

	pixDestroy(&page);
	jpeg.err = jpeg_std_error(&errors);
	jpeg_create_compress(&jpeg);
	jpeg_mem_dest(&jpeg, &out, &size);
	jpeg.image_width = 848;
	jpeg.image_height = 1100;
	jpeg.input_components = 4;
	jpeg.in_color_space = JCS_CMYK;
	jpeg_set_defaults(&jpeg);
	jpeg_set_colorspace(&jpeg, JCS_CMYK);
	jpeg.write_Adobe_marker = adobe;
	jpeg_set_quality(&jpeg, 95, TRUE);
	jpeg_start_compress(&jpeg, TRUE);
	while (jpeg.next_scanline < jpeg.image_height) {
		JSAMPROW row = data->data + jpeg.next_scanline * 848 * 4;

		jpeg_write_scanlines(&jpeg, &row, 1);
	}
	jpeg_finish_compress(&jpeg);
	jpeg_destroy_compress(&jpeg);
	bytes = g_bytes_new(out, size);
	free(out);
	return bytes;
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

/* --- PDF --- */

/* 848 x 1100 dots at DPI. */
#define PAGE_BOX "[0 0 610.56 792]"
#define WHOLE "q 610.56 0 0 792 0 0 cm /Im Do Q"

/* One page, of that content, with the image as /Im. Readers rebuild the
 * cross-reference table. */
static GBytes *
pdf_bytes(const char *image, const guint8 *data, gsize size,
	  const char *content, const char *page)
{
	GString *pdf = g_string_new("%PDF-1.4\n");

	g_string_append_printf(
		pdf,
		"1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n"
		"2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n"
		"3 0 obj\n<</Type/Page/Parent 2 0 R/Contents 4 0 R%s"
		"/Resources<</XObject<</Im 5 0 R>>"
		"/ExtGState<</Gs<</ca 1/BM/Normal>>>>"
		"/Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>"
		">>>>\nendobj\n"
		"4 0 obj\n<</Length %zu>>\nstream\n%s\nendstream\nendobj\n"
		"5 0 obj\n<</Type/XObject/Subtype/Image/Width 848/Height 1100"
		"%s/Length %" G_GSIZE_FORMAT ">>\nstream\n",
		page, strlen(content), content, image, size);
	g_string_append_len(pdf, (const char *)data, (gssize)size);
	g_string_append(pdf, "\nendstream\nendobj\n"
			     "trailer\n<</Root 1 0 R>>\nstartxref\n0\n%%EOF\n");
	return g_string_free_to_bytes(pdf);
}

static GBytes *
pdf_gray(const char *content, const char *page)
{
	PIX *pix = known_page();
	g_autoptr(GByteArray) data = pack(pix, 8, FALSE);

	pixDestroy(&pix);
	return pdf_bytes("/ColorSpace/DeviceGray/BitsPerComponent 8",
			 data->data, data->len, content, page);
}

static void
test_pdf_samples(void)
{
	static const struct {
		const char *dict;
		guint bits;
		gboolean inverted;
		double tolerance;
	} cases[] = {
		{ "/ColorSpace/DeviceGray/BitsPerComponent 1", 1, FALSE, 4.5 },
		{ "/ColorSpace/DeviceGray/BitsPerComponent 1/Decode[1 0]", 1,
		  TRUE, 4.5 },
		{ "/ImageMask true/BitsPerComponent 1", 1, FALSE, 4.5 },
		{ "/ImageMask true/Decode[1 0]", 1, TRUE, 4.5 },
		{ "/ColorSpace/DeviceGray/BitsPerComponent 2", 2, FALSE, 3 },
		{ "/ColorSpace/DeviceGray/BitsPerComponent 4", 4, FALSE, 2 },
		{ "/ColorSpace/DeviceGray/BitsPerComponent 8/Decode[1 0]", 8,
		  TRUE, 0.5 },
		{ "/ColorSpace[/Indexed/DeviceGray 1<ff00>]/BitsPerComponent 1",
		  1, TRUE, 4.5 },
	};
	PIX *page = known_page();

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GByteArray) data =
			pack(page, cases[i].bits, cases[i].inverted);

		g_test_message("%s", cases[i].dict);
		assert_comes_out(pdf_bytes(cases[i].dict, data->data, data->len,
					   WHOLE, "/MediaBox" PAGE_BOX),
				 cases[i].tolerance);
	}
	pixDestroy(&page);
}

static void
test_pdf_colours(void)
{
	PIX *page = known_page();
	g_autoptr(GByteArray) rgb = samples_of(page, 3, fill_rgb);
	g_autoptr(GByteArray) cmyk = samples_of(page, 4, fill_cmyk);
	g_autoptr(GBytes) jpeg = paper_image(page, IFF_JFIF_JPEG);
	g_autoptr(GBytes) inverted = jpeg_cmyk(TRUE);

	pixDestroy(&page);
	assert_comes_out(pdf_bytes("/ColorSpace/DeviceRGB/BitsPerComponent 8",
				   rgb->data, rgb->len, WHOLE,
				   "/MediaBox" PAGE_BOX),
			 0.5);
	/* Poppler's black of K alone is not quite black. */
	assert_comes_out(pdf_bytes("/ColorSpace/DeviceCMYK/BitsPerComponent 8",
				   cmyk->data, cmyk->len, WHOLE,
				   "/MediaBox" PAGE_BOX),
			 4);
	assert_comes_out(pdf_bytes("/ColorSpace/DeviceGray/BitsPerComponent 8"
				   "/Filter/DCTDecode",
				   g_bytes_get_data(jpeg, NULL),
				   g_bytes_get_size(jpeg), WHOLE,
				   "/MediaBox" PAGE_BOX),
			 3);
	assert_comes_out(pdf_bytes("/ColorSpace/DeviceCMYK/BitsPerComponent 8"
				   "/Decode[1 0 1 0 1 0 1 0]/Filter/DCTDecode",
				   g_bytes_get_data(inverted, NULL),
				   g_bytes_get_size(inverted), WHOLE,
				   "/MediaBox" PAGE_BOX),
			 5);
}

/* A G4 strip as libtiff writes it, for black runs that are black. */
static void
test_pdf_fax(void)
{
	static const struct {
		const char *dict, *parms;
		gboolean white_on_black;
	} cases[] = {
		{ "/ColorSpace/DeviceGray", "", FALSE },
		{ "/ColorSpace/DeviceGray/Decode[1 0]", "/BlackIs1 true",
		  FALSE },
		{ "/ImageMask true", "", FALSE },
		{ "/ColorSpace/DeviceGray", "/BlackIs1 true", TRUE },
	};
	PIX *page = known_page();
	PIX *bilevel = pixThresholdToBinary(page, 128);

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		PIX *stored = cases[i].white_on_black ? pixInvert(NULL, bilevel)
						      : pixClone(bilevel);
		L_COMP_DATA *strip = NULL;
		g_autofree char *dict = g_strdup_printf(
			"%s/BitsPerComponent 1/Filter/CCITTFaxDecode"
			"/DecodeParms<</K -1/Columns 848/Rows 1100%s>>",
			cases[i].dict, cases[i].parms);

		g_assert_cmpint(
			pixGenerateCIData(stored, L_G4_ENCODE, 0, 0, &strip),
			==, 0);
		g_test_message("%s", dict);
		assert_comes_out(pdf_bytes(dict, strip->datacomp,
					   strip->nbytescomp, WHOLE,
					   "/MediaBox" PAGE_BOX),
				 4.5);
		l_CIDataDestroy(&strip);
		pixDestroy(&stored);
	}
	pixDestroy(&bilevel);
	pixDestroy(&page);
}

/* Turned and mirrored by matrix and by page, the page shows the same. */
static void
test_pdf_placements(void)
{
	static const struct {
		const char *content, *page;
		int turns; /* that the page comes out turned by */
		gboolean flipped;
	} cases[] = {
		{ "q\n0 0 611 792 re W n 610.56 0 0 792 0 0 cm\n/Gs gs /Im Do "
		  "Q",
		  "/MediaBox" PAGE_BOX, 0 },
		{ "1 0 0 1 5 7 cm q 610.56 0 0 792 -5 -7 cm /Im Do Q BT 3 Tr "
		  "/F 12 Tf 72 72 Td (hid\\)den) Tj [(x) 12 <41>] TJ ET",
		  "/MediaBox" PAGE_BOX, 0 },
		{ "q -610.56 0 0 -792 610.56 792 cm /Im Do Q",
		  "/MediaBox" PAGE_BOX, 2 },
		{ "q 610.56 0 0 -792 0 792 cm /Im Do Q", "/MediaBox" PAGE_BOX,
		  2, TRUE },
		{ "q 0 610.56 -792 0 792 0 cm /Im Do Q",
		  "/MediaBox[0 0 792 610.56]", 3, FALSE },
		{ "q 0 -610.56 792 0 0 610.56 cm /Im Do Q",
		  "/MediaBox[0 0 792 610.56]", 1, FALSE },
		{ "q 0 610.56 792 0 0 0 cm /Im Do Q",
		  "/MediaBox[0 0 792 610.56]", 3, TRUE },
		{ WHOLE, "/MediaBox" PAGE_BOX "/Rotate 90", 1, FALSE },
		{ WHOLE, "/MediaBox" PAGE_BOX "/Rotate -180", 2 },
		{ "q 610.56 0 0 792 100 50 cm /Im Do Q",
		  "/MediaBox[0 0 900 900]/CropBox[100 50 710.56 842]/Rotate "
		  "270",
		  3, FALSE },
	};
	PIX *page = known_page();

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		PIX *wanted = pixRotateOrth(page, cases[i].turns);

		if (cases[i].flipped)
			pixFlipLR(wanted, wanted);
		g_test_message("%s %s", cases[i].content, cases[i].page);
		assert_comes_out_as(pdf_gray(cases[i].content, cases[i].page),
				    wanted, 0.5);
		pixDestroy(&wanted);
	}
	pixDestroy(&page);
}

/* The page shows more than the image, or less of it: cut, and filled up. */
static void
test_pdf_cut(void)
{
	PIX *page = known_page();
	PIX *wanted = pixCreate(848, 1000, 8);

	pixSetAll(wanted);
	pixRasterop(wanted, 100, 0, 748, 1000, PIX_SRC, page, 0, 0);
	assert_comes_out_as(pdf_gray("q 610.56 0 0 792 72 -72 cm /Im Do Q",
				     "/MediaBox[0 0 610.56 720]"),
			    wanted, 0.5);
	pixDestroy(&wanted);
	pixDestroy(&page);
}

/* What is more than one image is drawn, with all that stands on it. */
static void
test_pdf_drawn(void)
{
	static const char *const contents[] = {
		WHOLE " BT /F 40 Tf 100 60 Td (RECEIVED) Tj ET",
		WHOLE " 1 0 0 rg 0 0 300 100 re f",
		WHOLE " q 40 0 0 40 100 40 cm /Im Do Q",
	};
	PIX *page = known_page();

	for (gsize i = 0; i < G_N_ELEMENTS(contents); i++) {
		g_autoptr(GBytes) bytes =
			pdf_gray(contents[i], "/MediaBox" PAGE_BOX);
		g_autoptr(GError) error = NULL;
		g_autoptr(scan) scan = acquire_page(bytes, 1, &error);
		double difference;

		g_assert_no_error(error);
		difference = mean_difference(scan->pix, page);
		g_test_message("%s: %.2f", contents[i], difference);
		g_assert_cmpfloat(difference, >, 0.01);
		g_assert_cmpfloat(difference, <, 15);
		g_assert_false(scan->drawn);
	}
	pixDestroy(&page);
}

/* A damaged stream is drawn as far as it goes, or refused; never dropped. */
static void
test_pdf_damaged(void)
{
	static const char *const dicts[] = {
		"/ColorSpace/DeviceGray/BitsPerComponent 8/Filter/FlateDecode",
		"/ColorSpace/DeviceGray/BitsPerComponent 8/Filter/DCTDecode",
		"/ColorSpace/DeviceGray/BitsPerComponent 1"
		"/Filter/CCITTFaxDecode/DecodeParms<</K -1/Columns 848>>",
		"/ColorSpace/DeviceGray/BitsPerComponent 8",
		"/ColorSpace/DeviceGray/BitsPerComponent 8/SMask 5 0 R",
	};

	for (gsize i = 0; i < G_N_ELEMENTS(dicts); i++) {
		g_autoptr(GBytes) bytes =
			pdf_bytes(dicts[i], (const guint8 *)"broken", 6, WHOLE,
				  "/MediaBox" PAGE_BOX);
		g_autoptr(GError) error = NULL;
		g_autoptr(scan) scan = acquire_page(bytes, 1, &error);

		g_assert_true(
			scan != NULL ||
			g_error_matches(error, IMR_ERROR, IMR_ERROR_REJECT));
	}
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
	g_test_add_func("/acquire/pdf-samples", test_pdf_samples);
	g_test_add_func("/acquire/pdf-colours", test_pdf_colours);
	g_test_add_func("/acquire/pdf-fax", test_pdf_fax);
	g_test_add_func("/acquire/pdf-placements", test_pdf_placements);
	g_test_add_func("/acquire/pdf-cut", test_pdf_cut);
	g_test_add_func("/acquire/pdf-drawn", test_pdf_drawn);
	g_test_add_func("/acquire/pdf-damaged", test_pdf_damaged);
	return g_test_run();
}
