/* layer-verdicts - for bench/layers: what the reader says of PDFs' text layers,
 * a line a page: file, page, and why the text layer is not used, or "good". */
#include <stdio.h>
#include <string.h>

#include "ocr/opened_document.h"

/* Good, and held against the scan. */
#define HIDDEN "text layer lies hidden over a scan"

static gboolean
print_verdicts(const char *path, GError **error)
{
	const struct extract_settings settings = {
		.ocr = OCR_AUTO,
		.max_bytes = 1 << 28,
		.max_pages = 500,
		.max_pixels = 100000000,
	};
	g_autoptr(GMappedFile) file = g_mapped_file_new(path, FALSE, error);
	g_autoptr(GBytes) bytes = file ? g_mapped_file_get_bytes(file) : NULL;
	g_autoptr(opened_document) opened =
		bytes ? opened_document_open(bytes, &settings, error) : NULL;

	for (guint n = 1; opened && n <= opened_document_page_count(opened);
	     n++) {
		gboolean needs_ocr;
		g_autoptr(page) page =
			opened_document_read_page(opened, n, &needs_ocr, error);

		if (page == NULL)
			return FALSE;
		printf("%s\t%u\t%s\n", path, n,
		       strcmp(page->reason, HIDDEN) != 0 &&
				       (needs_ocr || page->lines->len == 0)
			       ? page->reason
			       : "good");
	}
	return opened != NULL;
}

int
main(int argc, char **argv)
{
	for (int i = 1; i < argc; i++) {
		g_autoptr(GError) error = NULL;

		if (!print_verdicts(argv[i], &error)) {
			fprintf(stderr, "%s: %s\n", argv[i], error->message);
			return 1;
		}
	}
	return 0;
}
