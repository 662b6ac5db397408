/* test_screen.c - text before people's eyes. */
#include "output/screen.h"

static void
test_safe(void)
{
	static const struct {
		const char *text, *shown;
	} rows[] = {
		{ "naïve £5", "naïve £5" },
		{ "a\tb\nc\r\nd", "a b\nc\r\nd" },
		{ "\033[31mred", "\\u001b[31mred" },
		{ "back\rover", "back\\u000dover" },
		{ "\177\302\233m", "\\u007f\\u009bm" }, /* C1: CSI */
		{ "\342\200\256evil", "\\u202eevil" },	/* right to left */
		{ "\342\200\250line", "\\u2028line" },
		{ "caf\351.pdf", "caf\\xe9.pdf" }, /* Latin-1 */
		{ "cut\303", "cut\\xc3" },
	};

	for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(GString) shown = g_string_new(NULL);

		screen_append_safe(shown, rows[i].text);
		g_assert_cmpstr(shown->str, ==, rows[i].shown);
	}
}

static void
test_line(void)
{
	g_autofree char *line = screen_line(" one\n\n two\r\nthree\t four ");

	g_assert_cmpstr(line, ==, "one two three four");
}

static void
test_cells(void)
{
	g_assert_cmpuint(screen_cells("ab"), ==, 2);
	g_assert_cmpuint(screen_cells("\346\274\242"), ==, 2); /* wide */
	g_assert_cmpuint(screen_cells("e\314\201"), ==, 1);    /* combining */
}

static void
test_wrapped(void)
{
	g_autoptr(GString) out = g_string_new("1234");

	screen_append_wrapped(out, "five six\302\240seven eight", 4, 2, 12);
	g_assert_cmpstr(out->str, ==, "1234five\n  six seven\n  eight");
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/screen/safe", test_safe);
	g_test_add_func("/screen/line", test_line);
	g_test_add_func("/screen/cells", test_cells);
	g_test_add_func("/screen/wrapped", test_wrapped);
	return g_test_run();
}
