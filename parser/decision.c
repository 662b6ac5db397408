/* decision.c - the decision words of all families. */
#include "parser/decision.h"

#include <string.h>

#include "parser/phrase.h"

#define MOST_EDITS 2

static const char *
decision_of_word(const char *word)
{
	if (phrase_distance(word, "upheld") <= MOST_EDITS - 1)
		return "upheld";
	if (phrase_distance(word, "overturned") <= MOST_EDITS)
		return "overturned";
	return NULL;
}

static gboolean
is_in(const char *set, char c)
{
	return c != '\0' && strchr(set, c) != NULL;
}

const char *
decision_at_end(const char *text, gsize start, gsize end, gsize *out_start,
		gsize *out_heading_end)
{
	gsize word_end = end, word_start, heading_end;
	g_autofree char *word = NULL;
	const char *decision;

	while (word_end > start && !g_ascii_isalnum(text[word_end - 1]))
		word_end--;
	word_start = word_end;
	while (word_start > start && !is_in(" \n:;", text[word_start - 1]))
		word_start--;
	word = g_strndup(text + word_start, word_end - word_start);
	decision = decision_of_word(word);
	if (decision == NULL)
		return NULL;
	heading_end = word_start;
	while (heading_end > start && is_in(" \n", text[heading_end - 1]))
		heading_end--;
	if (heading_end > start && is_in(":;", text[heading_end - 1]))
		heading_end--;
	while (heading_end > start && is_in(" \n", text[heading_end - 1]))
		heading_end--;
	*out_start = word_start;
	*out_heading_end = heading_end;
	return decision;
}

const char *
decision_in_sentence(const char *text, gsize start, gsize end, gsize *out_start,
		     gsize *out_end)
{
	static const char *const verbs[] = { "is", "are", "was", "were" };
	gsize at = start, after;

	for (; at < end; at++) {
		if (at > start && g_ascii_isalnum(text[at - 1]))
			continue;
		for (guint i = 0; i < G_N_ELEMENTS(verbs); i++) {
			g_autofree char *not_necessary = g_strconcat(
				verbs[i], " not medically necessary", NULL);
			g_autofree char *necessary = g_strconcat(
				verbs[i], " medically necessary", NULL);
			gboolean upheld, overturned;

			if (!g_str_has_prefix(text + at, verbs[i]))
				continue;
			upheld = phrase_begins(text, at, end, not_necessary,
					       &after);
			overturned = phrase_begins(text, at, end, necessary,
						   out_end);
			if (upheld)
				*out_end = after;
			if (!upheld && !overturned)
				continue;
			*out_start = at;
			return upheld ? "upheld" : "overturned";
		}
	}
	return NULL;
}
