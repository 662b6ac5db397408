/* form.h - the paper that each family of letters is printed on. */
#ifndef TESTS_LETTERS_FORM_H
#define TESTS_LETTERS_FORM_H

#include "tests/letters/letter.h"
#include "tests/letters/typeset.h"

/* The sheets (struct sheet) of a letter's file: cover letter, the letter, an
 * empty last page, and any letters that follow. The caller frees them. */
GPtrArray *form_typeset(const struct letter *letter);

/* As the record's `format` calls it. */
const char *form_format(enum form form);

/* What the families' own files offer to form.c. */
void form_final_type(struct typesetter *typesetter,
		     const struct letter *letter);
void form_review_type(struct typesetter *typesetter,
		      const struct letter *letter);
void form_notice_type(struct typesetter *typesetter,
		      const struct letter *letter);
void form_professional_type(struct typesetter *typesetter,
			    const struct letter *letter);
void form_cover_type(struct typesetter *typesetter,
		     const struct letter *letter);

#endif
