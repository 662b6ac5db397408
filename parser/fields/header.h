/* header.h - the header table: labels paired with their values by geometry.
 *
 * A PDF may draw a table column by column, and `Application` / `Received:`
 * breaks over two lines with its date beside the first: only where the words
 * stand tells which value belongs to which label. */
#ifndef PARSER_FIELDS_HEADER_H
#define PARSER_FIELDS_HEADER_H

#include "parser/letter/letter.h"

/* Reads case number, dates, priority, employee name and claim number from the
 * words of [start, end). What is absent or unreadable stays NULL; a label
 * whose value cannot be read is a warning. */
void header_read(struct letter *letter, gsize start, gsize end);

/* Whether [start, end) holds a header table: a case number's label and at
 * least one other of its labels. */
gboolean header_is_there(const struct flow *flow, gsize start, gsize end);

#endif
