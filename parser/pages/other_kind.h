/* other_kind.h - documents of other kinds that speak of IMR letters.
 *
 * Opinions, petitions, notices and reviews of other programs use the form's
 * words, and quote whole letters. Their titles say what they are; their
 * quotations are surrounded by their own text. */
#ifndef PARSER_PAGES_OTHER_KIND_H
#define PARSER_PAGES_OTHER_KIND_H

#include <glib.h>

#include "core/flow.h"

/* The kind (core/reject_code.h) of the first title of another document in
 * [start, end), and where that title's line starts; NULL where none is there.
 * A title is in capitals or bold, or has its line to itself. */
const char *other_kind_by_title(const struct flow *flow, gsize start, gsize end,
				gsize *out_start);

/* Whether [start, end) argues law as opinions and briefs do: four words or
 * more of theirs, which no rationale has together. */
gboolean other_kind_argues_law(const struct flow *flow, gsize start, gsize end);

#endif
