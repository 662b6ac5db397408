/* What a scanner, a hole punch and a stapler leave on a page is gone before it
 * is read; what is left of the page's own ink is all there; blank pages are
 * known for such; and what was done to a page is told. */
#include "ocr/image/scan.h"
#include "ocr/prepare/prepare.h"
#include "tests/ocr/paper.h"

#define DPI 200.0

/* Takes pix. */
static struct prepared *
prepare(PIX *pix)
{
	g_autoptr(GError) error = NULL;
	struct scan *scan =
		scan_new_take(pix, PAPER_WIDTH, PAPER_HEIGHT, &error);
	struct prepared *prepared;

	g_assert_no_error(error);
	prepared = prepare_take_scan(scan, 1, &error);
	g_assert_no_error(error);
	return prepared;
}

static void
blacken(PIX *pix, double x, double y, double width, double height)
{
	pixRasterop(pix, (int)(x * DPI / 72), (int)(y * DPI / 72),
		    (int)(width * DPI / 72), (int)(height * DPI / 72), PIX_CLR,
		    NULL, 0, 0);
}

static void
draw_disc(PIX *pix, double x, double y, double radius, double hollow)
{
	int reach = (int)(radius * DPI / 72);

	for (int dy = -reach; dy <= reach; dy++)
		for (int dx = -reach; dx <= reach; dx++)
			if (hypot(dx, dy) <= reach &&
			    hypot(dx, dy) >= hollow * reach)
				pixSetPixel(pix, (int)(x * DPI / 72) + dx,
					    (int)(y * DPI / 72) + dy, 20);
}

static void
draw_borders(PIX *pix)
{
	blacken(pix, 0, 0, 612, 14);
	blacken(pix, 0, 0, 9, 792);
	blacken(pix, 600, 0, 12, 792);
	/* Its edge is ragged, and a wedge where the paper lay askew. */
	for (int y = 0; y < 792; y += 7)
		blacken(pix, 9, y, 1.5 + y % 3, 3);
	for (int x = 0; x < 612; x++)
		blacken(pix, x, 792 - x / 25.0, 2, x / 25.0 + 1);
}

static void
draw_holes(PIX *pix)
{
	for (int i = 0; i < 3; i++)
		draw_disc(pix, 24, 90 + 306 * i, 9.5, 0);
	for (int i = 0; i < 3; i++)
		draw_disc(pix, 590, 90 + 306 * i, 9.5, 0.88);
}

static void
draw_staple(PIX *pix)
{
	for (double t = 0; t < 30; t += 0.2)
		blacken(pix, 20 + t, 40 - 0.6 * t, 2.2, 2.2);
}

static void
draw_redactions(PIX *pix)
{
	blacken(pix, 300, 400, 120, 14);
	blacken(pix, 72, 500, 60, 40);
}

static int
ink_of(const struct prepared *prepared, const struct prepared *without)
{
	PIX *left = without != NULL
			    ? pixSubtract(NULL, prepared->ink, without->ink)
			    : pixClone(prepared->ink);
	int count;

	pixCountPixels(left, &count, NULL);
	pixDestroy(&left);
	return count;
}

static void
test_marks(void)
{
	static const struct {
		const char *name;
		void (*draw)(PIX *pix);
	} marks[] = {
		{ "borders", draw_borders },
		{ "holes", draw_holes },
		{ "staple", draw_staple },
		{ "redactions", draw_redactions },
	};
	g_autoptr(prepared) clean = prepare(paper_scan(DPI));

	for (gsize i = 0; i < G_N_ELEMENTS(marks); i++) {
		PIX *pix = paper_scan(DPI);
		g_autoptr(prepared) marked = NULL;
		int added, lost;

		marks[i].draw(pix);
		marked = prepare(pix);
		added = ink_of(marked, clean);
		lost = ink_of(clean, marked);
		g_test_message("%s: %d added, %d lost, of %d", marks[i].name,
			       added, lost, ink_of(clean, NULL));
		g_assert_cmpint(marked->rotation_deg, ==, 0);
		g_assert_cmpfloat(marked->skew_deg, ==, 0);
		g_assert_cmpint(added, <, ink_of(clean, NULL) / 200);
		g_assert_cmpint(lost, <, ink_of(clean, NULL) / 200);
	}
}

/* The same in bilevel, skewed and upside down: marks mislead nobody. */
static void
test_marks_on_a_skewed_page(void)
{
	PIX *pix = paper_scan(DPI), *skewed, *turned, *bilevel;
	g_autoptr(prepared) prepared = NULL;

	draw_holes(pix);
	draw_redactions(pix);
	skewed = pixRotate(pix, (l_float32)(1.5 * G_PI / 180),
			   L_ROTATE_AREA_MAP, L_BRING_IN_BLACK, 0, 0);
	turned = pixRotate180(NULL, skewed);
	bilevel = pixThresholdToBinary(turned, 140);
	pixDestroy(&pix);
	pixDestroy(&skewed);
	pixDestroy(&turned);
	prepared = prepare(bilevel);
	g_assert_cmpint(prepared->rotation_deg, ==, 180);
	g_assert_cmpfloat_with_epsilon(prepared->skew_deg, -1.5, 0.15);
	g_assert_cmpfloat_with_epsilon(prepared->dpi, DPI, 1);
	g_assert_false(prepared->may_be_turned);
}

static PIX *
white(int depth)
{
	PIX *pix = pixCreate(1700, 2200, depth);

	if (depth == 8)
		pixSetAllArbitrary(pix, 250);
	return pix;
}

static PIX *
dusty(void)
{
	PIX *pix = white(8);

	for (int i = 0; i < 2000; i++)
		pixSetPixel(pix, g_test_rand_int_range(0, 1700),
			    g_test_rand_int_range(0, 2200), 60);
	for (int i = 0; i < 60; i++) {
		int x = g_test_rand_int_range(0, 1690);
		int y = g_test_rand_int_range(0, 2190);
		int size = g_test_rand_int_range(2, 11);

		for (int dx = 0; dx < size; dx++)
			for (int dy = 0; dy < size; dy++)
				pixSetPixel(pix, x + dx, y + dy, 60);
	}
	return pix;
}

static PIX *
dusty_bilevel(void)
{
	PIX *gray = dusty();
	PIX *pix = pixThresholdToBinary(gray, 128);

	pixDestroy(&gray);
	return pix;
}

/* The edges of the paper, as a thin gray frame. */
static PIX *
framed(void)
{
	PIX *pix = white(8);

	for (int i = 0; i < 3; i++) {
		BOX *box = boxCreate(20 + i, 25 + i, 1650, 2140);

		pixRenderBoxArb(pix, box, 1, 120, 120, 120);
		boxDestroy(&box);
	}
	return pix;
}

static PIX *
black_edged(void)
{
	PIX *pix = white(8);

	draw_borders(pix);
	draw_holes(pix);
	draw_staple(pix);
	return pix;
}

static PIX *
plain_white(void)
{
	return white(8);
}

static PIX *
plain_bilevel(void)
{
	return white(1);
}

static void
test_blank(void)
{
	static const struct {
		const char *name;
		PIX *(*make)(void);
	} pages[] = {
		{ "white", plain_white },
		{ "white, bilevel", plain_bilevel },
		{ "dusty", dusty },
		{ "dusty, bilevel", dusty_bilevel },
		{ "framed", framed },
		{ "edges, holes, staple", black_edged },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(pages); i++) {
		PIX *pix = pages[i].make();
		clock_t start = clock();
		g_autoptr(prepared) prepared = prepare(pix);

		g_test_message("%s: %.1f ms", pages[i].name,
			       (double)(clock() - start) * 1000 /
				       CLOCKS_PER_SEC);
		g_assert_null(prepared->gray);
		g_assert_true(prepared->blank);
	}
}

/* Nothing can be read on it either, but it is not blank. */
static void
test_black(void)
{
	static const int depths[] = { 1, 8 };

	for (gsize i = 0; i < G_N_ELEMENTS(depths); i++) {
		PIX *pix = white(depths[i]);
		g_autoptr(prepared) prepared = NULL;

		pixInvert(pix, pix);
		prepared = prepare(pix);
		g_assert_null(prepared->gray);
		g_assert_false(prepared->blank);
	}
}

/* A few words are not blank, wherever they stand and however they lie. */
static void
test_nearly_blank(void)
{
	for (int turns = 0; turns < 4; turns++) {
		PIX *pix = white(8), *word = paper_scan(DPI), *turned;
		g_autoptr(prepared) prepared = NULL;

		/* "CM19-7654321" */
		pixRasterop(pix, 700, 900, 220, 40, PIX_SRC, word,
			    (int)(178 * DPI / 72), (int)(89 * DPI / 72));
		turned = pixRotateOrth(pix, turns);
		pixDestroy(&pix);
		pixDestroy(&word);
		prepared = prepare(turned);
		g_assert_nonnull(prepared->gray);
	}
}

/* Half as large below the same text: the page is made larger for it. */
static void
test_small_print(void)
{
	PIX *pix = paper_scan(DPI), *small = paper_scan(DPI / 2);
	g_autoptr(prepared) usual = prepare(paper_scan(DPI));
	g_autoptr(prepared) enlarged = NULL;

	pixRasterop(pix, 200, 1000, 850, 1100, PIX_SRC, small, 0, 0);
	pixDestroy(&small);
	enlarged = prepare(pix);
	g_assert_cmpint(pixGetWidth(usual->gray), ==, 1275);
	g_assert_cmpint(pixGetWidth(enlarged->gray), ==, 1700);
	g_assert_cmpfloat_with_epsilon(enlarged->points_per_pixel, 0.36, 0.001);
}

#define SIDE 3000 /* pixels */
#define CELL 3	  /* pixels from speck to speck */

/* Specks all over, and where one in five hundred is looked at, a lone letter,
 * all of whose neighbours are specks. */
static PIX *
dust_with_lone_letters(void)
{
	int across = SIDE / CELL - 2, count = across * across;
	PIX *pix = pixCreate(SIDE, SIDE, 8);

	pixSetAll(pix);
	for (int i = 0; i < count; i++) {
		gboolean letter = i % (count / 500) == 0;

		pixRasterop(pix, CELL * (1 + i % across),
			    CELL * (1 + i / across), letter ? 2 : 1,
			    letter ? 5 : 1, PIX_CLR, NULL, 0, 0);
	}
	return pix;
}

static double
seconds_since(clock_t start)
{
	return (double)(clock() - start) / CLOCKS_PER_SEC;
}

/* Its preparation takes a few times what finding the specks takes. */
static void
test_dust(void)
{
	PIX *pix = dust_with_lone_letters();
	PIX *ink = pixThresholdToBinary(pix, 128);
	g_autoptr(GError) error = NULL;
	g_autoptr(prepared) prepared = NULL;
	double points = SIDE * 72 / PREPARED_DPI, found;
	clock_t start = clock();
	BOXA *boxes = pixConnCompBB(ink, 8);

	found = seconds_since(start);
	g_assert_cmpint(boxaGetCount(boxes), >, 900000);
	boxaDestroy(&boxes);
	pixDestroy(&ink);
	start = clock();
	prepared = prepare_take_scan(scan_new_take(pix, points, points, &error),
				     1, &error);
	g_assert_no_error(error);
	g_assert_null(prepared->gray);
	g_test_message("%.2f s, to find it %.2f s", seconds_since(start),
		       found);
	g_assert_cmpfloat(seconds_since(start), <, 8 * found);
}

/* A closer look is at a third more pixels each way. */
static void
test_closer(void)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(prepared) closer = NULL;
	struct scan *scan = scan_new_take(paper_scan(DPI), PAPER_WIDTH,
					  PAPER_HEIGHT, &error);

	g_assert_no_error(error);
	closer = prepare_take_scan(scan, PREPARED_CLOSER, &error);
	g_assert_no_error(error);
	g_assert_cmpint(pixGetWidth(closer->gray), ==, 1700);
	g_assert_cmpint(pixGetWidth(closer->ink), ==, 1700);
	g_assert_cmpfloat_with_epsilon(closer->points_per_pixel, 0.36, 0.001);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	setMsgSeverity(L_SEVERITY_NONE);
	g_test_add_func("/prepare/marks", test_marks);
	g_test_add_func("/prepare/marks-on-a-skewed-page",
			test_marks_on_a_skewed_page);
	g_test_add_func("/prepare/blank", test_blank);
	g_test_add_func("/prepare/black", test_black);
	g_test_add_func("/prepare/nearly-blank", test_nearly_blank);
	g_test_add_func("/prepare/small-print", test_small_print);
	g_test_add_func("/prepare/dust", test_dust);
	g_test_add_func("/prepare/closer", test_closer);
	return g_test_run();
}
