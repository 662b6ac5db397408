/* family.c - the table of the families. */
#include "parser/families/family.h"

static const struct family *const family_table[] = {
	&family_professional_review,
	&family_notice_of_determination,
	&family_independent_medical_review,
	&family_final_determination,
	&family_unknown,
};

const struct family *
family_find(const struct letter *letter, const GArray *landmarks)
{
	for (guint i = 0; i < G_N_ELEMENTS(family_table); i++)
		if (family_table[i]->matches(letter, landmarks))
			return family_table[i];
	return NULL;
}
