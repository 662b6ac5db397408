/* lexicon_places.h - where the lexicon's files lie. */
#ifndef MEANING_LEXICON_PLACES_H
#define MEANING_LEXICON_PLACES_H

#include "meaning/lexicon.h"

/* IMR_LEXICON of the environment, directories parted by colons; else the
 * program's own directory, beside the programs of a build tree or as installed,
 * and the operator's, /etc/imr-ingest/lexicon. The caller's. */
char **lexicon_places(void);

/* The hash that the lexicon of these would have now (lexicon_hash()); the
 * caller's. */
char *lexicon_now(void);

/* The lexicon of these; FATAL where they hold no file. */
struct lexicon *lexicon_open(GError **error);

#endif
