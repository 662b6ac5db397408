/* Small print below, beside, and between larger text: no line of it is lost. */
#include "tests/ocr/paper.h"

#define BODY 12

static struct recogniser *recogniser;

static void
show(cairo_t *cairo, double size, double x, double y, const char *text)
{
	cairo_set_source_rgb(cairo, 0, 0, 0);
	cairo_select_font_face(cairo, PAPER_FONT, CAIRO_FONT_SLANT_NORMAL,
			       CAIRO_FONT_WEIGHT_NORMAL);
	cairo_set_font_size(cairo, size);
	cairo_move_to(cairo, x, y);
	cairo_show_text(cairo, text);
}

static void
show_body(cairo_t *cairo, double y, int lines)
{
	for (int i = 0; i < lines; i++)
		show(cairo, BODY, 72, y + 14 * i,
		     "The injured worker is a baker who lifted a tray of "
		     "loaves, and felt pain.");
}

static void
assert_line(const struct page *page, const char *wanted)
{
	for (guint i = 0; i < page->lines->len; i++) {
		g_autofree char *line = paper_line_text(page->lines->pdata[i]);

		if (strcmp(line, wanted) == 0)
			return;
	}
	g_test_message("lost: %s", wanted);
	g_test_fail();
}

static void
assert_words(const struct page *page, const char *wanted)
{
	g_auto(GStrv) words = g_strsplit(wanted, " ", -1);

	for (guint i = 0; words[i] != NULL; i++)
		if (paper_find_word(page, words[i]) == NULL) {
			g_test_message("lost: %s", words[i]);
			g_test_fail();
		}
}

static struct page *
read_page(void (*draw)(cairo_t *cairo), double dpi)
{
	PIX *pix = paper_scan_of(draw, dpi);
	g_autoptr(GBytes) bytes = paper_image(pix, IFF_PNG);
	struct extract_settings settings = paper_settings(OCR_AUTO);
	g_autoptr(GError) error = NULL;
	g_autoptr(opened_document) opened =
		opened_document_open(bytes, &settings, &error);
	struct page *page;

	pixDestroy(&pix);
	g_assert_no_error(error);
	page = opened_document_recognise_page(opened, recogniser, 1, "a test",
					      &error);
	g_assert_no_error(error);
	return page;
}

static const char *const notes[] = {
	"Guideline copies can be had from the office at the above address",
	"within thirty days, and the fee schedule is printed on form 4417.",
	"Not for use as a receipt.",
};

static void
draw_footer(cairo_t *cairo)
{
	show_body(cairo, 90, 24);
	for (gsize i = 0; i < G_N_ELEMENTS(notes); i++)
		show(cairo, 6, 72, 740 + 7 * (double)i, notes[i]);
}

/* Half as high as the body's, and a third of its height below it. */
static void
draw_notes_within_text(cairo_t *cairo)
{
	for (int i = 0; i < 6; i++) {
		show_body(cairo, 90 + 80 * i, 3);
		for (gsize j = 0; j < G_N_ELEMENTS(notes); j++)
			show(cairo, 5, 72, 126 + 80 * i + 6 * (double)j,
			     notes[j]);
	}
}

static void
assert_notes(void (*draw)(cairo_t *cairo))
{
	static const double dpis[] = { 200, 300 };

	for (gsize i = 0; i < G_N_ELEMENTS(dpis); i++) {
		g_autoptr(page) page = read_page(draw, dpis[i]);

		for (gsize j = 0; j < G_N_ELEMENTS(notes); j++)
			assert_line(page, notes[j]);
	}
}

static void
test_footer(void)
{
	assert_notes(draw_footer);
}

static void
test_notes_within_text(void)
{
	assert_notes(draw_notes_within_text);
}

static const char *const cells[][3] = {
	{ "Physical therapy", "twice a week for", "one month" },
	{ "Upheld by the", "first reviewer on", "02/20/2019" },
	{ "Overturned; the", "record shows that", "it has helped" },
};

/* The columns' lines stand at heights of their own, and less white is between
 * the columns than the body's lines are high. */
static void
draw_table(cairo_t *cairo)
{
	show_body(cairo, 90, 6);
	for (int row = 0; row < 4; row++) {
		double y = 220 + 30 * row;

		show(cairo, BODY, 72, y + 4, "Treatment");
		for (int column = 0; column < 3; column++)
			for (int line = 0; line < 3; line++)
				show(cairo, 7, 134 + 62 * column,
				     y + 2 * column + 8.5 * line,
				     cells[column][line]);
	}
	show_body(cairo, 400, 14);
}

static void
test_table(void)
{
	g_autoptr(page) page = read_page(draw_table, 300);

	for (gsize i = 0; i < G_N_ELEMENTS(cells); i++)
		for (gsize j = 0; j < G_N_ELEMENTS(cells[i]); j++)
			assert_words(page, cells[i][j]);
	assert_words(page, "Treatment");
}

int
main(int argc, char **argv)
{
	int status;

	g_test_init(&argc, &argv, NULL);
	recogniser = paper_recogniser();
	g_test_add_func("/small-print/footer", test_footer);
	g_test_add_func("/small-print/notes-within-text",
			test_notes_within_text);
	g_test_add_func("/small-print/table", test_table);
	status = g_test_run();
	recogniser_free(recogniser);
	return status;
}
