/* fill.h - fills in the requests and citations of a record's issues. */
#ifndef MEANING_FILL_H
#define MEANING_FILL_H

#include "core/flow.h"
#include "core/record.h"
#include "meaning/lexicon.h"

/* Derives the request and the citations of every issue of a record that was
 * read from the flow, with the places of the words as evidence, and warns of a
 * doubtful category. */
void meaning_fill(struct record *record, const struct flow *flow,
		  const struct lexicon *lexicon);

#endif
