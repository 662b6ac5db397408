/* completeness.h - whether a letter is whole, and which fields a missing part
 * affects.
 *
 * A letter is whole when its sections and labels come in its family's order,
 * its sentences run over the breaks between its pages, and it ends as its
 * family does. A part that is missing between two sentences of one section
 * cannot be noticed in the text. */
#ifndef PARSER_DOUBT_COMPLETENESS_H
#define PARSER_DOUBT_COMPLETENESS_H

#include "parser/letter/grammar.h"
#include "parser/letter/letter.h"
#include "parser/pages/page_plan.h"

/* To be called once the record is read from the letter. Warns `incomplete` of
 * each place where something is missing, and of each text beside it, which may
 * have lost a part or belong to another issue; sets the letter's gaps and
 * lacks_decisions. landmarks are the flow's; plan, which may be NULL, tells
 * which pages may stand in another place. */
void completeness_check(struct letter *letter, const GArray *landmarks,
			const struct grammar *grammar,
			const struct page_plan *plan);

#endif
