/* fuzz_letter.c - every family of the parser, on letters as plain text. The
 * file is opened as the worker opens it, so what it is its bytes decide. */
#include "ocr/opened_document.h"
#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/reading.h"

#define MOST_BYTES (64 * 1024)

static struct extract_settings settings;

static void
read_pages(struct opened_document *opened, struct document *document)
{
	for (guint n = 1; n <= opened_document_page_count(opened); n++) {
		gboolean needs_ocr;
		struct page *page =
			opened_document_read_page(opened, n, &needs_ocr, NULL);

		if (page != NULL)
			g_ptr_array_add(document->pages, page);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	g_autoptr(GBytes) bytes = g_bytes_new(data, size);
	g_autoptr(GError) error = NULL;
	g_autoptr(opened_document) opened = NULL;
	g_autoptr(document) document = document_new();

	/* Other people's decoders are not what is fuzzed here. */
	if (size > MOST_BYTES ||
	    !g_utf8_validate((const char *)data, (gssize)size, NULL))
		return 0;
	if (settings.max_bytes == 0)
		settings_set_defaults(extract_setting_table, &settings);
	opened = opened_document_open(bytes, &settings, &error);
	g_assert_true((opened == NULL) == (error != NULL));
	if (opened == NULL ||
	    strcmp(opened_document_media_type(opened), "text/plain") != 0)
		return 0;
	document->id = g_strnfill(64, '0');
	document->name = g_strdup("letter.txt");
	document->media_type = g_strdup("text/plain");
	document->size_bytes = size;
	read_pages(opened, document);
	reading_run(document);
	return 0;
}
