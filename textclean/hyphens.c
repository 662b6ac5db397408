/* hyphens.c - pass: hyphens at line ends, resolved as the author meant.
 *
 * Nine in ten are the author's own (`long-term`, `11-8-16`): word processors
 * break a line after a typed hyphen but seldom hyphenate. So a hyphen stays
 * unless the letter itself or the dictionary shows that it was put in; and
 * behind a prefix that takes one it stays even then, where the word processor's
 * own characters are read: they hold the hyphens that were typed. */
#include "textclean/rows.h"

#include <string.h>

/* Forms that stand before a hyphen though no dictionary lists them. */
static const char *const prefixes[] = {
	"anti", "auto",	 "bi",	  "co",	    "de",    "ex",    "extra", "hyper",
	"hypo", "infra", "inter", "intra",  "macro", "mal",   "micro", "mid",
	"mini", "mono",	 "multi", "non",    "over",  "para",  "peri",  "poly",
	"post", "pre",	 "pro",	  "pseudo", "quasi", "re",    "retro", "self",
	"semi", "sub",	 "super", "supra",  "tele",  "trans", "tri",   "ultra",
	"un",	"under", "x",	  NULL,
};

/* Those of them, and forms in -o, that an author's hyphen follows whatever the
 * letter and the dictionary write elsewhere. Others begin too many words that a
 * line's end breaks: re-commend, over-turned, cortico-steroid. */
static const char *const typed_prefixes[] = {
	"anti",	 "cardio", "cervico", "electro", "extra", "gastro", "hyper",
	"hypo",	 "infra",  "intra",   "lumbo",	 "mid",	  "multi",  "musculo",
	"neuro", "non",	   "peri",    "post",	 "pre",	  "psycho", "self",
	"semi",	 "supra",  "thoraco", NULL,
};

#define SOFT_HYPHEN "\xC2\xAD"
#define SHORTEST_COMBINING_FORM 4

static gboolean
is_letter(const char *p)
{
	return g_unichar_isalpha(g_utf8_get_char(p));
}

/* The letters that end text[0, length): documen in "(documen". */
static char *
trailing_letters(const char *text, gsize length)
{
	const char *end = text + length, *start = end;

	while (start > text) {
		const char *previous = g_utf8_prev_char(start);

		if (!is_letter(previous))
			break;
		start = previous;
	}
	return g_strndup(start, (gsize)(end - start));
}

static char *
leading_letters(const char *text)
{
	const char *end = text;

	while (*end != '\0' && is_letter(end))
		end = g_utf8_next_char(end);
	return g_strndup(text, (gsize)(end - text));
}

static gboolean
is_combining_form(const char *half)
{
	gsize length = strlen(half);

	return length >= SHORTEST_COMBINING_FORM && half[length - 1] == 'o';
}

/* lumbo-sacral, but not cortico-steroid: a form in -o takes a hyphen where
 * everyday English has not made one word of the two. */
static gboolean
stands_alone(const char *half, const char *joined,
	     struct dictionary *dictionary)
{
	g_autofree char *lower = g_utf8_strdown(half, -1);

	if (g_strv_contains(prefixes, lower))
		return TRUE;
	if (is_combining_form(lower))
		return !dictionary_knows_everyday(dictionary, joined);
	return dictionary_knows(dictionary, half);
}

static gboolean
takes_hyphen(const char *left, const char *right, struct dictionary *dictionary)
{
	g_autofree char *lower = g_utf8_strdown(left, -1);

	return g_strv_contains(typed_prefixes, lower) &&
	       dictionary_knows(dictionary, right);
}

static enum hyphen
decide_halves(const char *left, const char *right, gboolean typed,
	      GHashTable *letter_words, struct dictionary *dictionary)
{
	g_autofree char *joined = g_strconcat(left, right, NULL);
	g_autofree char *hyphened = g_strconcat(left, "-", right, NULL);
	g_autofree char *joined_key = g_utf8_strdown(joined, -1);
	g_autofree char *hyphened_key = g_utf8_strdown(hyphened, -1);

	if (g_hash_table_contains(letter_words, hyphened_key))
		return HYPHEN_KEPT;
	if (typed && takes_hyphen(left, right, dictionary))
		return HYPHEN_KEPT;
	if (g_hash_table_contains(letter_words, joined_key))
		return HYPHEN_REMOVED;
	if (!dictionary_knows(dictionary, joined))
		return HYPHEN_KEPT;
	return stands_alone(left, joined, dictionary) &&
			       dictionary_knows(dictionary, right)
		       ? HYPHEN_KEPT
		       : HYPHEN_REMOVED;
}

enum hyphen
hyphen_resolve(const char *left, const char *right, gboolean typed,
	       GHashTable *letter_words, struct dictionary *dictionary)
{
	gsize length = strlen(left);
	gboolean soft = g_str_has_suffix(left, SOFT_HYPHEN);
	gsize stem = soft ? length - strlen(SOFT_HYPHEN) : length - 1;
	g_autofree char *head = NULL, *tail = NULL;

	if (!soft && !g_str_has_suffix(left, "-"))
		return HYPHEN_NONE;
	if (stem == 0 || left[stem - 1] == '-')
		return HYPHEN_NONE; /* a dash: words stand around it */
	head = trailing_letters(left, stem);
	tail = leading_letters(right);
	if (*head == '\0' || *tail == '\0' ||
	    !g_unichar_islower(g_utf8_get_char(tail)))
		return HYPHEN_KEPT;
	return decide_halves(head, tail, typed && !soft, letter_words,
			     dictionary);
}

/* Words as hyphen_resolve() asks for them: lower case, without the
 * punctuation around them. */
GHashTable *
hyphen_letter_words(const GArray *rows)
{
	GHashTable *words =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

	for (guint i = 0; i < rows->len; i++) {
		const struct row *row = &g_array_index(rows, struct row, i);

		for (guint j = 1; j + 1 < row->line->words->len; j++) {
			const struct word *word =
				g_ptr_array_index(row->line->words, j);
			char *key = g_utf8_strdown(word->text, -1);
			char *start = key;
			gsize length;

			while (g_ascii_ispunct(*start))
				start++;
			length = strlen(start);
			while (length > 0 && g_ascii_ispunct(start[length - 1]))
				length--;
			g_hash_table_add(words, g_strndup(start, length));
			g_free(key);
		}
	}
	return words;
}
