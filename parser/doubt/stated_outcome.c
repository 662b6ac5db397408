/* stated_outcome.c - the three forms of the cover letter's sentence. */
#include "parser/doubt/stated_outcome.h"

#include <string.h>

#include "parser/letter/phrase.h"

/* Each says it twice, so that neither a misread word nor a sentence of the
 * letter's own is taken for it. */
static const struct {
	const char *outcome, *words, *meaning;
} statements[] = {
	{ "upheld", "Final Determination: UPHOLD.",
	  "This means we decided that none of the disputed items/services" },
	{ "overturned", "Final Determination: OVERTURN.",
	  "This means we decided that all of the disputed items/services" },
	{ "partially_overturned", "Final Determination: PARTIAL OVERTURN.",
	  "This means we decided that some (but not all) of the disputed "
	  "items/services" },
};

/* NULL: nothing of it was found, or no more than was misread. */
static const char *
find_statement(const struct letter *letter)
{
	const char *text = letter->flow->text;

	for (guint i = 0; i < G_N_ELEMENTS(statements); i++) {
		gsize after;

		if (phrase_find(text, letter->start, letter->end,
				statements[i].words, NULL, &after) &&
		    phrase_begins(text,
				  phrase_skip_colon(text, after, letter->end),
				  letter->end, statements[i].meaning, NULL))
			return statements[i].outcome;
	}
	return NULL;
}

void
stated_outcome_check(struct letter *letter)
{
	struct record *record = letter->record;
	const char *stated = find_statement(letter);

	if (stated == NULL || record->outcome == NULL ||
	    strcmp(stated, record->outcome) == 0)
		return;
	letter_withdraw(letter, "/outcome", &record->outcome, "conflict",
			"the cover letter says that it is %s, and the issues "
			"give another",
			stated);
	record_add_warning(record, "conflict", "/issues",
			   "they do not give the outcome that the cover letter "
			   "says: an issue may have been missed");
}
