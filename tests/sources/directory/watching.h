/* watching.h - a watcher of a directory of its own, and what it said. */
#ifndef TESTS_SOURCES_DIRECTORY_WATCHING_H
#define TESTS_SOURCES_DIRECTORY_WATCHING_H

#include <glib.h>

#include "sources/directory/watch.h"

#define WATCHING_HOLD                                                          \
	(-1) /* candidates stay out until the test resolves them */

struct watching {
	char *top;	 /* temporary; what is beside the inbox goes here */
	char *directory; /* top/inbox, which is there */
	struct watch_settings settings;
	struct hang_probe *probe; /* the test's; may be NULL */
	struct watcher *watcher;  /* NULL before watching_start() */
	gint answer;		  /* atomic: a resolution, or WATCHING_HOLD */
	gboolean stopped; /* under lock: the thread stays in settled() */

	GMutex lock;
	GCond changed;
	GPtrArray *candidates; /* all that were offered, in their order */
	GPtrArray *strays;     /* "NAME: REASON" or "NAME: " */
	GPtrArray *notices;
};

/* Settings: 50 ms of quiet; nothing else happens by itself for an hour. */
struct watching *watching_new(void);
void watching_start(struct watching *watching, guint most);
void watching_stop(struct watching *watching);
void watching_free(struct watching *watching);

/* name: relative to the inbox, here and below. */
char *watching_path(struct watching *watching, const char *name);
void watching_write(struct watching *watching, const char *name,
		    const char *text);
/* Under a hidden name, then renamed. */
void watching_drop(struct watching *watching, const char *name,
		   const char *text);

/* Each waits, for so long that only a failure comes to the end of it. */
const struct candidate *watching_await(struct watching *watching,
				       const char *name, guint times);
void watching_await_count(struct watching *watching, guint count);
void watching_await_stray(struct watching *watching, const char *entry,
			  guint times);
void watching_await_notice(struct watching *watching, const char *part,
			   guint times);

/* How often it was offered so far. */
guint watching_offers(struct watching *watching, const char *name);
void watching_resolve(struct watching *watching, const char *name,
		      enum resolution resolution);

DEFINE_AUTOPTR(watching, watching_free)

#endif
