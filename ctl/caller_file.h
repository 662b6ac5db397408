/* caller_file.h - writes a file as the caller, from a spool that is read as its
 * owner.
 *
 * Root's imrctl becomes the spool's owner for good, and that user may not be
 * allowed to write in the caller's directory. So a child becomes the owner and
 * reads the spool; it sends the bytes through a pipe, and the parent, still the
 * caller, writes them to the file. */
#ifndef CTL_CALLER_FILE_H
#define CTL_CALLER_FILE_H

#include <glib.h>

#include "ctl/command.h"

/* Runs `run` in a child, with the pipe to write the file's bytes to; what it
 * returns is the child's exit status. It prints its own errors. The file
 * appears at path (output/whole_file.h) once the child has ended with CTL_DONE,
 * or with CTL_WRONG and some bytes: an export without its broken records. */
enum ctl_status caller_file_fill(const char *path, gboolean force,
				 enum ctl_status (*run)(int pipe,
							gpointer data),
				 gpointer data, GError **error);

#endif
