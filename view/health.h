/* health.h - whether the service needs a person, and for what. */
#ifndef VIEW_HEALTH_H
#define VIEW_HEALTH_H

#include <glib.h>

#include "core/cleanup.h"

struct spool_settings_read;
struct spool_source;
struct spool_summary;

struct health {
	const struct spool_summary *summary;
	gint64 now;
	gint64 pid; /* of the daemon; 0: none runs */
	guint64 free_bytes, min_free;
	guint64 free_files;			    /* inodes */
	const struct spool_settings_read *settings; /* NULL: not asked */
	gint64 settings_changed;    /* their file, last; 0: not known */
	const char *settings_error; /* why they cannot be used, or NULL */
};

/* A problem that does not end by itself, or has not for too long. */
struct concern {
	const char *kind;
	char *subject; /* a source's or a sink's name, or "" */
	guint64 count; /* of letters, records or files; 0: not counted */
	char *brief;   /* "1 file not taken"; without file names and reasons */
	char *example; /* "cut.pdf: incomplete", or NULL */
	char *text;    /* a sentence that says what to do */
};
void concern_free(struct concern *concern);

/* Of struct concern: no daemon, a full disk, the troubles that the daemon notes
 * (spool/spool_trouble.h), a sink that is halted, gone with a queue, or has
 * failed for a quarter of an hour, parked deliveries, letters in quarantine or
 * that need a look and are not marked as seen, files that cannot be taken.
 * Without a daemon, the troubles that the last one noted are left out: they may
 * be over. */
GPtrArray *health_concerns(const struct health *health);
/* "NEEDS YOU: 1 rejected, 1 file not taken (cut.pdf: incomplete)", or that all
 * is well. with_examples: with the names in parentheses. The caller frees
 * it. */
char *health_headline(const GPtrArray *concerns, gboolean with_examples);

/* All troubles, of struct spool_trouble, including those that do not need a
 * person yet; without a daemon, as the last one noted them. */
GPtrArray *health_troubles(const struct health *health);
gboolean health_source_is_reachable(const struct health *health,
				    const struct spool_source *source);
/* The settings' file was changed after the daemon read it. */
gboolean health_settings_have_changed(const struct health *health);

DEFINE_AUTOPTR(concern, concern_free)

#endif
