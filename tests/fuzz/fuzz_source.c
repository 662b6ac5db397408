/* fuzz_source.c - what is ours on a file's way to its pages' images: PDF's
 * operators, TIFF's directories, EXIF, samples of every depth. All is done as
 * for a letter but the recognition itself; what is no PDF, TIFF, PNG or JPEG
 * is the content of a page. */
#include <math.h>
#include <string.h>

#include "core/error.h"
#include "ocr/format.h"
#include "ocr/opened_document.h"
#include "ocr/pdf/pdf_content.h"
#include "ocr/pdf/pdf_page.h"
#include "ocr/searchable/hidden_text.h"
#include "tests/fuzz/fuzz.h"

#define MOST_BYTES (64 * 1024)
#define MOST_PAGES 4
#define MOST_PIXELS 400000 /* decoders of others are not worth the time */

/* A seed that starts so is bytes in hex, which a repository can hold. */
#define HEX "hex\n"

static const struct document_format *const formats[] = {
	&format_pdf,
	&format_tiff,
	&format_png,
	&format_jpeg,
};

static struct extract_settings settings;

static void
check_page(const struct page *page, gboolean needs_ocr)
{
	g_assert_true(isfinite(page->width_pt) && page->width_pt > 0);
	g_assert_true(isfinite(page->height_pt) && page->height_pt > 0);
	g_assert_nonnull(page->reason);
	g_assert_true(!needs_ocr || page->lines->len == 0);
	for (guint i = 0; i < page->lines->len; i++) {
		const struct line *line = page->lines->pdata[i];

		for (guint j = 0; j < line->words->len; j++) {
			const struct word *word = line->words->pdata[j];
			const struct box *box = &word->box;

			g_assert_true(g_utf8_validate(word->text, -1, NULL));
			g_assert_true(0 <= box->x0 && box->x0 <= box->x1 &&
				      box->x1 <= page->width_pt);
			g_assert_true(0 <= box->y0 && box->y0 <= box->y1 &&
				      box->y1 <= page->height_pt);
		}
	}
}

static void
check_scan(const struct scan *scan)
{
	int depth = pixGetDepth(scan->pix);

	g_assert_true(depth == 1 || depth == 8);
	g_assert_null(pixGetColormap(scan->pix));
	g_assert_cmpint((gint64)pixGetWidth(scan->pix) *
				pixGetHeight(scan->pix),
			<=, 2 * MOST_PIXELS);
	g_assert_true(isfinite(scan->width_pt) && scan->width_pt > 0);
	g_assert_true(isfinite(scan->height_pt) && scan->height_pt > 0);
}

static void
check_format(const struct document_format *format, GBytes *bytes)
{
	g_autoptr(GError) error = NULL;
	guint count = 0;
	gpointer state = format->open(bytes, &settings, &count, &error);
	qpdf_data pdf;

	g_assert_true((state == NULL) == (error != NULL));
	if (state == NULL)
		return;
	for (guint n = 1; n <= MIN(count, MOST_PAGES); n++) {
		g_autoptr(GError) unread = NULL, unseen = NULL;
		gboolean needs_ocr = FALSE;
		g_autoptr(page) page =
			format->read_page(state, n, &needs_ocr, &unread);
		g_autoptr(scan) scan = format->scan_page(state, n, &unseen);

		g_assert_true((page == NULL) == (unread != NULL));
		g_assert_true((scan == NULL) == (unseen != NULL));
		if (page != NULL)
			check_page(page, needs_ocr);
		if (scan != NULL)
			check_scan(scan);
	}
	if (count <= MOST_PAGES) {
		pdf = format->to_pdf(state, count, &error);
		g_assert_true((pdf == NULL) == (error != NULL));
		g_clear_pointer(&pdf, pdf_free);
	}
	format->close(state);
}

/* No mark is left by any whose name is short. */
static gboolean
is_unseen(const char *name, G_GNUC_UNUSED gpointer closure)
{
	return strlen(name) < 2;
}

static void
check_content(const char *data, gsize size)
{
	struct placed_image placed = { 0 };
	GString *left = hidden_text_cut(data, size, is_unseen, NULL);

	if (left != NULL)
		g_string_free(left, TRUE);
	if (content_is_one_image(data, size, is_unseen, NULL, &placed))
		g_assert_nonnull(placed.name);
	placed_image_clear(&placed);
}

static GBytes *
from_hex(const uint8_t *data, size_t size)
{
	GByteArray *bytes = g_byte_array_new();
	guint value = 0, digits = 0;

	for (size_t i = strlen(HEX); i < size; i++) {
		guint8 byte;

		if (!g_ascii_isxdigit((char)data[i]))
			continue;
		value = value << 4 | (guint)g_ascii_xdigit_value((char)data[i]);
		byte = (guint8)value;
		if (++digits % 2 == 0)
			g_byte_array_append(bytes, &byte, 1);
	}
	return g_byte_array_free_to_bytes(bytes);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	gboolean hex =
		size >= strlen(HEX) && memcmp(data, HEX, strlen(HEX)) == 0;
	g_autoptr(GBytes) bytes =
		hex ? from_hex(data, size) : g_bytes_new(data, size);
	g_autoptr(GError) error = NULL;
	g_autoptr(opened_document) opened = NULL;

	if (size > MOST_BYTES)
		return 0;
	if (settings.max_bytes == 0) {
		settings_set_defaults(extract_setting_table, &settings);
		settings.max_pixels = MOST_PIXELS;
		settings.max_pages = MOST_PAGES;
	}
	opened = opened_document_open(bytes, &settings, &error);
	g_assert_true((opened == NULL) == (error != NULL));
	if (g_bytes_get_size(bytes) == 0)
		return 0;
	data = g_bytes_get_data(bytes, &size);
	for (guint i = 0; i < G_N_ELEMENTS(formats); i++)
		if (formats[i]->matches(data, size)) {
			check_format(formats[i], bytes);
			return 0;
		}
	check_content((const char *)data, size);
	return 0;
}
