/* A PDF page's own characters where they run another way than the page. */
#include "tests/ocr/paper.h"

static double drawn_angle; /* clockwise, about the page's middle */
static gboolean drawn_mirrored;
static void (*drawn_marks)(cairo_t *cairo);

static void
turn_about_middle(cairo_t *cairo, double degrees)
{
	cairo_translate(cairo, PAPER_WIDTH / 2, PAPER_HEIGHT / 2);
	cairo_rotate(cairo, degrees * G_PI / 180);
	cairo_translate(cairo, -PAPER_WIDTH / 2, -PAPER_HEIGHT / 2);
}

/* All four ways fit onto a square as large as the paper is high. */
static void
draw_turned(cairo_t *cairo, G_GNUC_UNUSED guint number)
{
	cairo_save(cairo);
	cairo_translate(cairo, (PAPER_HEIGHT - PAPER_WIDTH) / 2, 0);
	turn_about_middle(cairo, drawn_angle);
	if (drawn_mirrored) {
		cairo_translate(cairo, PAPER_WIDTH, 0);
		cairo_scale(cairo, -1, 1);
	}
	paper_draw(cairo);
	cairo_restore(cairo);
	if (drawn_marks != NULL)
		drawn_marks(cairo);
}

static struct page *
read_turned(double degrees, void (*marks)(cairo_t *), gboolean *out_needs_ocr)
{
	struct extract_settings settings = paper_settings(OCR_AUTO);
	g_autoptr(GError) error = NULL;
	g_autoptr(GBytes) pdf = NULL;
	g_autoptr(opened_document) opened = NULL;
	struct page *page;

	drawn_angle = degrees;
	drawn_marks = marks;
	pdf = paper_pdf(1, PAPER_HEIGHT, PAPER_HEIGHT, draw_turned);
	opened = opened_document_open(pdf, &settings, &error);
	g_assert_no_error(error);
	page = opened_document_read_page(opened, 1, out_needs_ocr, &error);
	g_assert_no_error(error);
	return page;
}

static void
assert_lines(const struct page *page)
{
	g_autofree char *text = paper_page_text(page);

	for (gsize i = 0; i < G_N_ELEMENTS(paper_lines); i++)
		g_assert_nonnull(strstr(text, paper_lines[i]));
}

/* Where the upright page's point is drawn. */
static void
turn_point(double degrees, double *x, double *y)
{
	double angle = degrees * G_PI / 180;
	double dx = *x - PAPER_WIDTH / 2, dy = *y - PAPER_HEIGHT / 2;

	*x = PAPER_HEIGHT / 2 + cos(angle) * dx - sin(angle) * dy;
	*y = PAPER_HEIGHT / 2 + sin(angle) * dx + cos(angle) * dy;
}

static void
test_every_way(void)
{
	static const double angles[] = { 90, 180, 270, 3, -8, 94, 176 };

	for (gsize i = 0; i < G_N_ELEMENTS(angles); i++) {
		gboolean needs_ocr = TRUE;
		g_autoptr(page) page = read_turned(angles[i], NULL, &needs_ocr);
		struct box box;
		double x = 200, y = 96; /* within the case number */

		assert_lines(page);
		g_assert_false(needs_ocr);
		g_assert_cmpint(page->text_source, ==, TEXT_SOURCE_TEXT_LAYER);
		g_assert_cmpuint(page->flaws->len, ==, 0);
		g_assert_cmpfloat(page->width_pt, ==, PAPER_HEIGHT);
		box = page_shown_box(
			page, paper_find_word(page, "CM19-7654321")->box);
		turn_point(angles[i], &x, &y);
		g_assert_cmpfloat(box.x0, <, x);
		g_assert_cmpfloat(box.x1, >, x);
		g_assert_cmpfloat(box.y0, <, y);
		g_assert_cmpfloat(box.y1, >, y);
		g_assert_cmpfloat(box.x1 - box.x0, <, 90);
	}
}

static void
test_mirrored_needs_ocr(void)
{
	gboolean needs_ocr = FALSE;
	g_autoptr(page) page = NULL;

	drawn_mirrored = TRUE;
	page = read_turned(0, NULL, &needs_ocr);
	drawn_mirrored = FALSE;
	g_assert_true(needs_ocr);
	g_assert_nonnull(strstr(page->reason, "mirrored"));
}

static void
draw_watermark(cairo_t *cairo)
{
	for (int i = 0; i < 30; i++) {
		cairo_save(cairo);
		cairo_move_to(cairo, 100 + 120 * (i % 5), 60 + 110 * (i / 5));
		cairo_rotate(cairo, -35 * G_PI / 180);
		cairo_show_text(cairo, "COPY of 02/02/2019 Overturned");
		cairo_restore(cairo);
	}
	cairo_move_to(cairo, 100, 600);
	cairo_rotate(cairo, -G_PI / 2);
	cairo_show_text(cairo, "SCANNED 00123");
}

static void
test_marks_at_an_angle(void)
{
	static const double angles[] = { 0, 90, 5 };

	for (gsize i = 0; i < G_N_ELEMENTS(angles); i++) {
		gboolean needs_ocr = TRUE;
		g_autoptr(page) page =
			read_turned(angles[i], draw_watermark, &needs_ocr);
		g_autofree char *text = paper_page_text(page);

		assert_lines(page);
		g_assert_false(needs_ocr);
		g_assert_null(strstr(text, "COPY"));
		g_assert_null(strstr(text, "Overturned"));
		g_assert_cmpuint(page->flaws->len, ==, 0);
		if (angles[i] != 90)
			g_assert_null(strstr(text, "SCANNED"));
	}
}

/* Half of a page that lies on its side is more than a mark. */
static void
draw_much(cairo_t *cairo)
{
	cairo_translate(cairo, 0, PAPER_HEIGHT);
	cairo_rotate(cairo, -G_PI / 2);
	for (int i = 0; i < 8; i++) {
		g_autofree char *line = g_strdup_printf(
			"%d lines of a letter that lie on their side", i);

		cairo_move_to(cairo, 72, 20 + 14 * i);
		cairo_show_text(cairo, line);
	}
}

static void
test_much_is_told(void)
{
	gboolean needs_ocr = TRUE;
	g_autoptr(page) page = read_turned(0, draw_much, &needs_ocr);

	assert_lines(page);
	g_assert_true(page_has_flaw(page, "left-out"));
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/turned-layer/every-way", test_every_way);
	g_test_add_func("/turned-layer/mirrored", test_mirrored_needs_ocr);
	g_test_add_func("/turned-layer/marks", test_marks_at_an_angle);
	g_test_add_func("/turned-layer/much", test_much_is_told);
	return g_test_run();
}
