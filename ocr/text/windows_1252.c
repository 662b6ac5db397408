/* windows_1252.c - the 32 characters in which it is not Latin-1. */
#include "ocr/text/windows_1252.h"

#include <string.h>

#define FIRST 0x80
#define LAST 0x9f
#define NEXT_LINE 0x85

/* The Unicode Consortium's CP1252.TXT; 0 where nothing is assigned. */
static const guint16 characters[LAST - FIRST + 1] = {
	0x20ac, 0,	0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021,
	0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0,	0x017d, 0,
	0,	0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
	0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0,	0x017e, 0x0178,
};

static gunichar
decode(gunichar byte)
{
	return byte >= FIRST && byte <= LAST ? characters[byte - FIRST] : byte;
}

/* FALSE where the character has no byte. */
static gboolean
encode(gunichar c, guint8 *out)
{
	*out = (guint8)c;
	if (c < FIRST)
		return TRUE;
	for (guint i = 0; i < G_N_ELEMENTS(characters); i++)
		if (characters[i] == c) {
			*out = (guint8)(FIRST + i);
			return TRUE;
		}
	return c <= 0xff;
}

/* A letter beyond ASCII belongs to a word, and is a capital only where the
 * word has no small letter before it. */
static gboolean
fits_its_word(gunichar before, gunichar c, gunichar after)
{
	if (c < 0x80 || !g_unichar_isalpha(c))
		return TRUE;
	if (!g_unichar_isalpha(before) && !g_unichar_isalpha(after))
		return c == 0xaa || c == 0xba || c == 0xb5; /* a, o, micro */
	return !(g_unichar_isupper(c) && g_unichar_islower(before));
}

char *
windows_1252_decode(const guint8 *data, gsize size)
{
	g_autoptr(GString) text = g_string_sized_new(size);

	for (gsize i = 0; i < size; i++) {
		gunichar c = decode(data[i]);
		gunichar before = i > 0 ? decode(data[i - 1]) : ' ';
		gunichar after = i + 1 < size ? decode(data[i + 1]) : ' ';

		if (c == 0 || !fits_its_word(before, c, after))
			return NULL;
		/* Part of it is UTF-8. */
		if (data[i] >= FIRST &&
		    g_utf8_get_char_validated((const char *)data + i,
					      (gssize)(size - i)) < 0x110000)
			return NULL;
		g_string_append_unichar(text, c);
	}
	return g_string_free(g_steal_pointer(&text), FALSE);
}

char *
windows_1252_undo(const char *text, gsize size)
{
	g_autoptr(GString) bytes = g_string_sized_new(size);
	gboolean ascii = TRUE;

	for (const char *p = text; p < text + size; p = g_utf8_next_char(p)) {
		gunichar c = g_utf8_get_char(p);
		guint8 byte;

		if (!encode(c, &byte))
			return NULL;
		ascii = ascii && c < 0x80;
		g_string_append_c(bytes, (char)byte);
	}
	if (ascii || !g_utf8_validate(bytes->str, (gssize)bytes->len, NULL))
		return NULL;
	return g_string_free(g_steal_pointer(&bytes), FALSE);
}

static gboolean
has_control(const char *text)
{
	for (const char *p = text; (p = strchr(p, 0xc2)) != NULL; p++)
		if ((guint8)p[1] >= FIRST && (guint8)p[1] <= LAST)
			return TRUE;
	return FALSE;
}

void
windows_1252_mend_controls(char **text)
{
	gboolean has_lines = strpbrk(*text, "\n\r") != NULL;
	GString *mended;

	if (!has_control(*text))
		return;
	mended = g_string_new(NULL);
	for (const char *p = *text; *p != '\0'; p = g_utf8_next_char(p)) {
		gunichar c = g_utf8_get_char(p);
		gunichar other =
			c == NEXT_LINE && !has_lines ? '\n' : decode(c);

		/* What has no meaning stays a control character. */
		g_string_append_unichar(mended, other != 0 ? other : 0x7f);
	}
	g_free(*text);
	*text = g_string_free(mended, FALSE);
}
