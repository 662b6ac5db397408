/* settle.h - has a file been written to its end?
 *
 * Scanners close a file between pages, copies over a network stall for
 * seconds; quiet alone does not tell. The answers look at a few places of an
 * open file, by pread, and never decode it: a document that is whole here can
 * still be broken. */
#ifndef SOURCES_DIRECTORY_SETTLE_H
#define SOURCES_DIRECTORY_SETTLE_H

#include <glib.h>

/* Somebody has it open for writing. FALSE as well where the file system or the
 * file's owner does not let us know. */
gboolean settle_is_busy(int fd);

/* It ends as its kind must: PDF by %%EOF, and as long as a linearised one says
 * it is; TIFF by directories, values and strips inside the file; PNG by IEND;
 * JPEG by EOI. Of another kind: not empty, and neither its head nor its end
 * zeros alone: a copy that sets the size first and then fills it. FALSE where
 * it cannot be read. */
gboolean settle_is_complete(int fd);

#endif
