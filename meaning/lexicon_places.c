/* lexicon_places.c - where the lexicon's files are. */
#include "meaning/lexicon_places.h"

#include "core/error.h"

#define OPERATORS_PLACE "/etc/imr-ingest/lexicon"

static char *
own_place(void)
{
	g_autofree char *self = g_file_read_link("/proc/self/exe", NULL);
	g_autofree char *folder = g_path_get_dirname(self ? self : "");
	g_autofree char *parent = g_path_get_dirname(folder);
	g_autofree char *beside = g_build_filename(parent, "lexicon", NULL);

	return g_strdup(g_file_test(beside, G_FILE_TEST_IS_DIR) ? beside
								: IMR_DATADIR
				"/lexicon");
}

char **
lexicon_places(void)
{
	const char *told = g_getenv("IMR_LEXICON");
	char **places;

	if (told != NULL && *told != '\0')
		return g_strsplit(told, ":", -1);
	places = g_new0(char *, 3);
	places[0] = own_place();
	places[1] = g_strdup(OPERATORS_PLACE);
	return places;
}

char *
lexicon_now(void)
{
	g_auto(GStrv) places = lexicon_places();

	return lexicon_hash_files((const char *const *)places);
}

struct lexicon *
lexicon_open(GError **error)
{
	g_auto(GStrv) places = lexicon_places();
	struct lexicon *lexicon =
		lexicon_new((const char *const *)places, NULL);

	if (!lexicon_is_empty(lexicon))
		return lexicon;
	lexicon_free(lexicon);
	error_set(error, IMR_ERROR_FATAL,
		  "no lexicon in '%s'; install imr-ingest again", places[0]);
	return NULL;
}
