/* Print stays whatever it stands on and however faint it is: what preparation
 * makes of such a page is what it makes of a clean one. */
#include "ocr/image/scan.h"
#include "ocr/prepare/prepare.h"
#include "tests/ocr/paper.h"

#define DPI 200.0

/* Takes pix. */
static struct prepared *
prepare(PIX *pix)
{
	g_autoptr(GError) error = NULL;
	struct scan *scan = scan_new_take(pix, pixGetWidth(pix) * 72 / DPI,
					  pixGetHeight(pix) * 72 / DPI, &error);
	struct prepared *prepared;

	g_assert_no_error(error);
	prepared = prepare_take_scan(scan, 1, &error);
	g_assert_no_error(error);
	return prepared;
}

/* The ink of one that the other does not have, but for edges. */
static int
difference(const struct prepared *one, const struct prepared *other)
{
	PIX *wide = pixDilateBrick(NULL, other->ink, 3, 3);
	PIX *rest = pixSubtract(NULL, one->ink, wide);
	int count;

	pixCountPixels(rest, &count, NULL);
	pixDestroy(&wide);
	pixDestroy(&rest);
	return count;
}

static int
ink_of(const struct prepared *prepared)
{
	int count;

	pixCountPixels(prepared->ink, &count, NULL);
	return count;
}

/* Of the ink, one part in so many may differ. */
static void
assert_same_ink(const struct prepared *prepared, int part, const char *what,
		int level)
{
	g_autoptr(prepared) clean = prepare(paper_scan(DPI));
	int added, lost;

	g_assert_nonnull(prepared->gray);
	g_assert_cmpint(pixGetWidth(prepared->ink), ==,
			pixGetWidth(clean->ink));
	added = difference(prepared, clean);
	lost = difference(clean, prepared);
	g_test_message("%s, %d: %d added, %d lost, of %d", what, level, added,
		       lost, ink_of(clean));
	g_assert_cmpint(added, <, ink_of(clean) / part);
	g_assert_cmpint(lost, <, ink_of(clean) / part);
}

/* --- what print stands on --- */

/* As a pen or a shade does: darkens all of a box alike, print and paper. */
static void
tint(PIX *pix, double left, double top, double right, double bottom, int level)
{
	for (int y = (int)(top * DPI / 72); y < (int)(bottom * DPI / 72); y++)
		for (int x = (int)(left * DPI / 72);
		     x < (int)(right * DPI / 72); x++) {
			l_uint32 value;

			pixGetPixel(pix, x, y, &value);
			pixSetPixel(pix, x, y, value * (guint)level / 255);
		}
}

static void
draw_highlighter(PIX *pix, int level)
{
	tint(pix, 175, 89, 260, 103, level);
	tint(pix, 70, 150, 250, 164, level);
	tint(pix, 68, 259, 350, 274, level);
	tint(pix, 72, 299, 540, 309, level);
}

static void
draw_shades(PIX *pix, int level)
{
	tint(pix, 40, 170, 580, 300, level);
	tint(pix, 71, 89, 175, 119, level);
}

static void
test_tints(void)
{
	static const struct {
		const char *name;
		void (*draw)(PIX *pix, int level);
		int darkest;
	} tints[] = { { "highlighter", draw_highlighter, 90 },
		      { "shades", draw_shades, 110 } };

	for (gsize i = 0; i < G_N_ELEMENTS(tints); i++)
		for (int level = tints[i].darkest; level <= 230; level += 20) {
			PIX *pix = paper_scan(DPI);
			g_autoptr(prepared) prepared = NULL;

			tints[i].draw(pix, level);
			prepared = prepare(pix);
			assert_same_ink(prepared, 50, tints[i].name, level);
		}
}

/* White on black is read as black on white. */
static void
test_inverse_line(void)
{
	PIX *pix = paper_scan(DPI), *part;
	BOX *box = boxCreate((int)(60 * DPI / 72), (int)(146 * DPI / 72),
			     (int)(300 * DPI / 72), (int)(22 * DPI / 72));
	g_autoptr(prepared) prepared = NULL;

	part = pixClipRectangle(pix, box, NULL);
	pixInvert(part, part);
	pixRasterop(pix, box->x, box->y, box->w, box->h, PIX_SRC, part, 0, 0);
	pixDestroy(&part);
	boxDestroy(&box);
	prepared = prepare(pix);
	assert_same_ink(prepared, 50, "inverse line", 0);
}

/* Letters that touch black are not taken for its ragged edge. */
static void
test_black_beside_letters(void)
{
	PIX *pix = paper_scan(DPI);
	g_autoptr(prepared) prepared = NULL;

	tint(pix, 0, 0, 71.5, 792, 10);
	prepared = prepare(pix);
	assert_same_ink(prepared, 50, "black up to the letters", 0);
}

/* Paper on a scanner's black bed is not white on black. */
static void
test_black_bed(void)
{
	PIX *paper = paper_scan(DPI);
	PIX *bed =
		pixCreate(3 * pixGetWidth(paper), 2 * pixGetHeight(paper), 8);
	g_autoptr(prepared) prepared = NULL;
	g_autoptr(prepared) clean = prepare(paper_scan(DPI));

	pixRasterop(bed, pixGetWidth(paper), pixGetHeight(paper) / 2,
		    pixGetWidth(paper), pixGetHeight(paper), PIX_SRC, paper, 0,
		    0);
	pixDestroy(&paper);
	prepared = prepare(bed);
	g_assert_nonnull(prepared->gray);
	g_assert_cmpint(abs(ink_of(prepared) - ink_of(clean)), <,
			ink_of(clean) / 10);
}

/* --- faint print --- */

/* From the row top on, print becomes as light as ink, on such paper. */
static PIX *
faded(int ink, int paper, double top)
{
	PIX *pix = paper_scan(DPI), *soft;

	for (int y = 0; y < pixGetHeight(pix); y++)
		for (int x = 0; x < pixGetWidth(pix); x++) {
			int dark = y < top * DPI / 72 ? 15 : ink;
			l_uint32 level;

			pixGetPixel(pix, x, y, &level);
			level = (l_uint32)(dark +
					   (paper - dark) * (int)level / 255);
			level = level + (l_uint32)(x * 7 + y * 13) % 7 - 3;
			pixSetPixel(pix, x, y, level);
		}
	soft = pixBlockconv(pix, 1, 1);
	pixDestroy(&pix);
	return soft;
}

static void
test_faint(void)
{
	static const int inks[] = { 100, 120, 130, 140, 150, 170, 190 };

	for (gsize i = 0; i < G_N_ELEMENTS(inks); i++) {
		g_autoptr(prepared) all = prepare(faded(inks[i], 235, 0));
		g_autoptr(prepared) half = prepare(faded(inks[i], 235, 190));

		assert_same_ink(all, 10, "faint", inks[i]);
		assert_same_ink(half, 10, "half faint", inks[i]);
	}
}

/* --- few words --- */

static void
draw_stroke(PIX *pix, int x, int y, int width, int height)
{
	PTA *points = ptaCreate(0);

	for (int i = 0; i <= 200; i++)
		ptaAddPt(
			points, (l_float32)(x + width * i / 200.0),
			(l_float32)(y + height * sin(i / 9.0) * cos(i / 31.0)));
	pixRenderPolylineArb(pix, points, 5, 30, 30, 30, 0);
	ptaDestroy(&points);
}

/* Big strokes and a letterhead do not say how large a page's letters are. */
static void
test_signatures(void)
{
	PIX *pix = pixCreate(1700, 2200, 8), *words = paper_scan(DPI);
	PIX *head = paper_scan(3 * DPI);
	g_autoptr(prepared) prepared = NULL;

	pixSetAllArbitrary(pix, 250);
	pixRasterop(pix, 200, 900, 1300, 120, PIX_SRC, words, 200, 470);
	for (int i = 0; i < 6; i++)
		draw_stroke(pix, 300 + 150 * i, 1300, 110, 45);
	pixRasterop(pix, 200, 200, 1300, 110, PIX_SRC, head, 600, 1250);
	pixDestroy(&words);
	pixDestroy(&head);
	prepared = prepare(pix);
	g_assert_nonnull(prepared->gray);
	g_assert_cmpint(pixGetWidth(prepared->gray), ==, 1275);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	setMsgSeverity(L_SEVERITY_NONE);
	g_test_add_func("/tones/tints", test_tints);
	g_test_add_func("/tones/inverse-line", test_inverse_line);
	g_test_add_func("/tones/black-beside-letters",
			test_black_beside_letters);
	g_test_add_func("/tones/black-bed", test_black_bed);
	g_test_add_func("/tones/faint", test_faint);
	g_test_add_func("/tones/signatures", test_signatures);
	return g_test_run();
}
