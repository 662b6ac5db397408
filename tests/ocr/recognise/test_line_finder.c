/* Lines of pages drawn as blocks of ink: tables, headings, touching lines. */
#include "ocr/recognise/line_finder.h"

#include <string.h>

#define WIDTH 1275
#define HEIGHT 1650

/* "Letters" of a line whose small letters are x_height high, every third one
 * with an ascender and every fifth with a descender, and a space of half the
 * height behind each fourth. */
static void
draw_line(PIX *ink, int left, int base, int right, int x_height)
{
	int width = x_height / 2, place = 0;

	for (int x = left; x + width <= right; x += width + 2, place++) {
		int top = base - (place % 3 == 0 ? x_height * 3 / 2 : x_height);
		int bottom = base + (place % 5 == 0 ? x_height / 2 : 0);

		pixRasterop(ink, x, top, width, bottom - top, PIX_SET, NULL, 0,
			    0);
		if (place % 4 == 3)
			x += x_height / 2;
	}
}

static const struct line_piece *
piece_at(const GArray *pieces, guint i)
{
	return &g_array_index(pieces, struct line_piece, i);
}

static PIX *
paper(void)
{
	PIX *ink = pixCreate(WIDTH, HEIGHT, 1);

	for (int y = 0; y < 10; y++)
		draw_line(ink, 150, 900 + 28 * y, 1100, 11);
	return ink;
}

static void
test_paragraph(void)
{
	PIX *ink = paper();
	g_autoptr(GArray) pieces = line_finder_find(ink);

	g_assert_cmpuint(pieces->len, ==, 10);
	for (guint i = 0; i < pieces->len; i++) {
		const struct line_piece *piece = piece_at(pieces, i);

		g_assert_cmpint(piece->base, ==, 900 + 28 * (int)i);
		g_assert_cmpint(piece->top, ==, piece->base - 16);
		g_assert_cmpint(piece->bottom, ==, piece->base + 5);
		g_assert_cmpint(piece->left, ==, 150);
	}
	pixDestroy(&ink);
}

/* Cells on their own lines, which no row of pixels parts across the page. */
static void
test_table(void)
{
	PIX *ink = paper();
	g_autoptr(GArray) pieces = NULL;
	guint left = 0, right = 0;

	for (int y = 0; y < 4; y++)
		draw_line(ink, 150, 400 + 28 * y, 500, 11);
	for (int y = 0; y < 4; y++)
		draw_line(ink, 700, 414 + 28 * y, 1050, 11);
	pieces = line_finder_find(ink);
	g_assert_cmpuint(pieces->len, ==, 18);
	for (guint i = 0; i < 8; i++) {
		const struct line_piece *piece = piece_at(pieces, i);

		if (piece->left == 150)
			g_assert_cmpint(piece->base, ==,
					400 + 28 * (int)left++);
		else
			g_assert_cmpint(piece->base, ==,
					414 + 28 * (int)right++);
	}
	g_assert_cmpuint(left, ==, 4);
	g_assert_cmpuint(right, ==, 4);
	pixDestroy(&ink);
}

/* A row of labels and values: a piece each. */
static void
test_row(void)
{
	PIX *ink = paper();
	g_autoptr(GArray) pieces = NULL;

	draw_line(ink, 150, 400, 300, 11);
	draw_line(ink, 400, 400, 560, 11);
	draw_line(ink, 700, 400, 840, 11);
	pieces = line_finder_find(ink);
	g_assert_cmpuint(pieces->len, ==, 13);
	g_assert_cmpint(piece_at(pieces, 1)->left, ==, 400);
	g_assert_cmpint(piece_at(pieces, 2)->left, ==, 700);
	pixDestroy(&ink);
}

/* Not taken for two lines. */
static void
test_heading(void)
{
	PIX *ink = paper();
	g_autoptr(GArray) pieces = NULL;

	draw_line(ink, 300, 400, 1000, 26);
	pieces = line_finder_find(ink);
	g_assert_cmpuint(pieces->len, ==, 11);
	g_assert_cmpint(piece_at(pieces, 0)->base, ==, 400);
	g_assert_cmpint(piece_at(pieces, 0)->x_height, >, 20);
	pixDestroy(&ink);
}

/* Descenders into the next line's ascenders, one after the other. */
static void
test_touching(void)
{
	PIX *ink = paper();
	g_autoptr(GArray) pieces = NULL;

	draw_line(ink, 150, 400, 1100, 11);
	draw_line(ink, 150, 418, 1100, 11);
	pieces = line_finder_find(ink);
	g_assert_cmpuint(pieces->len, ==, 12);
	g_assert_cmpint(piece_at(pieces, 0)->bottom, <=, 407);
	g_assert_cmpint(piece_at(pieces, 1)->top, >=, 400);
	pixDestroy(&ink);
}

static void
blacken(PIX *ink, int x, int y, int width, int height)
{
	pixRasterop(ink, x, y, width, height, PIX_SET, NULL, 0, 0);
}

/* No larger than a speck: the end of a line, or nothing at all. */
static void
test_full_stop(void)
{
	PIX *ink = paper();
	g_autoptr(GArray) pieces = NULL;
	int right;

	blacken(ink, 1104, 898, 2, 2);
	blacken(ink, 1180, 926, 2, 2);
	pieces = line_finder_find(ink);
	g_assert_cmpuint(pieces->len, ==, 10);
	g_assert_cmpint(piece_at(pieces, 0)->right, ==, 1106);
	right = piece_at(pieces, 1)->right;
	g_assert_cmpint(right, <=, 1100);
	pixDestroy(&ink);
}

/* The tail of a line's only g, and the dot of its only i, are of the line. */
static void
test_tips(void)
{
	PIX *ink = paper();
	g_autoptr(GArray) pieces = NULL;

	for (int x = 150; x < 350; x += 8)
		blacken(ink, x, 389, 6, 11);
	blacken(ink, 207, 400, 2, 1);
	blacken(ink, 202, 401, 6, 4);
	blacken(ink, 262, 382, 4, 4);
	pieces = line_finder_find(ink);
	g_assert_cmpuint(pieces->len, ==, 11);
	g_assert_cmpint(piece_at(pieces, 0)->top, ==, 382);
	g_assert_cmpint(piece_at(pieces, 0)->bottom, ==, 405);
	pixDestroy(&ink);
}

/* A tail as high as a line of small print, and such a line. */
static void
test_tail_and_small_print(void)
{
	PIX *ink = paper();
	g_autoptr(GArray) pieces = NULL;

	for (int x = 150; x < 350; x += 8)
		blacken(ink, x, 389, 6, 11);
	blacken(ink, 202, 401, 6, 8);
	draw_line(ink, 150, 700, 1100, 11);
	draw_line(ink, 200, 716, 400, 5);
	pieces = line_finder_find(ink);
	g_assert_cmpuint(pieces->len, ==, 13);
	g_assert_cmpint(piece_at(pieces, 0)->bottom, ==, 409);
	g_assert_cmpint(piece_at(pieces, 1)->bottom, ==, 705);
	g_assert_cmpint(piece_at(pieces, 2)->base, ==, 716);
	pixDestroy(&ink);
}

/* Cells of small print beside a label, closer than the label is high, in a row
 * no higher than two lines of the page. */
static void
test_small_cells(void)
{
	PIX *ink = paper();
	g_autoptr(GArray) pieces = NULL;

	draw_line(ink, 150, 408, 300, 11);
	for (int y = 0; y < 2; y++) {
		draw_line(ink, 314, 400 + 14 * y, 500, 5);
		draw_line(ink, 514, 404 + 14 * y, 700, 5);
	}
	pieces = line_finder_find(ink);
	g_assert_cmpuint(pieces->len, ==, 15);
	for (guint i = 0; i < 5; i++) {
		const struct line_piece *piece = piece_at(pieces, i);

		g_assert_cmpint(piece->bottom - piece->top, <=,
				piece->left == 150 ? 21 : 9);
	}
	pixDestroy(&ink);
}

/* Whatever lies about, pieces lie on the page. */
static void
test_noise(void)
{
	for (int round = 0; round < 20; round++) {
		int width = g_test_rand_int_range(1, 300);
		int height = g_test_rand_int_range(1, 300);
		int dots = g_test_rand_int_range(0, 20000);
		PIX *ink = pixCreate(width, height, 1);
		g_autoptr(GArray) pieces = NULL;

		for (int i = 0; i < dots; i++)
			pixSetPixel(ink, g_test_rand_int_range(0, width),
				    g_test_rand_int_range(0, height), 1);
		pieces = line_finder_find(ink);
		for (guint i = 0; i < pieces->len; i++) {
			const struct line_piece *piece = piece_at(pieces, i);

			g_assert_cmpint(piece->left, >=, 0);
			g_assert_cmpint(piece->left, <, piece->right);
			g_assert_cmpint(piece->right, <=, width);
			g_assert_cmpint(piece->top, >=, 0);
			g_assert_cmpint(piece->top, <, piece->bottom);
			g_assert_cmpint(piece->bottom, <=, height);
		}
		pixDestroy(&ink);
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/line-finder/paragraph", test_paragraph);
	g_test_add_func("/line-finder/table", test_table);
	g_test_add_func("/line-finder/row", test_row);
	g_test_add_func("/line-finder/heading", test_heading);
	g_test_add_func("/line-finder/touching", test_touching);
	g_test_add_func("/line-finder/full-stop", test_full_stop);
	g_test_add_func("/line-finder/tips", test_tips);
	g_test_add_func("/line-finder/tail-and-small-print",
			test_tail_and_small_print);
	g_test_add_func("/line-finder/small-cells", test_small_cells);
	g_test_add_func("/line-finder/noise", test_noise);
	return g_test_run();
}
