/* phrase.c - bounded edit distance between the form's wording and the text. */
#include "parser/letter/phrase.h"

#include <string.h>

#define CHARACTERS_A_MISTAKE 8
#define LONGEST_PHRASE 256
#define LONGEST_TEXT (LONGEST_PHRASE + LONGEST_PHRASE / 4)

/* Of a text, its letters and digits as far as they were asked for. */
struct letters {
	const char *text;
	gsize next, stop; /* where to go on, and its end */
	guint count;
	char letter[LONGEST_TEXT];
	gsize end[LONGEST_TEXT]; /* offset behind it */
};

/* A letter, made small, or a digit; else 0. */
static inline char
letter_of(char c)
{
	if (c >= 'A' && c <= 'Z')
		return (char)(c - 'A' + 'a');
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ? c : '\0';
}

static void
letters_open(struct letters *letters, const char *text, gsize start, gsize end)
{
	letters->text = text;
	letters->next = start;
	letters->stop = end;
	letters->count = 0;
}

/* So many of them are there, or all that the text has. */
static void
letters_take(struct letters *letters, guint most)
{
	while (letters->count < most && letters->next < letters->stop) {
		char letter = letter_of(letters->text[letters->next++]);

		if (letter == '\0')
			continue;
		letters->letter[letters->count] = letter;
		letters->end[letters->count] = letters->next;
		letters->count++;
	}
}

/* distances[j]: edits between the whole phrase and the text's first j letters,
 * where they are no more than limit; else more than limit. FALSE as soon as
 * all are, and until then no more of the text is taken than that needs. Cells
 * further than limit from the diagonal cannot matter. */
static gboolean
distances_to_prefixes(const struct letters *phrase, struct letters *text,
		      guint limit, guint *distances)
{
	for (guint j = 0; j <= limit + 1; j++)
		distances[j] = j;
	for (guint i = 1; i <= phrase->count; i++) {
		guint from = i > limit ? i - limit : 1;
		guint diagonal = distances[from - 1];
		guint least = distances[from - 1] = from == 1 ? i : limit + 1;
		guint to;

		letters_take(text, MIN(i + limit, LONGEST_TEXT));
		to = MIN(i + limit, text->count);
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
	for (gsize i = start; i < end; i++) {
		char letter = letter_of(text[i]);

		if (letter != '\0' && index-- == 0)
			return letter;
	}
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
	guint distances[LONGEST_TEXT + 2];
	guint tolerance, best;

	if (!begins_alike(text, start, end, phrase))
		return FALSE;
	letters_open(&wanted, phrase, 0, strlen(phrase));
	letters_take(&wanted, LONGEST_PHRASE);
	tolerance = wanted.count / CHARACTERS_A_MISTAKE;
	letters_open(&found, text, start, end);
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
	guint distances[LONGEST_TEXT + 2];

	letters_open(&x, a, 0, strlen(a));
	letters_take(&x, LONGEST_PHRASE);
	letters_open(&y, b, 0, strlen(b));
	letters_take(&y, LONGEST_PHRASE);
	distances_to_prefixes(&x, &y, MAX(x.count, y.count), distances);
	return distances[y.count];
}
