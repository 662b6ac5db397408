/* settle.h - has a file been written to its end?
 *
 * Scanners close a file between pages, and copies over a network stall for
 * seconds, so quiet alone is not enough. These functions look at a few places
 * of an open file, by pread, and never decode it: a file that is complete here
 * can still be damaged. */
#ifndef SOURCES_DIRECTORY_SETTLE_H
#define SOURCES_DIRECTORY_SETTLE_H

#include <glib.h>

/* TRUE: a process has it open for writing. Also FALSE if the file system, or
 * the file's owner, does not let us find out. */
gboolean settle_is_busy(int fd);

/* TRUE: it ends as its kind must: PDF by %%EOF, and as long as a linearised one
 * says it is; TIFF by directories, values and strips inside the file; PNG by
 * IEND; JPEG by EOI. A file of another kind must not be empty, and neither its
 * head nor its end may be all zeros, as in a copy that sets the size first.
 * FALSE if it cannot be read. */
gboolean settle_is_complete(int fd);

#endif
