/* test_damaged_fonts.c - a font whose glyphs are damaged loses no text: what
 * shows all the same is certain, and what does not is in doubt. */
#include <qpdf/qpdf-c.h>
#include <stdlib.h>

#include "tests/ocr/paper.h"

static struct recogniser *recogniser;

#define ALL_FONTS G_MAXUINT

typedef void (*harm)(guint8 *data, gsize *size);

static void
draw_paper(cairo_t *cairo, G_GNUC_UNUSED guint number)
{
	paper_draw(cairo);
}

static void
harm_stream(qpdf_data pdf, qpdf_oh stream, harm how)
{
	QPDF_BOOL filtered = QPDF_FALSE;
	unsigned char *data = NULL;
	size_t size = 0;

	qpdf_oh_get_stream_data(pdf, stream, qpdf_dl_none, &filtered, &data,
				&size);
	g_assert_nonnull(data);
	how(data, &size);
	qpdf_oh_replace_stream_data(pdf, stream, data, size,
				    qpdf_oh_new_name(pdf, "/FlateDecode"),
				    qpdf_oh_new_null(pdf));
	free(data);
}

static guint
harm_fonts(qpdf_data pdf, harm how, guint most)
{
	static const char *const keys[] = { "/FontFile", "/FontFile2",
					    "/FontFile3" };
	guint harmed = 0;

	for (int id = 1; id < 100; id++) {
		qpdf_oh object = qpdf_get_object_by_id(pdf, id, 0);

		for (gsize i = 0; qpdf_oh_is_dictionary(pdf, object) &&
				  i < G_N_ELEMENTS(keys);
		     i++) {
			qpdf_oh file = qpdf_oh_get_key(pdf, object, keys[i]);

			if (qpdf_oh_is_stream(pdf, file) && harmed < most) {
				harm_stream(pdf, file, how);
				harmed++;
			}
		}
	}
	return harmed;
}

static GBytes *
with_fonts_harmed(GBytes *whole, harm how, guint most)
{
	qpdf_data pdf = qpdf_init();
	gsize size;
	const char *data = g_bytes_get_data(whole, &size);
	GBytes *bytes;

	g_assert_cmpint(qpdf_read_memory(pdf, "", data, size, NULL), ==, 0);
	g_assert_cmpuint(harm_fonts(pdf, how, most), >, 0);
	qpdf_init_write_memory(pdf);
	qpdf_set_stream_data_mode(pdf, qpdf_s_preserve);
	qpdf_write(pdf);
	bytes = g_bytes_new(qpdf_get_buffer(pdf), qpdf_get_buffer_length(pdf));
	qpdf_cleanup(&pdf);
	return bytes;
}

static struct page *
read_harmed(harm how, guint most)
{
	struct extract_settings settings = paper_settings(OCR_AUTO);
	g_autoptr(GBytes) whole =
		paper_pdf(1, PAPER_WIDTH, PAPER_HEIGHT, draw_paper);
	g_autoptr(GBytes) pdf = with_fonts_harmed(whole, how, most);
	g_autoptr(opened_document) opened =
		opened_document_open(pdf, &settings, NULL);
	g_autoptr(page) page = NULL;
	gboolean needs_ocr = FALSE;

	page = opened_document_read_page(opened, 1, &needs_ocr, NULL);
	g_assert_true(needs_ocr);
	return opened_document_recognise_page(opened, recogniser, 1,
					      page->reason, NULL);
}

/* Of the stream's checksum. */
static void
harm_end(guint8 *data, gsize *size)
{
	data[*size - 1] ^= 1;
}

static void
harm_all(guint8 *data, gsize *size)
{
	memset(data + 2, 0, *size - 2);
}

static void
cut_short(G_GNUC_UNUSED guint8 *data, gsize *size)
{
	*size = *size * 3 / 4;
}

static void
test_shows(void)
{
	g_autoptr(page) page = read_harmed(harm_end, ALL_FONTS);

	g_assert_cmpint(page->text_source, ==, TEXT_SOURCE_TEXT_LAYER);
	g_assert_false(page_has_flaw(page, FLAW_UNREADABLE_PAGE));
	g_assert_cmpuint(page->flaws->len, ==, 0);
	g_assert_cmpfloat(page->confidence, ==, 1);
	g_assert_true(g_str_has_suffix(page->reason, "agreed"));
}

static void
test_does_not_show(void)
{
	static const harm harms[] = { harm_all, cut_short };

	for (gsize i = 0; i < G_N_ELEMENTS(harms); i++) {
		g_autoptr(page) page = read_harmed(harms[i], ALL_FONTS);

		g_assert_cmpint(page->text_source, ==, TEXT_SOURCE_OCR);
		g_assert_true(page_has_flaw(page, FLAW_UNREADABLE_PAGE));
		g_assert_cmpuint(page->lines->len, ==, 0);
	}
}

/* Bold print alone. */
static void
test_shows_in_part(void)
{
	g_autoptr(page) page = read_harmed(harm_all, 1);
	const struct word *label = paper_find_word(page, "Assigned:");
	const struct word *value = paper_find_word(page, "03/04/2019");

	g_assert_cmpint(page->text_source, ==, TEXT_SOURCE_TEXT_LAYER);
	g_assert_false(page_has_flaw(page, FLAW_UNREADABLE_PAGE));
	g_assert_true(page_has_flaw(page, "text-differs"));
	g_assert_cmpfloat(label->confidence, ==, WORD_DOUBTED);
	g_assert_cmpfloat(value->confidence, ==, 1);
}

int
main(int argc, char **argv)
{
	int status;

	g_test_init(&argc, &argv, NULL);
	recogniser = paper_recogniser();
	g_test_add_func("/damaged-fonts/shows", test_shows);
	g_test_add_func("/damaged-fonts/shows-in-part", test_shows_in_part);
	g_test_add_func("/damaged-fonts/does-not-show", test_does_not_show);
	status = g_test_run();
	recogniser_free(recogniser);
	return status;
}
