/* second_reading.h - compares the typed fields with a closer reading of the
 * page.
 *
 * Two readings that agree are surer than either. A value that only the closer
 * one has is taken if it is sure enough, with a warning; two different values
 * give none. */
#ifndef PARSER_DOUBT_SECOND_READING_H
#define PARSER_DOUBT_SECOND_READING_H

#include "parser/letter/letter.h"

/* Both are read, and checks_run() has seen neither. What is taken is taken out
 * of closer. agreed: the set that the paths of values are added to which two
 * readings of a page agree on. */
void second_reading_merge(struct letter *letter, struct letter *closer,
			  GHashTable *agreed);

/* The same with the other text of the letter's pages (struct page, other),
 * which was not read from the image here: where it differs, the value is none
 * unless it is among agreed; then, and where only hidden text gives the value,
 * there is a warning. other NULL: none of it can be told to be this letter's.
 */
void second_reading_merge_other(struct letter *letter, struct letter *other,
				GHashTable *agreed);

#endif
