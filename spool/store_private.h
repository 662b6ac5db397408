/* store_private.h - what the files behind store.h share. */
#ifndef SPOOL_STORE_PRIVATE_H
#define SPOOL_STORE_PRIVATE_H

#include "spool/store.h"

struct store {
	char *path;    /* <directory>/store */
	int above;     /* <directory> */
	int letters;   /* <directory>/store */
	int temporary; /* <directory>/tmp */
};

/* Empties tmp/ of what a crash left; files that are not ours are moved to
 * strays/. */

/* The files in a letter's directory. */
#define STORE_ORIGINAL "original"
#define STORE_PAGES "pages.json.gz"
#define STORE_RECORDS "records.json.gz"

/* Whether id is 64 lower-case hexadecimal digits; only then may it become part
 * of a path. */
gboolean store_is_id(const char *id);

/* The directories from store/ down to the letter's, -1 where not open. */
struct store_place {
	int prefix; /* ab */
	int letter; /* abcdef... */
};
gboolean store_place_open(const struct store *store, const char *id,
			  gboolean make, struct store_place *out_place,
			  GError **error);
void store_place_close(struct store_place *place);

typedef struct store_place store_place;
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(store_place, store_place_close)

/* Syncs the letter's directory and those above it, including what an earlier
 * try created but did not sync. */
gboolean store_place_sync(const struct store *store,
			  const struct store_place *place, GError **error);

/* A new file in tmp/ with a unique name, which the caller frees. */
int store_part_new(const struct store *store, guint mode, char **out_part,
		   GError **error);
/* A regular file of the letter, for reading, or -1. */
int store_open_file(const struct store *store, const char *id, const char *name,
		    GError **error);

#endif
