/* documents.h - the list of documents reviewed, in 2013's letters. */
#ifndef PARSER_FIELDS_DOCUMENTS_H
#define PARSER_FIELDS_DOCUMENTS_H

#include "parser/letter/letter.h"

/* One string a paragraph or bulleted line of [start, end), without its
 * bullet or number; the sentence that
 * introduces the list is left out. */
void documents_read(struct letter *letter, gsize start, gsize end);

#endif
