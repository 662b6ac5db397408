/* compare.h - the differences between an old and a new parser's record of a
 * letter.
 *
 * Records are compared field by field, by the tables of core/record.h. An
 * issue's field counts as different if it differs in any issue; if the number
 * of issues differs, their fields are compared as far as both have them. Names
 * are the fields' paths: "case/case_number", "issues/rationale"; then "issues"
 * (their number), "warnings", "evidence", "confidence" and "text". */
#ifndef CTL_COMPARE_H
#define CTL_COMPARE_H

#include <glib.h>
#include <jansson.h>

struct record;

guint compare_count(void); /* of fields that can differ */
/* The name of the field at index; the caller frees it. */
char *compare_name(guint index);

/* Sets out_differs[index] for each of compare_count(). Which version made the
 * record, and when, is ignored. TRUE: there is at least one difference. */
gboolean compare_records(const struct record *before,
			 const struct record *after, gboolean *out_differs);

/* The record's value of that field: a string, null, an array of either; null
 * for evidence and text, which would be too long. */
json_t *compare_value(const struct record *record, guint index);

#endif
