/* second_reading.h - what a closer look at a page says of the typed fields.
 *
 * Two readings that agree are surer than either. What only the closer one has
 * is taken where it is believed, with a warning; two different values are
 * none. */
#ifndef PARSER_SECOND_READING_H
#define PARSER_SECOND_READING_H

#include "parser/letter.h"

/* Both are read, and checks_run() has seen neither. What is taken is taken out
 * of closer. */
void second_reading_merge(struct letter *letter, struct letter *closer);

#endif
