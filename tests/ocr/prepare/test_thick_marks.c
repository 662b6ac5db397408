/* test_thick_marks.c - what was read beside a mark that lies over a scan's
 * print is in doubt, and nothing else is. */
#include "tests/ocr/paper.h"

static struct recogniser *recogniser;

static struct page *
read_page(PIX *take_pix)
{
	g_autoptr(GBytes) bytes = paper_image(take_pix, IFF_PNG);
	struct extract_settings settings = paper_settings(OCR_AUTO);
	g_autoptr(GError) error = NULL;
	g_autoptr(opened_document) opened =
		opened_document_open(bytes, &settings, &error);
	struct page *page;

	pixDestroy(&take_pix);
	g_assert_no_error(error);
	page = opened_document_recognise_page(opened, recogniser, 1, "a test",
					      &error);
	g_assert_no_error(error);
	return page;
}

static gboolean
is_doubted(const struct page *page, const char *text)
{
	const struct word *word = paper_find_word(page, text);

	g_assert_nonnull(word);
	return word->confidence <= WORD_DOUBTED;
}

/* A bullet, and an initial as large as headings are. */
static void
draw_clean(cairo_t *cairo)
{
	paper_draw(cairo);
	cairo_set_font_size(cairo, 12);
	cairo_move_to(cairo, 72, 360);
	cairo_show_text(cairo, "\u2022 Medical records");
	cairo_select_font_face(cairo, PAPER_FONT, CAIRO_FONT_SLANT_NORMAL,
			       CAIRO_FONT_WEIGHT_BOLD);
	cairo_set_font_size(cairo, 18);
	cairo_move_to(cairo, 72, 400);
	cairo_show_text(cairo, "FINAL DETERMINATION");
}

/* On the end of one word, and on the start of another two behind it. */
static void
draw_redaction(cairo_t *cairo)
{
	paper_draw(cairo);
	cairo_set_source_rgb(cairo, 0, 0, 0);
	cairo_rectangle(cairo, 180, 186, 60, 10);
	cairo_fill(cairo);
}

/* Turned and a little askew, as the page may lie. */
static PIX *
scan_of(void (*draw)(cairo_t *cairo), int turns, double askew_deg)
{
	PIX *level = paper_scan_of(draw, 200);
	PIX *askew = pixRotate(level, (l_float32)(askew_deg * G_PI / 180),
			       L_ROTATE_AREA_MAP, L_BRING_IN_WHITE, 0, 0);
	PIX *turned = pixRotateOrth(askew, turns);

	pixSetResolution(turned, 200, 200);
	pixDestroy(&level);
	pixDestroy(&askew);
	return turned;
}

static void
test_clean(void)
{
	g_autoptr(page) page = read_page(scan_of(draw_clean, 0, 0));

	for (guint i = 0; i < page->lines->len; i++) {
		const struct line *line = page->lines->pdata[i];

		for (guint j = 0; j < line->words->len; j++) {
			const struct word *word = line->words->pdata[j];

			g_assert_cmpfloat(word->confidence, >, WORD_DOUBTED);
		}
	}
	g_assert_nonnull(paper_find_word(page, "DETERMINATION"));
}

/* What is left of "lifting a tray of loaves." */
static void
check_redacted(int turns, double askew_deg)
{
	g_autoptr(page) page =
		read_page(scan_of(draw_redaction, turns, askew_deg));

	g_assert_true(is_doubted(page, "lifti"));
	g_assert_true(is_doubted(page, "aves."));
	g_assert_false(is_doubted(page, "after"));
	g_assert_false(is_doubted(page, "She"));
}

static void
test_redaction(void)
{
	check_redacted(0, 0);
	check_redacted(2, -1);
	check_redacted(1, 0);
}

static struct box redacted;

static void
draw_redacted_word(cairo_t *cairo)
{
	paper_draw(cairo);
	cairo_set_source_rgb(cairo, 0, 0, 0);
	cairo_rectangle(cairo, redacted.x0, redacted.y0,
			redacted.x1 - redacted.x0, redacted.y1 - redacted.y0);
	cairo_fill(cairo);
}

/* Its neighbours are a space away, and whole. */
static void
test_redacted_word(void)
{
	g_autoptr(page) clean = read_page(scan_of(paper_draw, 0, 0));
	g_autoptr(page) page = NULL;

	redacted = paper_find_word(clean, "tray")->box;
	page = read_page(scan_of(draw_redacted_word, 0, 0));
	g_assert_null(paper_find_word(page, "tray"));
	g_assert_false(is_doubted(page, "a"));
	g_assert_false(is_doubted(page, "of"));
}

int
main(int argc, char **argv)
{
	int status;

	g_test_init(&argc, &argv, NULL);
	recogniser = paper_recogniser();
	g_test_add_func("/thick-marks/clean", test_clean);
	g_test_add_func("/thick-marks/redaction", test_redaction);
	g_test_add_func("/thick-marks/redacted-word", test_redacted_word);
	status = g_test_run();
	recogniser_free(recogniser);
	return status;
}
