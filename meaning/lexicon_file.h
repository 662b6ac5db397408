/* lexicon_file.h - one file of the lexicon, line by line; private to
 * lexicon*.c. */
#ifndef MEANING_LEXICON_FILE_H
#define MEANING_LEXICON_FILE_H

#include "meaning/lexicon.h"

struct abbreviation {
	char *text, *expansion;
	char *where; /* "drug", "body", ...; NULL: any */
};

/* The entries from all files so far. */
struct lexicon_lines {
	GPtrArray *entries;	  /* of struct entry */
	GPtrArray *abbreviations; /* of struct abbreviation */
	GPtrArray *flaws;	  /* NULL: not wanted */
};

void entry_free(struct entry *entry);
/* The words of a phrase; NULL if it has none. */
char **entry_words(const char *phrase);

void lexicon_lines_init(struct lexicon_lines *lines, GPtrArray *flaws);
void lexicon_lines_clear(struct lexicon_lines *lines);
void lexicon_file_read(struct lexicon_lines *lines, const char *path,
		       const char *text);
/* line 0: the whole file. */
void lexicon_flaw_add(GPtrArray *flaws, const char *path, guint line,
		      const char *format, ...) G_GNUC_PRINTF(4, 5);

#endif
