/* store.h - the letters' bytes, and what was read from them, as files.
 *
 *     <directory>/store/ab/abcdef.../original          as it came in, 0400
 *     <directory>/store/ab/abcdef.../pages.json.gz     core/document.h, pages
 *     <directory>/store/ab/abcdef.../records.json.gz   [{"record", "text"}]
 *     <directory>/tmp/                                 what is being written
 *     <directory>/strays/                              spool/strays.h
 *
 * Files are 0600 or 0400 in directories of 0700; if <directory> is shared with
 * a group (spool/directory.h), that group can read store/ too. A file is
 * complete and synced before it gets its name; files in tmp/ after a crash are
 * useless. The spool decides which letters there are: a directory without a row
 * is left from a crash before its claim, and its letter is still in the inbox.
 * If the spool itself was lost, its letters can be recovered from the store.
 *
 * Thread-safe: a store is only a directory's descriptors. */
#ifndef SPOOL_STORE_H
#define SPOOL_STORE_H

#include <glib.h>

#include "core/cleanup.h"

struct document;
struct store;

/* Creates missing directories. */
struct store *store_open(const char *directory, GError **error);
/* Opens an existing store, for a user who may only read it. */
struct store *store_open_to_read(const char *directory, GError **error);
void store_free(struct store *store);

/* Begins the name in tmp/ of a file that was moved from an inbox to be deleted
 * (sources/directory/original.h). After a crash such a file may be the only
 * copy. */
#define STORE_LEAVING_PREFIX ".removed."
/* Empties tmp/, at the daemon's start and under its lock. Files that may be a
 * letter are moved to strays/; warn is called for each of these, and for each
 * that could not be moved. */
void store_sweep(struct store *store, void (*warn)(const char *message));

/* Copies fd from its start into tmp/, synced, and computes its id as it goes.
 * REJECT above limit bytes. */
struct incoming {
	char *id;
	guint64 size_bytes;
	char *part; /* its name in tmp/ */
};
struct incoming *store_receive(struct store *store, int fd, guint64 limit,
			       GError **error);
/* Moves it to its place, durably; if the same bytes are already there, those
 * are kept. */
gboolean store_commit(struct store *store, struct incoming *incoming,
		      GError **error);
/* Also removes the file if it was not committed. */
void incoming_free(struct store *store, struct incoming *incoming);

/* The original, read-only, or -1. */
int store_open_original(struct store *store, const char *id, GError **error);
char *store_original_path(const struct store *store, const char *id);

/* document may be NULL (its old pages, if any, stay). records are of struct
 * record, with their text. Both are durable when it returns. */
gboolean store_put_result(struct store *store, const char *id,
			  const struct document *document,
			  const GPtrArray *records, GError **error);
/* Reads what any version has stored: missing members are null, unknown ones are
 * ignored. RETRY or FATAL if it cannot be read, or a newer version wrote it;
 * REJECT if its contents are broken. */
GPtrArray *store_load_records(struct store *store, const char *id,
			      GError **error);
struct document *store_load_document(struct store *store, const char *id,
				     GError **error);

/* Hashes the original: REJECT if it is missing or does not match its id. */
gboolean store_check_original(struct store *store, const char *id,
			      GError **error);

/* Check that the files exist, and that the original has its size; else REJECT.
 * No file is opened. */
gboolean store_find_original(struct store *store, const char *id,
			     guint64 size_bytes, GError **error);
gboolean store_find_records(struct store *store, const char *id,
			    GError **error);
gboolean store_find_pages(struct store *store, const char *id, GError **error);

/* A letter in the store, whether or not the spool knows it. */
struct stored {
	char id[65];
	guint64 size_bytes; /* 0 if its original is missing */
	gint64 received;    /* ms of Unix time, from the file; 0: unknown */
};
#define STORE_SHELVES 256u
/* Adds the letters of one shelf (0 to 255), in any order, to stored (of struct
 * stored). Reads only names; no file is opened. */
gboolean store_list_shelf(struct store *store, guint shelf, GArray *stored,
			  GError **error);

/* The bytes that we can still use on the store's file system. */
gboolean store_free_bytes(const struct store *store, guint64 *out_bytes,
			  GError **error);
/* Free inodes; G_MAXUINT64 if the file system does not count them. */
gboolean store_free_files(const struct store *store, guint64 *out_files,
			  GError **error);

DEFINE_AUTOPTR(store, store_free)

#endif
