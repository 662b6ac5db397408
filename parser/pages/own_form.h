/* own_form.h - whether a record was read from a letter, or from a text about
 * letters.
 *
 * The form's words alone do not make a letter; it must have the form's
 * structure: the header, the fixed sentences, issues with their decisions and
 * guidelines. */
#ifndef PARSER_PAGES_OWN_FORM_H
#define PARSER_PAGES_OWN_FORM_H

#include "parser/letter/letter.h"

/* To be called once the record is read. NULL where it shows the form's
 * structure, else the kind (core/reject_code.h) of what it was read from. */
const char *own_form_refute(const struct letter *letter);

#endif
