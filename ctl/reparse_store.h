/* reparse_store.h - new records in the place of old ones. */
#ifndef CTL_REPARSE_STORE_H
#define CTL_REPARSE_STORE_H

#include <glib.h>

struct session;
struct spool_letter;

struct reparse_result {
	const struct spool_letter *letter;
	const GPtrArray *before, *after; /* of struct record */
	const gboolean *changed;	 /* for each of after */
	const char *const *sinks;	 /* that the daemon runs with, ... */
	const char *const *spared;	 /* ... but what changed is not for */
};

/* Those that did not change stay as they were, with the time of their
 * ingestion, and are not delivered again. *out_stored FALSE: somebody else, the
 * daemon or another imrctl, has begun with the letter since, and nothing was
 * done. */
gboolean reparse_store(struct session *session,
		       const struct reparse_result *result,
		       gboolean *out_stored, GError **error);

/* The names of the sinks that the daemon runs with: the settings may be
 * another's, or already tomorrow's, and a record that changed must reach what
 * has the old one. REJECT where one of spared (may be NULL) is none of them. */
GStrv reparse_list_sinks(struct session *session, const char *const *spared,
			 GError **error);

#endif
