/* A line that no word covers is found, wherever it stands and however the
 * page lies; what people draw and stamp on a letter is no such line. */
#include "ocr/layer_cover.h"
#include "tests/ocr/acquire.h"
#include "tests/ocr/paper.h"

static void
draw_paper(cairo_t *cairo, G_GNUC_UNUSED guint number)
{
	paper_draw(cairo);
}

/* Loops and strokes, as names are written. */
static void
draw_signature(cairo_t *cairo, G_GNUC_UNUSED guint number)
{
	paper_draw(cairo);
	cairo_set_line_width(cairo, 1.2);
	cairo_move_to(cairo, 100, 420);
	for (int i = 0; i < 16; i++)
		cairo_rel_curve_to(cairo, 3, -10 - i % 5 * 5, 9 + i % 3,
				   -9 + i % 4 * 3, 7, i % 3 - 1);
	cairo_stroke(cairo);
	for (int i = 0; i < 12; i++) {
		cairo_move_to(cairo, 90 + 13 * i, 470 - i % 4 * 5);
		cairo_rel_curve_to(cairo, 2 + i % 3, -7 - i % 5 * 3, 8, 4, 5,
				   3 + i % 4 * 3);
		cairo_stroke(cairo);
	}
}

static void
show(cairo_t *cairo, double x, double y, double size, const char *text)
{
	cairo_set_font_size(cairo, size);
	cairo_move_to(cairo, x, y);
	cairo_show_text(cairo, text);
}

static void
draw_stamp(cairo_t *cairo, G_GNUC_UNUSED guint number)
{
	paper_draw(cairo);
	cairo_translate(cairo, 360, 480);
	cairo_rotate(cairo, -0.2);
	cairo_set_line_width(cairo, 2);
	cairo_rectangle(cairo, 0, 0, 190, 70);
	cairo_stroke(cairo);
	show(cairo, 14, 34, 30, "RECEIVED");
	show(cairo, 20, 58, 18, "NOV 12 2019");
}

static void
draw_logo(cairo_t *cairo, G_GNUC_UNUSED guint number)
{
	paper_draw(cairo);
	show(cairo, 380, 60, 34, "HEXHAM");
	show(cairo, 380, 74, 12, "Review Board");
	cairo_arc(cairo, 350, 56, 20, 0, 2 * G_PI);
	cairo_fill(cairo);
}

/* A photograph of anything, with edges as small as letters. */
static void
draw_picture(cairo_t *cairo, G_GNUC_UNUSED guint number)
{
	GRand *rand = g_rand_new_with_seed(7);

	paper_draw(cairo);
	for (int i = 0; i < 300; i++) {
		double gray = g_rand_double(rand);

		cairo_set_source_rgb(cairo, gray, gray, gray);
		cairo_rectangle(cairo, g_rand_double_range(rand, 100, 250),
				g_rand_double_range(rand, 400, 500),
				g_rand_double_range(rand, 1, 14),
				g_rand_double_range(rand, 1, 14));
		cairo_fill(cairo);
	}
	g_rand_free(rand);
}

/* Ticks and crosses, a rule, a redaction, holes. */
static void
draw_form(cairo_t *cairo, G_GNUC_UNUSED guint number)
{
	paper_draw(cairo);
	for (int i = 0; i < 14; i++) {
		cairo_rectangle(cairo, 80 + 30 * i, 450, 9, 9);
		cairo_stroke(cairo);
		cairo_arc(cairo, 22, 100 + 50 * i, 9, 0, 2 * G_PI);
		cairo_fill(cairo);
	}
	cairo_rectangle(cairo, 72, 500, 300, 14);
	cairo_fill(cairo);
	for (int i = 0; i < 60; i++) {
		cairo_move_to(cairo, 72 + 8 * i, 560);
		cairo_rel_line_to(cairo, 3, 0);
	}
	cairo_stroke(cairo);
}

/* Takes the scan. */
static struct layer_cover
measure(struct scan *scan, const GPtrArray *words)
{
	g_autoptr(GError) error = NULL;
	double width = scan->width_pt, height = scan->height_pt;
	g_autoptr(prepared) prepared = prepare_take_scan(scan, 1, &error);

	g_assert_no_error(error);
	return layer_cover_measure(words, prepared, width, height);
}

static struct scan *
scan_of(void (*draw)(cairo_t *, guint))
{
	g_autoptr(GBytes) pdf = paper_pdf(1, PAPER_WIDTH, PAPER_HEIGHT, draw);
	g_autoptr(GError) error = NULL;
	struct scan *scan = acquire_page(pdf, 1, &error);

	g_assert_no_error(error);
	return scan;
}

static struct page *
layer_of_paper(void)
{
	struct extract_settings settings = paper_settings("auto");
	g_autoptr(GBytes) pdf =
		paper_pdf(1, PAPER_WIDTH, PAPER_HEIGHT, draw_paper);
	g_autoptr(GError) error = NULL;
	g_autoptr(source) source = source_open(pdf, &settings, &error);
	gboolean needs_ocr;
	struct page *page = source_read_page(source, 1, &needs_ocr, &error);

	g_assert_no_error(error);
	return page;
}

/* The words of all lines but one, as they stand on paper that lies so. */
static GPtrArray *
words_without(const struct page *page, guint lost, const struct page *frame)
{
	GPtrArray *words =
		g_ptr_array_new_with_free_func((GDestroyNotify)word_free);

	for (guint i = 0; i < page->lines->len; i++) {
		const struct line *line = page->lines->pdata[i];

		for (guint j = 0; i != lost && j < line->words->len; j++) {
			const struct word *word = line->words->pdata[j];

			g_ptr_array_add(
				words,
				word_new(word->text,
					 page_shown_box(frame, word->box), 1,
					 FALSE));
		}
	}
	return words;
}

static void
test_marks_are_no_text(void)
{
	static const struct {
		const char *name;
		void (*draw)(cairo_t *, guint);
	} pages[] = {
		{ "nothing else", draw_paper }, { "signature", draw_signature },
		{ "stamp", draw_stamp },	{ "logo", draw_logo },
		{ "picture", draw_picture },	{ "form", draw_form },
	};
	g_autoptr(page) page = layer_of_paper();
	g_autoptr(GPtrArray) words = words_without(page, G_MAXUINT, page);

	for (gsize i = 0; i < G_N_ELEMENTS(pages); i++) {
		struct layer_cover cover =
			measure(scan_of(pages[i].draw), words);

		g_test_message("%s: %u of %u letters lost", pages[i].name,
			       cover.lost, cover.letters);
		g_assert_cmpuint(cover.letters, >, 500);
		g_assert_false(layer_cover_lacks_text(&cover));
	}
}

static guint
count_letters(const struct line *line)
{
	guint count = 0;

	for (guint i = 0; i < line->words->len; i++)
		count += (guint)strlen(
			((const struct word *)line->words->pdata[i])->text);
	return count;
}

/* Each line of the page by itself; only short ones may be missed. */
static void
test_lost_lines(void)
{
	g_autoptr(page) page = layer_of_paper();

	for (guint i = 0; i < page->lines->len; i++) {
		g_autoptr(GPtrArray) words = words_without(page, i, page);
		struct layer_cover cover = measure(scan_of(draw_paper), words);
		guint letters = count_letters(page->lines->pdata[i]);

		g_test_message("line %u: %u of %u letters", i, cover.lost,
			       letters);
		g_assert_true(letters <= 22 || layer_cover_lacks_text(&cover));
	}
}

/* The boxes are the shown page's, the letters are found on the upright one. */
static void
test_turned_pages(void)
{
	static const struct {
		int turns;
		double skew_deg;
	} cases[] = { { 1, 0 }, { 2, 0 }, { 3, 0 }, { 0, 1.5 }, { 2, -2 } };
	g_autoptr(page) page = layer_of_paper();

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		gboolean on_side = cases[i].turns % 2 != 0;
		g_autoptr(page) frame =
			page_new(1, on_side ? PAPER_HEIGHT : PAPER_WIDTH,
				 on_side ? PAPER_WIDTH : PAPER_HEIGHT);
		g_autoptr(GPtrArray) words = NULL, fewer = NULL;

		frame->rotation_deg = (4 - cases[i].turns) % 4 * 90;
		frame->skew_deg = -cases[i].skew_deg;
		words = words_without(page, G_MAXUINT, frame);
		fewer = words_without(page, 4, frame);
		for (guint lost = 0; lost < 2; lost++) {
			PIX *paper = paper_scan(200), *skewed, *turned;
			struct layer_cover cover;
			double skew = cases[i].skew_deg * G_PI / 180;

			skewed = pixRotate(paper, (l_float32)skew,
					   L_ROTATE_AREA_MAP, L_BRING_IN_WHITE,
					   0, 0);
			turned = pixRotateOrth(skewed, cases[i].turns);
			pixDestroy(&paper);
			pixDestroy(&skewed);
			cover = measure(scan_new_take(turned, frame->width_pt,
						      frame->height_pt, NULL),
					lost ? fewer : words);
			g_test_message("%d turns, %.1f degrees: %u lost",
				       cases[i].turns, cases[i].skew_deg,
				       cover.lost);
			g_assert_true(layer_cover_lacks_text(&cover) ==
				      (lost != 0));
		}
	}
}

/* --- in a file --- */

/* The paper's image, and the words hidden over it. */
static GBytes *
searchable(const GPtrArray *words)
{
	g_autoptr(GString) content =
		g_string_new("q 612 0 0 792 0 0 cm /Im Do Q BT 3 Tr\n");
	GString *pdf = g_string_new("%PDF-1.4\n");
	PIX *paper = paper_scan(150);
	g_autoptr(GBytes) jpeg = paper_image(paper, IFF_JFIF_JPEG);

	for (guint i = 0; i < words->len; i++) {
		const struct word *word = words->pdata[i];

		g_string_append_printf(
			content, "/F 11 Tf 1 0 0 1 %d %d Tm (%s) Tj\n",
			(int)word->box.x0, (int)(PAPER_HEIGHT - word->box.y1),
			word->text);
	}
	g_string_append(content, "ET");
	g_string_append_printf(
		pdf,
		"1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n"
		"2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n"
		"3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]"
		"/Contents 4 0 R/Resources<</XObject<</Im 5 0 R>>/Font<</F<<"
		"/Type/Font/Subtype/Type1/BaseFont/Times-Roman>>>>>>>>\n"
		"endobj\n4 0 obj\n<</Length %zu>>\nstream\n%s\nendstream\n"
		"endobj\n5 0 obj\n<</Type/XObject/Subtype/Image/Width %d"
		"/Height %d/ColorSpace/DeviceGray/BitsPerComponent 8/Filter"
		"/DCTDecode/Length %zu>>\nstream\n",
		content->len, content->str, pixGetWidth(paper),
		pixGetHeight(paper), g_bytes_get_size(jpeg));
	g_string_append_len(pdf, g_bytes_get_data(jpeg, NULL),
			    (gssize)g_bytes_get_size(jpeg));
	g_string_append(pdf, "\nendstream\nendobj\n"
			     "trailer\n<</Root 1 0 R>>\nstartxref\n0\n%%EOF\n");
	pixDestroy(&paper);
	return g_string_free_to_bytes(pdf);
}

static char *
reason_of(const GPtrArray *words, const char *ocr, gboolean *out_needs_ocr)
{
	struct extract_settings settings = paper_settings(ocr);
	g_autoptr(GBytes) pdf = searchable(words);
	g_autoptr(GError) error = NULL;
	g_autoptr(source) source = source_open(pdf, &settings, &error);
	g_autoptr(page) page = NULL;

	g_assert_no_error(error);
	page = source_read_page(source, 1, out_needs_ocr, &error);
	g_assert_no_error(error);
	return g_strdup(page->reason);
}

static void
test_verdict(void)
{
	g_autoptr(page) page = layer_of_paper();
	g_autoptr(GPtrArray) words = words_without(page, G_MAXUINT, page);
	g_autoptr(GPtrArray) fewer = words_without(page, 9, page);
	gboolean needs_ocr = TRUE;
	g_autofree char *whole = reason_of(words, "auto", &needs_ocr);
	g_autofree char *lacking = NULL, *never = NULL;

	g_assert_cmpstr(whole, ==, "text layer");
	g_assert_false(needs_ocr);
	lacking = reason_of(fewer, "auto", &needs_ocr);
	g_assert_true(needs_ocr);
	g_assert_true(g_str_has_prefix(
		lacking, "text layer lacks lines of the scan below it: "));
	never = reason_of(fewer, "never", &needs_ocr);
	g_assert_false(needs_ocr);
	g_assert_cmpstr(never, ==, "text layer");
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/layer-cover/marks", test_marks_are_no_text);
	g_test_add_func("/layer-cover/lost-lines", test_lost_lines);
	g_test_add_func("/layer-cover/turned-pages", test_turned_pages);
	g_test_add_func("/layer-cover/verdict", test_verdict);
	return g_test_run();
}
