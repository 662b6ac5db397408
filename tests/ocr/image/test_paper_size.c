/* test_paper_size.c - of images whose files tell little or nonsense. */
#include "ocr/image/paper_size.h"

static void
test_sizes(void)
{
	static const struct {
		struct dots dots;
		double width, height;
	} cases[] = {
		/* as told */
		{ { 1700, 2200, FALSE, 200, 200 }, 612, 792 },
		{ { 1728, 1078, TRUE, 204, 98 }, 609.88, 792 },
		{ { 1728, 1078, TRUE, 200, 200 }, 622.08, 388.08 },
		/* a screen's, a camera's, and none */
		{ { 1700, 2200, FALSE, 72, 72 }, 612, 792 },
		{ { 1700, 2200, FALSE, 9999, 9999 }, 612, 792 },
		{ { 1700, 2200, FALSE, 0, 0 }, 612, 792 },
		{ { 2200, 1700, TRUE, 0, 0 }, 792, 612 },
		/* faxes: letter paper, legal, B4, A3, and a few more dots */
		{ { 1728, 1078, TRUE, 0, 0 }, 609.88, 792 },
		{ { 1728, 1372, TRUE, 0, 0 }, 609.88, 1008 },
		{ { 1728, 2156, TRUE, 0, 0 }, 609.88, 792 },
		{ { 1734, 1145, TRUE, 0, 0 }, 612, 841.22 },
		{ { 2048, 1404, TRUE, 0, 0 }, 722.82, 1031.51 },
		{ { 2432, 3250, TRUE, 0, 0 }, 858.35, 1193.88 },
		/* what is no fax, by its depth or its width */
		{ { 1728, 1078, FALSE, 0, 0 }, 792, 494.08 },
		{ { 1730, 1078, TRUE, 0, 0 }, 792, 493.51 },
		/* and one that no paper is long enough for */
		{ { 1728, 9000, TRUE, 0, 0 }, 152.06, 792 },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		double width, height;

		paper_size_find(&cases[i].dots, &width, &height);
		g_test_message("%d x %d", cases[i].dots.width,
			       cases[i].dots.height);
		g_assert_cmpfloat_with_epsilon(width, cases[i].width, 0.01);
		g_assert_cmpfloat_with_epsilon(height, cases[i].height, 0.01);
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/paper-size/sizes", test_sizes);
	return g_test_run();
}
