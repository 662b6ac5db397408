/* decision.h - the words that decide an issue: Upheld or Overturned. */
#ifndef PARSER_LETTER_DECISION_H
#define PARSER_LETTER_DECISION_H

#include <glib.h>

/* What stands where a decision belongs. */
struct verdict {
	/* "upheld", "overturned"; NULL: words that are neither of the two
	 * (`Upheld in part`, `Modified`, `Withdrawn`) */
	const char *decision;
	gsize start, end;  /* those words; start == end: there are none */
	gsize heading_end; /* behind what stands before them and their colon */
};

/* The verdict that ends text[start, end), FALSE where no words of a verdict
 * stand there. typed: the words came from a keyboard, so a different spelling
 * is a different word; else a character or two may have been misread (the two
 * words have little in common). */
gboolean decision_at_end(const char *text, gsize start, gsize end,
			 gboolean typed, struct verdict *out);

/* 2013's wording: "is not medically necessary and appropriate" upholds, "is
 * medically necessary and appropriate" overturns. The first such wording in
 * [start, end), also where `not` lost its space. A sentence that goes on behind
 * it ("... for six visits only"), or that says it in another way ("is partially
 * medically necessary"), gives a NULL decision. FALSE if there is no such
 * wording. The verdict starts at its "is", where the heading ends. */
gboolean decision_in_sentence(const char *text, gsize start, gsize end,
			      struct verdict *out);

#endif
