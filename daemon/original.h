/* original.h - the file a letter came as: opening it, and, once the letter is
 * safe, taking it out of the inbox.
 *
 * Whatever is done is done to that file and no other: it is moved first and
 * looked at then, and a file that took its name meanwhile is put back. */
#ifndef DAEMON_ORIGINAL_H
#define DAEMON_ORIGINAL_H

#include <glib.h>

#include "core/cleanup.h"

struct candidate;

struct original {
	int fd;		 /* the file, for reading */
	int parent;	 /* its directory */
	char *name;	 /* in it */
	char *subfolder; /* its directory below the watched one; "." */
	guint64 size_bytes;
	gint64 modified_ns;
	gboolean in_use; /* see original_archive() */
	char *stray;	 /* where what cannot be put back lies; NULL: nothing */
};

/* NULL without an error: it is gone or being changed, or another file stands
 * there by now. REJECT: it cannot be taken, and why. */
struct original *original_open(const struct candidate *candidate,
			       GError **error);
void original_free(struct original *original);

/* The bytes are still those of the candidate. */
gboolean original_is_unchanged(const struct original *original,
			       const struct candidate *candidate);

/* What it is called in the spool's tmp/ on its way to be deleted, or in its
 * own directory where that is on another file system. */
#define ORIGINAL_HIDDEN_PREFIX ".removed."

/* Durable when they return; another file that has its name is left alone. One
 * that has changed since it was opened, or that somebody is writing to, stays
 * where it is, and in_use is set. Whatever was swapped for it as it moved and
 * cannot be put back (its directory is gone) is kept, and stray is set.
 * Archived, it keeps its subfolder and its name, or gets a number where that
 * is taken. spool is the spool's directory, in whose tmp/ a crash may leave
 * it. */
gboolean original_archive(struct original *original, const char *directory,
			  const char *spool, GError **error);
gboolean original_delete(struct original *original, const char *spool,
			 GError **error);

/* Where the spool is on another file system, a crash may leave the file hidden
 * in its own directory: it gets a name again there, and will be a duplicate. */
void original_unhide_all(const char *directory, gboolean recursive);

DEFINE_AUTOPTR(original, original_free)

#endif
