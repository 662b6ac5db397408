/* Two pages on one sheet, and wide pages that are one. */
#include <string.h>

#include "ocr/sheet.h"

#define WIDTH 792.0
#define HEIGHT 612.0

/* Lines of words from left to right, none wider than the page allows. */
static void
add_block(struct page *page, double left, double right, guint lines)
{
	for (guint i = 0; i < lines; i++) {
		struct line *line = line_new();

		for (double x = left + i % 4 * 3.0; x + 30 < right; x += 33) {
			struct box box = { x, 60 + 9.0 * i, x + 30,
					   67 + 9.0 * i };

			g_ptr_array_add(line->words,
					word_new("letters", box, 1, FALSE));
		}
		g_ptr_array_add(page->lines, line);
	}
}

static gboolean
holds_two(double left_end, guint left_lines, double right_start,
	  guint right_lines)
{
	g_autoptr(page) page = page_new(1, WIDTH, HEIGHT);

	add_block(page, 45, left_end, left_lines);
	add_block(page, right_start, 750, right_lines);
	return sheet_holds_two_pages(page);
}

static void
test_two(void)
{
	g_assert_true(holds_two(350, 40, 440, 40));
	g_assert_true(holds_two(350, 40, 440, 4)); /* the last page */
}

static void
test_one(void)
{
	g_assert_false(holds_two(750, 40, 440, 4));
	g_assert_false(holds_two(350, 40, 440, 0));
	/* A table's cells. */
	g_assert_false(holds_two(180, 40, 600, 40));
}

static void
test_upright_page(void)
{
	g_autoptr(page) page = page_new(1, HEIGHT, WIDTH);

	add_block(page, 45, 280, 40);
	add_block(page, 330, 600, 40);
	g_assert_false(sheet_holds_two_pages(page));
	page->rotation_deg = 90; /* it is read as a wide one */
	g_ptr_array_set_size(page->lines, 0);
	add_block(page, 45, 350, 40);
	add_block(page, 440, 750, 40);
	g_assert_true(sheet_holds_two_pages(page));
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/sheet/two", test_two);
	g_test_add_func("/sheet/one", test_one);
	g_test_add_func("/sheet/upright", test_upright_page);
	return g_test_run();
}
