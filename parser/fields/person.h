/* person.h - the worker's age and sex, as the case summary opens with them.
 *
 * Other people stand there too (a son, a student, a patient who was lifted),
 * and other ages (at the time of the injury). The age must be the worker's own
 * present one; an impossible age, or two different ones, give null with a
 * warning. */
#ifndef PARSER_FIELDS_PERSON_H
#define PARSER_FIELDS_PERSON_H

#include "parser/letter/letter.h"

/* Reads the summary's opening, which begins at start. */
void person_read(struct letter *letter, gsize start, gsize end);

#endif
