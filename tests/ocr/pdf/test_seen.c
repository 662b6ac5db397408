/* Which pages of text are plain, and what becomes of those that are not. */
#include <string.h>

#include "ocr/recognise/recogniser.h"
#include "tests/ocr/paper.h"

#define MARK_Y 400 /* below the letter's lines */

static struct recogniser *recogniser;

static void
show(cairo_t *cairo, double gray, double x, double y, const char *text)
{
	cairo_select_font_face(cairo, PAPER_FONT, CAIRO_FONT_SLANT_NORMAL,
			       CAIRO_FONT_WEIGHT_NORMAL);
	cairo_set_font_size(cairo, 12);
	cairo_set_source_rgb(cairo, gray, gray, gray);
	cairo_move_to(cairo, x, y);
	cairo_show_text(cairo, text);
}

static void
fill(cairo_t *cairo, double gray, double x, double y, double width,
     double height)
{
	cairo_set_source_rgb(cairo, gray, gray, gray);
	cairo_rectangle(cairo, x, y, width, height);
	cairo_fill(cairo);
}

static void
show_picture(cairo_t *cairo, double x, double y, int width, int height)
{
	cairo_surface_t *picture =
		cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, height);

	cairo_save(cairo);
	cairo_set_source_surface(cairo, picture, x, y);
	cairo_paint(cairo);
	cairo_restore(cairo);
	cairo_surface_destroy(picture);
}

/* --- plain --- */

static void
draw_form(cairo_t *cairo, G_GNUC_UNUSED guint number)
{
	fill(cairo, 1, 0, 0, PAPER_WIDTH, PAPER_HEIGHT);
	show_picture(cairo, 460, 20, 120, 30);
	fill(cairo, 0.87, 72, MARK_Y - 12, 200, 16);
	paper_draw(cairo);
	show(cairo, 0, 76, MARK_Y, "A cell that is shaded");
	cairo_set_line_width(cairo, 0.5);
	cairo_rectangle(cairo, 72, MARK_Y - 12, 200, 16);
	cairo_stroke(cairo);
	show(cairo, 0.4, 76, MARK_Y + 40, "A heading underlined");
	fill(cairo, 0.4, 76, MARK_Y + 42, 110, 1);
}

/* --- not plain, and what is seen of it --- */

static void
draw_white(cairo_t *cairo, G_GNUC_UNUSED guint number)
{
	paper_draw(cairo);
	show(cairo, 1, 72, MARK_Y, "Overlooked words");
}

static void
draw_covered(cairo_t *cairo, G_GNUC_UNUSED guint number)
{
	paper_draw(cairo);
	show(cairo, 0, 72, MARK_Y, "Overlooked words");
	fill(cairo, 1, 70, MARK_Y - 14, 120, 20);
}

static void
draw_blackened(cairo_t *cairo, G_GNUC_UNUSED guint number)
{
	paper_draw(cairo);
	show(cairo, 0, 72, MARK_Y, "Overlooked words");
	fill(cairo, 0, 70, MARK_Y - 14, 120, 20);
}

static void
draw_below_picture(cairo_t *cairo, G_GNUC_UNUSED guint number)
{
	paper_draw(cairo);
	show(cairo, 0, 72, MARK_Y, "Overlooked words");
	show_picture(cairo, 60, MARK_Y - 20, 200, 40);
}

static void
draw_struck(cairo_t *cairo, G_GNUC_UNUSED guint number)
{
	cairo_text_extents_t extents;

	paper_draw(cairo);
	show(cairo, 0, 72, MARK_Y, "Overlooked");
	cairo_text_extents(cairo, "Overlooked", &extents);
	fill(cairo, 0, 72, MARK_Y - 4, extents.x_advance, 0.8);
	show(cairo, 0, 76 + extents.x_advance, MARK_Y, "replaced");
}

/* Lines that go on beyond the paper. */
static void
draw_over_edge(cairo_t *cairo, G_GNUC_UNUSED guint number)
{
	paper_draw(cairo);
	for (int i = 0; i < 8; i++)
		show(cairo, 0, 451, MARK_Y + 18 * i,
		     "A longer line than there is paper for");
}

static double
show_overlooked(cairo_t *cairo)
{
	cairo_text_extents_t extents;

	paper_draw(cairo);
	show(cairo, 0, 72, MARK_Y, "Overlooked");
	cairo_text_extents(cairo, "Overlooked", &extents);
	cairo_set_source_rgb(cairo, 0, 0, 0.5);
	cairo_set_line_width(cairo, 1);
	return extents.x_advance;
}

/* By hand. */
static void
draw_struck_by_pen(cairo_t *cairo, G_GNUC_UNUSED guint number)
{
	double width = show_overlooked(cairo);

	cairo_move_to(cairo, 70, MARK_Y - 3);
	cairo_curve_to(cairo, 90, MARK_Y - 8, 110, MARK_Y, 74 + width,
		       MARK_Y - 5);
	cairo_stroke(cairo);
}

static void
draw_struck_in_pieces(cairo_t *cairo, G_GNUC_UNUSED guint number)
{
	double width = show_overlooked(cairo);

	for (double x = 0; x < width; x += 6) {
		cairo_move_to(cairo, 72 + x, MARK_Y - 4);
		cairo_line_to(cairo, 76 + x, MARK_Y - 4);
		cairo_stroke(cairo);
	}
}

static void
draw_ring(cairo_t *cairo, G_GNUC_UNUSED guint number)
{
	double width = show_overlooked(cairo);

	cairo_save(cairo);
	cairo_translate(cairo, 72 + width / 2, MARK_Y - 4);
	cairo_scale(cairo, width / 2 + 8, 11);
	cairo_arc(cairo, 0, 0, 1, 0, 2 * G_PI);
	cairo_restore(cairo);
	cairo_stroke(cairo);
}

static void
draw_crossed_out(cairo_t *cairo, G_GNUC_UNUSED guint number)
{
	show_overlooked(cairo);
	cairo_select_font_face(cairo, "monospace", CAIRO_FONT_SLANT_NORMAL,
			       CAIRO_FONT_WEIGHT_NORMAL);
	cairo_set_font_size(cairo, 12);
	cairo_move_to(cairo, 72, MARK_Y);
	cairo_show_text(cairo, "--------");
}

/* The first of two words. */
static void
draw_half_covered(cairo_t *cairo, G_GNUC_UNUSED guint number)
{
	double width = show_overlooked(cairo);

	show(cairo, 0, 76 + width, MARK_Y, "neighbour");
	cairo_move_to(cairo, 70, MARK_Y - 12);
	cairo_line_to(cairo, 72 + width, MARK_Y - 13);
	cairo_line_to(cairo, 73 + width, MARK_Y + 4);
	cairo_line_to(cairo, 71, MARK_Y + 4);
	cairo_close_path(cairo);
	cairo_fill(cairo);
}

/* One digit of a number is whited out, and another typed there. */
static void
draw_mended_digit(cairo_t *cairo, G_GNUC_UNUSED guint number)
{
	cairo_text_extents_t before, digit;

	paper_draw(cairo);
	show(cairo, 0, 72, MARK_Y, "05/17/2031");
	cairo_text_extents(cairo, "05/1", &before);
	cairo_text_extents(cairo, "7", &digit);
	fill(cairo, 1, 72 + before.x_advance, MARK_Y - 11, digit.x_advance, 13);
	cairo_set_source_rgb(cairo, 0, 0, 0);
	cairo_select_font_face(cairo, "Liberation Sans",
			       CAIRO_FONT_SLANT_NORMAL,
			       CAIRO_FONT_WEIGHT_NORMAL);
	cairo_set_font_size(cairo, 11);
	cairo_move_to(cairo, 72 + before.x_advance, MARK_Y);
	cairo_show_text(cairo, "4");
}

static void
draw_twice(cairo_t *cairo, G_GNUC_UNUSED guint number)
{
	paper_draw(cairo);
	show(cairo, 0, 72, MARK_Y, "Overlooked words");
	fill(cairo, 1, 71, MARK_Y - 13, 120, 18);
	show(cairo, 0, 72, MARK_Y, "replaced text");
}

static struct page *
read_page(struct opened_document *opened, gboolean *out_needs_ocr)
{
	g_autoptr(GError) error = NULL;
	struct page *page =
		opened_document_read_page(opened, 1, out_needs_ocr, &error);
	struct page *seen;

	g_assert_no_error(error);
	if (!*out_needs_ocr)
		return page;
	seen = opened_document_recognise_page(opened, recogniser, 1,
					      page->reason, &error);
	g_assert_no_error(error);
	page_free(page);
	return seen;
}

static struct opened_document *
open_drawn(void (*draw)(cairo_t *, guint), struct extract_settings *settings)
{
	g_autoptr(GBytes) pdf = paper_pdf(1, PAPER_WIDTH, PAPER_HEIGHT, draw);
	g_autoptr(GError) error = NULL;
	struct opened_document *opened =
		opened_document_open(pdf, settings, &error);

	g_assert_no_error(error);
	return opened;
}

static void
test_plain(void)
{
	struct extract_settings settings = paper_settings(OCR_AUTO);
	g_autoptr(opened_document) opened = open_drawn(draw_form, &settings);
	gboolean needs_ocr = TRUE;
	g_autoptr(page) page = read_page(opened, &needs_ocr);
	g_autofree char *why = NULL;

	g_assert_cmpstr(page->reason, ==, "text layer");
	g_assert_false(needs_ocr);
	g_assert_true(
		opened_document_fonts_agree(opened, recogniser, page, &why));
}

/* The letter's own words stay as they are. */
static void
assert_letter(const struct page *page)
{
	g_autofree char *text = paper_page_text(page);

	for (gsize i = 0; i < G_N_ELEMENTS(paper_lines); i++)
		g_assert_nonnull(strstr(text, paper_lines[i]));
	g_assert_cmpfloat(paper_find_word(page, "CM19-7654321")->confidence, ==,
			  1.0);
}

static void
test_unseen(void)
{
	static void (*const draws[])(cairo_t *, guint) = {
		draw_white,	    draw_covered,	   draw_blackened,
		draw_below_picture, draw_struck,	   draw_twice,
		draw_struck_by_pen, draw_struck_in_pieces,
	};

	for (gsize i = 0; i < G_N_ELEMENTS(draws); i++) {
		struct extract_settings settings = paper_settings(OCR_AUTO);
		g_autoptr(opened_document) opened =
			open_drawn(draws[i], &settings);
		gboolean needs_ocr = FALSE;
		g_autoptr(page) page = read_page(opened, &needs_ocr);
		g_autofree char *text = paper_page_text(page);

		g_test_message("%u: %s", (guint)i, page->reason);
		g_assert_true(needs_ocr);
		assert_letter(page);
		g_assert_null(strstr(text, "Overlooked"));
		g_assert_true(page_has_flaw(page, "text-differs"));
		if (draws[i] == draw_struck || draws[i] == draw_twice)
			g_assert_nonnull(strstr(text, "replaced"));
	}
}

static struct page *
read_drawn(void (*draw)(cairo_t *, guint))
{
	struct extract_settings settings = paper_settings(OCR_AUTO);
	g_autoptr(opened_document) opened = open_drawn(draw, &settings);
	gboolean needs_ocr;

	return read_page(opened, &needs_ocr);
}

static void
test_ringed(void)
{
	g_autoptr(page) page = read_drawn(draw_ring);

	assert_letter(page);
	g_assert_nonnull(paper_find_word(page, "Overlooked"));
}

/* What stands beside a word that is gone is not all that was written. */
static void
test_beside_gone(void)
{
	g_autoptr(page) page = read_drawn(draw_half_covered);
	const struct word *word = paper_find_word(page, "neighbour");

	assert_letter(page);
	g_assert_null(paper_find_word(page, "Overlooked"));
	g_assert_nonnull(word);
	g_assert_cmpfloat(word->confidence, <=, WORD_DOUBTED);
}

static void
test_cut_lines(void)
{
	g_autoptr(page) page = read_drawn(draw_over_edge);

	g_autofree char *text = paper_page_text(page);

	g_test_message("%s %s", page->reason, text);
	assert_letter(page);
	g_assert_true(page_has_flaw(page, FLAW_UNREADABLE_PAGE));
	g_assert_cmpfloat(paper_find_word(page, "longer")->confidence, ==, 1.0);
}

/* What is typed over a word is read with it, or leaves a doubt. */
static void
test_typed_over(void)
{
	g_autoptr(page) mended = read_drawn(draw_mended_digit);
	g_autoptr(page) crossed = read_drawn(draw_crossed_out);
	g_autofree char *text = paper_page_text(mended);
	const struct word *word = paper_find_word(crossed, "Overlooked");

	g_assert_nonnull(strstr(text, "05/14/2031"));
	g_assert_true(word == NULL || word->confidence <= WORD_DOUBTED);
	assert_letter(crossed);
}

/* A picture of nothing: the page was drawn for it, and says so. */
static void
draw_picture(cairo_t *cairo, G_GNUC_UNUSED guint number)
{
	paper_draw(cairo);
	show_picture(cairo, 72, MARK_Y, 3, 200);
}

static void
test_agreed(void)
{
	struct extract_settings settings = paper_settings(OCR_AUTO);
	g_autoptr(opened_document) opened = open_drawn(draw_picture, &settings);
	gboolean needs_ocr = FALSE;
	g_autoptr(page) page = read_page(opened, &needs_ocr);

	g_assert_true(needs_ocr);
	assert_letter(page);
	g_assert_cmpint(page->text_source, ==, TEXT_SOURCE_TEXT_LAYER);
	g_assert_cmpstr(page->reason, ==,
			"text layer held against the page as drawn, since a "
			"picture is on it: agreed");
	g_assert_cmpuint(page->flaws->len, ==, 0);
}

static void
test_unchecked(void)
{
	struct extract_settings settings = paper_settings(OCR_NEVER);
	g_autoptr(opened_document) opened = open_drawn(draw_covered, &settings);
	gboolean needs_ocr = TRUE;
	g_autoptr(page) page = read_page(opened, &needs_ocr);

	g_assert_false(needs_ocr);
	g_assert_true(page_has_flaw(page, "text-unchecked"));
}

int
main(int argc, char **argv)
{
	int failed;

	g_test_init(&argc, &argv, NULL);
	recogniser = paper_recogniser();
	g_test_add_func("/seen/plain", test_plain);
	g_test_add_func("/seen/unseen", test_unseen);
	g_test_add_func("/seen/ringed", test_ringed);
	g_test_add_func("/seen/beside-gone", test_beside_gone);
	g_test_add_func("/seen/cut-lines", test_cut_lines);
	g_test_add_func("/seen/typed-over", test_typed_over);
	g_test_add_func("/seen/agreed", test_agreed);
	g_test_add_func("/seen/unchecked", test_unchecked);
	failed = g_test_run();
	recogniser_free(recogniser);
	return failed;
}
