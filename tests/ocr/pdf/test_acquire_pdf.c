/* Every kind of PDF of one image comes out as the gray page that it shows. */
#include <zlib.h>

#include "ocr/format.h"
#include "tests/ocr/acquire.h"
#include "tests/ocr/paper.h"

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

/* Each row behind the number of a filter, of PNG's five in turn; these are all
 * guesses from the bytes to the left, above, and both. */
static GByteArray *
filter_rows(const GByteArray *data, guint stride, guint pixel)
{
	GByteArray *out = g_byte_array_new();

	for (guint i = 0; i < data->len; i++) {
		guint y = i / stride, x = i % stride, filter = y % 5;
		int left = x < pixel ? 0 : data->data[i - pixel];
		int above = y == 0 ? 0 : data->data[i - stride];
		int corner = y == 0 || x < pixel
				     ? 0
				     : data->data[i - stride - pixel];
		int p = left + above - corner;
		int a = abs(p - left), b = abs(p - above), c = abs(p - corner);
		int guesses[] = { 0, left, above, (left + above) / 2,
				  a <= b && a <= c ? left
				  : b <= c	   ? above
						   : corner };

		if (x == 0)
			put(out, filter, 1);
		put(out, (guint32)(data->data[i] - guesses[filter]) & 0xff, 1);
	}
	return out;
}

static void
test_pdf_flate(void)
{
	static const struct {
		const char *dict;
		guint bits, channels;
		gboolean filtered;
	} cases[] = {
		{ "/DeviceGray", 1, 1, FALSE }, { "/DeviceGray", 1, 1, TRUE },
		{ "/DeviceGray", 8, 1, FALSE }, { "/DeviceGray", 8, 1, TRUE },
		{ "/DeviceRGB", 8, 3, FALSE },	{ "/DeviceRGB", 8, 3, TRUE },
	};
	PIX *page = known_page();

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		const guint channels = cases[i].channels, bits = cases[i].bits;
		g_autoptr(GByteArray) plain =
			channels == 3 ? samples_of(page, 3, fill_rgb)
				      : pack(page, bits, FALSE);
		g_autoptr(GByteArray) rows =
			filter_rows(plain, 848 * channels * bits / 8, channels);
		const GByteArray *data = cases[i].filtered ? rows : plain;
		uLongf size = compressBound(data->len);
		g_autofree guint8 *packed = g_malloc(size);
		g_autofree char *dict = g_strdup_printf(
			"/ColorSpace%s/BitsPerComponent %u/Filter/FlateDecode"
			"/DecodeParms<</Predictor %d/Colors %u/Columns 848"
			"/BitsPerComponent %u>>",
			cases[i].dict, bits, cases[i].filtered ? 15 : 1,
			channels, bits);

		g_assert_cmpint(compress(packed, &size, data->data, data->len),
				==, Z_OK);
		g_test_message("%s", dict);
		assert_comes_out(pdf_bytes(dict, packed, size, WHOLE,
					   "/MediaBox" PAGE_BOX),
				 bits == 1 ? 4.5 : 0.01);
	}
	pixDestroy(&page);
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

/* Black ink, as opaque as the page is dark: colours alone show nothing. And
 * where they do, transparency counts if the PDF says so. */
static void
test_pdf_jpx(void)
{
	static const struct {
		const char *dict;
		gboolean black;
	} cases[] = {
		{ "", TRUE },
		{ "/ColorSpace/DeviceRGB/SMaskInData 1", TRUE },
		{ "/SMaskInData 1", FALSE },
		{ "", FALSE },
	};
	PIX *page = known_page();

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		PIX *rgba = pixConvertTo32(page);
		PIX *alpha = pixInvert(NULL, page);
		g_autofree char *dict =
			g_strconcat("/Filter/JPXDecode", cases[i].dict, NULL);
		l_uint8 *data = NULL;
		size_t size = 0;

		if (cases[i].black)
			pixClearAll(rgba);
		else
			pixSetAll(alpha);
		pixSetRGBComponent(rgba, alpha, L_ALPHA_CHANNEL);
		pixSetSpp(rgba, 4);
		g_assert_cmpint(
			pixWriteMemJp2k(&data, &size, rgba, 45, 5, 0, 0), ==,
			0);
		g_test_message("%s", dict);
		assert_comes_out(pdf_bytes(dict, data, size, WHOLE,
					   "/MediaBox" PAGE_BOX),
				 3);
		lept_free(data);
		pixDestroy(&alpha);
		pixDestroy(&rgba);
	}
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

/* In such units the page has words written over it as well. */
static void
test_pdf_user_unit(void)
{
	g_autoptr(GBytes) bytes =
		pdf_gray(WHOLE, "/MediaBox" PAGE_BOX "/UserUnit 2");
	struct extract_settings settings = paper_settings(OCR_AUTO);
	g_autoptr(GError) error = NULL;
	g_autoptr(opened_document) opened =
		opened_document_open(bytes, &settings, &error);
	g_autoptr(document) document = document_new();
	struct page *page = page_new(1, 610.56, 792);
	struct line *line = line_new();
	g_autoptr(GBytes) pdf = NULL;
	g_autoptr(opened_document) again = NULL;
	g_autoptr(page) shown = NULL;
	gboolean needs_ocr;

	g_assert_no_error(error);
	page->text_source = TEXT_SOURCE_OCR;
	g_ptr_array_add(line->words,
			word_new("CM19-7654321",
				 (struct box){ 178, 89, 256, 103 }, 1, FALSE));
	g_ptr_array_add(page->lines, line);
	g_ptr_array_add(document->pages, page);
	pdf = opened_document_write_text_pdf(opened, document, &error);
	g_assert_no_error(error);
	settings = paper_settings(OCR_NEVER);
	again = opened_document_open(pdf, &settings, &error);
	g_assert_no_error(error);
	shown = opened_document_read_page(again, 1, &needs_ocr, &error);
	g_assert_no_error(error);
	g_assert_cmpfloat_with_epsilon(
		paper_find_word(shown, "CM19-7654321")->box.x0, 178, 0.5);
	g_assert_cmpfloat_with_epsilon(
		paper_find_word(shown, "CM19-7654321")->box.x1, 256, 0.5);
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

/* A damaged stream is drawn as far as it goes, or refused; never dropped. */
static void
test_pdf_damaged(void)
{
	static const char *const dicts[] = {
		"/ColorSpace/DeviceGray/BitsPerComponent 8/Filter/FlateDecode",
		"/ColorSpace/DeviceGray/BitsPerComponent 8/Filter/DCTDecode",
		"/ColorSpace/DeviceGray/BitsPerComponent 1"
		"/Filter/CCITTFaxDecode/DecodeParms<</K -1/Columns 848>>",
		"/ColorSpace/DeviceGray/BitsPerComponent 8/Filter/JPXDecode",
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
	g_test_add_func("/acquire/pdf-samples", test_pdf_samples);
	g_test_add_func("/acquire/pdf-colours", test_pdf_colours);
	g_test_add_func("/acquire/pdf-flate", test_pdf_flate);
	g_test_add_func("/acquire/pdf-fax", test_pdf_fax);
	g_test_add_func("/acquire/pdf-jpx", test_pdf_jpx);
	g_test_add_func("/acquire/pdf-placements", test_pdf_placements);
	g_test_add_func("/acquire/pdf-user-unit", test_pdf_user_unit);
	g_test_add_func("/acquire/pdf-cut", test_pdf_cut);
	g_test_add_func("/acquire/pdf-damaged", test_pdf_damaged);
	return g_test_run();
}
