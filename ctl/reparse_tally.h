/* reparse_tally.h - counts and shows what a reparse changes. */
#ifndef CTL_REPARSE_TALLY_H
#define CTL_REPARSE_TALLY_H

#include <glib.h>

#include "core/cleanup.h"

struct reparse_tally;

/* json: each record that changes is printed at once, a line each. */
struct reparse_tally *reparse_tally_new(gboolean json, gboolean dry_run);
void reparse_tally_free(struct reparse_tally *tally);

/* The records (struct record) of a letter, old and new. Sets
 * out_changed[index] for each of after; TRUE: one changed, is new, or is
 * gone. */
gboolean reparse_tally_compare(struct reparse_tally *tally,
			       const char *letter_id, const GPtrArray *before,
			       const GPtrArray *after, gboolean *out_changed);
/* Counts a letter that failed, and prints the reason to standard error. name:
 * of its file, or NULL. */
void reparse_tally_fail(struct reparse_tally *tally, const char *letter_id,
			const char *name, const char *reason);

guint reparse_tally_changed(const struct reparse_tally *tally);
guint reparse_tally_failed(const struct reparse_tally *tally);
/* The table of fields, and the sums. */
void reparse_tally_print(const struct reparse_tally *tally);

DEFINE_AUTOPTR(reparse_tally, reparse_tally_free)

#endif
