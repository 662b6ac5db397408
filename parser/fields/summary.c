/* summary.c - the case summary, without the sentence that opens it. */
#include "parser/fields/summary.h"

#include "parser/fields/person.h"
#include "parser/letter/phrase.h"

static const char *const opening_sentences[] = {
	"The expert reviewer developed the following clinical case summary "
	"based on a review of the case file, including all medical records",
	"The physician reviewer developed the following clinical case summary "
	"based on a review of the case file, including all medical records",
};

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

void
summary_read(struct letter *letter, gsize start, gsize end)
{
	gsize from = skip_opening(letter->flow->text, start, end);

	letter_set(letter, "/summary/text", &letter->record->summary_text,
		   letter_slice(letter, from, end), from, end);
	if (letter->record->summary_text != NULL)
		person_read(letter, from, end);
}
