/* fuzz_text.c - what is ours on a text file's way to its words: signatures of
 * other files, encodings, line ends, quotation, codes. */
#include <string.h>

#include "core/error.h"
#include "ocr/opened_document.h"
#include "tests/fuzz/fuzz.h"

#define MOST_BYTES (64 * 1024)

static void
check_words(const struct page *page)
{
	for (guint i = 0; i < page->lines->len; i++) {
		const struct line *line = page->lines->pdata[i];

		for (guint j = 0; j < line->words->len; j++) {
			const struct word *word = line->words->pdata[j];

			g_assert_true(g_utf8_validate(word->text, -1, NULL));
			for (const char *p = word->text; *p != '\0'; p++)
				g_assert_false(g_ascii_iscntrl(*p));
		}
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct extract_settings settings = {
		.ocr = OCR_AUTO,
		.max_pages = 500,
		.max_pixels = 1000,
	};
	g_autoptr(GBytes) bytes = g_bytes_new_static(data, size);
	g_autoptr(GError) error = NULL;
	g_autoptr(opened_document) opened = NULL;

	if (size > MOST_BYTES)
		return 0;
	opened = opened_document_open(bytes, &settings, &error);
	g_assert_true((opened == NULL) == (error != NULL));
	if (opened == NULL ||
	    strcmp(opened_document_media_type(opened), "text/plain") != 0)
		return 0;
	for (guint n = 1; n <= opened_document_page_count(opened); n++) {
		gboolean needs_ocr;
		g_autoptr(GError) unread = NULL;
		g_autoptr(page) page = opened_document_read_page(
			opened, n, &needs_ocr, &unread);

		g_assert_true((page == NULL) == (unread != NULL));
		if (page != NULL)
			check_words(page);
	}
	return 0;
}
