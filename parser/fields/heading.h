/* heading.h - an issue's heading, which ends in its decision word. */
#ifndef PARSER_FIELDS_HEADING_H
#define PARSER_FIELDS_HEADING_H

#include "parser/letter/decision.h"
#include "parser/letter/letter.h"

struct heading {
	gsize start, end; /* what stands before the decision's colon */
	struct verdict verdict;
	gboolean start_is_certain;
	gboolean start_is_guess; /* nothing but a sentence's end shows it */
};

/* The heading that ends where limit begins the issue's first label.
 * behind: the earliest it can begin; after_text: what lies there is the
 * rationale of the issue before. */
struct heading heading_before(const struct flow *flow, gsize behind,
			      gsize limit, gboolean after_text);

/* Enters heading, treatment and decision, with their doubts. */
void heading_enter(struct letter *letter, struct issue *issue,
		   const struct heading *heading);

#endif
