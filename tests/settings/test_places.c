/* test_places.c - which paths of the settings may not meet. */
#include "settings/places.h"

#include <glib/gstdio.h>
#include <unistd.h>

#include "core/error.h"
#include "settings/config.h"

static char *root; /* resolved */

static gboolean
check(const char *text, GError **error)
{
	g_autoptr(config) config = config_new();
	g_auto(GStrv) parts = g_strsplit(text, "@", -1);
	g_autofree char *whole = g_strjoinv(root, parts);
	g_autoptr(GPtrArray) silent = g_ptr_array_new_with_free_func(g_free);
	gboolean good;

	good = config_read_text(config, "test.conf", whole, error) &&
	       config_finish(config, error) &&
	       places_check(config, silent, NULL, error);
	g_assert_cmpuint(silent->len, ==, 0);
	return good;
}

#define SPOOL "[spool]\ndirectory=@/spool\n"

static void
test_apart(void)
{
	static const char *const rows[] = {
		SPOOL "[watch a]\ndirectory=@/in\n[watch b]\n"
		      "directory=@/other\n[sink files]\ndirectory=@/out\n",
		/* an archive below an inbox that is not recursive */
		SPOOL "[watch a]\ndirectory=@/in\narchive=@/in/done\n",
		/* two inboxes, one archive; archive unused */
		SPOOL "[watch a]\ndirectory=@/in\narchive=@/done\n"
		      "[watch b]\ndirectory=@/other\narchive=@/done\n",
		SPOOL "[watch a]\ndirectory=@/in\narchive=@/in\n"
		      "original=delete\n",
		/* two sinks, one in the other's directory */
		SPOOL "[sink files]\ndirectory=@/out\n"
		      "[sink sqlite]\nfile=@/out/letters.db\n",
		/* a common beginning is no common directory */
		SPOOL "[watch a]\ndirectory=@/in\n[watch b]\n"
		      "directory=@/in-2\nrecursive=yes\n",
		SPOOL "[sink http]\nurl=https://example.org/\n",
	};

	for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(GError) error = NULL;

		check(rows[i], &error);
		g_assert_no_error(error);
	}
}

static void
test_overlapping(void)
{
	static const struct {
		const char *text, *first, *second;
	} rows[] = {
		{ SPOOL "[watch a]\ndirectory=@/in\n[watch b]\n"
			"directory=@/in\n",
		  "[watch a] directory", "[watch b] directory" },
		{ SPOOL "[watch a]\ndirectory=@/in\nrecursive=yes\n"
			"[watch b]\ndirectory=@/in/deep\n",
		  "[watch a] directory", "[watch b] directory" },
		{ SPOOL "[watch a]\ndirectory=@/in\nrecursive=yes\n"
			"archive=@/in/done\n",
		  "[watch a] directory", "[watch a] archive" },
		{ SPOOL "[watch a]\ndirectory=@/in\narchive=@/in\n",
		  "[watch a] directory", "[watch a] archive" },
		{ SPOOL "[watch a]\ndirectory=@/spool/in\n",
		  "[spool] directory", "[watch a] directory" },
		{ SPOOL "[watch a]\ndirectory=@\nrecursive=yes\n",
		  "[spool] directory", "[watch a] directory" },
		{ SPOOL "[watch a]\ndirectory=@/in\n[sink files]\n"
			"directory=@/in\n",
		  "[watch a] directory", "[sink files]" },
		{ SPOOL "[watch a]\ndirectory=@/in\n[sink sqlite x]\n"
			"file=@/in/letters.db\n",
		  "[watch a] directory", "[sink sqlite x]" },
		{ SPOOL "[sink sqlite]\nfile=@/spool/spool.db\n",
		  "[spool] directory", "[sink sqlite]" },
		{ SPOOL "[sink sqlite]\nfile=@/x.db\n[sink sqlite b]\n"
			"file=@/x.db\n",
		  "[sink sqlite]", "[sink sqlite b]" },
		/* through a link, and before the path exists */
		{ SPOOL "[watch a]\ndirectory=@/in\n[sink files]\n"
			"directory=@/link\n",
		  "[watch a] directory", "[sink files]" },
		{ SPOOL "[watch a]\ndirectory=@/in\nrecursive=yes\n"
			"[sink files]\ndirectory=@/link/new/./deep\n",
		  "[watch a] directory", "[sink files]" },
	};

	for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(GError) error = NULL;

		g_assert_false(check(rows[i].text, &error));
		g_assert_error(error, IMR_ERROR, IMR_ERROR_FATAL);
		g_assert_nonnull(
			g_strstr_len(error->message, -1, rows[i].first));
		g_assert_nonnull(
			g_strstr_len(error->message, -1, rows[i].second));
		g_assert_nonnull(g_strstr_len(error->message, -1, root));
	}
}

int
main(int argc, char **argv)
{
	g_autofree char *inbox = NULL, *link = NULL;
	int status;

	g_test_init(&argc, &argv, NULL);
	root = g_dir_make_tmp("imr-places-XXXXXX", NULL);
	inbox = g_build_filename(root, "in", NULL);
	link = g_build_filename(root, "link", NULL);
	g_assert_cmpint(g_mkdir(inbox, 0700), ==, 0);
	g_assert_cmpint(symlink(inbox, link), ==, 0);
	g_test_add_func("/places/apart", test_apart);
	g_test_add_func("/places/overlapping", test_overlapping);
	status = g_test_run();
	g_unlink(link);
	g_rmdir(inbox);
	g_rmdir(root);
	g_free(root);
	return status;
}
