/* Bullets and what is none, as ink and as read. */
#include "ocr/recognise/bullets.h"

#include <math.h>

#include "core/document.h"
#include "ocr/prepare/word_box.h"

#define SIZE 25.0 /* of the font, in pixels: 12 points */
#define BASE 100
#define SCALE 0.48 /* points a pixel */

static void
disc(PIX *ink, int x, int y, double radius)
{
	for (int dy = -20; dy <= 20; dy++)
		for (int dx = -20; dx <= 20; dx++)
			if (hypot(dx, dy) <= radius)
				pixSetPixel(ink, x + dx, y + dy, 1);
}

static void
draw_bullet(PIX *ink)
{
	disc(ink, 50, BASE - 8, 4.5);
}

static void
draw_stop(PIX *ink)
{
	disc(ink, 50, BASE - 2, 2.5);
}

static void
draw_dash(PIX *ink)
{
	pixRasterop(ink, 44, BASE - 8, 12, 3, PIX_SET, NULL, 0, 0);
}

static void
draw_plus(PIX *ink)
{
	pixRasterop(ink, 44, BASE - 9, 13, 2, PIX_SET, NULL, 0, 0);
	pixRasterop(ink, 49, BASE - 14, 2, 13, PIX_SET, NULL, 0, 0);
}

static void
draw_star(PIX *ink)
{
	disc(ink, 50, BASE - 15, 4);
}

static void
draw_box(PIX *ink)
{
	pixRasterop(ink, 40, BASE - 17, 17, 17, PIX_SET, NULL, 0, 0);
}

static void
draw_nothing(PIX *ink G_GNUC_UNUSED)
{
}

static void
test_shapes(void)
{
	static const struct {
		void (*draw)(PIX *ink);
		const char *read, *wanted;
	} tests[] = {
		{ draw_bullet, "*", "\u2022" },
		{ draw_bullet, "\u00a2", "\u2022" },
		{ draw_bullet, "-", "\u2022" },
		{ draw_bullet, "a", "a" },
		{ draw_bullet, "**", "**" },
		{ draw_stop, ".", "." },
		{ draw_dash, "-", "-" },
		{ draw_plus, "+", "+" },
		{ draw_star, "*", "*" },
		{ draw_box, "=", "=" },
		{ draw_nothing, "'", "'" },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(tests); i++) {
		struct prepared prepared = { .ink = pixCreate(200, 200, 1),
					     .points_per_pixel = SCALE };
		struct box box = word_box(40 * SCALE, 60 * SCALE, BASE * SCALE,
					  SIZE * SCALE);
		struct word *word = word_new(tests[i].read, box, 0.3, FALSE);
		g_autoptr(GPtrArray) words = g_ptr_array_new_with_free_func(
			(GDestroyNotify)word_free);

		g_ptr_array_add(words, word);
		tests[i].draw(prepared.ink);
		bullets_mark(words, &prepared);
		g_assert_cmpstr(word->text, ==, tests[i].wanted);
		g_assert_cmpint(word->confidence > 0.3, ==,
				g_strcmp0(tests[i].read, tests[i].wanted) != 0);
		pixDestroy(&prepared.ink);
	}
}

/* A box that hangs over the page's edge, or lies beyond it. */
static void
test_edges(void)
{
	struct prepared prepared = { .ink = pixCreate(60, 60, 1),
				     .points_per_pixel = 1 };
	g_autoptr(GPtrArray) words =
		g_ptr_array_new_with_free_func((GDestroyNotify)word_free);

	pixSetAll(prepared.ink);
	g_ptr_array_add(
		words, word_new("*", (struct box){ -9, -9, 9, 9 }, 0.3, FALSE));
	g_ptr_array_add(words, word_new("*", (struct box){ 55, 50, 90, 90 },
					0.3, FALSE));
	g_ptr_array_add(words, word_new("*", (struct box){ 70, 70, 90, 90 },
					0.3, FALSE));
	bullets_mark(words, &prepared);
	g_assert_cmpuint(words->len, ==, 3);
	pixDestroy(&prepared.ink);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/bullets/shapes", test_shapes);
	g_test_add_func("/bullets/edges", test_edges);
	return g_test_run();
}
