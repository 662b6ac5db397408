/* fuzz_screen.c - text before people's eyes: nothing in it steers a
 * terminal. */
#include "output/screen.h"
#include "tests/fuzz/fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	g_autofree char *text = fuzz_text(data, size);
	g_autofree char *line = screen_line(text);
	g_autoptr(GString) wrapped = g_string_new(NULL);

	g_assert_true(g_utf8_validate(line, -1, NULL));
	for (const char *at = line; *at != '\0'; at = g_utf8_next_char(at))
		g_assert_false(g_unichar_iscntrl(g_utf8_get_char(at)));
	screen_append_wrapped(wrapped, line, 0, 4, 40);
	g_assert_true(g_utf8_validate(wrapped->str, -1, NULL));
	return 0;
}
