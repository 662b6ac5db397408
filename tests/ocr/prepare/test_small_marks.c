/* What is easily lost of a scan: bullets, check boxes, full stops, tails that
 * stand on a rule, the strokes of large letters; and a page of one line. */
#include "tests/ocr/paper.h"

static struct recogniser *recogniser;

static char *
read_page(PIX *take_pix, struct page **out_page)
{
	g_autoptr(GBytes) bytes = paper_image(take_pix, IFF_PNG);
	struct extract_settings settings = paper_settings(OCR_AUTO);
	g_autoptr(GError) error = NULL;
	g_autoptr(opened_document) opened =
		opened_document_open(bytes, &settings, &error);

	pixDestroy(&take_pix);
	g_assert_no_error(error);
	*out_page = opened_document_recognise_page(opened, recogniser, 1,
						   "a test", &error);
	g_assert_no_error(error);
	return paper_page_text(*out_page);
}

/* Takes pix. */
static void
assert_reads(PIX *pix, const char *wanted)
{
	g_autoptr(page) page = NULL;
	g_autofree char *text = read_page(pix, &page);

	g_assert_cmpstr(text, ==, wanted);
}

static void
show(cairo_t *cairo, double x, double y, const char *text)
{
	cairo_set_source_rgb(cairo, 0, 0, 0);
	cairo_select_font_face(cairo, PAPER_FONT, CAIRO_FONT_SLANT_NORMAL,
			       CAIRO_FONT_WEIGHT_NORMAL);
	cairo_set_font_size(cairo, 12);
	cairo_move_to(cairo, x, y);
	cairo_show_text(cairo, text);
}

static void
draw_list(cairo_t *cairo)
{
	show(cairo, 72, 100, "The following documents were reviewed:");
	show(cairo, 72, 120, "\u2022 Utilization review of 02/03/2013");
	show(cairo, 72, 140, "\u2022 Medical records from the employee");
	/* So far from its words that it stands alone. */
	show(cairo, 72, 160, "\u2022");
	show(cairo, 108, 160, "Treatment guidelines - chapter on the knee");
}

static void
test_bullets(void)
{
	assert_reads(paper_scan_of(draw_list, 200),
		     "The following documents were reviewed:\n"
		     "\u2022 Utilization review of 02/03/2013\n"
		     "\u2022 Medical records from the employee\n"
		     "\u2022 Treatment guidelines - chapter on the knee\n");
}

static void
draw_sentences(cairo_t *cairo)
{
	show(cairo, 72, 100, "She was treated with a splint and with rest.");
	show(cairo, 72, 114, "The request is not medically necessary.");
	show(cairo, 72, 128, "His qualifications and credentials:");
	show(cairo, 72, 142, "Eight visits were made to the same clinic.");
}

/* Blurred, a stop is a gray dot no larger than a speck. */
static void
test_full_stops(void)
{
	PIX *sharp = paper_scan_of(draw_sentences, 200);
	PIX *blurred = pixBlockconv(sharp, 1, 1);

	pixCopyResolution(blurred, sharp);
	pixDestroy(&sharp);
	assert_reads(blurred, "She was treated with a splint and with rest.\n"
			      "The request is not medically necessary.\n"
			      "His qualifications and credentials:\n"
			      "Eight visits were made to the same clinic.\n");
}

static void
draw_ruled(cairo_t *cairo)
{
	for (int i = 0; i < 4; i++) {
		show(cairo, 72, 100 + 20 * i, "Page assigned to: jury of eggs");
		cairo_rectangle(cairo, 60, 101.5 + 20 * i, 300, 1);
		cairo_fill(cairo);
	}
}

static void
test_tails_on_a_rule(void)
{
	assert_reads(paper_scan_of(draw_ruled, 300),
		     "Page assigned to: jury of eggs\n"
		     "Page assigned to: jury of eggs\n"
		     "Page assigned to: jury of eggs\n"
		     "Page assigned to: jury of eggs\n");
}

static void
show_box(cairo_t *cairo, double x, double base, const char *mark)
{
	cairo_rectangle(cairo, x, base - 9, 10, 10);
	cairo_set_line_width(cairo, 0.8);
	if (strcmp(mark, "cross") == 0) {
		cairo_move_to(cairo, x + 1, base - 8);
		cairo_line_to(cairo, x + 9, base);
		cairo_move_to(cairo, x + 9, base - 8);
		cairo_line_to(cairo, x + 1, base);
	}
	if (strcmp(mark, "tick") == 0) {
		cairo_move_to(cairo, x + 1, base - 5);
		cairo_line_to(cairo, x + 4, base - 1);
		cairo_line_to(cairo, x + 13, base - 11);
	}
	cairo_stroke(cairo);
	if (strcmp(mark, "solid") == 0) {
		cairo_rectangle(cairo, x + 2, base - 7, 6, 6);
		cairo_fill(cairo);
	}
}

static void
draw_form(cairo_t *cairo)
{
	cairo_set_source_rgb(cairo, 0, 0, 0);
	show(cairo, 72, 100, "The kind of review that is asked for here is:");
	show_box(cairo, 72, 120, "none");
	show(cairo, 90, 120, "Regular review of the treatment");
	show_box(cairo, 72, 140, "cross");
	show(cairo, 90, 140, "Expedited review of the treatment");
	show_box(cairo, 72, 160, "tick");
	show(cairo, 90, 160, "Upheld in the first decision");
	show_box(cairo, 300, 160, "solid");
	show(cairo, 318, 160, "Overturned");
	show(cairo, 72, 180, "DOB: DO NOT ADD D, O, B, 0, 8, 6, Q OR [] TO IT");
	show(cairo, 72, 200, "Nothing else is to be marked on this page.");
}

static void
test_check_boxes(void)
{
	static const double dpis[] = { 150, 200, 300 };

	for (gsize i = 0; i < G_N_ELEMENTS(dpis); i++) {
		g_autoptr(page) page = NULL;
		g_autofree char *text =
			read_page(paper_scan_of(draw_form, dpis[i]), &page);
		const char *last = strstr(text, "DOB");

		g_test_message("%s", text);
		g_assert_nonnull(strstr(text, "\u2610 Regular review"));
		g_assert_nonnull(strstr(text, "\u2612 Expedited review"));
		g_assert_nonnull(strstr(text, "\u2612 Upheld in the first "
					      "decision \u2612 Overturned"));
		g_assert_nonnull(last);
		g_assert_null(strstr(last, "\u2610"));
		g_assert_null(strstr(last, "\u2612"));
	}
}

/* They turn with their page. */
static void
test_check_boxes_turned(void)
{
	for (int turns = 1; turns < 4; turns++) {
		PIX *upright = paper_scan_of(draw_form, 200);
		PIX *turned = pixRotateOrth(upright, turns);
		g_autoptr(page) page = NULL;
		g_autofree char *text = NULL;

		pixSetResolution(turned, 200, 200);
		pixDestroy(&upright);
		text = read_page(turned, &page);
		g_assert_nonnull(strstr(text, "\u2610 Regular review"));
		g_assert_nonnull(strstr(text, "\u2612 Expedited review"));
	}
}

/* The strokes of large letters are as long as a table's rules. */
static void
draw_heading(cairo_t *cairo)
{
	cairo_set_source_rgb(cairo, 0, 0, 0);
	cairo_select_font_face(cairo, PAPER_FONT, CAIRO_FONT_SLANT_NORMAL,
			       CAIRO_FONT_WEIGHT_BOLD);
	cairo_set_font_size(cairo, 24);
	cairo_move_to(cairo, 72, 90);
	cairo_show_text(cairo, "FINAL DETERMINATION LETTER");
	for (int i = 0; i < 6; i++)
		show(cairo, 72, 130 + 14 * i,
		     "The injured worker is a 51 year old baker.");
}

static void
test_large_heading(void)
{
	g_autoptr(page) page = NULL;
	g_autofree char *text =
		read_page(paper_scan_of(draw_heading, 200), &page);

	g_assert_true(g_str_has_prefix(text, "FINAL DETERMINATION LETTER\n"
					     "The injured worker"));
}

static void
draw_one_line(cairo_t *cairo)
{
	show(cairo, 72, 100, "remedy. The request is not medically necessary.");
}

static void
test_one_line_turned(void)
{
	for (int turns = 0; turns < 4; turns++) {
		PIX *upright = paper_scan_of(draw_one_line, 200);
		PIX *turned = pixRotateOrth(upright, turns);
		g_autoptr(page) page = NULL;
		g_autofree char *text = NULL;

		pixSetResolution(turned, 200, 200);
		pixDestroy(&upright);
		text = read_page(turned, &page);
		g_assert_cmpstr(text, ==,
				"remedy. The request is not medically "
				"necessary.\n");
		g_assert_cmpint(page->rotation_deg, ==,
				(360 - 90 * turns) % 360);
	}
}

int
main(int argc, char **argv)
{
	int status;

	g_test_init(&argc, &argv, NULL);
	recogniser = paper_recogniser();
	g_test_add_func("/small-marks/bullets", test_bullets);
	g_test_add_func("/small-marks/full-stops", test_full_stops);
	g_test_add_func("/small-marks/tails-on-a-rule", test_tails_on_a_rule);
	g_test_add_func("/small-marks/check-boxes", test_check_boxes);
	g_test_add_func("/small-marks/check-boxes-turned",
			test_check_boxes_turned);
	g_test_add_func("/small-marks/large-heading", test_large_heading);
	g_test_add_func("/small-marks/one-line-turned", test_one_line_turned);
	status = g_test_run();
	recogniser_free(recogniser);
	return status;
}
