/* config_spool.c - finds the spool of wrong settings, so that the operator can
 * still see it. */
#include <string.h>

#include "settings/config.h"

/* The value of the last line "directory = VALUE" below [spool]. */
static char *
find_directory(char **lines)
{
	gboolean in_spool = FALSE;
	char *found = NULL;

	for (char **line = lines; *line != NULL; line++) {
		g_auto(GStrv) sides = NULL;

		g_strstrip(*line);
		if (**line == '[')
			in_spool = strcmp(*line, "[spool]") == 0;
		if (!in_spool || **line == '[' || **line == '#')
			continue;
		sides = g_strsplit(*line, "=", 2);
		if (g_strv_length(sides) < 2 ||
		    strcmp(g_strstrip(sides[0]), "directory") != 0)
			continue;
		g_free(found);
		found = g_strdup(g_strstrip(sides[1]));
	}
	return found;
}

char *
config_find_spool(const char *path)
{
	g_autofree char *text = NULL, *directory = NULL;
	g_auto(GStrv) lines = NULL;

	if (!g_file_get_contents(path, &text, NULL, NULL))
		return NULL;
	lines = g_strsplit(text, "\n", -1);
	directory = find_directory(lines);
	if (directory == NULL)
		return spool_default_directory(config_path_is_system(path));
	return g_steal_pointer(&directory);
}
