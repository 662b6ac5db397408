/* phrase.c - bounded edit distance between the form's wording and the text. */
#include "parser/letter/phrase.h"

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

/* distances[j]: edits between the whole phrase and the text's first j letters,
 * where they are no more than limit; else more than limit. FALSE as soon as
 * all are. Cells further than limit from the diagonal cannot matter. */
static gboolean
distances_to_prefixes(const struct letters *phrase, const struct letters *text,
		      guint limit, guint *distances)
{
	for (guint j = 0; j <= text->count; j++)
		distances[j] = j;
	for (guint i = 1; i <= phrase->count; i++) {
		guint from = i > limit ? i - limit : 1;
		guint to = MIN(i + limit, text->count);
		guint diagonal = distances[from - 1];
		guint least = distances[from - 1] = from == 1 ? i : limit + 1;

		for (guint j = from; j <= to; j++) {
			guint edits = diagonal + (phrase->letter[i - 1] !=
						  text->letter[j - 1]);

			diagonal = distances[j];
			edits = MIN(edits, distances[j - 1] + 1);
			if (j < i + limit)
				edits = MIN(edits, distances[j] + 1);
			distances[j] = edits;
			least = MIN(least, edits);
		}
		if (least > limit)
			return FALSE;
	}
	return TRUE;
}

static gboolean
ends_word(const char *text, gsize offset)
{
	return !g_ascii_isalnum(text[offset]);
}

/* The index-th letter or digit of text[start, end), or 0. */
static char
letter_at(const char *text, gsize start, gsize end, guint index)
{
	for (gsize i = start; i < end; i++)
		if (g_ascii_isalnum(text[i]) && index-- == 0)
			return g_ascii_tolower(text[i]);
	return 0;
}

/* Most places begin like no phrase at all: worth not measuring them. */
static gboolean
begins_alike(const char *text, gsize start, gsize end, const char *phrase)
{
	gsize length = strlen(phrase);

	return letter_at(text, start, end, 0) ==
		       letter_at(phrase, 0, length, 0) ||
	       letter_at(text, start, end, 1) ==
		       letter_at(phrase, 0, length, 1);
}

gboolean
phrase_begins(const char *text, gsize start, gsize end, const char *phrase,
	      gsize *out_end)
{
	struct letters wanted, found;
	guint distances[LONGEST_PHRASE + LONGEST_PHRASE / 4 + 1];
	guint tolerance, best;

	if (!begins_alike(text, start, end, phrase))
		return FALSE;
	letters_take(&wanted, phrase, 0, strlen(phrase), LONGEST_PHRASE);
	tolerance = wanted.count / CHARACTERS_A_MISTAKE;
	letters_take(&found, text, start, end, wanted.count + tolerance);
	if (found.count + tolerance < wanted.count)
		return FALSE;
	if (!distances_to_prefixes(&wanted, &found, tolerance, distances))
		return FALSE;
	best = wanted.count > tolerance ? wanted.count - tolerance : 1;
	for (guint j = best + 1; j <= found.count; j++) {
		gboolean nearer = distances[j] < distances[best];
		gboolean same = distances[j] == distances[best];

		/* Of two equal readings the one that ends with a word. */
		if (nearer || (same && ends_word(text, found.end[j - 1]) &&
			       !ends_word(text, found.end[best - 1])))
			best = j;
	}
	if (distances[best] > tolerance)
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

gsize
phrase_skip_colon(const char *text, gsize offset, gsize end)
{
	while (offset < end && strchr(" :;.\n", text[offset]) != NULL)
		offset++;
	return offset;
}

gboolean
phrase_ends_sentence(const char *text, gsize start, gsize end)
{
	while (end > start && strchr(" \n\"')", text[end - 1]) != NULL)
		end--;
	return end > start && strchr(".!?", text[end - 1]) != NULL;
}

guint
phrase_distance(const char *a, const char *b)
{
	struct letters x, y;
	guint distances[LONGEST_PHRASE + LONGEST_PHRASE / 4 + 1];

	letters_take(&x, a, 0, strlen(a), LONGEST_PHRASE);
	letters_take(&y, b, 0, strlen(b), LONGEST_PHRASE);
	distances_to_prefixes(&x, &y, MAX(x.count, y.count), distances);
	return distances[y.count];
}
