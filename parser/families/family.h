/* family.h - the families of letters, one file each.
 *
 * Adding a family: parser/<name>.c with its struct family and its grammar, its
 * line in family_table (family.c), its name in the choices of record_fields,
 * and a letter for it in tests/letters/. */
#ifndef PARSER_FAMILIES_FAMILY_H
#define PARSER_FAMILIES_FAMILY_H

#include "parser/letter/grammar.h"
#include "parser/letter/letter.h"

struct family {
	const char *name; /* the record's format */

	/* Whether the letter is of this family. The table is asked in order,
	 * the most particular family first. */
	gboolean (*matches)(const struct letter *letter,
			    const GArray *landmarks);

	/* Fills the record. */
	void (*read)(struct letter *letter, const GArray *landmarks);

	/* What tells a whole letter; NULL: not known. */
	const struct grammar *grammar;
};

/* The family that the letter is of; NULL where it is of none. */
const struct family *family_find(const struct letter *letter,
				 const GArray *landmarks);

extern const struct family family_final_determination;
extern const struct family family_independent_medical_review;
extern const struct family family_notice_of_determination;
extern const struct family family_professional_review;
extern const struct family family_unknown;

#endif
