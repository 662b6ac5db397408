/* read_words.c - the words of a letter's pages, as typeset and as read from a
 * scan of it: bench/confidence compares them.
 *
 * usage: read-words ENGINE once|closer LETTER.pdf SCAN
 *
 * Prints a line a word: "truth", "fast" or "tesseract" (who read it), the page,
 * the engine's own confidence, the calibrated one, the left and the lower edge
 * of its box, the word. With closer, the pages are read at the larger scale. A
 * bench's own tool: what it cannot do it aborts on. */
#include <stdio.h>
#include <string.h>

#include "ocr/opened_document.h"
#include "ocr/recognise/calibration.h"
#include "ocr/recognise/recogniser.h"

static struct extract_settings settings = {
	.ocr = OCR_AUTO,
	.max_bytes = 1 << 28,
	.max_pages = 100,
	.max_pixels = 100000000,
};

static struct opened_document *
open_source(const char *path)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GBytes) bytes = NULL;
	struct opened_document *opened;
	char *data;
	gsize size;

	if (!g_file_get_contents(path, &data, &size, &error))
		g_error("%s", error->message);
	bytes = g_bytes_new_take(data, size);
	opened = opened_document_open(bytes, &settings, &error);
	if (opened == NULL)
		g_error("%s: %s", path, error->message);
	return opened;
}

static void
print_words(const char *kind, enum calibration_engine engine,
	    const struct page *page)
{
	for (guint i = 0; i < page->lines->len; i++) {
		const struct line *line = page->lines->pdata[i];

		for (guint j = 0; j < line->words->len; j++) {
			const struct word *word = line->words->pdata[j];

			printf("%s\t%u\t%.6f\t%.6f\t%.1f\t%.1f\t%s\n", kind,
			       page->number, word->confidence,
			       calibrate(engine, word->confidence),
			       word->box.x0, word->box.y1, word->text);
		}
	}
}

static void
compare_page(struct opened_document *letter, struct opened_document *scan,
	     struct recogniser *recogniser, guint number, gboolean closer)
{
	g_autoptr(GError) error = NULL;
	gboolean needs_ocr, tesseract;
	g_autoptr(page) truth =
		opened_document_read_page(letter, number, &needs_ocr, &error);
	g_autoptr(page) read = NULL;

	if (truth != NULL && needs_ocr)
		return;
	if (truth != NULL)
		read = (closer ? opened_document_recognise_closer
			       : opened_document_recognise_page)(
			scan, recogniser, number, "bench", &error);
	if (read == NULL)
		g_error("%s", error->message);
	tesseract = recogniser_was_tesseract(recogniser);
	print_words("truth", CALIBRATION_FAST, truth);
	print_words(tesseract ? "tesseract" : "fast",
		    tesseract ? CALIBRATION_TESSERACT : CALIBRATION_FAST, read);
}

int
main(int argc, char **argv)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(recogniser) recogniser = recogniser_new(NULL, &error);
	g_autoptr(opened_document) letter = NULL, scan = NULL;

	if (argc != 5)
		g_error("see the head of bench/read_words.c");
	if (recogniser == NULL ||
	    !settings_assign(extract_setting_table, &settings, "ocr_engine",
			     argv[1], &error) ||
	    !recogniser_choose(recogniser, settings.ocr_engine, &error))
		g_error("%s", error->message);
	recogniser_tell_raw(recogniser, TRUE);
	letter = open_source(argv[3]);
	scan = open_source(argv[4]);
	for (guint n = 1; n <= opened_document_page_count(letter); n++)
		compare_page(letter, scan, recogniser, n,
			     strcmp(argv[2], "closer") == 0);
	return 0;
}
