/* flow_evidence.h - where a piece of a flow's text stands on the pages. */
#ifndef CORE_FLOW_EVIDENCE_H
#define CORE_FLOW_EVIDENCE_H

#include "core/flow.h"
#include "core/record.h"

/* The boxes of [start, end), one a line and page; NULL where no word is there.
 * The caller owns it. */
struct evidence *evidence_from_flow(const struct flow *flow, const char *path,
				    gsize start, gsize end);

/* Adds those of a further piece, which stands behind the others: the confidence
 * is the lowest of all. */
void evidence_extend(struct evidence *evidence, const struct flow *flow,
		     gsize start, gsize end);

#endif
