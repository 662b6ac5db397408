/* stored_schema.h - which versions of a stored form this program can read.
 *
 * A form is named with its version, "imr-record/1"; a change of meaning is a
 * new number. Every version up to this program's own is read. What a newer
 * program stored is refused with an error that names its version, and left
 * unchanged: guessing at its meaning could give wrong values. */
#ifndef CORE_STORED_SCHEMA_H
#define CORE_STORED_SCHEMA_H

#include <glib.h>

#include "core/strict.h"

/* node says "FORM/1" to "FORM/NEWEST", or is left out, as the first versions
 * did. FATAL: a newer version; REJECT: no version of that form. */
gboolean stored_schema_check(const struct node *node, const char *form,
			     guint newest, GError **error);

#endif
