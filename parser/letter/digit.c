/* digit.c - what recognition makes of digits, and word processors of what parts
 * them. */
#include "parser/letter/digit.h"

#include <glib.h>

char
digit_meant(char c)
{
	switch (c) {
	case 'O':
	case 'o':
	case 'Q':
	case 'D':
		return '0';
	case 'l':
	case 'I':
	case 'i':
	case '|':
	case ']':
	case '[':
		return '1';
	case 'Z':
	case 'z':
		return '2';
	case 'S':
	case 's':
		return '5';
	case 'B':
		return '8';
	default:
		return c;
	}
}

char *
digit_plain_separators(const char *text)
{
	GString *plain = g_string_new(NULL);

	for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p)) {
		gunichar c = g_utf8_get_char(p);

		switch (c) {
		case 0x2212: /* minus */
			c = '-';
			break;
		case 0x2044: /* slashes of fractions, division, full width */
		case 0x2215:
		case 0xff0f:
			c = '/';
			break;
		default:
			if (g_unichar_type(c) == G_UNICODE_DASH_PUNCTUATION)
				c = '-';
		}
		g_string_append_unichar(plain, c);
	}
	return g_string_free(plain, FALSE);
}
