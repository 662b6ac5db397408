/* look.h - whether a person should look at a letter.
 *
 * A record needs a look when a typed field (case number, dates, priority, age,
 * sex), a decision or the outcome is null or has a warning, or when it has a
 * warning whose code the table of codes marks so (warning_code.h). A letter
 * needs one when one of its records does, until somebody has marked it as seen,
 * which the spool stores. */
#ifndef CORE_LOOK_H
#define CORE_LOOK_H

#include <glib.h>

#include "core/cleanup.h"

struct record;

/* What is kept of a letter's records. */
struct look {
	gboolean needed;
	char *codes; /* of its warnings, each once, sorted, joined by spaces */
};

gboolean record_needs_look(const struct record *record);

/* Of all records (struct record) of one letter. */
struct look *look_new(const GPtrArray *records);
void look_free(struct look *look);

DEFINE_AUTOPTR(look, look_free)

#endif
