/* characters.c - pass: characters as the author typed them.
 *
 * A PDF stores how a word looks: ligatures, composed or decomposed accents,
 * hyphens of several kinds, invisible marks. The words keep their boxes. */
#include "textclean/rows.h"

#include <string.h>

#define SOFT_HYPHEN 0x00AD

static const char *
plain_form(gunichar c)
{
	switch (c) {
	case 0xFB00:
		return "ff";
	case 0xFB01:
		return "fi";
	case 0xFB02:
		return "fl";
	case 0xFB03:
		return "ffi";
	case 0xFB04:
		return "ffl";
	case 0xFB05:
	case 0xFB06:
		return "st";
	case 0x2010: /* hyphen */
	case 0x2011: /* non-breaking hyphen */
		return "-";
	case 0x200B: /* zero width space, joiners, direction marks, BOM */
	case 0x200C:
	case 0x200D:
	case 0x200E:
	case 0x200F:
	case 0x2060:
	case 0xFEFF:
		return "";
	default:
		return NULL;
	}
}

static gboolean
needs_work(const char *text)
{
	for (const char *p = text; *p != '\0'; p++)
		if ((guchar)*p >= 0x80)
			return TRUE;
	return FALSE;
}

/* A soft hyphen that parts digits is how some fonts name the hyphen that they
 * show; inside another word it is invisible. At its end it is the hyphen that
 * a line end made visible, and stays for the hyphen pass to resolve. */
static char *
normalise(const char *text)
{
	GString *plain = g_string_new(NULL);
	char *composed;

	for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p)) {
		gunichar c = g_utf8_get_char(p);
		const char *replacement = plain_form(c);
		const char *next = g_utf8_next_char(p);

		if (c == SOFT_HYPHEN && p > text &&
		    (g_ascii_isdigit(p[-1]) && g_ascii_isdigit(*next)))
			c = '-';
		else if (c == SOFT_HYPHEN && *next != '\0')
			continue;
		if (replacement != NULL)
			g_string_append(plain, replacement);
		else
			g_string_append_unichar(plain, c);
	}
	composed = g_utf8_normalize(plain->str, (gssize)plain->len,
				    G_NORMALIZE_NFC);
	g_string_free(plain, TRUE);
	return composed;
}

static void
normalise_line(struct line *line)
{
	for (guint i = line->words->len; i-- > 0;) {
		struct word *word = g_ptr_array_index(line->words, i);
		char *text;

		if (!needs_work(word->text))
			continue;
		text = normalise(word->text);
		if (text == NULL || *text == '\0') {
			g_free(text);
			g_ptr_array_remove_index(line->words, i);
			continue;
		}
		g_free(word->text);
		word->text = text;
	}
}

void
characters_normalise(struct document *document)
{
	for (guint i = 0; i < document->pages->len; i++) {
		struct page *page = g_ptr_array_index(document->pages, i);

		for (guint j = page->lines->len; j-- > 0;) {
			struct line *line = g_ptr_array_index(page->lines, j);

			normalise_line(line);
			if (line->words->len == 0)
				g_ptr_array_remove_index(page->lines, j);
		}
	}
}
