/* target.h - examines what is at an output path, and whether it may be
 * replaced.
 *
 * A mistyped command must not destroy a letter: `-o *.pdf` makes the first one
 * the output. So a file that begins like a document that people send (a PDF, an
 * image, an Office file, an archive, an e-mail, a letter's text) is never
 * replaced, nor is a database; any other file only with force. */
#ifndef OUTPUT_TARGET_H
#define OUTPUT_TARGET_H

#include <glib.h>

enum target {
	TARGET_FREE,   /* nothing is there */
	TARGET_FILE,   /* a file that may be replaced */
	TARGET_STREAM, /* a pipe or a character device: written to as it is */
};

/* FATAL, with what to do, if path must not be written. */
gboolean target_examine(const char *path, gboolean force,
			enum target *out_target, GError **error);

/* The kind of document that the bytes begin like, with its article, if it is
 * never replaced; NULL: anything else. */
const char *target_document_kind(const guint8 *data, gsize size);

#endif
