/* lexicon.h - the project's own lexicon, for the tests of this room. */
#ifndef TESTS_MEANING_LEXICON_H
#define TESTS_MEANING_LEXICON_H

#include "meaning/lexicon.h"

static inline struct lexicon *
own_lexicon(void)
{
	static const char *const places[] = { "meaning/lexicon", NULL };

	return lexicon_new(places, NULL);
}

#endif
