/* test_pale_marks.c - watermarks that are lighter than print: they go, print
 * below them stays, and so does print that is as light as they are. */
#include "ocr/image/scan.h"
#include "ocr/prepare/prepare.h"
#include "tests/ocr/paper.h"

#define DPI 200.0

static const struct mark {
	const char *text;
	double size, degrees, level;
	gboolean tiled;
} marks[] = {
	{ "VOID", 60, -20, 0.5, FALSE },
	{ "COPY", 24, 0, 0.6, FALSE },
	{ "CONFIDENTIAL", 60, -40, 0.75, FALSE },
	{ "DRAFT", 110, -30, 0.85, FALSE },
	{ "DRAFT", 60, -30, 0.945, FALSE },
	{ "File copy", 12, 0, 0.7, TRUE },
	{ "Acme Law Offices", 13, -35, 0.8, TRUE },
	{ "COPY 2/3", 11, 0, 0.85, TRUE },
};
static const struct mark *drawn; /* NULL: none */

static void
draw_string(cairo_t *cairo, double x, double y)
{
	cairo_save(cairo);
	cairo_move_to(cairo, x, y);
	cairo_rotate(cairo, drawn->degrees * G_PI / 180);
	cairo_show_text(cairo, drawn->text);
	cairo_restore(cairo);
}

static void
draw_mark(cairo_t *cairo)
{
	cairo_set_source_rgb(cairo, drawn->level, drawn->level, drawn->level);
	cairo_set_font_size(cairo, drawn->size);
	cairo_select_font_face(cairo, "Arial", CAIRO_FONT_SLANT_NORMAL,
			       drawn->tiled ? CAIRO_FONT_WEIGHT_NORMAL
					    : CAIRO_FONT_WEIGHT_BOLD);
	if (!drawn->tiled) {
		draw_string(cairo, 130, 260);
		return;
	}
	for (int x = 40; x < PAPER_WIDTH; x += 170)
		for (int y = 45; y < PAPER_HEIGHT; y += 55)
			draw_string(cairo, x, y);
}

/* A watermark lies below the print. */
static void
draw_marked(cairo_t *cairo)
{
	if (drawn != NULL)
		draw_mark(cairo);
	paper_draw(cairo);
}

/* Lines of print that has faded, no two the same: */
static void
draw_faded(cairo_t *cairo)
{
	cairo_set_source_rgb(cairo, 0, 0, 0);
	paper_draw(cairo);
	cairo_set_source_rgb(cairo, 0.6, 0.6, 0.6);
	for (gsize i = 0; i < G_N_ELEMENTS(paper_runs); i++) {
		cairo_move_to(cairo, 72, 380 + 14 * (double)i);
		cairo_show_text(cairo, paper_runs[i].text);
	}
}

/* ... and a column of a table, which says the same again and again. */
static void
draw_column(cairo_t *cairo)
{
	paper_draw(cairo);
	cairo_set_source_rgb(cairo, 0.6, 0.6, 0.6);
	for (int line = 0; line < 20; line++) {
		cairo_move_to(cairo, 300, 380 + 20 * line);
		cairo_show_text(cairo, "Overturned");
	}
}

static struct prepared *
prepare_drawn(void (*draw)(cairo_t *cairo))
{
	g_autoptr(GError) error = NULL;
	PIX *pix = paper_scan_of(draw, DPI);
	struct scan *scan =
		scan_new_take(pix, PAPER_WIDTH, PAPER_HEIGHT, &error);
	struct prepared *prepared;

	g_assert_no_error(error);
	prepared = prepare_take_scan(scan, 1, &error);
	g_assert_no_error(error);
	g_assert_nonnull(prepared->gray);
	return prepared;
}

static int
count_ink(PIX *ink)
{
	int count;

	pixCountPixels(ink, &count, NULL);
	return count;
}

/* The ink of one that the other does not have, but for edges. */
static int
difference(PIX *one, PIX *other)
{
	PIX *wide = pixDilateBrick(NULL, other, 3, 3);
	PIX *rest = pixSubtract(NULL, one, wide);
	int count = count_ink(rest);

	pixDestroy(&wide);
	pixDestroy(&rest);
	return count;
}

static void
test_marks(void)
{
	g_autoptr(prepared) clean = prepare_drawn(draw_marked);
	int all = count_ink(clean->ink);

	for (guint i = 0; i < G_N_ELEMENTS(marks); i++) {
		g_autoptr(prepared) marked = NULL;
		int added, lost;

		drawn = &marks[i];
		marked = prepare_drawn(draw_marked);
		added = difference(marked->ink, clean->ink);
		lost = difference(clean->ink, marked->ink);
		g_test_message("%s, %.2f: %d added, %d lost, of %d",
			       drawn->text, drawn->level, added, lost, all);
		g_assert_cmpint(added, <, all / 100);
		g_assert_cmpint(lost, <, all / 100);
	}
	drawn = NULL;
}

/* The ink of what is faint, and of the same in black, are about the same. */
static void
check_kept(void (*draw)(cairo_t *cairo))
{
	g_autoptr(prepared) clean = prepare_drawn(draw_marked);
	g_autoptr(prepared) faded = prepare_drawn(draw);
	int more = count_ink(faded->ink) - count_ink(clean->ink);

	g_test_message("%d more than %d", more, count_ink(clean->ink));
	g_assert_cmpint(more, >, count_ink(clean->ink) / 4);
}

static void
test_faded_print(void)
{
	check_kept(draw_faded);
	check_kept(draw_column);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/pale_marks/marks", test_marks);
	g_test_add_func("/pale_marks/faded_print", test_faded_print);
	return g_test_run();
}
