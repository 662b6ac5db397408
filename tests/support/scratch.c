/* scratch.c - see scratch.h. */
#include "tests/support/scratch.h"

#include <glib/gstdio.h>

void
scratch_remove(const char *directory)
{
	g_autoptr(GDir) names = g_dir_open(directory, 0, NULL);
	const char *name;

	while ((name = g_dir_read_name(names)) != NULL) {
		g_autofree char *path = g_build_filename(directory, name, NULL);

		if (g_file_test(path, G_FILE_TEST_IS_DIR) &&
		    !g_file_test(path, G_FILE_TEST_IS_SYMLINK))
			scratch_remove(path);
		else
			g_assert_no_errno(g_unlink(path));
	}
	g_assert_no_errno(g_rmdir(directory));
}
