/* dictionary.c - which words exist: Hunspell's English with medical words. */
#include "textclean/textclean.h"

#include <hunspell/hunspell.h>
#include <unistd.h>

#include "core/error.h"

#define SYSTEM_DIRECTORY "/usr/share/hunspell"

struct dictionary {
	Hunhandle *everyday, *medical;
};

static char *
find_file(const char *directory, const char *name, const char *package,
	  GError **error)
{
	g_autofree char *path = g_build_filename(directory, name, NULL);

	if (access(path, R_OK) < 0) {
		error_set(error, IMR_ERROR_FATAL,
			  "no dictionary '%s': install the package %s", path,
			  package);
		return NULL;
	}
	return g_steal_pointer(&path);
}

struct dictionary *
dictionary_new(const char *directory, GError **error)
{
	const char *from = directory != NULL ? directory : SYSTEM_DIRECTORY;
	g_autofree char *affixes = NULL, *words = NULL, *medical = NULL;
	struct dictionary *dictionary;

	affixes = find_file(from, "en_US.aff", "hunspell-en-us", error);
	if (affixes == NULL)
		return NULL;
	words = find_file(from, "en_US.dic", "hunspell-en-us", error);
	if (words == NULL)
		return NULL;
	medical = find_file(from, "en_med_glut.dic", "hunspell-en-med", error);
	if (medical == NULL)
		return NULL;
	dictionary = g_new0(struct dictionary, 1);
	dictionary->everyday = Hunspell_create(affixes, words);
	dictionary->medical = Hunspell_create(affixes, medical);
	return dictionary;
}

void
dictionary_free(struct dictionary *dictionary)
{
	if (dictionary == NULL)
		return;
	Hunspell_destroy(dictionary->everyday);
	Hunspell_destroy(dictionary->medical);
	g_free(dictionary);
}

gboolean
dictionary_knows_everyday(struct dictionary *dictionary, const char *word)
{
	return Hunspell_spell(dictionary->everyday, word) != 0;
}

gboolean
dictionary_knows(struct dictionary *dictionary, const char *word)
{
	return dictionary_knows_everyday(dictionary, word) ||
	       Hunspell_spell(dictionary->medical, word) != 0;
}
