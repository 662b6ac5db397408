/* target.h - what lies where a file is to be written, and whether it may be
 * replaced.
 *
 * A mistyped command must not cost a letter: `-o *.pdf` names the first one as
 * the output. So a file that begins as a document that people send (a PDF, an
 * image, an Office file, an archive, an e-mail, a letter's text) is never
 * replaced, nor is a database; any other file only by force. */
#ifndef OUTPUT_TARGET_H
#define OUTPUT_TARGET_H

#include <glib.h>

enum target {
	TARGET_FREE,   /* nothing is there */
	TARGET_FILE,   /* a file that may be replaced */
	TARGET_STREAM, /* a pipe or a character device: written to as it is */
};

/* FATAL, with what to do, where path must not be written. */
gboolean target_examine(const char *path, gboolean force,
			enum target *out_target, GError **error);

/* What bytes begin as, with its article, where they are never replaced; NULL:
 * anything else. */
const char *target_document_kind(const guint8 *data, gsize size);

#endif
