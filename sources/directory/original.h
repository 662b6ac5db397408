/* original.h - the file a letter came as: opening it, and, once the letter is
 * safe, taking it out of the inbox.
 *
 * Whatever is done is done to that file and no other: it is moved first and
 * looked at then, and a file that took its name meanwhile is put back. */
#ifndef SOURCES_DIRECTORY_ORIGINAL_H
#define SOURCES_DIRECTORY_ORIGINAL_H

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
	gboolean in_use; /* see original_delete() */
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

/* Its name still leads to it. */
gboolean original_has_its_name(const struct original *original);
/* It has changed since it was opened, or somebody is writing to it: a scanner
 * that goes on with its file after a pause is no rarity. */
gboolean original_is_in_use(const struct original *original);

/* Durable when they return; another file that has its name is left alone. One
 * that is in use stays where it is, and in_use is set. Whatever was swapped for
 * it as it moved and cannot be put back (its directory is gone) is kept, and
 * stray is set. spool is the spool's directory, in whose tmp/ a crash may leave
 * it.
 *
 * What is archived is a copy of kept, our own file of its bytes: the original
 * is its depositor's, who may have another link to it. It keeps its subfolder,
 * its times and its name, or gets a number where that is taken
 * (sources/directory/free_name.h); the same bytes under the last such name are
 * not copied again, which a crash may have left. It is 0600, or 0640 in a
 * directory that is shared with its group (spool/directory.h). */
gboolean original_archive(struct original *original, int kept,
			  const char *directory, const char *spool,
			  GError **error);
gboolean original_delete(struct original *original, const char *spool,
			 GError **error);

/* Where the spool is on another file system, a crash may leave the file hidden
 * in its own directory: it gets a name again there, and will be a duplicate. */
void original_unhide_all(const char *directory, gboolean recursive);

DEFINE_AUTOPTR(original, original_free)

#endif
