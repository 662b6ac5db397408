/* original.h - the file a letter came as: opening it, and, once the letter is
 * safe, taking it out of the inbox.
 *
 * Only that file is ever removed, and no other: it is moved first and checked
 * afterwards, and a file that took its name meanwhile is put back. */
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
	char *stray;	 /* where a file that cannot be put back is kept; NULL:
			  * none */
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
/* TRUE: it has changed since it was opened, or a process is writing to it.
 * Scanners often go on with a file after a pause. */
gboolean original_is_in_use(const struct original *original);

/* Durable when they return; another file that has its name is left alone. A
 * file that is in use stays in place, and in_use is set. If another file was
 * swapped for it during the move and cannot be put back because its directory
 * is gone, that file is kept and stray is set. spool is the spool's directory;
 * a crash may leave the file in its tmp/.
 *
 * What is archived is a copy of kept, our own file of its bytes: the original
 * belongs to the user who put it there, who may have another link to it. It
 * keeps its subfolder, its times and its name, or gets a number where that is
 * taken (sources/directory/free_name.h); If the last such name has the same
 * bytes, as after a crash, they are not copied again. It is 0600, or 0640 in a
 * directory that is shared with its group (spool/directory.h). */
gboolean original_archive(struct original *original, int kept,
			  const char *directory, const char *spool,
			  GError **error);
gboolean original_delete(struct original *original, const char *spool,
			 GError **error);

/* Where the spool is on another file system, a crash may leave the file hidden
 * in its own directory. This gives it a name again, and it will be taken as a
 * duplicate. */
void original_unhide_all(const char *directory, gboolean recursive);

DEFINE_AUTOPTR(original, original_free)

#endif
