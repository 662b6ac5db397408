/* compare.h - what a new parser makes of a letter otherwise than the old one.
 *
 * Records are compared field by field, by the tables of core/record.h. An
 * issue's field differs when it does in any issue; when the number of issues
 * differs, their fields are compared as far as both have them. Names are the
 * fields' paths: "case/case_number", "issues/rationale"; then "issues" (their
 * number), "warnings", "evidence", "confidence" and "text". */
#ifndef CTL_COMPARE_H
#define CTL_COMPARE_H

#include <glib.h>
#include <jansson.h>

struct record;

guint compare_count(void); /* of things that can differ */
/* Of the one at index; the caller frees it. */
char *compare_name(guint index);

/* Sets out_differs[index] for each of compare_count(). Who made the record and
 * when is no difference. TRUE: there is at least one. */
gboolean compare_records(const struct record *before,
			 const struct record *after, gboolean *out_differs);

/* What a record has there: a string, null, an array of either, or for what
 * would be too long (evidence, text) null. */
json_t *compare_value(const struct record *record, guint index);

#endif
