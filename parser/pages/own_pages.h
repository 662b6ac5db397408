/* own_pages.h - which pages are a letter's, and which only quote it.
 *
 * Opinions and briefs quote whole letters, with their headings and labels, and
 * have letters attached. A letter begins where its page begins, and not amid
 * another text. */
#ifndef PARSER_PAGES_OWN_PAGES_H
#define PARSER_PAGES_OWN_PAGES_H

#include "parser/letter/letter.h"

/* Leaves out the pages before and behind the letter that are another document's
 * (a brief to which it is attached), with a warning. Where the letter has no
 * page of its own, but stands in another document, the kind of that
 * (core/reject_code.h) is returned; else NULL. */
const char *own_pages_isolate(struct letter *letter, const GArray *landmarks);

#endif
