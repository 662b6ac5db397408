/* word_likeness.c - compares words by what recognition can tell of them. */
#include "ocr/layer/word_likeness.h"

#include <string.h>

/* Of its characters, so many may be wrong in a word that is near. */
#define NEAR_PART 3

#define MOST_CHARACTERS 80 /* longer words are compared up to here */

/* One character for all that look alike; no two digits do. */
static gunichar
shape_of(gunichar character)
{
	static const char *const alike[] = { "0oO", "1lI|!", "2zZ", "4A",
					     "5sS", "6G",    "8B" };

	if (g_unichar_type(character) == G_UNICODE_DASH_PUNCTUATION)
		return '-';
	if (character == 0x2018 || character == 0x2019 || character == '`')
		return '\'';
	if (character == 0x201c || character == 0x201d)
		return '"';
	if (character < 0x80)
		for (guint i = 0; i < G_N_ELEMENTS(alike); i++)
			if (strchr(alike[i], (int)character) != NULL)
				return (gunichar)alike[i][0];
	return g_unichar_tolower(character);
}

static gboolean
is_end_mark(gunichar character)
{
	return g_unichar_ispunct(character) && character != '#' &&
	       character != '%' && character != '$';
}

/* rn looks like m, vv like w. */
static void
join_strokes(GString *word)
{
	g_string_replace(word, "rn", "m", 0);
	g_string_replace(word, "vv", "w", 0);
}

/* Without spaces, soft hyphens, and the punctuation at both ends. */
static char *
fold(const char *text)
{
	g_autofree char *normal =
		g_utf8_normalize(text, -1, G_NORMALIZE_ALL_COMPOSE);
	GString *word = g_string_new(NULL);
	const char *p = normal, *end = normal + strlen(normal);

	while (p < end && is_end_mark(g_utf8_get_char(p)))
		p = g_utf8_next_char(p);
	while (end > p && is_end_mark(g_utf8_get_char(g_utf8_prev_char(end))))
		end = g_utf8_prev_char(end);
	for (; p < end; p = g_utf8_next_char(p)) {
		gunichar character = g_utf8_get_char(p);

		if (!g_unichar_isspace(character) && character != 0xad)
			g_string_append_unichar(word, shape_of(character));
	}
	join_strokes(word);
	return g_string_free(word, FALSE);
}

static gboolean
has_digit(const char *text)
{
	return strpbrk(text, "0123456789") != NULL;
}

/* One of them for another changes what a letter decides. */
static gboolean
is_deciding(const char *text)
{
	static const char *const words[] = {
		"upheld",   "overturned", "modified", "withdrawn", "partially",
		"not",	    "no",	  "non",      "without",   "is",
		"male",	    "female",	  "standard", "expedited", "denied",
		"approved", "certified",  "left",     "right",
	};
	g_autofree char *folded = fold(text);

	for (guint i = 0; i < G_N_ELEMENTS(words); i++) {
		g_autofree char *word = fold(words[i]);

		if (strcmp(word, folded) == 0)
			return TRUE;
	}
	return FALSE;
}

/* Characters to change, add or leave out. */
static guint
distance(const char *a, const char *b)
{
	glong long_a = 0, long_b = 0;
	g_autofree gunichar *x = g_utf8_to_ucs4_fast(a, -1, &long_a);
	g_autofree gunichar *y = g_utf8_to_ucs4_fast(b, -1, &long_b);
	guint row[MOST_CHARACTERS + 1];
	guint m = (guint)MIN(long_a, MOST_CHARACTERS);
	guint n = (guint)MIN(long_b, MOST_CHARACTERS);

	for (guint j = 0; j <= n; j++)
		row[j] = j;
	for (guint i = 1; i <= m; i++) {
		guint diagonal = row[0];

		row[0] = i;
		for (guint j = 1; j <= n; j++) {
			guint changed = diagonal + (x[i - 1] != y[j - 1]);

			diagonal = row[j];
			row[j] = MIN(changed, MIN(row[j], row[j - 1]) + 1);
		}
	}
	return row[n];
}

enum word_likeness
word_likeness(const char *layer, const char *seen)
{
	g_autofree char *a = fold(layer), *b = fold(seen);
	glong length = MAX(g_utf8_strlen(a, -1), g_utf8_strlen(b, -1));

	if (strcmp(a, b) == 0)
		return WORD_SAME;
	if (has_digit(layer) || has_digit(seen) || is_deciding(layer) ||
	    is_deciding(seen) || *a == '\0' || *b == '\0')
		return WORD_OTHER;
	return (glong)distance(a, b) * NEAR_PART <= length ? WORD_NEAR
							   : WORD_OTHER;
}

gboolean
word_says_something(const char *text)
{
	for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p))
		if (g_unichar_isalnum(g_utf8_get_char(p)))
			return TRUE;
	return FALSE;
}
