/* Words of a text layer that were set over the letter's. */
#include "tests/ocr/paper.h"

struct ink {
	double red, green, blue;
};

static const struct ink black = { 0, 0, 0 }, faint = { 0.8, 0.8, 0.8 },
			red = { 0.8, 0, 0 }, blue = { 0, 0, 0.7 };

static void
show(cairo_t *cairo, const char *font, double size, const struct ink *ink,
     double x, double y, const char *text)
{
	cairo_select_font_face(cairo, font, CAIRO_FONT_SLANT_NORMAL,
			       CAIRO_FONT_WEIGHT_NORMAL);
	cairo_set_font_size(cairo, size);
	cairo_set_source_rgb(cairo, ink->red, ink->green, ink->blue);
	cairo_move_to(cairo, x, y);
	cairo_show_text(cairo, text);
}

static struct page *
read_page_with(void (*draw)(cairo_t *, guint), enum ocr ocr)
{
	struct extract_settings settings = paper_settings(ocr);
	g_autoptr(GError) error = NULL;
	g_autoptr(GBytes) pdf = paper_pdf(1, PAPER_WIDTH, PAPER_HEIGHT, draw);
	g_autoptr(opened_document) opened =
		opened_document_open(pdf, &settings, &error);
	gboolean needs_ocr = TRUE;
	struct page *page;

	g_assert_no_error(error);
	page = opened_document_read_page(opened, 1, &needs_ocr, &error);
	g_assert_no_error(error);
	g_assert_false(needs_ocr);
	return page;
}

static struct page *
read_page(void (*draw)(cairo_t *, guint))
{
	return read_page_with(draw, OCR_AUTO);
}

static void
assert_letter_alone(const struct page *page, const char *mark)
{
	g_autofree char *text = paper_page_text(page);

	for (gsize i = 0; i < G_N_ELEMENTS(paper_lines); i++)
		g_assert_nonnull(strstr(text, paper_lines[i]));
	g_assert_null(strstr(text, mark));
}

/* One watermark, below the letter, in a size of its own. */
static void
draw_watermark(cairo_t *cairo, G_GNUC_UNUSED guint number)
{
	show(cairo, "Arial", 60, &faint, 90, 230, "DUPLICATE");
	paper_draw(cairo);
}

static void
draw_black_watermark(cairo_t *cairo, G_GNUC_UNUSED guint number)
{
	paper_draw(cairo);
	show(cairo, "Arial", 60, &black, 90, 230, "DUPLICATE");
}

/* Tiles, over letters and between them, in the letter's size. */
static void
draw_tiles(cairo_t *cairo, const char *font, double size, const struct ink *ink)
{
	for (int i = 0; i < 40; i++)
		show(cairo, font, size, ink, 60 + 130 * (i % 4),
		     64 + 47 * (i / 4), "DUPLICATE 2/3/2019");
}

static void
draw_faint_tiles(cairo_t *cairo, G_GNUC_UNUSED guint number)
{
	draw_tiles(cairo, PAPER_FONT, 12, &faint);
	paper_draw(cairo);
}

static void
draw_red_tiles(cairo_t *cairo, G_GNUC_UNUSED guint number)
{
	paper_draw(cairo);
	draw_tiles(cairo, PAPER_FONT, 9, &red);
}

static void
draw_small_tiles(cairo_t *cairo, G_GNUC_UNUSED guint number)
{
	paper_draw(cairo);
	draw_tiles(cairo, "Arial", 7, &black);
}

/* Between the letter's lines, over none of them. */
static void
draw_stamp(cairo_t *cairo, G_GNUC_UNUSED guint number)
{
	paper_draw(cairo);
	show(cairo, "Arial", 15, &red, 410, 148, "DUPLICATE");
	show(cairo, "Arial", 15, &red, 410, 164, "01/02/2019");
}

static void
test_marks_go(void)
{
	static void (*const draws[])(cairo_t *, guint) = {
		draw_watermark, draw_black_watermark, draw_faint_tiles,
		draw_red_tiles, draw_small_tiles,     draw_stamp,
	};

	for (gsize i = 0; i < G_N_ELEMENTS(draws); i++) {
		g_autoptr(page) page = read_page(draws[i]);

		assert_letter_alone(page, "DUPLICATE");
		g_assert_cmpuint(page->flaws->len, ==, 0);
		g_assert_cmpfloat(page->confidence, ==, 1.0);
	}
}

static void
draw_links(cairo_t *cairo, G_GNUC_UNUSED guint number)
{
	paper_draw(cairo);
	show(cairo, PAPER_FONT, 12, &black, 72, 360, "See the guideline at");
	show(cairo, PAPER_FONT, 12, &blue, 175, 360, "http://link.example");
	show(cairo, PAPER_FONT, 12, &blue, 72, 374, "/second/line");
	show(cairo, PAPER_FONT, 8, &black, 72, 388, "small print of the form");
	show(cairo, PAPER_FONT, 12, &blue, 72, 420, "BLUE HEADING");
}

static void
test_what_stays(void)
{
	g_autoptr(page) page = read_page(draw_links);
	g_autofree char *text = paper_page_text(page);

	g_assert_nonnull(strstr(text, "guideline at http://link.example\n"
				      "/second/line\nsmall print of the form\n"
				      "BLUE HEADING"));
}

/* Nothing but the page as drawn tells which of the two is the letter's. */
static void
draw_alike(cairo_t *cairo, G_GNUC_UNUSED guint number)
{
	paper_draw(cairo);
	show(cairo, PAPER_FONT, 12, &black, 80, 197, "Overwritten by another");
}

static void
test_alike_is_doubted(void)
{
	g_autoptr(page) page = read_page_with(draw_alike, OCR_NEVER);

	g_assert_cmpfloat(paper_find_word(page, "Overwritten")->confidence, <,
			  0.6);
	g_assert_cmpfloat(page->confidence, <, 1.0);
	g_assert_cmpfloat(paper_find_word(page, "CM19-7654321")->confidence, ==,
			  1.0);
}

/* A third of the page in faint print, that nothing lies over. */
static void
draw_faint_text(cairo_t *cairo, G_GNUC_UNUSED guint number)
{
	static const char *const lines[] = {
		"Faint words of another paragraph that stand",
		"below the letter and lie over nothing at all, so that",
		"nobody can tell whether their author meant them",
		"to be read with everything else upon this page",
	};

	paper_draw(cairo);
	for (gsize i = 0; i < G_N_ELEMENTS(lines); i++)
		show(cairo, PAPER_FONT, 12, &faint, 90, 400 + 14 * (double)i,
		     lines[i]);
}

static void
test_much_is_told(void)
{
	g_autoptr(page) page = read_page(draw_faint_text);

	assert_letter_alone(page, "Faint");
	g_assert_true(page_has_flaw(page, "left-out"));
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/layer-marks/go", test_marks_go);
	g_test_add_func("/layer-marks/what-stays", test_what_stays);
	g_test_add_func("/layer-marks/alike", test_alike_is_doubted);
	g_test_add_func("/layer-marks/much", test_much_is_told);
	return g_test_run();
}
