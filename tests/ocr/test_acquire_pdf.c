/* Every kind of PDF of one image comes out as the gray page that it shows. */
#define _GNU_SOURCE /* memmem */
#include <zlib.h>

#include "ocr/format.h"
#include "tests/ocr/acquire.h"
#include "tests/ocr/paper.h"

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
	struct extract_settings settings = paper_settings("auto");
	g_autoptr(GError) error = NULL;
	g_autoptr(source) source = source_open(bytes, &settings, &error);
	g_autoptr(document) document = document_new();
	struct page *page = page_new(1, 610.56, 792);
	struct line *line = line_new();
	g_autoptr(GBytes) pdf = NULL;
	g_autoptr(source) again = NULL;
	g_autoptr(page) shown = NULL;
	gboolean needs_ocr;

	g_assert_no_error(error);
	page->text_source = TEXT_SOURCE_OCR;
	g_ptr_array_add(line->words,
			word_new("CM19-7654321",
				 (struct box){ 178, 89, 256, 103 }, 1, FALSE));
	g_ptr_array_add(page->lines, line);
	g_ptr_array_add(document->pages, page);
	pdf = source_write_text_pdf(source, document, &error);
	g_assert_no_error(error);
	settings = paper_settings("never");
	again = source_open(pdf, &settings, &error);
	g_assert_no_error(error);
	shown = source_read_page(again, 1, &needs_ocr, &error);
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

static void
replace(PIX **pix, PIX *made)
{
	pixDestroy(pix);
	*pix = made;
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
		/* Beside text its dots are made two by two. */
		if (i == 0)
			replace(&scan->pix, pixScaleAreaMap2(scan->pix));
		difference = mean_difference(scan->pix, page);
		g_test_message("%s: %.2f", contents[i], difference);
		g_assert_cmpfloat(difference, >, 0.01);
		g_assert_cmpfloat(difference, <, 15);
		g_assert_false(scan->drawn);
	}
	pixDestroy(&page);
}

/* Where an earlier recognition's text lies in a form of its own, the image is
 * still all that is seen. */
#define FORM                                                                   \
	"6 0 obj\n<</Type/XObject/Subtype/Form/BBox[0 0 611 792]/Length %zu"   \
	">>\nstream\n%s\nendstream\nendobj\n"

static GBytes *
pdf_with_form(const char *form)
{
	g_autoptr(GBytes) bytes =
		pdf_gray(WHOLE " q /Fm Do Q", "/MediaBox" PAGE_BOX);
	gsize size;
	const char *data = g_bytes_get_data(bytes, &size);
	GString *pdf = g_string_new_len(data, (gssize)size);
	g_autofree char *object = g_strdup_printf(FORM, strlen(form), form);
	const char *trailer = "trailer\n<</Root";
	const char *at = memmem(pdf->str, pdf->len, trailer, strlen(trailer));

	g_assert_nonnull(at);
	g_string_insert(pdf, at - pdf->str, object);
	g_string_replace(pdf, "<</Im 5 0 R>>", "<</Im 5 0 R/Fm 6 0 R>>", 1);
	return g_string_free_to_bytes(pdf);
}

static void
test_pdf_forms(void)
{
	PIX *page = known_page();
	g_autoptr(GBytes) seen = pdf_with_form("0 0 300 100 re f");
	g_autoptr(GError) error = NULL;
	g_autoptr(scan) scan = acquire_page(seen, 1, &error);

	g_assert_no_error(error);
	g_assert_cmpfloat(mean_difference(scan->pix, page), >, 5);
	assert_comes_out_as(
		pdf_with_form("BT /F 12 Tf 3 Tr 72 72 Td (hidden) Tj ET"), page,
		0.01);
	pixDestroy(&page);
}

/* --- how finely a page is drawn --- */

static GBytes *
pdf_of(const char *content)
{
	return pdf_gray(content, "/MediaBox" PAGE_BOX);
}

#define TEXT_OF(points)                                                        \
	"BT /F " points " Tf 72 700 Td (The request is not necessary.) Tj ET "
#define PICTURE "q 240.38 0 0 311.81 72 72 cm /Im Do Q"
#define TILE(x, y) "q 305.28 0 0 396 " x " " y " cm /Im Do Q "

static void
test_pdf_resolution(void)
{
	static const struct {
		const char *content;
		double dpi;
		gboolean drawn;
	} cases[] = {
		{ TEXT_OF("24"), 150, TRUE },
		{ TEXT_OF("16"), 225, TRUE },
		{ TEXT_OF("16") TEXT_OF("12"), 300, TRUE },
		{ TEXT_OF("16") TEXT_OF("6"), 300, TRUE },
		{ "q .75 0 0 .75 0 0 cm " TEXT_OF("24") "Q", 200, TRUE },
		{ TEXT_OF("24") "BT /F 6 Tf 72 600 Td (2) Tj ET", 150, TRUE },
		{ TEXT_OF("24") "BT /F 2 Tf 72 600 Td (Nobody can read such "
				"small print as this is) Tj ET",
		  150, TRUE },
		{ "72 600 m 200 600 l S", 150, TRUE },
		/* four tiles of one scan, of 200 dpi */
		{ TILE("0", "0") TILE("305.28", "0") TILE("0", "396")
			  TILE("305.28", "396"),
		  200, FALSE },
		/* a scan of 100 dpi with a stamp, and with hidden text too */
		{ WHOLE " " TEXT_OF("12"), 200, FALSE },
		{ WHOLE " q 40 0 0 40 100 40 cm /Im Do Q BT 3 Tr /F 6 Tf 72 "
			"700 Td (The request is not necessary.) Tj ET",
		  100, FALSE },
		/* a picture of 254 dpi in a text */
		{ TEXT_OF("24") PICTURE, 254, TRUE },
		/* a shade behind a text: a picture of 9 dpi */
		{ "q 6500 0 0 8400 0 0 cm /Im Do Q " TEXT_OF("24"), 150, TRUE },
		/* a logo of 2000 */
		{ TEXT_OF("24") "q 30 0 0 40 72 720 cm /Im Do Q", 150, TRUE },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GBytes) bytes = pdf_of(cases[i].content);
		g_autoptr(GError) error = NULL;
		g_autoptr(scan) scan = acquire_page(bytes, 1, &error);

		g_assert_no_error(error);
		g_test_message("%s", cases[i].content);
		g_assert_cmpfloat_with_epsilon(
			pixGetWidth(scan->pix) / 610.56 * 72, cases[i].dpi, 1);
		g_assert_cmpfloat_with_epsilon(pixGetHeight(scan->pix) / 11.0,
					       cases[i].dpi, 1);
		g_assert_true(scan->drawn == cases[i].drawn);
	}
}

/* Letters drawn as shapes have no size that anybody tells. */
static void
test_pdf_outlines(void)
{
	g_autoptr(GString) content = g_string_new(NULL);
	g_autoptr(GBytes) bytes = NULL;
	g_autoptr(GError) error = NULL;
	g_autoptr(scan) scan = NULL;

	for (int i = 0; i < 800; i++)
		g_string_append_printf(content,
				       "%d %d m %d 0 1 1 2 2 c 3 3 4 4 v f\n",
				       i % 500 + 10, i / 10 + 10, i);
	bytes = pdf_of(content->str);
	scan = acquire_page(bytes, 1, &error);
	g_assert_no_error(error);
	g_assert_cmpfloat_with_epsilon(pixGetHeight(scan->pix) / 11.0, 300, 1);
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
	g_test_add_func("/acquire/pdf-drawn", test_pdf_drawn);
	g_test_add_func("/acquire/pdf-forms", test_pdf_forms);
	g_test_add_func("/acquire/pdf-resolution", test_pdf_resolution);
	g_test_add_func("/acquire/pdf-outlines", test_pdf_outlines);
	g_test_add_func("/acquire/pdf-damaged", test_pdf_damaged);
	return g_test_run();
}
