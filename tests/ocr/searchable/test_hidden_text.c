/* What an earlier recognition wrote goes, and nothing else does. */
#include "ocr/searchable/hidden_text.h"
#include "tests/ocr/paper.h"

static gboolean
is_form(const char *name, G_GNUC_UNUSED gpointer closure)
{
	return strcmp(name, "Fm") == 0;
}

static GString *
cut(const char *content)
{
	return hidden_text_cut(content, strlen(content), is_form, NULL);
}

static void
test_cuts(void)
{
	static const struct {
		const char *content, *left;
	} cases[] = {
		{ "q /Im Do Q BT 3 Tr /F 9 Tf 7 7 Td (a\\)b) Tj ET",
		  "q /Im Do Q BT 3 Tr /F 9 Tf 7 7 Td  ET" },
		{ "BT 3 Tr [(a) 12 <41>] TJ ET\n", "BT 3 Tr  ET\n" },
		{ "BT 3 Tr (a) ' ET", "BT 3 Tr T* ET" },
		{ "BT 3 Tr 1 .5 (a) \" ET", "BT 3 Tr 1 Tw 0.5 Tc T* ET" },
		{ "q 1 0 0 1 0 0 cm /Fm Do Q /Im Do",
		  "q 1 0 0 1 0 0 cm  Q /Im Do" },
		/* text that shows stays where it is */
		{ "q BT 3 Tr (a) Tj ET Q BT (b) Tj ET",
		  "q BT 3 Tr  ET Q BT (b) Tj ET" },
		{ "BT 3 Tr (a) Tj 0 Tr 5 5 Td (b) Tj ET",
		  "BT 3 Tr  0 Tr 5 5 Td (b) Tj ET" },
		{ "3 Tr BT (a) Tj ET BI /W 1 /H 1 ID (x EI 1 g",
		  "3 Tr BT  ET BI /W 1 /H 1 ID (x EI 1 g" },
		{ "/Span <</ActualText (a)>> BDC BT 3 Tr (a) Tj ET EMC % Tj",
		  "/Span <</ActualText (a)>> BDC BT 3 Tr  ET EMC % Tj" },
		/* nothing of it */
		{ "BT (b) Tj ET", NULL },
		{ "BT 7 Tr (b) Tj ET /Im Do", NULL },
		/* what shows would move */
		{ "BT 3 Tr (a) Tj 0 Tr (b) Tj ET", NULL },
		/* not understood */
		{ "BT 3 Tr (a) Tj ET (", NULL },
		{ "BT 3 Tr (a) Tj ET } 1 g", NULL },
		{ "BT 3 Tr (a) Tj ET BI /W 1 ID xx", NULL },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		GString *left = cut(cases[i].content);

		g_test_message("%s", cases[i].content);
		g_assert_cmpstr(left ? left->str : NULL, ==, cases[i].left);
		if (left != NULL)
			g_string_free(left, TRUE);
	}
}

static void
test_deep(void)
{
	g_autoptr(GString) content = g_string_new("BT 3 Tr (a) Tj ET ");

	for (int i = 0; i < 100; i++)
		g_string_append(content, "q ");
	g_assert_null(cut(content->str));
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/hidden-text/cuts", test_cuts);
	g_test_add_func("/hidden-text/deep", test_deep);
	return g_test_run();
}
