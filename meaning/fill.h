/* fill.h - a record's issues get their requests and citations. */
#ifndef MEANING_FILL_H
#define MEANING_FILL_H

#include "core/flow.h"
#include "core/record.h"
#include "meaning/lexicon.h"

/* Derives the request and the citations of every issue of a record that was
 * read from the flow, with where the words stand, and warns of a category that
 * is in doubt. */
void meaning_fill(struct record *record, const struct flow *flow,
		  const struct lexicon *lexicon);

#endif
