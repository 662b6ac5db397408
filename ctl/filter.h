/* filter.h - the options that choose letters, shared by list, export and
 * reparse. */
#ifndef CTL_FILTER_H
#define CTL_FILTER_H

#include <glib.h>

#include "spool/spool.h"

struct record;

/* They store in this file's own variables, read by filter_read(). */
extern const GOptionEntry filter_options[];

/* Borrows from the options' values. FATAL says which one is wrong. */
gboolean filter_read(gint64 now, struct letter_filter *out_filter,
		     GError **error);

gboolean filter_parse_state(const char *name, enum letter_state *out_state,
			    GError **error);

/* Whether a record matches. The spool finds whole letters, of which some have
 * several records. */
gboolean filter_wants_record(const struct letter_filter *filter,
			     const struct record *record);

#endif
