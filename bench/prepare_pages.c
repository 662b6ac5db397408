/* prepare_pages.c - the pages of a scan as imr-ingest prepares them for
 * recognition: bench/ocr gives them to the tesseract program, too.
 *
 * usage: prepare-pages SCAN DIR
 *
 * Writes DIR/001.png and so on; a blank page as a white one.
 * A bench's own tool: what it cannot do it aborts on. */
#include "ocr/format.h"
#include "ocr/prepare/prepare.h"

static const struct document_format *const formats[] = {
	&format_pdf, &format_tiff, &format_png, &format_jpeg
};

static const struct extract_settings settings = {
	.ocr = OCR_AUTO,
	.max_bytes = 1 << 28,
	.max_pages = 100,
	.max_pixels = 100000000,
};

static const struct document_format *
find_format(const char *data, gsize size)
{
	for (guint i = 0; i < G_N_ELEMENTS(formats); i++)
		if (formats[i]->matches((const guint8 *)data, size))
			return formats[i];
	g_error("not a scan");
}

static void
write_page(const struct prepared *page, const char *directory, guint number)
{
	g_autofree char *path =
		g_strdup_printf("%s/%03u.png", directory, number);
	PIX *gray = page->gray != NULL ? pixClone(page->gray)
				       : pixCreate(1275, 1650, 8);

	if (page->gray == NULL)
		pixSetAll(gray);
	if (pixWrite(path, gray, IFF_PNG) != 0)
		g_error("cannot write %s", path);
	pixDestroy(&gray);
}

int
main(int argc, char **argv)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GBytes) bytes = NULL;
	const struct document_format *format;
	gpointer state;
	guint count;
	char *data;
	gsize size;

	if (argc != 3)
		g_error("see the head of bench/prepare_pages.c");
	if (!g_file_get_contents(argv[1], &data, &size, &error))
		g_error("%s", error->message);
	bytes = g_bytes_new_take(data, size);
	format = find_format(data, size);
	state = format->open(bytes, &settings, &count, &error);
	if (state == NULL)
		g_error("%s", error->message);
	for (guint n = 1; n <= count; n++) {
		struct scan *scan = format->scan_page(state, n, &error);
		g_autoptr(prepared) page = NULL;

		if (scan != NULL)
			page = prepare_take_scan(scan, 1, &error);
		if (page == NULL)
			g_error("%s", error->message);
		write_page(page, argv[2], n);
	}
	format->close(state);
	return 0;
}
