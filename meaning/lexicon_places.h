/* lexicon_places.h - where the lexicon's files are. */
#ifndef MEANING_LEXICON_PLACES_H
#define MEANING_LEXICON_PLACES_H

#include "meaning/lexicon.h"

/* The directories in $IMR_LEXICON, separated by colons; else the program's own
 * directory, in a build tree or as installed, and the operator's,
 * /etc/imr-ingest/lexicon. The caller frees them. */
char **lexicon_places(void);

/* lexicon_hash() of the files in these directories now; the caller frees it. */
char *lexicon_now(void);

/* The lexicon in these directories; FATAL if they contain no file. */
struct lexicon *lexicon_open(GError **error);

#endif
