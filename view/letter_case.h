/* letter_case.h - which letters belong to one case, and which of them is
 * current.
 *
 * Letters are of one case if they have the same case number and it is not in
 * doubt (without a warning). A letter with the same decision date and decisions
 * as another is a rescan of it; if either differs, it is a reissue. The current
 * letter of a case is the one with the latest decision date, and of several
 * with that date the one that arrived last.
 *
 * The views current_letters and letter_cases of a letters database
 * (sinks/sqlite_version_2.c) implement the same rules;
 * tests/ctl/test_letter_case.c compares the two. */
#ifndef VIEW_LETTER_CASE_H
#define VIEW_LETTER_CASE_H

#include <glib.h>

struct record;

/* Whether the record tells its case, and beyond doubt. */
gboolean letter_case_is_certain(const struct record *record);

enum letter_relation {
	LETTER_UNRELATED, /* of another case, or the case is uncertain */
	LETTER_RESCAN,
	LETTER_REISSUE,
};

enum letter_relation letter_case_relate(const struct record *one,
					const struct record *other);

/* Less than 0, 0 or more, as one comes before the other, is the same record, or
 * comes after it. The last of a case's letters is current. */
int letter_case_order(const struct record *one, const struct record *other);

#endif
