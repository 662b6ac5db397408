/* decision_words.h - decisions in words for people. "Upheld" is about the
 * insurer's denial, but people ask whether a treatment was approved. */
#ifndef OUTPUT_DECISION_WORDS_H
#define OUTPUT_DECISION_WORDS_H

#include <glib.h>

struct record;

/* Letters and their treatments, as output_put() counted them. */
struct decision_totals {
	guint64 letters, overturned, partial, upheld; /* the rest: unknown */
	guint64 treatments, approved, denied;	      /* the same */
};

/* "PARTIALLY OVERTURNED: 4 of 6 treatments approved". The caller frees it. */
char *decision_words_outcome(const struct record *record);
/* "APPROVED (overturned)"; decision may be NULL. */
const char *decision_words_issue(const char *decision);

/* The file's name, if it says more than the case number; else NULL. Owned by
 * the record. */
const char *decision_words_file(const struct record *record);

void decision_totals_add(struct decision_totals *totals,
			 const struct record *record);
/* "3 letters: 1 overturned, 2 upheld\n7 treatments: 2 approved, 5 denied". The
 * caller frees it. */
char *decision_totals_to_string(const struct decision_totals *totals);

#endif
