/* grammar.h - in which order the sections and labels of a family come.
 *
 * A missing part shows by a break in the form: a page that begins in a
 * rationale cannot follow one that ends in the case summary. Sets of landmark
 * kinds are bits (SECTION()). */
#ifndef PARSER_LETTER_GRAMMAR_H
#define PARSER_LETTER_GRAMMAR_H

#include <glib.h>

#include "parser/letter/landmark.h"

#define SECTION(kind) (1u << (kind))
#define SECTION_START (1u << 31) /* before the letter's first landmark */

struct section_rule {
	enum landmark_kind kind;
	guint32 after; /* the set of what it may follow; 0 ends the rules */
};

struct grammar {
	const struct section_rule *rules; /* other landmarks are only text */

	guint32 closing; /* in which a letter may end */

	/* All decisions come behind these, or have come before those: a loss
	 * there leaves the outcome as it is. */
	guint32 before_decisions, after_decisions;

	/* Each issue begins with a heading that ends in a decision word, right
	 * above the claims administrator's guideline. */
	gboolean has_headings;
};

/* Whether the family knows the landmark at all. */
gboolean grammar_has(const struct grammar *grammar, enum landmark_kind kind);

/* state: one bit, SECTION(kind) or SECTION_START. */
gboolean grammar_may_follow(const struct grammar *grammar, guint32 state,
			    enum landmark_kind kind);

#endif
