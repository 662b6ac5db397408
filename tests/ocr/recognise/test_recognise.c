/* Real recognition of worn paper: formats, resolutions, turns, skew, noise. */
#include "tests/ocr/paper.h"

static struct recogniser *recogniser;

static struct page *
recognise_bytes(GBytes *bytes, guint number)
{
	struct extract_settings settings = paper_settings(OCR_AUTO);
	g_autoptr(GError) error = NULL;
	g_autoptr(opened_document) opened =
		opened_document_open(bytes, &settings, &error);
	gboolean needs_ocr = FALSE;
	g_autoptr(page) read = NULL;
	struct page *page;

	g_assert_no_error(error);
	read = opened_document_read_page(opened, number, &needs_ocr, &error);
	g_assert_no_error(error);
	g_assert_true(needs_ocr);
	page = opened_document_recognise_page(opened, recogniser, number,
					      read->reason, &error);
	g_assert_no_error(error);
	g_assert_cmpstr(page->reason, ==, read->reason);
	return page;
}

/* Takes pix. */
static struct page *
recognise(PIX *pix, int format)
{
	g_autoptr(GBytes) bytes = paper_image(pix, format);

	pixDestroy(&pix);
	return recognise_bytes(bytes, 1);
}

static void
assert_reads(const struct page *page)
{
	g_autofree char *text = paper_page_text(page);

	g_assert_cmpint(page->text_source, ==, TEXT_SOURCE_OCR);
	for (gsize i = 0; i < G_N_ELEMENTS(paper_lines); i++) {
		if (strstr(text, paper_lines[i]) == NULL)
			g_test_message("'%s' is not in:\n%s", paper_lines[i],
				       text);
		g_assert_nonnull(strstr(text, paper_lines[i]));
	}
	g_assert_cmpuint(page->lines->len, ==, 12);
	g_assert_cmpfloat(page->confidence, >, 0.85);
}

/* The date stands at the same place of the page as shown, however it lies. */
static void
assert_box_shown(const struct page *page, double x0, double y0, double x1,
		 double y1)
{
	struct box box = page_shown_box(
		page, paper_find_word(page, "CM19-7654321")->box);

	g_assert_cmpfloat_with_epsilon(box.x0, x0, 4);
	g_assert_cmpfloat_with_epsilon(box.y0, y0, 4);
	g_assert_cmpfloat_with_epsilon(box.x1, x1, 4);
	g_assert_cmpfloat_with_epsilon(box.y1, y1, 4);
}

static PIX *
bilevel(double dpi)
{
	PIX *gray = paper_scan(dpi);
	PIX *pix = pixThresholdToBinary(gray, 160);

	pixCopyResolution(pix, gray);
	pixDestroy(&gray);
	return pix;
}

static void
test_clean_scan(void)
{
	g_autoptr(page) page = recognise(paper_scan(300), IFF_PNG);

	assert_reads(page);
	g_assert_cmpfloat_with_epsilon(page->width_pt, PAPER_WIDTH, 0.5);
	g_assert_cmpfloat_with_epsilon(page->dpi, 300, 1);
	g_assert_cmpint(page->rotation_deg, ==, 0);
	g_assert_cmpfloat(page->skew_deg, ==, 0);
	g_assert_true(page->tells_bold);
	g_assert_true(paper_find_word(page, "SUMMARY")->bold);
	g_assert_true(paper_find_word(page, "4")->bold);
	g_assert_true(paper_find_word(page, "weeks:")->bold);
	g_assert_false(paper_find_word(page, "Upheld")->bold);
	g_assert_false(paper_find_word(page, "ibuprofen")->bold);
	assert_box_shown(page, 180, 92, 256, 103);
}

static void
test_formats(void)
{
	static const int bilevel_formats[] = { IFF_TIFF, IFF_TIFF_G3,
					       IFF_TIFF_G4, IFF_TIFF_PACKBITS,
					       IFF_PNG };
	static const int gray_formats[] = { IFF_TIFF_LZW, IFF_TIFF_ZIP,
					    IFF_TIFF_JPEG, IFF_JFIF_JPEG };

	for (gsize i = 0; i < G_N_ELEMENTS(bilevel_formats); i++) {
		g_autoptr(page) page =
			recognise(bilevel(200), bilevel_formats[i]);

		assert_reads(page);
	}
	for (gsize i = 0; i < G_N_ELEMENTS(gray_formats); i++) {
		g_autoptr(page) page =
			recognise(paper_scan(200), gray_formats[i]);

		assert_reads(page);
	}
}

static PIX *
with_alpha(void)
{
	PIX *gray = paper_scan(200), *alpha = pixInvert(NULL, gray);
	PIX *black = pixCreate(pixGetWidth(gray), pixGetHeight(gray), 32);

	/* Black everywhere; only where there is ink does it show. */
	pixSetRGBComponent(black, alpha, L_ALPHA_CHANNEL);
	pixSetSpp(black, 4);
	pixCopyResolution(black, gray);
	pixDestroy(&gray);
	pixDestroy(&alpha);
	return black;
}

static void
test_depths(void)
{
	PIX *gray = paper_scan(200);
	PIX *kinds[] = {
		pixThresholdTo4bpp(gray, 16, FALSE),
		pixThresholdTo4bpp(gray, 16, TRUE),
		pixThresholdTo2bpp(gray, 4, TRUE),
		pixConvertTo16(gray),
		pixConvertTo32(gray),
		pixInvert(NULL, gray),
		with_alpha(),
	};

	for (gsize i = 0; i < G_N_ELEMENTS(kinds); i++) {
		g_autoptr(page) page = NULL;

		g_test_message("kind %zu", i);
		pixCopyResolution(kinds[i], gray);
		page = recognise(kinds[i], IFF_PNG);
		assert_reads(page);
	}
	pixDestroy(&gray);
}

static void
test_multipage_tiff(void)
{
	PIX *pix = bilevel(200), *empty = pixCreate(1700, 2200, 1);
	PIXA *pages = pixaCreate(2);
	l_uint8 *data;
	size_t size;
	g_autoptr(GBytes) bytes = NULL;
	g_autoptr(page) first = NULL, second = NULL;

	pixSetResolution(empty, 200, 200);
	pixaAddPix(pages, empty, L_INSERT);
	pixaAddPix(pages, pix, L_INSERT);
	g_assert_cmpint(pixaWriteMemMultipageTiff(&data, &size, pages), ==, 0);
	pixaDestroy(&pages);
	bytes = g_bytes_new_with_free_func(data, size, free, data);
	first = recognise_bytes(bytes, 1);
	g_assert_cmpint(first->text_source, ==, TEXT_SOURCE_BLANK);
	g_assert_cmpfloat(first->confidence, ==, 1.0);
	second = recognise_bytes(bytes, 2);
	assert_reads(second);
}

/* Half as many rows as columns an inch, and dust: where it falls decides over
 * single letters, so it falls alike each time. The C of the case number, half
 * of whose rows are gone, may be read as a bracket; the parser knows better. */
static void
test_fax(void)
{
	g_autoptr(GRand) dust = g_rand_new_with_seed(4);
	PIX *gray = paper_scan(204);
	PIX *squashed = pixScale(gray, 1, 98.0f / 204);
	PIX *fax = pixThresholdToBinary(squashed, 150);
	g_autoptr(page) page = NULL;
	g_autofree char *text = NULL;

	for (int i = 0; i < 4000; i++)
		pixSetPixel(fax, g_rand_int_range(dust, 0, pixGetWidth(fax)),
			    g_rand_int_range(dust, 0, pixGetHeight(fax)), 1);
	pixSetResolution(fax, 204, 98);
	pixDestroy(&gray);
	pixDestroy(&squashed);
	page = recognise(fax, IFF_TIFF_G3);
	text = paper_page_text(page);
	g_assert_cmpfloat_with_epsilon(page->height_pt, PAPER_HEIGHT, 2);
	g_assert_nonnull(strstr(text, "19-7654321"));
	g_assert_nonnull(strstr(text, "Upheld"));
	g_assert_cmpuint(page->lines->len, ==, 12);
}

/* The paper turned clockwise by so many quarters. */
static void
assert_box_shown_at(const struct page *page, int turns)
{
	static const double boxes[4][4] = {
		{ 180, 92, 256, 103 },
		{ 792 - 103, 180, 792 - 92, 256 },
		{ 612 - 256, 792 - 103, 612 - 180, 792 - 92 },
		{ 92, 612 - 256, 103, 612 - 180 },
	};
	const double *box = boxes[turns];

	assert_box_shown(page, box[0], box[1], box[2], box[3]);
}

static void
test_turned(void)
{
	for (int turns = 1; turns < 4; turns++) {
		PIX *upright = paper_scan(200);
		PIX *turned = pixRotateOrth(upright, turns);
		g_autoptr(page) page = NULL;

		pixSetResolution(turned, 200, 200);
		pixDestroy(&upright);
		page = recognise(turned, IFF_PNG);
		assert_reads(page);
		g_assert_cmpint(page->rotation_deg, ==, 360 - 90 * turns);
		assert_box_shown_at(page, turns);
	}
}

/* Too few letters for their shapes to tell the way up; reading tells. */
static void
test_turned_few_lines(void)
{
	for (int turns = 0; turns < 4; turns++) {
		PIX *whole = paper_scan(200), *turned;
		PIX *pix = pixCreate(1700, 2200, 8);
		g_autoptr(page) page = NULL;

		/* The header table alone. */
		pixSetAll(pix);
		pixRasterop(pix, 0, 240, 1700, 110, PIX_SRC, whole, 0, 240);
		turned = pixRotateOrth(pix, turns);
		pixSetResolution(turned, 200, 200);
		pixDestroy(&pix);
		pixDestroy(&whole);
		page = recognise(turned, IFF_PNG);
		g_assert_cmpint(page->rotation_deg, ==,
				(360 - 90 * turns) % 360);
		g_assert_nonnull(paper_find_word(page, "CM19-7654321"));
		g_assert_nonnull(paper_find_word(page, "01/02/2018"));
		assert_box_shown_at(page, turns);
	}
}

static void
test_skewed(void)
{
	PIX *level = paper_scan(200);
	PIX *skewed = pixRotate(level, (l_float32)(-2 * G_PI / 180),
				L_ROTATE_AREA_MAP, L_BRING_IN_WHITE, 0, 0);
	g_autoptr(page) page = NULL;
	double lift = sin(2 * G_PI / 180) * (221 - PAPER_WIDTH / 2);

	pixCopyResolution(skewed, level);
	pixDestroy(&level);
	page = recognise(skewed, IFF_PNG);
	assert_reads(page);
	g_assert_cmpfloat_with_epsilon(page->skew_deg, 2, 0.15);
	/* Turned to the left about the centre, as it was shown. */
	assert_box_shown(page, 180 - 10.4, 92 - lift - 1.5, 256 - 10.4,
			 103 - lift + 1.5);
}

/* As a feeder pulls paper in at worst, whichever way up; on an image large
 * enough for it. */
static void
test_steeply_skewed(void)
{
	static const int degrees[] = { 7, -12, 20 };

	for (gsize i = 0; i < G_N_ELEMENTS(degrees); i++)
		for (int turns = 0; turns < 4; turns++) {
			PIX *level = paper_scan(200);
			PIX *skewed = pixRotate(
				level, (l_float32)(-degrees[i] * G_PI / 180),
				L_ROTATE_AREA_MAP, L_BRING_IN_WHITE,
				pixGetWidth(level), pixGetHeight(level));
			PIX *turned = pixRotateOrth(skewed, turns);
			g_autoptr(page) page = NULL;

			pixCopyResolution(turned, level);
			pixDestroy(&level);
			pixDestroy(&skewed);
			g_test_message("%d degrees, %d turns", degrees[i],
				       turns);
			page = recognise(turned, IFF_PNG);
			assert_reads(page);
			g_assert_cmpint(page->rotation_deg, ==,
					(4 - turns) % 4 * 90);
			g_assert_cmpfloat_with_epsilon(page->skew_deg,
						       degrees[i], 0.15);
		}
}

/* A shadow from the left edge, as a photograph has it. */
static void
test_uneven_light(void)
{
	PIX *pix = paper_scan(200);
	g_autoptr(page) page = NULL;

	for (int y = 0; y < pixGetHeight(pix); y++)
		for (int x = 0; x < pixGetWidth(pix); x++) {
			l_uint32 value;
			double light = 0.35 + 0.65 * x / pixGetWidth(pix);

			pixGetPixel(pix, x, y, &value);
			pixSetPixel(pix, x, y, (l_uint32)(value * light));
		}
	page = recognise(pix, IFF_JFIF_JPEG);
	assert_reads(page);
}

static void
test_redaction(void)
{
	PIX *pix = paper_scan(300);
	g_autoptr(page) page = NULL;
	g_autofree char *text = NULL;

	/* Over "Hand therapy", with the box's own edges in full black. */
	pixRasterop(pix, 72 * 300 / 72, 257 * 300 / 72, 75 * 300 / 72,
		    17 * 300 / 72, PIX_CLR, NULL, 0, 0);
	page = recognise(pix, IFF_PNG);
	text = paper_page_text(page);
	g_assert_nonnull(
		strstr(text, "\n2 times a week for 4 weeks: Upheld\n"));
}

static void
test_empty_paper(void)
{
	PIX *pix = pixCreate(1700, 2200, 8);
	g_autoptr(page) page = NULL;

	pixSetAll(pix);
	for (int i = 0; i < 3000; i++)
		pixSetPixel(pix, g_test_rand_int_range(0, 1700),
			    g_test_rand_int_range(0, 2200), 120);
	pixSetResolution(pix, 200, 200);
	page = recognise(pix, IFF_PNG);
	g_assert_cmpint(page->text_source, ==, TEXT_SOURCE_BLANK);
	g_assert_cmpuint(page->lines->len, ==, 0);
}

/* Black all over, a page may have been anything. */
static void
test_black_page(void)
{
	PIX *pix = pixCreate(1700, 2200, 8);
	g_autoptr(page) page = NULL;

	pixSetResolution(pix, 200, 200);
	page = recognise(pix, IFF_PNG);
	g_assert_cmpint(page->text_source, ==, TEXT_SOURCE_OCR);
	g_assert_cmpuint(page->lines->len, ==, 0);
	g_assert_cmpfloat(page->confidence, ==, 0);
}

/* An image that says nothing of its paper, or 72 dpi as screens do. */
static void
test_unknown_resolution(void)
{
	static const int claims[] = { 0, 72 };

	for (gsize i = 0; i < G_N_ELEMENTS(claims); i++) {
		PIX *pix = paper_scan(300);
		g_autoptr(page) page = NULL;

		pixSetResolution(pix, claims[i], claims[i]);
		page = recognise(pix, IFF_PNG);
		assert_reads(page);
		g_assert_cmpfloat_with_epsilon(page->height_pt, PAPER_HEIGHT,
					       1);
	}
}

/* Page 1 has a text layer, page 2 is a scan, upside down as shown. */
static void
draw_mixed(cairo_t *cairo, guint number)
{
	PIX *pix;
	cairo_surface_t *image;

	if (number == 1) {
		paper_draw(cairo);
		return;
	}
	pix = paper_scan(200);
	image = cairo_image_surface_create(CAIRO_FORMAT_A8, pixGetWidth(pix),
					   pixGetHeight(pix));
	for (int y = 0; y < pixGetHeight(pix); y++)
		for (int x = 0; x < pixGetWidth(pix); x++) {
			l_uint32 value;

			pixGetPixel(pix, x, y, &value);
			cairo_image_surface_get_data(
				image)[y * cairo_image_surface_get_stride(
						   image) +
				       x] = (guint8)(255 - value);
		}
	cairo_surface_mark_dirty(image);
	cairo_translate(cairo, PAPER_WIDTH, PAPER_HEIGHT);
	cairo_rotate(cairo, G_PI);
	cairo_scale(cairo, 0.36, 0.36);
	cairo_set_source_rgb(cairo, 0, 0, 0);
	cairo_mask_surface(cairo, image, 0, 0);
	cairo_surface_destroy(image);
	pixDestroy(&pix);
}

static void
test_mixed_pdf(void)
{
	g_autoptr(GBytes) pdf =
		paper_pdf(2, PAPER_WIDTH, PAPER_HEIGHT, draw_mixed);
	struct extract_settings settings = paper_settings(OCR_AUTO);
	g_autoptr(GError) error = NULL;
	g_autoptr(opened_document) opened =
		opened_document_open(pdf, &settings, &error);
	gboolean needs_ocr = TRUE;
	g_autoptr(page) layer =
		opened_document_read_page(opened, 1, &needs_ocr, &error);
	g_autoptr(page) scan = NULL, drawn = NULL;

	g_assert_no_error(error);
	g_assert_false(needs_ocr);
	scan = recognise_bytes(pdf, 2);
	assert_reads(scan);
	g_assert_cmpint(scan->rotation_deg, ==, 180);
	g_assert_cmpfloat(scan->width_pt, ==, PAPER_WIDTH);
	/* A page that is no scan is drawn, and gives the same words. */
	drawn = opened_document_recognise_page(opened, recogniser, 1, "test",
					       &error);
	g_assert_no_error(error);
	assert_reads(drawn);
}

static const struct test {
	const char *name;
	void (*run)(void);
} tests[] = {
	{ "clean-scan", test_clean_scan },
	{ "formats", test_formats },
	{ "depths", test_depths },
	{ "multipage-tiff", test_multipage_tiff },
	{ "fax", test_fax },
	{ "turned", test_turned },
	{ "turned-few-lines", test_turned_few_lines },
	{ "skewed", test_skewed },
	{ "steeply-skewed", test_steeply_skewed },
	{ "uneven-light", test_uneven_light },
	{ "redaction", test_redaction },
	{ "empty-paper", test_empty_paper },
	{ "black-page", test_black_page },
	{ "unknown-resolution", test_unknown_resolution },
	{ "mixed-pdf", test_mixed_pdf },
};

static void
run_by_tesseract(gconstpointer data)
{
	g_autoptr(GError) error = NULL;

	g_assert_true(
		recogniser_choose(recogniser, OCR_ENGINE_TESSERACT, &error));
	((const struct test *)data)->run();
}

static void
run_by_us(gconstpointer data)
{
	g_autoptr(GError) error = NULL;

	if (!recogniser_choose(recogniser, OCR_ENGINE_FAST, &error)) {
		g_test_skip(error->message);
		return;
	}
	((const struct test *)data)->run();
}

int
main(int argc, char **argv)
{
	g_autoptr(GError) error = NULL;
	int status;

	g_test_init(&argc, &argv, NULL);
	recogniser = recogniser_new(NULL, &error);
	g_assert_no_error(error);
	for (gsize i = 0; i < G_N_ELEMENTS(tests); i++) {
		g_autofree char *ours =
			g_strdup_printf("/recognise/fast/%s", tests[i].name);
		g_autofree char *theirs = g_strdup_printf(
			"/recognise/tesseract/%s", tests[i].name);

		g_test_add_data_func(ours, &tests[i], run_by_us);
		g_test_add_data_func(theirs, &tests[i], run_by_tesseract);
	}
	status = g_test_run();
	recogniser_free(recogniser);
	return status;
}
