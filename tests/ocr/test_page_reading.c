/* Which way up a page of few words is read, and what is said of print that
 * cannot be read. */
#include "ocr/image/scan.h"
#include "ocr/page_reading.h"
#include "tests/ocr/paper.h"

#define DPI 200.0

static struct recogniser *recogniser;

/* Takes pix. */
static struct page *
read_pix(PIX *pix)
{
	g_autoptr(GError) error = NULL;
	double width = pixGetWidth(pix) * 72 / DPI;
	double height = pixGetHeight(pix) * 72 / DPI;
	struct scan *scan = scan_new_take(pix, width, height, &error);
	g_autoptr(prepared) prepared = prepare_take_scan(scan, 1, &error);
	struct page *page = page_new(1, width, height);

	g_assert_no_error(error);
	g_assert_true(page_reading_fill(page, recogniser, prepared, &error));
	g_assert_no_error(error);
	return page;
}

/* The paper's levels, brought to from..to and blurred. */
static PIX *
soft_paper(guint from, guint to, int blur)
{
	PIX *pix = paper_scan(DPI), *soft;

	for (int y = 0; y < pixGetHeight(pix); y++)
		for (int x = 0; x < pixGetWidth(pix); x++) {
			l_uint32 level;

			pixGetPixel(pix, x, y, &level);
			pixSetPixel(pix, x, y,
				    from + level * (to - from) / 255);
		}
	soft = pixBlockconv(pix, blur, blur);
	pixDestroy(&pix);
	return soft;
}

static void
test_faint_is_read(void)
{
	g_autoptr(page) page = read_pix(soft_paper(180, 235, 1));

	g_assert_cmpint(page->text_source, ==, TEXT_SOURCE_OCR);
	g_assert_cmpuint(page->flaws->len, ==, 0);
	g_assert_nonnull(paper_find_word(page, "CM19-7654321"));
	g_assert_nonnull(paper_find_word(page, "Upheld"));
}

/* The other side's text, mirrored and pale, is none of this page's. */
static void
test_back_side(void)
{
	PIX *pix = soft_paper(190, 250, 2);
	g_autoptr(page) page = NULL;

	pixFlipLR(pix, pix);
	page = read_pix(pix);
	g_assert_cmpint(page->text_source, ==, TEXT_SOURCE_BLANK);
	g_assert_cmpuint(page->lines->len, ==, 0);
	g_assert_cmpuint(page->flaws->len, ==, 0);
}

/* Nor does it add a word to this side's. */
static void
test_back_side_below_text(void)
{
	PIX *pix = paper_scan(DPI), *back = soft_paper(190, 250, 2);
	g_autoptr(page) page = NULL;
	g_autoptr(page) clean = read_pix(paper_scan(DPI));
	g_autofree char *text = NULL, *wanted = paper_page_text(clean);

	pixFlipLR(back, back);
	pixRasterop(pix, 0, 1000, 1700, 1000, PIX_SRC, back, 0, 200);
	pixDestroy(&back);
	page = read_pix(pix);
	text = paper_page_text(page);
	g_assert_cmpstr(text, ==, wanted);
	g_assert_cmpuint(page->flaws->len, ==, 0);
}

/* Faint print of which nothing remains but bits of strokes. */
static void
test_illegible(void)
{
	PIX *pix = soft_paper(170, 235, 1);
	g_autoptr(page) page = NULL;

	for (int y = 0; y < pixGetHeight(pix); y += 5)
		for (int x = 0; x < pixGetWidth(pix); x += 5)
			if (g_test_rand_int_range(0, 100) < 65)
				for (int i = 0; i < 25; i++)
					pixSetPixel(pix, x + i % 5, y + i / 5,
						    235);
	page = read_pix(pix);
	g_assert_cmpint(page->text_source, ==, TEXT_SOURCE_OCR);
	g_assert_true(page_has_flaw(page, FLAW_UNREADABLE_PAGE));
}

/* Two lines, wherever up is. */
static void
test_few_words(void)
{
	for (int turns = 0; turns < 4; turns++) {
		PIX *pix = pixCreate(1700, 2200, 8), *words = paper_scan(DPI);
		g_autoptr(page) page = NULL;
		PIX *turned;

		pixSetAllArbitrary(pix, 250);
		pixRasterop(pix, 200, 900, 1300, 90, PIX_SRC, words, 200, 500);
		turned = pixRotateOrth(pix, turns);
		pixDestroy(&pix);
		pixDestroy(&words);
		page = read_pix(turned);
		g_assert_cmpint(page->rotation_deg, ==, (4 - turns) % 4 * 90);
		g_assert_nonnull(paper_find_word(page, "therapy."));
	}
}

/* What makes no sense in any direction stays as it lies. */
static void
test_scrawl(void)
{
	PIX *pix = pixCreate(1700, 2200, 8);
	g_autoptr(page) page = NULL;
	PTA *points = ptaCreate(0);

	pixSetAllArbitrary(pix, 250);
	for (int i = 0; i <= 400; i++)
		ptaAddPt(points, (l_float32)(700 + 60 * sin(i / 9.0)),
			 (l_float32)(600 + 2 * i + 40 * cos(i / 7.0)));
	pixRenderPolylineArb(pix, points, 4, 30, 30, 30, 0);
	ptaDestroy(&points);
	page = read_pix(pix);
	g_assert_cmpint(page->rotation_deg, ==, 0);
}

/* A sheet of so many papers side by side, as tall as one. */
static PIX *
sheet_of(int papers)
{
	PIX *pix = paper_scan(DPI);
	int width = pixGetWidth(pix), height = pixGetHeight(pix);
	PIX *sheet = pixCreate(2 * width, height, 8);

	pixSetAllArbitrary(sheet, 255);
	for (int i = 0; i < papers; i++)
		pixRasterop(sheet, i * width, 0, width, height, PIX_SRC, pix, 0,
			    0);
	pixDestroy(&pix);
	return sheet;
}

static gboolean
is_spread(PIX *pix)
{
	g_autoptr(GError) error = NULL;
	struct scan *scan = scan_new_take(pix, pixGetWidth(pix) * 72 / DPI,
					  pixGetHeight(pix) * 72 / DPI, &error);
	g_autoptr(prepared) prepared = prepare_take_scan(scan, 1, &error);
	g_autoptr(page) page = page_new(1, 1, 1);

	g_assert_no_error(error);
	if (page_reading_fill(page, recogniser, prepared, &error))
		return FALSE;
	g_assert_error(error, IMR_ERROR, IMR_ERROR_REJECT);
	g_assert_nonnull(strstr(error->message, "side by side"));
	return TRUE;
}

/* Two pages are no page's two columns; a page turned on its side, or one of a
 * sheet's two alone, is a page. */
static void
test_spread(void)
{
	PIX *pix = sheet_of(2), *turned = pixRotateOrth(pix, 1);

	g_assert_true(is_spread(pix));
	g_assert_true(is_spread(turned));
	g_assert_false(is_spread(sheet_of(1)));
	pix = paper_scan(DPI);
	turned = pixRotateOrth(pix, 1);
	g_assert_false(is_spread(pix));
	g_assert_false(is_spread(turned));
}

int
main(int argc, char **argv)
{
	int status;

	g_test_init(&argc, &argv, NULL);
	setMsgSeverity(L_SEVERITY_NONE);
	recogniser = paper_recogniser();
	g_test_add_func("/page-reading/faint-is-read", test_faint_is_read);
	g_test_add_func("/page-reading/back-side", test_back_side);
	g_test_add_func("/page-reading/back-side-below-text",
			test_back_side_below_text);
	g_test_add_func("/page-reading/illegible", test_illegible);
	g_test_add_func("/page-reading/few-words", test_few_words);
	g_test_add_func("/page-reading/scrawl", test_scrawl);
	g_test_add_func("/page-reading/spread", test_spread);
	status = g_test_run();
	recogniser_free(recogniser);
	return status;
}
