/* orphans.c - compares the store's directories with the spool's rows. */
#include "ctl/verify/orphans.h"

#include <sys/stat.h>

#include "core/error.h"
#include "ctl/session.h"
#include "view/find_letter.h"

#define YOUNG_SECONDS 60

struct search {
	GHashTable *known; /* ids */
	GPtrArray *found;
	gint64 now; /* seconds */
};

static void
look_at(struct search *search, const char *path, const char *name)
{
	struct stat there;

	if (g_hash_table_contains(search->known, name))
		return;
	/* Gone since, or perhaps about to be claimed. */
	if (lstat(path, &there) < 0 ||
	    search->now - there.st_mtime < YOUNG_SECONDS)
		return;
	g_ptr_array_add(search->found, g_strdup(path));
}

/* Calls each for every entry but "." and "..". */
static gboolean
each_entry(const char *path,
	   gboolean (*each)(struct search *search, const char *path,
			    const char *name, GError **error),
	   struct search *search, GError **error)
{
	g_autoptr(GError) problem = NULL;
	g_autoptr(GDir) directory = g_dir_open(path, 0, &problem);
	const char *name;

	if (directory == NULL)
		return error_set(error, IMR_ERROR_FATAL, "%s",
				 problem->message);
	while ((name = g_dir_read_name(directory)) != NULL) {
		g_autofree char *entry = g_build_filename(path, name, NULL);

		if (!each(search, entry, name, error))
			return FALSE;
	}
	return TRUE;
}

static gboolean
look_at_letter(struct search *search, const char *path, const char *name,
	       GError **error G_GNUC_UNUSED)
{
	look_at(search, path, name);
	return TRUE;
}

/* "ab", of ids that begin so. Anything else there is ignored. */
static gboolean
look_at_shelf(struct search *search, const char *path, const char *name,
	      GError **error)
{
	if (g_file_test(path, G_FILE_TEST_IS_DIR))
		return each_entry(path, look_at_letter, search, error);
	look_at(search, path, name);
	return TRUE;
}

GPtrArray *
orphans_find(struct session *session, GError **error)
{
	const struct letter_filter all = { .any_state = TRUE };
	g_autofree char *path =
		g_build_filename(session->directory, "store", NULL);
	g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GPtrArray) ids =
		find_matching_ids(session->spool, &all, NULL, error);
	g_autoptr(GHashTable) known = g_hash_table_new(g_str_hash, g_str_equal);
	struct search search = { known, found, g_get_real_time() / 1000000 };

	if (ids == NULL)
		return NULL;
	for (guint i = 0; i < ids->len; i++)
		g_hash_table_add(known, ids->pdata[i]);
	if (!each_entry(path, look_at_shelf, &search, error))
		return NULL;
	return g_steal_pointer(&found);
}
