/* What a file is, and what is refused before anything is made of it. */
#include <glib/gstdio.h>

#include "tests/ocr/paper.h"

static void
draw_number(cairo_t *cairo, guint number)
{
	g_autofree char *text = g_strdup_printf("Page number %u", number);

	cairo_set_font_size(cairo, 12);
	cairo_move_to(cairo, 72, 72);
	cairo_show_text(cairo, text);
}

static struct opened_document *
open_bytes(GBytes *bytes, GError **error)
{
	static struct extract_settings settings;

	settings = paper_settings(OCR_AUTO);
	settings.max_pages = 3;
	return opened_document_open(bytes, &settings, error);
}

static void
assert_type(GBytes *bytes, const char *media_type, guint pages)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(opened_document) opened = open_bytes(bytes, &error);

	g_assert_no_error(error);
	g_assert_cmpstr(opened_document_media_type(opened), ==, media_type);
	g_assert_cmpuint(opened_document_page_count(opened), ==, pages);
}

static void
assert_refused(const void *data, gsize size, const char *reason)
{
	g_autoptr(GBytes) bytes = g_bytes_new(data, size);
	g_autoptr(GError) error = NULL;
	struct opened_document *opened = open_bytes(bytes, &error);

	g_assert_null(opened);
	g_assert_error(error, IMR_ERROR, IMR_ERROR_REJECT);
	g_assert_nonnull(strstr(error->message, reason));
}

static void
test_types_by_content(void)
{
	static const struct {
		int format;
		const char *media_type;
	} images[] = {
		{ IFF_TIFF_G4, "image/tiff" },
		{ IFF_PNG, "image/png" },
		{ IFF_JFIF_JPEG, "image/jpeg" },
	};
	g_autoptr(GBytes) pdf =
		paper_pdf(2, PAPER_WIDTH, PAPER_HEIGHT, draw_number);
	g_autoptr(GBytes) text = g_bytes_new_static("MM. A text.\n", 12);

	assert_type(pdf, "application/pdf", 2);
	assert_type(text, "text/plain", 1);
	for (gsize i = 0; i < G_N_ELEMENTS(images); i++) {
		PIX *gray = pixCreate(100, 100, 8);
		PIX *pix = images[i].format == IFF_TIFF_G4
				   ? pixThresholdToBinary(gray, 128)
				   : pixClone(gray);
		g_autoptr(GBytes) bytes = paper_image(pix, images[i].format);

		assert_type(bytes, images[i].media_type, 1);
		pixDestroy(&pix);
		pixDestroy(&gray);
	}
}

static void
test_pdf_after_a_preamble(void)
{
	g_autoptr(GBytes) pdf =
		paper_pdf(1, PAPER_WIDTH, PAPER_HEIGHT, draw_number);
	GByteArray *mailed = g_byte_array_new();
	g_autoptr(GBytes) bytes = NULL;

	g_byte_array_append(mailed, (const guint8 *)"\n\n\n", 3);
	g_byte_array_append(mailed, g_bytes_get_data(pdf, NULL),
			    (guint)g_bytes_get_size(pdf));
	bytes = g_byte_array_free_to_bytes(mailed);
	assert_type(bytes, "application/pdf", 1);
}

static void
test_no_letter(void)
{
	assert_refused("", 0, "empty");
	assert_refused("a\0b", 3, "not a PDF, TIFF, PNG, JPEG or text");
	assert_refused("\x7f\x45LF\x02\x01\x01\0", 8, "a program");
	assert_refused("caf\x81 noir\n", 10, "not UTF-8 (byte 4)");
	assert_refused("%PDF-1.4\nand no more", 20, "cut off");
	assert_refused("%PDF-1.4\nstartxref\n0\n%%EOF\n", 28, "damaged");
	assert_refused("II*\0garbage garbage", 19, "TIFF");
}

static void
test_cut_off_pdf(void)
{
	g_autoptr(GBytes) pdf =
		paper_pdf(3, PAPER_WIDTH, PAPER_HEIGHT, draw_number);

	assert_refused(g_bytes_get_data(pdf, NULL), g_bytes_get_size(pdf) / 2,
		       "cut off");
}

static void
test_too_many_pages(void)
{
	g_autoptr(GBytes) pdf =
		paper_pdf(4, PAPER_WIDTH, PAPER_HEIGHT, draw_number);

	assert_refused(g_bytes_get_data(pdf, NULL), g_bytes_get_size(pdf),
		       "4 pages, more than max_pages = 3");
	assert_refused("1\f2\f3\f4\f", 8, "4 pages");
}

/* qpdf encrypts with the given user password. */
static GBytes *
encrypt(GBytes *pdf, const char *password)
{
	g_autofree char *directory = g_dir_make_tmp("ocr-XXXXXX", NULL);
	g_autofree char *plain = g_build_filename(directory, "plain", NULL);
	g_autofree char *sealed = g_build_filename(directory, "sealed", NULL);
	const char *command[] = { "qpdf", "--encrypt", password, "owner", "256",
				  "--",	  plain,       sealed,	 NULL };
	char *data;
	gsize size;
	int status;
	g_autoptr(GError) error = NULL;

	g_file_set_contents(plain, g_bytes_get_data(pdf, NULL),
			    (gssize)g_bytes_get_size(pdf), &error);
	g_spawn_sync(NULL, (char **)(gsize)command, NULL, G_SPAWN_SEARCH_PATH,
		     NULL, NULL, NULL, NULL, &status, &error);
	g_assert_no_error(error);
	g_assert_cmpint(status, ==, 0);
	g_file_get_contents(sealed, &data, &size, &error);
	g_assert_no_error(error);
	g_unlink(plain);
	g_unlink(sealed);
	g_rmdir(directory);
	return g_bytes_new_take(data, size);
}

static void
test_passwords(void)
{
	g_autofree char *qpdf = g_find_program_in_path("qpdf");
	g_autoptr(GBytes) pdf =
		paper_pdf(1, PAPER_WIDTH, PAPER_HEIGHT, draw_number);
	g_autoptr(GBytes) open = NULL, closed = NULL;

	if (qpdf == NULL) {
		g_test_skip("qpdf is not installed");
		return;
	}
	open = encrypt(pdf, "");
	assert_type(open, "application/pdf", 1);
	closed = encrypt(pdf, "secret");
	assert_refused(g_bytes_get_data(closed, NULL), g_bytes_get_size(closed),
		       "needs a password");
}

static void
test_plain_text_cells(void)
{
	static const char text[] = "\xef\xbb\xbf"
				   "One\ttwo\r\n"
				   "\n"
				   "  three\xc2\xa0"
				   "four\f"
				   "second page\f";
	g_autoptr(GBytes) bytes = g_bytes_new_static(text, sizeof(text) - 1);
	g_autoptr(GError) error = NULL;
	g_autoptr(opened_document) opened = open_bytes(bytes, &error);
	g_autoptr(page) page = NULL;
	gboolean needs_ocr = TRUE;
	const struct word *word;

	g_assert_no_error(error);
	g_assert_cmpuint(opened_document_page_count(opened), ==, 2);
	page = opened_document_read_page(opened, 1, &needs_ocr, &error);
	g_assert_no_error(error);
	g_assert_false(needs_ocr);
	g_assert_cmpint(page->text_source, ==, TEXT_SOURCE_TEXT_LAYER);
	g_assert_false(page->tells_bold);
	g_assert_cmpuint(page->lines->len, ==, 2);
	word = paper_find_word(page, "two");
	g_assert_cmpfloat_with_epsilon(word->box.x0, 8 * TEXT_CELL_WIDTH_PT,
				       0.001);
	word = paper_find_word(page, "four");
	g_assert_cmpfloat_with_epsilon(word->box.x0, 8 * TEXT_CELL_WIDTH_PT,
				       0.001);
	g_assert_cmpfloat_with_epsilon(word->box.x1, 12 * TEXT_CELL_WIDTH_PT,
				       0.001);
	g_assert_cmpfloat_with_epsilon(word->box.y0, 2 * TEXT_CELL_HEIGHT_PT,
				       0.001);
}

static void
draw_nothing(G_GNUC_UNUSED cairo_t *cairo, G_GNUC_UNUSED guint number)
{
}

static void
assert_recognition_refused(GBytes *bytes, gint64 max_pixels)
{
	struct extract_settings settings = paper_settings(OCR_ALWAYS);
	g_autoptr(GError) error = NULL;
	g_autoptr(opened_document) opened = NULL;
	g_autoptr(recogniser) recogniser = recogniser_new(NULL, &error);
	struct page *page;

	g_assert_no_error(error);
	settings.max_pixels = max_pixels;
	opened = opened_document_open(bytes, &settings, &error);
	g_assert_no_error(error);
	page = opened_document_recognise_page(opened, recogniser, 1, "test",
					      &error);
	g_assert_null(page);
	g_assert_error(error, IMR_ERROR, IMR_ERROR_REJECT);
	g_assert_nonnull(strstr(error->message, "max_pixels"));
}

static void
test_bombs(void)
{
	g_autoptr(GBytes) huge = paper_pdf(1, 100000, 100000, draw_nothing);
	PIX *pix = pixCreate(20000, 20000, 1);
	g_autoptr(GBytes) png = paper_image(pix, IFF_PNG);
	g_autoptr(GBytes) tiff = paper_image(pix, IFF_TIFF_G4);
	g_autoptr(GBytes) letter =
		paper_pdf(1, PAPER_WIDTH, PAPER_HEIGHT, draw_number);

	pixDestroy(&pix);
	assert_recognition_refused(huge, 40000000);
	assert_recognition_refused(png, 40000000);
	assert_recognition_refused(tiff, 40000000);
	assert_recognition_refused(letter, 1000);
}

static void
test_damaged_image(void)
{
	PIX *pix = paper_scan(100);
	g_autoptr(GBytes) whole = paper_image(pix, IFF_PNG);
	g_autoptr(GBytes) half =
		g_bytes_new_from_bytes(whole, 0, g_bytes_get_size(whole) / 2);
	struct extract_settings settings = paper_settings(OCR_AUTO);
	g_autoptr(GError) error = NULL;
	g_autoptr(recogniser) recogniser = recogniser_new(NULL, &error);
	g_autoptr(opened_document) opened =
		opened_document_open(half, &settings, &error);

	pixDestroy(&pix);
	g_assert_no_error(error);
	g_assert_null(opened_document_recognise_page(opened, recogniser, 1,
						     "test", &error));
	g_assert_error(error, IMR_ERROR, IMR_ERROR_REJECT);
}

/* What no page of a record can hold. */
static void
test_plain_text_too_long(void)
{
	for (guint i = 0; i < 2; i++) {
		g_autofree char *text = g_strnfill(200000, i ? '\n' : 'x');
		g_autoptr(GBytes) bytes = NULL;
		g_autoptr(GError) error = NULL;
		g_autoptr(opened_document) opened = NULL;
		gboolean needs_ocr;

		text[199999] = 'x';
		bytes = g_bytes_new(text, 200000);
		opened = open_bytes(bytes, &error);
		g_assert_no_error(error);
		g_assert_null(opened_document_read_page(opened, 1, &needs_ocr,
							&error));
		g_assert_error(error, IMR_ERROR, IMR_ERROR_REJECT);
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/opened-document/types-by-content",
			test_types_by_content);
	g_test_add_func("/opened-document/preamble", test_pdf_after_a_preamble);
	g_test_add_func("/opened-document/no-letter", test_no_letter);
	g_test_add_func("/opened-document/cut-off-pdf", test_cut_off_pdf);
	g_test_add_func("/opened-document/too-many-pages", test_too_many_pages);
	g_test_add_func("/opened-document/passwords", test_passwords);
	g_test_add_func("/opened-document/plain-text-cells",
			test_plain_text_cells);
	g_test_add_func("/opened-document/plain-text-too-long",
			test_plain_text_too_long);
	g_test_add_func("/opened-document/bombs", test_bombs);
	g_test_add_func("/opened-document/damaged-image", test_damaged_image);
	return g_test_run();
}
