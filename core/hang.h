/* hang.h - notices a thread that does not come back from a file system.
 *
 * A network mount whose server is gone blocks every caller in the kernel,
 * perhaps for ever. So a thread that works on such a place records where it is,
 * and gives a sign of life before each step that may take long. Other threads
 * can ask how long ago the last one was. */
#ifndef CORE_HANG_H
#define CORE_HANG_H

#include <glib.h>
#include <sys/stat.h>

#include "core/cleanup.h"

struct hang_probe;

enum hang_place {
	HANG_NOWHERE, /* the thread waits, or works on the spool's disk */
	HANG_SOURCE,  /* where a source has its documents */
	HANG_ARCHIVE,
};

struct hang_probe *hang_probe_new(void);
/* Its thread must have ended, or attached another. */
void hang_probe_free(struct hang_probe *probe);
/* Where the thread was at the last sign of life, and when that was (in
 * g_get_monotonic_time()'s microseconds). From any thread. */
enum hang_place hang_probe_look(struct hang_probe *probe, gint64 *out_since);

/* Makes probe the calling thread's; NULL: its signs of life are not
 * recorded. */
void hang_attach(struct hang_probe *probe);
/* The thread is at place until the next call; returns where it was before. This
 * is a sign of life, too. */
enum hang_place hang_enter(enum hang_place place);
/* A sign of life. */
void hang_beat(void);

/* stat() that asks the server, not the kernel's cache. */
int hang_ask(const char *path, struct stat *out_status);

DEFINE_AUTOPTR(hang_probe, hang_probe_free)

#endif
