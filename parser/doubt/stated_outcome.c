/* stated_outcome.c - the three forms of the cover letter's sentence. */
#include "parser/doubt/stated_outcome.h"

#include <string.h>

#include "parser/letter/phrase.h"

/* Each says it twice, so that neither a misread word nor a sentence of the
 * letter's own is taken for it. */
static const char *const statements[] = {
	"Final Determination: UPHOLD.",
	"Final Determination: OVERTURN.",
	"Final Determination: PARTIAL OVERTURN.",
};
static const struct {
	const char *outcome, *words;
} meanings[G_N_ELEMENTS(statements)] = {
	{ "upheld",
	  "This means we decided that none of the disputed items/services" },
	{ "overturned",
	  "This means we decided that all of the disputed items/services" },
	{ "partially_overturned",
	  "This means we decided that some (but not all) of the disputed "
	  "items/services" },
};

/* NULL: nothing of it was found, or no more than was misread. */
static const char *
find_statement(const struct letter *letter)
{
	const char *text = letter->flow->text;
	gsize end = letter->end, after = letter->start;
	guint i;

	while (phrase_find_any(text, after, end, statements,
			       G_N_ELEMENTS(statements), &i, &after))
		if (phrase_begins(text, phrase_skip_colon(text, after, end),
				  end, meanings[i].words, NULL))
			return meanings[i].outcome;
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
