/* summary.c - the summary's text, the worker's age and sex. */
#include "parser/summary.h"

#include <stdlib.h>
#include <string.h>

#include "parser/phrase.h"

static const char *const opening_sentences[] = {
	"The expert reviewer developed the following clinical case summary "
	"based on a review of the case file, including all medical records",
	"The physician reviewer developed the following clinical case summary "
	"based on a review of the case file, including all medical records",
};

/* The worker is introduced in the first sentence or two; relatives and
 * studies come later. */
#define INTRODUCTION_BYTES 400

static gsize
skip_opening(const char *text, gsize start, gsize end)
{
	gsize after;

	while (start < end && g_ascii_isspace(text[start]))
		start++;
	for (guint i = 0; i < G_N_ELEMENTS(opening_sentences); i++) {
		if (!phrase_begins(text, start, end, opening_sentences[i],
				   &after))
			continue;
		return phrase_skip_colon(text, after, end);
	}
	return start;
}

/* Notes the evidence of a match's group, counted from offset. */
static void
note_group(struct letter *letter, const char *path, GMatchInfo *match,
	   int group, gsize offset)
{
	int from, to;

	if (g_match_info_fetch_pos(match, group, &from, &to) && from >= 0)
		letter_note(letter, path, offset + (gsize)from,
			    offset + (gsize)to);
}

static void
read_age(struct letter *letter, const char *introduction, gsize offset)
{
	static GRegex *form;
	g_autoptr(GMatchInfo) match = NULL;
	g_autofree char *years = NULL;

	if (form == NULL)
		form = g_regex_new(
			"\\b(\\d{1,3})\\s*-?\\s*(?:years?|yrs?\\.?|y\\.?)"
			"[\\s/-]*(?:old\\b|o\\b|of\\s+age\\b)"
			"(?!\\s+(?:\\w+\\s+)?(?:injury|claim|accident)\\b)",
			G_REGEX_CASELESS | G_REGEX_OPTIMIZE, 0, NULL);
	if (!g_regex_match(form, introduction, 0, &match))
		return;
	years = g_match_info_fetch(match, 1);
	letter->record->age = atoi(years);
	note_group(letter, "/summary/age", match, 1, offset);
}

/* The first person called male or female in the main clause of a sentence:
 * "who was struck by a male student" is of others; pronouns and "husband" say
 * nothing. */
static void
read_sex(struct letter *letter, const char *introduction, gsize offset)
{
	static GRegex *form;
	g_autoptr(GMatchInfo) match = NULL;
	g_autofree char *word = NULL;
	gboolean female;

	if (form == NULL)
		form = g_regex_new(
			"(?:\\A|\\.\\s+)"
			"(?:(?!\\b(?:who|whom|whose|with|when|while|by)\\b)"
			"[^.])*?"
			"\\b(?:(female|woman|lady)|(male|man|gentleman))\\b",
			G_REGEX_CASELESS | G_REGEX_OPTIMIZE, 0, NULL);
	if (!g_regex_match(form, introduction, 0, &match))
		return;
	word = g_match_info_fetch(match, 1);
	female = word != NULL && *word != '\0';
	letter->record->sex = g_strdup(female ? "female" : "male");
	note_group(letter, "/summary/sex", match, female ? 1 : 2, offset);
}

void
summary_read(struct letter *letter, gsize start, gsize end)
{
	gsize from = skip_opening(letter->flow->text, start, end);
	gsize length = MIN(end - from, INTRODUCTION_BYTES);
	g_autofree char *introduction = NULL;

	letter_set(letter, "/summary/text", &letter->record->summary_text,
		   letter_slice(letter, from, end), from, end);
	if (letter->record->summary_text == NULL)
		return;
	introduction = g_strndup(letter->flow->text + from, length);
	read_age(letter, introduction, from);
	read_sex(letter, introduction, from);
}
