/* A PDF page's own characters: words, rows, bold, and when to distrust them. */
#include "tests/ocr/paper.h"

static void
select_font(cairo_t *cairo, double size, gboolean bold)
{
	cairo_select_font_face(cairo, PAPER_FONT, CAIRO_FONT_SLANT_NORMAL,
			       bold ? CAIRO_FONT_WEIGHT_BOLD
				    : CAIRO_FONT_WEIGHT_NORMAL);
	cairo_set_font_size(cairo, size);
}

static struct page *
read_first_page(GBytes *bytes, enum ocr ocr, gboolean *out_needs_ocr)
{
	struct extract_settings settings = paper_settings(ocr);
	g_autoptr(GError) error = NULL;
	g_autoptr(opened_document) opened =
		opened_document_open(bytes, &settings, &error);
	struct page *page;

	g_assert_no_error(error);
	page = opened_document_read_page(opened, 1, out_needs_ocr, &error);
	g_assert_no_error(error);
	return page;
}

static struct page *
read_drawn(void (*draw)(cairo_t *, guint), enum ocr ocr,
	   gboolean *out_needs_ocr)
{
	g_autoptr(GBytes) pdf = paper_pdf(1, PAPER_WIDTH, PAPER_HEIGHT, draw);

	return read_first_page(pdf, ocr, out_needs_ocr);
}

static void
draw_letter(cairo_t *cairo, G_GNUC_UNUSED guint number)
{
	paper_draw(cairo);
}

static void
test_lines_and_bold(void)
{
	gboolean needs_ocr = TRUE;
	g_autoptr(page) page = read_drawn(draw_letter, OCR_AUTO, &needs_ocr);
	g_autofree char *text = paper_page_text(page);

	g_assert_false(needs_ocr);
	g_assert_cmpint(page->text_source, ==, TEXT_SOURCE_TEXT_LAYER);
	g_assert_cmpstr(page->reason, ==, "text layer");
	g_assert_cmpfloat(page->width_pt, ==, PAPER_WIDTH);
	g_assert_true(page->tells_bold);
	for (gsize i = 0; i < G_N_ELEMENTS(paper_lines); i++)
		g_assert_nonnull(strstr(text, paper_lines[i]));
	g_assert_true(paper_find_word(page, "SUMMARY")->bold);
	g_assert_true(paper_find_word(page, "weeks:")->bold);
	g_assert_false(paper_find_word(page, "Upheld")->bold);
}

static void
test_boxes(void)
{
	gboolean needs_ocr = TRUE;
	g_autoptr(page) page = read_drawn(draw_letter, OCR_AUTO, &needs_ocr);
	struct box box = paper_find_word(page, "CM19-7654321")->box;

	g_assert_cmpfloat_with_epsilon(box.x0, 180, 1.5);
	g_assert_cmpfloat(box.x1, >, 240);
	g_assert_cmpfloat(box.y0, >, 85);
	g_assert_cmpfloat(box.y0, <, 94);
	g_assert_cmpfloat_with_epsilon(box.y1, 102, 2.5);
}

/* The columns of a table are drawn one after the other, a little off. */
static void
draw_columns(cairo_t *cairo, G_GNUC_UNUSED guint number)
{
	static const char *const cells[] = { "First:", "Second:", "one",
					     "two" };

	select_font(cairo, 12, FALSE);
	for (int i = 0; i < 4; i++) {
		cairo_move_to(cairo, i < 2 ? 72 : 300,
			      100 + 14 * (i % 2) + (i < 2 ? 0 : 0.4));
		cairo_show_text(cairo, cells[i]);
	}
}

static void
test_table_rows(void)
{
	gboolean needs_ocr;
	g_autoptr(page) page = read_drawn(draw_columns, OCR_AUTO, &needs_ocr);
	g_autofree char *text = paper_page_text(page);

	g_assert_cmpstr(text, ==, "First: one\nSecond: two\n");
}

/* A change of font between letters that touch is no space; one is. */
static void
draw_runs(cairo_t *cairo, G_GNUC_UNUSED guint number)
{
	static const struct {
		gboolean bold;
		const char *text;
	} runs[] = {
		{ FALSE, "It is " }, { TRUE, "not" },	   { FALSE, "glued " },
		{ TRUE, "Brace" },   { FALSE, ", left " }, { TRUE, "Upheld" },
		{ FALSE, " here" },
	};

	cairo_move_to(cairo, 72, 100);
	for (gsize i = 0; i < G_N_ELEMENTS(runs); i++) {
		select_font(cairo, 12, runs[i].bold);
		cairo_show_text(cairo, runs[i].text);
	}
	/* A little higher and smaller, as a footnote's number is. */
	cairo_rel_move_to(cairo, 0, -4);
	select_font(cairo, 7, FALSE);
	cairo_show_text(cairo, "2");
}

static void
test_touching_runs(void)
{
	gboolean needs_ocr;
	g_autoptr(page) page = read_drawn(draw_runs, OCR_AUTO, &needs_ocr);
	g_autofree char *text = paper_page_text(page);

	g_assert_cmpstr(text, ==, "It is notglued Brace, left Upheld here2\n");
	g_assert_true(paper_find_word(page, "Upheld")->bold);
	g_assert_true(paper_find_word(page, "Brace,")->bold);
}

static void
draw_blank(G_GNUC_UNUSED cairo_t *cairo, G_GNUC_UNUSED guint number)
{
}

static void
draw_hair_line(cairo_t *cairo, G_GNUC_UNUSED guint number)
{
	cairo_set_line_width(cairo, 0.3);
	cairo_move_to(cairo, 300, 500);
	cairo_line_to(cairo, 310, 500);
	cairo_stroke(cairo);
}

static void
test_blank_and_drawn(void)
{
	gboolean needs_ocr = TRUE;
	g_autoptr(page) blank = read_drawn(draw_blank, OCR_AUTO, &needs_ocr);
	g_autoptr(page) drawn = NULL;

	g_assert_false(needs_ocr);
	g_assert_cmpint(blank->text_source, ==, TEXT_SOURCE_BLANK);
	g_assert_cmpstr(blank->reason, ==, "blank");
	drawn = read_drawn(draw_hair_line, OCR_AUTO, &needs_ocr);
	g_assert_true(needs_ocr);
	g_assert_cmpstr(drawn->reason, ==, "no text layer");
	g_assert_cmpuint(drawn->lines->len, ==, 0);
}

static void
test_always_and_never(void)
{
	gboolean needs_ocr = FALSE;
	g_autoptr(page) always =
		read_drawn(draw_letter, OCR_ALWAYS, &needs_ocr);
	g_autoptr(page) never = NULL;

	g_assert_true(needs_ocr);
	g_assert_cmpstr(always->reason, ==, "ocr=always");
	g_assert_cmpuint(always->lines->len, ==, 0);
	never = read_drawn(draw_hair_line, OCR_NEVER, &needs_ocr);
	g_assert_false(needs_ocr);
	g_assert_cmpstr(never->reason, ==, "ocr=never, although no text layer");
}

/* Every letter moved by one, as a broken font map does. */
static void
draw_scrambled(cairo_t *cairo, G_GNUC_UNUSED guint number)
{
	select_font(cairo, 12, FALSE);
	for (int row = 0; row < 8; row++) {
		cairo_move_to(cairo, 72, 100 + 14 * row);
		cairo_show_text(cairo,
				"uif dbtf pg uif xpslfs jt opu bt ju xbt boe");
	}
}

static void
test_no_language(void)
{
	gboolean needs_ocr = FALSE;
	g_autoptr(page) page = read_drawn(draw_scrambled, OCR_AUTO, &needs_ocr);

	g_assert_true(needs_ocr);
	g_assert_nonnull(strstr(page->reason, "no words of the language"));
}

static void
draw_stamped_scan(cairo_t *cairo, G_GNUC_UNUSED guint number)
{
	cairo_surface_t *scan =
		cairo_image_surface_create(CAIRO_FORMAT_RGB24, 612, 792);

	cairo_set_source_surface(cairo, scan, 0, 0);
	cairo_paint(cairo);
	cairo_surface_destroy(scan);
	cairo_set_source_rgb(cairo, 1, 0, 0);
	select_font(cairo, 12, FALSE);
	cairo_move_to(cairo, 72, 72);
	cairo_show_text(cairo, "RECEIVED 03/04/2019");
}

static void
test_stamp_on_a_scan(void)
{
	gboolean needs_ocr = FALSE;
	g_autoptr(page) page =
		read_drawn(draw_stamped_scan, OCR_AUTO, &needs_ocr);

	g_assert_true(needs_ocr);
	g_assert_cmpstr(page->reason, ==,
			"no text layer but a stamp on a scan");
}

static void
cover_with_image(cairo_t *cairo)
{
	cairo_surface_t *scan =
		cairo_image_surface_create(CAIRO_FORMAT_RGB24, 612, 792);

	cairo_set_source_surface(cairo, scan, 0, 0);
	cairo_paint(cairo);
	cairo_surface_destroy(scan);
	cairo_set_source_rgb(cairo, 1, 1, 1);
}

static void
show_rows(cairo_t *cairo, const char *const *rows, guint count)
{
	select_font(cairo, 10, FALSE);
	for (guint row = 0; row < count; row++) {
		cairo_move_to(cairo, 72, 100 + 14 * row);
		cairo_show_text(cairo, rows[row]);
	}
}

static const char *const poor[] = {
	"Tlie inj1red w0rker i5 a 51 ycar old fcmale bokcr wlio rep~rted pain",
	"in thc left wri5t aftcr liftirig a troy of l0aves. Slie was treatcd "
	"w1th",
	"a splirit, ibuprofcn 6O0 rng and ciglit visits of hamd therapy. An "
	"ex-",
	"omination orn O2/2O/2O19 showcd tendcrriess over thc radial sidc arid",
};

static const char *const names[] = {
	"cc: Dolores Abernathy-Quill, 14 Plover Lane, Sebastopol CA 95472",
	"Tobias Wrenfield, Esq., Hexham & Broadwater LLP, 210 Larkspur Ave",
	"Marguerite Okonkwo-Tilden, Granite Peak Mutual, PO Box 55512, "
	"Stockton",
	"Xiuying Szczepanski, MD; Nguyen Thi Phuong; Vang Xiong; Ngozi Mbeki",
};

static void
draw_poor_layer(cairo_t *cairo, G_GNUC_UNUSED guint number)
{
	cover_with_image(cairo);
	show_rows(cairo, poor, G_N_ELEMENTS(poor));
}

static void
draw_good_layer(cairo_t *cairo, G_GNUC_UNUSED guint number)
{
	cover_with_image(cairo);
	paper_draw(cairo);
}

static void
draw_names(cairo_t *cairo, G_GNUC_UNUSED guint number)
{
	show_rows(cairo, names, G_N_ELEMENTS(names));
}

/* Over a scan, text is an earlier recognition's: the scan is read, too. */
static void
test_earlier_recognition(void)
{
	gboolean needs_ocr = FALSE;
	g_autoptr(page) bad = read_drawn(draw_poor_layer, OCR_AUTO, &needs_ocr);
	g_autoptr(page) good = NULL;

	g_assert_true(needs_ocr);
	g_assert_cmpstr(bad->reason, ==,
			"text layer is a poor recognition of the scan below "
			"it");
	good = read_drawn(draw_good_layer, OCR_AUTO, &needs_ocr);
	g_assert_true(needs_ocr);
	g_assert_nonnull(strstr(good->reason, "held against the page"));
}

static void
test_names_are_no_garbage(void)
{
	gboolean needs_ocr = TRUE;
	g_autoptr(page) page = read_drawn(draw_names, OCR_AUTO, &needs_ocr);

	g_assert_false(needs_ocr);
	g_assert_nonnull(paper_find_word(page, "Szczepanski,"));
}

/* Poppler rebuilds the missing cross-reference table. */
#define MAPPED_PDF(map)                                                        \
	"%PDF-1.4\n"                                                           \
	"1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n"                     \
	"2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n"               \
	"3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]"             \
	"/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>\nendobj\n"           \
	"4 0 obj\n<</Length 48>>\nstream\n"                                    \
	"BT /F 12 Tf 72 700 Td (The wrist is AAAAAA) Tj ET"                    \
	"\nendstream\nendobj\n"                                                \
	"5 0 obj\n<</Type/Font/Subtype/Type1/BaseFont/Helvetica"               \
	"/ToUnicode 6 0 R>>\nendobj\n"                                         \
	"6 0 obj\n<</Length 120>>\nstream\n"                                   \
	"1 begincodespacerange <00> <ff> endcodespacerange\n"                  \
	"1 beginbfchar <41> <" map "> endbfchar"                               \
	"\nendstream\nendobj\n"                                                \
	"trailer\n<</Root 1 0 R>>\nstartxref\n0\n%%EOF\n"

static void
test_unmapped_glyphs(void)
{
	static const char good[] = MAPPED_PDF("0061");
	static const char private_use[] = MAPPED_PDF("E041");
	g_autoptr(GBytes) sound = g_bytes_new_static(good, sizeof(good) - 1);
	g_autoptr(GBytes) broken =
		g_bytes_new_static(private_use, sizeof(private_use) - 1);
	gboolean needs_ocr = TRUE;
	/* Its table of objects is missing: the page would be drawn, too. */
	g_autoptr(page) page = read_first_page(sound, OCR_NEVER, &needs_ocr);
	g_autoptr(page) garbage = NULL;

	g_assert_false(needs_ocr);
	g_assert_nonnull(paper_find_word(page, "aaaaaa"));
	garbage = read_first_page(broken, OCR_AUTO, &needs_ocr);
	g_assert_true(needs_ocr);
	g_assert_cmpstr(garbage->reason, ==,
			"text layer is garbage: 38 % of glyphs have no Unicode "
			"value");
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/text-layer/lines-and-bold", test_lines_and_bold);
	g_test_add_func("/text-layer/boxes", test_boxes);
	g_test_add_func("/text-layer/table-rows", test_table_rows);
	g_test_add_func("/text-layer/touching-runs", test_touching_runs);
	g_test_add_func("/text-layer/blank-and-drawn", test_blank_and_drawn);
	g_test_add_func("/text-layer/always-and-never", test_always_and_never);
	g_test_add_func("/text-layer/no-language", test_no_language);
	g_test_add_func("/text-layer/stamp-on-a-scan", test_stamp_on_a_scan);
	g_test_add_func("/text-layer/earlier-recognition",
			test_earlier_recognition);
	g_test_add_func("/text-layer/names", test_names_are_no_garbage);
	g_test_add_func("/text-layer/unmapped-glyphs", test_unmapped_glyphs);
	return g_test_run();
}
