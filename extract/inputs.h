/* inputs.h - what the command line names: files, folders, standard input.
 *
 * Nothing here looks inside a document; only a worker finds out that a file is
 * not a letter. A name that cannot be used becomes an input with an error, so
 * that it is reported in its turn like any other letter that fails. */
#ifndef EXTRACT_INPUTS_H
#define EXTRACT_INPUTS_H

#include <glib.h>
#include <time.h>

#include "core/cleanup.h"

struct input {
	char *path;   /* as named, for messages */
	char *name;   /* base name in UTF-8, for the record */
	char *folder; /* below its source, the same; NULL: not known */
	char *id;     /* SHA-256 of the bytes, once opened */
	int fd;	      /* -1 unless open; its offset is never relied on */
	guint64 size_bytes;
	struct timespec modified;
	gboolean found; /* in a folder, not named: no symbolic link */
	GError *error;	/* why it cannot be opened; NULL: try */
};

/* The files that the arguments name, in their order; below a folder sorted by
 * name, without hidden names and symbolic links. A folder without recursive is
 * an input with an error. "-" is read to its end here, up to limit bytes. Owns
 * struct input. */
GPtrArray *inputs_list(const char *const *arguments, gboolean recursive,
		       gint64 limit);

/* An input that is open already and whose id is known: a letter of the spool.
 * Takes the descriptor, on failure too. */
struct input *input_new_open(int take_fd, const char *name, const char *id,
			     GError **error);

/* Opens the file and computes its id. REJECT says what is wrong with it and
 * what to do. */
gboolean input_open(struct input *input, gint64 limit, GError **error);

/* REJECT when the bytes may no longer be those that the id was made of. */
gboolean input_check_unchanged(const struct input *input, GError **error);

/* Closes the descriptor; id and names stay. */
void input_close(struct input *input);

/* NAME as it may stand in a record: UTF-8, other bytes escaped. */
char *input_safe_name(const char *name);

void input_free(struct input *input);

DEFINE_AUTOPTR(input, input_free)

#endif
