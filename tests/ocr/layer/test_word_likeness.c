/* Whether what was recognised is the word that a text layer has. */
#include "ocr/layer/word_likeness.h"

#include <glib.h>

static void
test_likeness(void)
{
	static const struct {
		const char *layer, *seen;
		enum word_likeness likeness;
	} pairs[] = {
		{ "Overturned", "Overturned", WORD_SAME },
		{ "report,", "report", WORD_SAME },
		{ "\342\200\234right\342\200\235", "\"right\"", WORD_SAME },
		{ "03/14/2017", "O3/l4/2017", WORD_SAME },
		{ "modern", "modem", WORD_SAME },
		{ "03/14/2017", "03/17/2017", WORD_OTHER },
		{ "600mg", "800mg", WORD_OTHER },
		{ "Upheld", "Uphold", WORD_OTHER },
		{ "not", "now", WORD_OTHER },
		{ "medication", "medicalion", WORD_NEAR },
		{ "medication", "radiograph", WORD_OTHER },
		{ "female", "male", WORD_OTHER },
		{ "medication", "", WORD_OTHER },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(pairs); i++)
		g_assert_cmpint(word_likeness(pairs[i].layer, pairs[i].seen),
				==, pairs[i].likeness);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/word-likeness/pairs", test_likeness);
	return g_test_run();
}
