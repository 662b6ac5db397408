/* phrase.c - bounded edit distance between the form's wording and the text. */
#include "parser/phrase.h"

#include <string.h>

#define CHARACTERS_A_MISTAKE 8
#define LONGEST_PHRASE 256

struct letters {
	guint count;
	char letter[LONGEST_PHRASE + LONGEST_PHRASE / 4];
	gsize end[LONGEST_PHRASE + LONGEST_PHRASE / 4]; /* offset behind it */
};

static void
letters_take(struct letters *letters, const char *text, gsize start, gsize end,
	     guint most)
{
	letters->count = 0;
	for (gsize i = start; i < end && letters->count < most; i++) {
		if (!g_ascii_isalnum(text[i]))
			continue;
		letters->letter[letters->count] = g_ascii_tolower(text[i]);
		letters->end[letters->count] = i + 1;
		letters->count++;
	}
}

/* distances[j]: edits between the whole phrase and the text's first j
 * letters. */
static void
distances_to_prefixes(const struct letters *phrase, const struct letters *text,
		      guint *distances)
{
	for (guint j = 0; j <= text->count; j++)
		distances[j] = j;
	for (guint i = 1; i <= phrase->count; i++) {
		guint diagonal = distances[0];

		distances[0] = i;
		for (guint j = 1; j <= text->count; j++) {
			gboolean same =
			    phrase->letter[i - 1] == text->letter[j - 1];
			guint best = MIN(diagonal + !same,
					 MIN(distances[j], distances[j - 1]) +
					     1);

			diagonal = distances[j];
			distances[j] = best;
		}
	}
}

static gboolean
ends_word(const char *text, gsize offset)
{
	return !g_ascii_isalnum(text[offset]);
}

/* Most lines begin like no phrase at all: worth not measuring them. */
static gboolean
begins_alike(const struct letters *a, const struct letters *b)
{
	return a->count >= 2 && b->count >= 2 &&
	       (a->letter[0] == b->letter[0] || a->letter[1] == b->letter[1]);
}

gboolean
phrase_begins(const char *text, gsize start, gsize end, const char *phrase,
	      gsize *out_end)
{
	struct letters wanted, found;
	guint distances[LONGEST_PHRASE + LONGEST_PHRASE / 4 + 1];
	guint tolerance, best = 0;

	letters_take(&wanted, phrase, 0, strlen(phrase), LONGEST_PHRASE);
	tolerance = wanted.count / CHARACTERS_A_MISTAKE;
	letters_take(&found, text, start, end, wanted.count + tolerance);
	if (found.count + tolerance < wanted.count ||
	    !begins_alike(&wanted, &found))
		return FALSE;
	distances_to_prefixes(&wanted, &found, distances);
	for (guint j = 1; j <= found.count; j++) {
		gboolean nearer = distances[j] < distances[best];
		gboolean same = distances[j] == distances[best];

		/* Of two equal readings the one that ends with a word. */
		if (nearer || (same && best > 0 &&
			       ends_word(text, found.end[j - 1]) &&
			       !ends_word(text, found.end[best - 1])))
			best = j;
	}
	if (best == 0 || distances[best] > tolerance)
		return FALSE;
	if (out_end != NULL)
		*out_end = found.end[best - 1];
	return TRUE;
}

gboolean
phrase_find(const char *text, gsize start, gsize end, const char *phrase,
	    gsize *out_start, gsize *out_end)
{
	for (gsize i = start; i < end; i++) {
		if (!g_ascii_isalnum(text[i]) ||
		    (i > start && g_ascii_isalnum(text[i - 1])))
			continue;
		if (phrase_begins(text, i, end, phrase, out_end)) {
			if (out_start != NULL)
				*out_start = i;
			return TRUE;
		}
	}
	return FALSE;
}

guint
phrase_distance(const char *a, const char *b)
{
	struct letters x, y;
	guint distances[LONGEST_PHRASE + LONGEST_PHRASE / 4 + 1];

	letters_take(&x, a, 0, strlen(a), LONGEST_PHRASE);
	letters_take(&y, b, 0, strlen(b), LONGEST_PHRASE);
	distances_to_prefixes(&x, &y, distances);
	return distances[y.count];
}
