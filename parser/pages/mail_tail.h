/* mail_tail.h - text that a mail program appended to a letter that was pasted
 * or printed as a mail. */
#ifndef PARSER_PAGES_MAIL_TAIL_H
#define PARSER_PAGES_MAIL_TAIL_H

#include "core/flow.h"

/* Where, in [from, end) of the flow's text, a sender's signature (its
 * delimiter, "-- ", is RFC 3676's) or an earlier mail (its head, or the words
 * by which mail programs introduce it) begins; end, where none does. */
gsize mail_tail_find(const struct flow *flow, gsize from, gsize end);

#endif
