/* store.h - the letters' bytes, and what was read from them, as files.
 *
 *     <directory>/store/ab/abcdef.../original          as it came in, 0400
 *     <directory>/store/ab/abcdef.../pages.json.gz     core/document.h, pages
 *     <directory>/store/ab/abcdef.../records.json.gz   [{"record", "text"}]
 *     <directory>/tmp/                                 what is being written
 *     <directory>/strays/                              spool/strays.h
 *
 * Files are 0600 or 0400 in directories of 0700; where <directory> is shared
 * with a group (spool/directory.h), that reads store/ too. A file is whole and
 * synced before it gets its name; what lies in tmp/ after a crash is nobody's.
 * The spool decides which letters there are: a directory without a row is the
 * trace of a crash before its claim, and its letter still in the inbox. Where
 * the spool itself was lost, the store tells which letters there were.
 *
 * Thread-safe: a store is only its directory's descriptor. */
#ifndef SPOOL_STORE_H
#define SPOOL_STORE_H

#include <glib.h>

#include "core/cleanup.h"

struct document;
struct store;

/* Makes the directories where they are missing. */
struct store *store_open(const char *directory, GError **error);
/* One that is there, for who may only read it. */
struct store *store_open_to_read(const char *directory, GError **error);
void store_free(struct store *store);

/* What a letter's file in an inbox is called in tmp/ on its way to be deleted
 * (sources/directory/original.h): what a crash left there may be nobody's copy.
 */
#define STORE_LEAVING_PREFIX ".removed."
/* Empties tmp/, at the daemon's start and under its lock. What of it may be
 * somebody's letter goes to strays/; warn is told of each that does, or
 * stays. */
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
/* Gives it its place, durably; the same bytes already there are kept. */
gboolean store_commit(struct store *store, struct incoming *incoming,
		      GError **error);
/* Removes what was not committed. */
void incoming_free(struct store *store, struct incoming *incoming);

/* The original, read-only, or -1. */
int store_open_original(struct store *store, const char *id, GError **error);
char *store_original_path(const struct store *store, const char *id);

/* document may be NULL (its old pages, if any, stay). records are of struct
 * record, with their text. Both durable when it returns. */
gboolean store_put_result(struct store *store, const char *id,
			  const struct document *document,
			  const GPtrArray *records, GError **error);
/* Of any version that has stored it: what is missing is null, what is not
 * known is passed over. RETRY/FATAL when it cannot be read, or a newer version
 * wrote it; REJECT when what it holds is broken. */
GPtrArray *store_load_records(struct store *store, const char *id,
			      GError **error);
struct document *store_load_document(struct store *store, const char *id,
				     GError **error);

/* Hashes the original: REJECT when it is missing or not what its id says. */
gboolean store_check_original(struct store *store, const char *id,
			      GError **error);

/* Whether they are there, the original as long as it was: REJECT else. Nothing
 * is opened. */
gboolean store_find_original(struct store *store, const char *id,
			     guint64 size_bytes, GError **error);
gboolean store_find_records(struct store *store, const char *id,
			    GError **error);
gboolean store_find_pages(struct store *store, const char *id, GError **error);

/* A letter that lies here, whether or not the spool knows it. */
struct stored {
	char id[65];
	guint64 size_bytes; /* 0 where its original is missing */
	gint64 received;    /* ms of Unix time, by the file; 0: nothing tells */
};
#define STORE_SHELVES 256u
/* Adds those of one shelf (0 to 255), in no order, to stored (of struct
 * stored): the names alone, no file is opened. */
gboolean store_list_shelf(struct store *store, guint shelf, GArray *stored,
			  GError **error);

/* Bytes free for us on the store's file system. */
gboolean store_free_bytes(const struct store *store, guint64 *out_bytes,
			  GError **error);
/* Inodes; G_MAXUINT64 where the file system does not count them. */
gboolean store_free_files(const struct store *store, guint64 *out_files,
			  GError **error);

DEFINE_AUTOPTR(store, store_free)

#endif
