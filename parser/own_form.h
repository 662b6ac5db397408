/* own_form.h - whether a text is a letter, or only speaks of one or quotes it.
 *
 * A letter has the form's structure: its header, its fixed sentences, issues
 * with their decisions and guidelines; and it begins where its page begins, not
 * amid another text. */
#ifndef PARSER_OWN_FORM_H
#define PARSER_OWN_FORM_H

#include "parser/letter.h"

/* Before the letter is read: leaves out the pages before and behind it that are
 * another document's (a brief to which it is attached), with a warning. Where
 * it has no page of its own, but stands in another document, the kind of that
 * (core/reject_code.h) is returned; else NULL. */
const char *own_form_isolate(struct letter *letter, const GArray *landmarks);

/* Once the record is read: NULL where it shows the form's structure, else what
 * the document is instead. */
const char *own_form_refute(const struct letter *letter);

#endif
