/* letter_case.h - which letters are of one case, and which of them holds.
 *
 * A case is an equal case number that is not in doubt (no warning is at it).
 * A letter that has the decision date and the decisions of another is a rescan
 * of it; one that differs in either is a reissue. The current letter of a case
 * is the one with the latest decision date, and of several with that date the
 * one that arrived last.
 *
 * The views current_letters and letter_cases of a letters database
 * (sinks/sqlite_version_2.c) say the same; tests/ctl/test_letter_case.c holds
 * both together. */
#ifndef VIEW_LETTER_CASE_H
#define VIEW_LETTER_CASE_H

#include <glib.h>

struct record;

enum letter_relation {
	LETTER_UNRELATED, /* of another case, or of none that is certain */
	LETTER_RESCAN,
	LETTER_REISSUE,
};

enum letter_relation letter_case_relate(const struct record *one,
					const struct record *other);

/* Less than 0, 0 or more, as one is before the other, the same record, or
 * behind it: of a case's letters the last is current. */
int letter_case_order(const struct record *one, const struct record *other);

#endif
