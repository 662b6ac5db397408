/* phrase.c - bounded edit distance between the form's wording and the text. */
#include "parser/letter/phrase.h"

#include <string.h>

#define CHARACTERS_A_MISTAKE 8

/* A letter, made small, or a digit; else 0. */
static inline char
letter_of(char c)
{
	char small = (char)(c | 0x20);

	if (small >= 'a' && small <= 'z')
		return small;
	return c >= '0' && c <= '9' ? c : '\0';
}

void
phrase_read(struct phrase *phrase, const char *words)
{
	phrase->count = 0;
	for (; *words != '\0' && phrase->count < PHRASE_LONGEST; words++) {
		char letter = letter_of(*words);

		if (letter != '\0')
			phrase->letters[phrase->count++] = letter;
	}
}

void
phrase_place_open(struct phrase_place *place, const char *text, gsize start,
		  gsize end)
{
	place->text = text;
	place->next = start;
	place->stop = end;
	place->count = 0;
}

/* Whether the place has a letter of that index, taking what is missing. */
static inline gboolean
place_has(struct phrase_place *place, guint index)
{
	while (place->count <= index && place->next < place->stop &&
	       place->count < PHRASE_LONGEST_PLACE) {
		char letter = letter_of(place->text[place->next++]);

		if (letter == '\0')
			continue;
		place->letters[place->count] = letter;
		place->ends[place->count] = place->next;
		place->count++;
	}
	return index < place->count;
}

/* --- edits --- */

#define MOST_EDITS PHRASE_LONGEST

/* How far the phrase's first letters lead into the text's: of each diagonal
 * (letters of the text less letters of the phrase) how many letters of the
 * phrase some number of edits allows at most, as in E. Ukkonen, Algorithms for
 * approximate string matching (1985). Unlike text ends after a few letters. */
struct reach {
	guint limit;
	int letters[2 * MOST_EDITS + 3]; /* of diagonal d at d + limit + 1 */
};

static void
reach_open(struct reach *reach, guint limit)
{
	reach->limit = limit;
	for (guint i = 0; i < 2 * limit + 3; i++)
		reach->letters[i] = -PHRASE_LONGEST_PLACE;
}

/* From so many letters of the phrase on, how far phrase and text are the same
 * on a diagonal. */
static int
run_along(const struct phrase *phrase, struct phrase_place *place, int letters,
	  int diagonal)
{
	int most = (int)phrase->count;

	letters = MIN(letters, most);
	if (!place_has(place, (guint)(letters + diagonal)))
		return MIN(letters, (int)place->count - diagonal);
	while (letters < most &&
	       place_has(place, (guint)(letters + diagonal)) &&
	       phrase->letters[letters] == place->letters[letters + diagonal])
		letters++;
	return letters;
}

/* One edit more: a letter more in the text, a wrong one, or one that it lacks.
 * FALSE until the whole phrase is reached on some diagonal; distances, of
 * diagonal d at d + limit, then hold the edits where they were not yet set. */
static gboolean
reach_further(struct reach *reach, const struct phrase *phrase,
	      struct phrase_place *place, guint edits, guint *distances)
{
	int widest = (int)edits, before = -PHRASE_LONGEST_PLACE;
	gboolean whole = FALSE;

	for (int d = -widest; d <= widest; d++) {
		int *at = reach->letters + d + (int)reach->limit + 1;
		int letters =
			edits == 0 ? 0 : MAX(MAX(before, *at + 1), at[1] + 1);
		guint *distance = distances + d + (int)reach->limit;

		before = *at;
		*at = run_along(phrase, place, letters, d);
		if (*at < (int)phrase->count)
			continue;
		*distance = MIN(*distance, edits);
		whole = TRUE;
	}
	return whole;
}

/* distances[d + limit]: edits between the whole phrase and the text's first
 * phrase->count + d letters, where they are no more than limit; else
 * limit + 1. FALSE where all are. */
static gboolean
distances_to_prefixes(const struct phrase *phrase, struct phrase_place *place,
		      guint limit, guint *distances)
{
	struct reach reach;
	gboolean any = FALSE;

	reach_open(&reach, limit);
	for (guint i = 0; i <= 2 * limit; i++)
		distances[i] = limit + 1;
	for (guint edits = 0; edits <= limit; edits++)
		any = reach_further(&reach, phrase, place, edits, distances) ||
		      any;
	return any;
}

/* --- phrases --- */

/* The letter of that index, or 0. */
static char
phrase_letter(const struct phrase *phrase, guint index)
{
	return index < phrase->count ? phrase->letters[index] : '\0';
}

static char
place_letter(struct phrase_place *place, guint index)
{
	return place_has(place, index) ? place->letters[index] : '\0';
}

/* Most places begin like no phrase at all: worth not measuring them. */
static gboolean
begins_alike(struct phrase_place *place, const struct phrase *phrase)
{
	return place_letter(place, 0) == phrase_letter(phrase, 0) ||
	       place_letter(place, 1) == phrase_letter(phrase, 1);
}

static gboolean
ends_word(const struct phrase_place *place, guint letters)
{
	return !g_ascii_isalnum(place->text[place->ends[letters - 1]]);
}

gboolean
phrase_place_begins(struct phrase_place *place, const struct phrase *phrase,
		    gsize *out_end)
{
	guint distances[2 * PHRASE_LONGEST / CHARACTERS_A_MISTAKE + 1];
	guint tolerance = phrase->count / CHARACTERS_A_MISTAKE;
	guint fewest = tolerance + 1, best = 0;

	if (!begins_alike(place, phrase) ||
	    !distances_to_prefixes(phrase, place, tolerance, distances))
		return FALSE;
	for (guint i = 0; i <= 2 * tolerance; i++) {
		guint letters = phrase->count - tolerance + i;

		/* Of two equal readings the one that ends with a word. */
		if (distances[i] < fewest ||
		    (distances[i] == fewest && best > 0 &&
		     ends_word(place, letters) && !ends_word(place, best))) {
			fewest = distances[i];
			best = letters;
		}
	}
	if (out_end != NULL)
		*out_end = place->ends[best - 1];
	return TRUE;
}

gboolean
phrase_begins(const char *text, gsize start, gsize end, const char *phrase,
	      gsize *out_end)
{
	struct phrase wanted;
	struct phrase_place place;

	phrase_read(&wanted, phrase);
	phrase_place_open(&place, text, start, end);
	return phrase_place_begins(&place, &wanted, out_end);
}

static inline gboolean
begins_word(const char *text, gsize start, gsize i)
{
	return letter_of(text[i]) != '\0' &&
	       (i == start || letter_of(text[i - 1]) == '\0');
}

gboolean
phrase_find(const char *text, gsize start, gsize end, const char *phrase,
	    gsize *out_start, gsize *out_end)
{
	struct phrase wanted;
	struct phrase_place place;

	phrase_read(&wanted, phrase);
	for (gsize i = start; i < end; i++) {
		if (!begins_word(text, start, i))
			continue;
		phrase_place_open(&place, text, i, end);
		if (phrase_place_begins(&place, &wanted, out_end)) {
			if (out_start != NULL)
				*out_start = i;
			return TRUE;
		}
	}
	return FALSE;
}

gboolean
phrase_find_any(const char *text, gsize start, gsize end,
		const char *const *phrases, guint count, guint *out_index,
		gsize *out_end)
{
	g_autofree struct phrase *wanted = g_new(struct phrase, count);
	struct phrase_place place;

	for (guint p = 0; p < count; p++)
		phrase_read(&wanted[p], phrases[p]);
	for (gsize i = start; i < end; i++) {
		if (!begins_word(text, start, i))
			continue;
		phrase_place_open(&place, text, i, end);
		for (guint p = 0; p < count; p++) {
			if (!phrase_place_begins(&place, &wanted[p], out_end))
				continue;
			if (out_index != NULL)
				*out_index = p;
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

/* Edits between two words, or limit + 1 where they are more than limit. */
static guint
bounded_distance(const struct phrase *a, const struct phrase *b,
		 const char *b_text, guint limit)
{
	guint distances[2 * MOST_EDITS + 1];
	struct phrase_place place;

	if (MAX(a->count, b->count) - MIN(a->count, b->count) > limit)
		return limit + 1;
	phrase_place_open(&place, b_text, 0, strlen(b_text));
	distances_to_prefixes(a, &place, limit, distances);
	return distances[b->count + limit - a->count];
}

guint
phrase_distance(const char *a, const char *b)
{
	struct phrase x, y;

	phrase_read(&x, a);
	phrase_read(&y, b);
	return bounded_distance(&x, &y, b, MAX(x.count, y.count));
}

gboolean
phrase_is_near(const char *a, const char *b, guint edits)
{
	struct phrase x, y;

	phrase_read(&x, a);
	phrase_read(&y, b);
	return bounded_distance(&x, &y, b, edits) <= edits;
}
