/* spool_situation.h - what the daemon reports of itself to imrctl: what is
 * wrong now, the state of its sources, and its settings.
 *
 * It is the running daemon's report. Without a daemon, it is what the last one
 * noted, which must be shown with it. */
#ifndef SPOOL_SPOOL_SITUATION_H
#define SPOOL_SPOOL_SITUATION_H

#include <glib.h>

#include "core/cleanup.h"
#include "spool/spool_trouble.h"

struct spool;

/* --- sources --- */

/* Why a file is still in its source. Stored: a constant keeps its number. */
enum spool_wait {
	SPOOL_WAIT_UNSETTLED,  /* it is being written, or was until a moment ago
				*/
	SPOOL_WAIT_INCOMPLETE, /* no longer written, but its end is missing */
	SPOOL_WAIT_TURN,       /* ready; others are before it */
	SPOOL_WAIT_AGAIN,      /* could not be taken, and is tried again */
	SPOOL_WAIT_IGNORED,    /* its name is one that is ignored */
	SPOOL_WAIT_FOLDER,     /* a directory; the source is not recursive */
};
#define SPOOL_WAITS 6
extern const char *const spool_wait_names[]; /* NULL-terminated */

/* At most so many names are kept of each. */
#define SPOOL_WAIT_NAMES 5

struct spool_waiting {
	guint files;
	gint64 since; /* of the one that has waited longest; 0: not known */
	char *names;  /* some, one a line, relative to the source; or NULL */
};
void spool_waiting_add(struct spool_waiting *waiting, const char *name,
		       gint64 since);

struct spool_source {
	char *watch;	     /* its [watch NAME] */
	char *directory;     /* any bytes */
	gint64 reported;     /* when it last scanned; 0: not yet */
	gint64 last_arrival; /* of a letter from there; 0: not known */
	struct spool_waiting waits[SPOOL_WAITS];
};
void spool_source_free(struct spool_source *source);
/* Whether the same files wait there. */
gboolean spool_source_is_like(const struct spool_source *earlier,
			      const struct spool_source *source);

/* --- writing, by the daemon --- */

/* Notes all present troubles and sources, of struct spool_trouble and struct
 * spool_source. NULL: unchanged. What is noted of arrivals is kept. Call at
 * least once a minute, so that readers can tell whether the daemon still can
 * write. */
gboolean spool_note_situation(struct spool *spool, const GPtrArray *troubles,
			      const GPtrArray *sources, gint64 now,
			      GError **error);
/* Settings were read; or, with the reason in refused, they were not, and the
 * old ones stay in use. */
gboolean spool_note_settings(struct spool *spool, const char *refused,
			     gint64 now, GError **error);

/* --- reading --- */

struct spool_settings_read {
	gint64 noted;  /* when the daemon last noted its situation; 0: never */
	gint64 at;     /* when the present settings were read; 0: never */
	guint64 times; /* how often settings were read or refused */
	char *refused; /* why, the last time; NULL: they were accepted */
};
void spool_settings_read_free(struct spool_settings_read *read);
struct spool_settings_read *spool_read_settings_read(struct spool *spool,
						     GError **error);

/* --- what `imrctl alert` has reported --- */

/* NULL without an error: nothing yet. way: see tell_way() of ctl/. */
char *spool_told(struct spool *spool, const char *way, gint64 *out_at,
		 GError **error);
gboolean spool_note_told(struct spool *spool, const char *way, const char *what,
			 gint64 now, GError **error);

DEFINE_AUTOPTR(spool_source, spool_source_free)
DEFINE_AUTOPTR(spool_settings_read, spool_settings_read_free)

#endif
