/* decision.c - the decision words of all families, and what stands in their
 * place. */
#include "parser/letter/decision.h"

#include <string.h>

#include "parser/letter/phrase.h"

#define MOST_EDITS 2
/* Words between "is" and "medically", and from there to "necessary". */
#define MOST_WORDS_BETWEEN 3

/* What stands for a decision, and what limits one. */
static const char *const verdict_words[] = {
	"upheld",    "overturned", "uphold",	   "overturn",	  "modified",
	"modify",    "withdrawn",  "withdraw",	   "dismissed",	  "denied",
	"approved",  "certified",  "recertified",  "affirmed",	  "reversed",
	"granted",   "rescinded",  "vacated",	   "remanded",	  "deferred",
	"pending",   "terminated", "cancelled",	   "canceled",	  "closed",
	"undecided", "authorized", "accepted",	   "rejected",	  "void",
	"none",	     "mixed",	   "noncertified", "conditional", NULL,
};
static const char *const limiting_words[] = {
	"partially",
	"partly",
	"partial",
	"part",
	"in",
	"not",
	"non",
	"no",
	"and",
	"or",
	"as",
	"to",
	"be",
	"with",
	"but",
	"only",
	"both",
	"by",
	"fully",
	"wholly",
	"modification",
	"modifications",
	"conditionally",
	"decision",
	NULL,
};
/* Those that may stand before the colon of `Partially: Upheld`. */
static const char *const parting_words[] = {
	"partially", "partly", "partial", "part", "in", "not", "non", NULL,
};

static const char *
decision_of_word(const char *word, gboolean typed)
{
	guint edits = typed ? 0 : MOST_EDITS;

	if (phrase_is_near(word, "upheld", edits / 2))
		return "upheld";
	if (phrase_is_near(word, "overturned", edits))
		return "overturned";
	return NULL;
}

/* A misspelt one: nearer to one of the two than any other word. */
static gboolean
resembles_decision(const char *word)
{
	return phrase_is_near(word, "upheld", MOST_EDITS) ||
	       phrase_is_near(word, "overturned", MOST_EDITS + 1);
}

static gboolean
is_in(const char *set, char c)
{
	return c != '\0' && strchr(set, c) != NULL;
}

/* The word that ends at or before *end, lower case; *end becomes its start.
 * NULL where [start, *end) holds none. */
static char *
take_word_before(const char *text, gsize start, gsize *end)
{
	gsize to = *end, from;

	while (to > start && !g_ascii_isalnum(text[to - 1]))
		to--;
	for (from = to; from > start && g_ascii_isalnum(text[from - 1]); from--)
		;
	*end = from;
	return from < to ? g_ascii_strdown(text + from, (gssize)(to - from))
			 : NULL;
}

/* Whether [start, end) holds words, all of them of words or more. */
static gboolean
holds_only(const char *text, gsize start, gsize end, const char *const *words,
	   const char *const *more)
{
	gboolean any = FALSE;

	for (;;) {
		g_autofree char *word = take_word_before(text, start, &end);

		if (word == NULL)
			return any;
		if (g_strv_contains(words, word))
			any = TRUE;
		else if (more == NULL || !g_strv_contains(more, word))
			return FALSE;
	}
}

static gsize
last_colon(const char *text, gsize start, gsize end)
{
	while (end > start && !is_in(":;", text[end - 1]))
		end--;
	return end;
}

static gsize
trim_space(const char *text, gsize start, gsize end)
{
	while (end > start && is_in(" \n", text[end - 1]))
		end--;
	return end;
}

/* Before end, without white space and a colon, or a dash in its place. */
static gsize
trim_colon(const char *text, gsize start, gsize end)
{
	static const char *const dashes[] = { " -", " \u2013", " \u2014" };

	end = trim_space(text, start, end);
	if (end > start && is_in(":;", text[end - 1]))
		return trim_space(text, start, end - 1);
	for (guint i = 0; i < G_N_ELEMENTS(dashes); i++) {
		gsize length = strlen(dashes[i]);

		if (end - start > length &&
		    strncmp(text + end - length, dashes[i], length) == 0)
			return trim_space(text, start, end - length);
	}
	return end;
}

/* `Upheld as to six visits`: the words begin with a decision. */
static gboolean
begins_with_decision(const char *text, gsize start, gsize end)
{
	gsize word_end = start;
	g_autofree char *word = NULL;

	while (word_end < end && g_ascii_isalnum(text[word_end]))
		word_end++;
	word = g_strndup(text + start, word_end - start);
	return decision_of_word(word, TRUE) != NULL;
}

static gsize
skip_to_word(const char *text, gsize at, gsize end)
{
	while (at < end && !g_ascii_isalnum(text[at]))
		at++;
	return at;
}

/* The words behind a heading's last colon. */
static gboolean
read_behind_colon(const char *text, gsize colon, gsize start, gsize end,
		  gboolean typed, struct verdict *out)
{
	g_autofree char *words = g_strndup(text + start, end - start);

	out->decision = decision_of_word(words, typed);
	if (out->decision == NULL && !resembles_decision(words) &&
	    !begins_with_decision(text, start, end) &&
	    !holds_only(text, start, end, verdict_words, limiting_words))
		return FALSE;
	out->start = start;
	out->heading_end = trim_colon(text, 0, colon);
	return TRUE;
}

/* `Not: Upheld`, `Partially: Overturned`. */
static void
take_parting_words(const char *text, gsize start, struct verdict *verdict)
{
	gsize before = last_colon(text, start, verdict->heading_end);

	if (before == start || !holds_only(text, before, verdict->heading_end,
					   parting_words, NULL))
		return;
	verdict->decision = NULL;
	verdict->start = skip_to_word(text, before, verdict->heading_end);
	verdict->heading_end = trim_colon(text, start, before);
}

/* A decision whose colon was lost, with the words that limit it. */
static gboolean
read_without_colon(const char *text, gsize start, gsize end, gboolean typed,
		   struct verdict *out)
{
	gboolean limited = FALSE, found = FALSE;
	gsize at = end;

	for (;;) {
		gsize word_end = at;
		g_autofree char *word = take_word_before(text, start, &at);
		const char *decision =
			word != NULL ? decision_of_word(word, typed) : NULL;

		if (word == NULL ||
		    (decision == NULL &&
		     !g_strv_contains(limiting_words, word) &&
		     !g_strv_contains(verdict_words, word)) ||
		    memchr(text + at, '.', word_end - at) != NULL) {
			at = word_end;
			break;
		}
		limited = limited || decision == NULL || found;
		found = found || decision != NULL;
		out->decision = decision;
	}
	if (!found)
		return FALSE;
	if (limited)
		out->decision = NULL;
	at = skip_to_word(text, at, end);
	out->start = at;
	out->heading_end = trim_colon(text, start, at);
	return TRUE;
}

/* `Overturned; the rest: Upheld`: what stands before the verdict ends in
 * another one, so the last alone is not the issue's. */
static void
take_earlier_verdict(const char *text, gsize start, struct verdict *verdict)
{
	gsize at = verdict->heading_end, words;

	while ((at = last_colon(text, start, at)) > start) {
		words = skip_to_word(text, at, verdict->heading_end);
		if (begins_with_decision(text, words, verdict->heading_end)) {
			verdict->decision = NULL;
			verdict->start = words;
			verdict->heading_end = trim_colon(text, start, at);
		}
		at--;
	}
}

/* `Overturned*`, `Upheld?`: what the mark says stands elsewhere. Marks on both
 * sides of the word are emphasis. */
static gboolean
has_mark_behind(const char *text, gsize end, gsize full_end,
		const struct verdict *verdict)
{
	static const char *const marks[] = { "*", "?", "\u2020", "\u2021" };
	gsize length = full_end - end;
	char before = verdict->start > 0 ? text[verdict->start - 1] : ' ';

	for (guint i = 0; i < G_N_ELEMENTS(marks); i++)
		if (g_strstr_len(text + end, (gssize)length, marks[i]) != NULL)
			return before != *marks[i];
	return FALSE;
}

gboolean
decision_at_end(const char *text, gsize start, gsize end, gboolean typed,
		struct verdict *out)
{
	gsize full_end = end, colon, words;

	while (end > start && !g_ascii_isalnum(text[end - 1]))
		end--;
	colon = last_colon(text, start, end);
	words = skip_to_word(text, colon, end);
	*out = (struct verdict){ .start = end, .end = end, .heading_end = end };
	if (colon > start &&
	    read_behind_colon(text, colon, words, end, typed, out))
		take_parting_words(text, start, out);
	else if (!read_without_colon(text, start, end, typed, out))
		return FALSE;
	take_earlier_verdict(text, start, out);
	if (typed && has_mark_behind(text, end, full_end, out))
		out->decision = NULL;
	return TRUE;
}

/* --- sentences --- */

/* Words behind which a decision still holds for the whole request. */
static const char *const reason_words[] = { "because", "since", "due", "at",
					    NULL };

/* The sentence goes on behind the decision: "... and appropriate for six of
 * them", "... (in part)". */
static gboolean
is_limited(const char *text, gsize at, gsize end)
{
	gsize word_end;
	g_autofree char *word = NULL;

	while (at < end && is_in(" \n", text[at]))
		at++;
	if (at < end && is_in("(,-", text[at]))
		return TRUE;
	for (word_end = at; word_end < end && g_ascii_islower(text[word_end]);)
		word_end++;
	word = g_strndup(text + at, word_end - at);
	return *word != '\0' && !g_strv_contains(reason_words, word);
}

/* "is medically necessary" at `at`, without a verb's other wording. */
static gboolean
read_decided(const char *text, gsize at, gsize end, const char *verb,
	     struct verdict *out)
{
	g_autofree char *not_necessary =
		g_strconcat(verb, " not medically necessary", NULL);
	g_autofree char *necessary =
		g_strconcat(verb, " medically necessary", NULL);
	g_autofree char *words = NULL;
	gsize after, more;

	if (phrase_begins(text, at, end, not_necessary, &after))
		out->decision = "upheld";
	else if (phrase_begins(text, at, end, necessary, &after))
		out->decision = "overturned";
	else
		return FALSE;
	words = g_ascii_strdown(text + at, (gssize)(after - at));
	if (phrase_begins(text, after, end, "and appropriate", &more))
		after = more;
	out->start = out->heading_end = at;
	out->end = after;
	if (strstr(words, "unnecess") != NULL || is_limited(text, after, end))
		out->decision = NULL;
	return TRUE;
}

/* "is partially medically necessary", "was found medically unnecessary". */
static gboolean
read_other_wording(const char *text, gsize at, gsize end, struct verdict *out)
{
	static GRegex *form;
	g_autoptr(GMatchInfo) match = NULL;
	int from, to;

	if (form == NULL)
		form = g_regex_new("(?:is|are|was|were)\\s(?:[a-z-]+\\s+){0,3}?"
				   "medically\\s+(?:[a-z-]+\\s+){0,2}?"
				   "(?:un)?necess[a-z]*",
				   G_REGEX_CASELESS | G_REGEX_ANCHORED |
					   G_REGEX_OPTIMIZE,
				   0, NULL);
	if (!g_regex_match_full(form, text, (gssize)end, (int)at, 0, &match,
				NULL) ||
	    !g_match_info_fetch_pos(match, 0, &from, &to))
		return FALSE;
	*out = (struct verdict){ NULL, at, (gsize)to, at };
	return TRUE;
}

static const char *
verb_at(const char *text, gsize at)
{
	static const char *const verbs[] = { "is", "are", "was", "were" };

	for (guint i = 0; i < G_N_ELEMENTS(verbs); i++)
		if (g_str_has_prefix(text + at, verbs[i]))
			return verbs[i];
	return NULL;
}

gboolean
decision_in_sentence(const char *text, gsize start, gsize end,
		     struct verdict *out)
{
	for (gsize at = start; at < end; at++) {
		const char *verb;

		if (at > start && g_ascii_isalnum(text[at - 1]))
			continue;
		verb = verb_at(text, at);
		if (verb != NULL && (read_decided(text, at, end, verb, out) ||
				     read_other_wording(text, at, end, out)))
			return TRUE;
	}
	return FALSE;
}
