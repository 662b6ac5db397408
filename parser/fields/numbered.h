/* numbered.h - 2013's numbered sentences, each deciding a request. */
#ifndef PARSER_FIELDS_NUMBERED_H
#define PARSER_FIELDS_NUMBERED_H

#include "parser/letter/letter.h"

/* One `N) ... the request for <X> is [not] medically necessary ...`, or the
 * like without `the request for`. */
struct numbered {
	int number;
	gsize start, end;		      /* the whole sentence */
	gsize treatment_start, treatment_end; /* <X> */
	const char *decision; /* NULL where it does not say, or neither */
	gsize decision_start, decision_end; /* equal: it does not say */
	gboolean unnumbered; /* no number was found, and it is the whole range
			      */
};

/* The numbered items of [start, end), ascending; with deciding, only those
 * whose first paragraph says whether it is medically necessary, or begins as
 * those do (a rationale may hold numbered lists of its own). Where no number is
 * found, the whole range is the one item. The caller frees the array. */
GArray *numbered_find(const struct flow *flow, gsize start, gsize end,
		      gboolean deciding);

/* Whether a line of [start, end) that begins none of the items begins like
 * one: with a number out of order, or what a scan may have made of a number. */
gboolean numbered_may_lack(const struct flow *flow, const GArray *items,
			   gsize start, gsize end);

/* Fills the item's parts from its start and end. */
void numbered_locate_parts(const struct flow *flow, struct numbered *item);

/* Adds an issue to the record for one of them: heading, treatment, decision.
 */
struct issue *numbered_enter(struct letter *letter,
			     const struct numbered *numbered);

#endif
