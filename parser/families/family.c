/* family.c - the table of the families. */
#include "parser/families/family.h"

static const struct format *const format_table[] = {
	&format_professional_review,
	&format_notice_of_determination,
	&format_independent_medical_review,
	&format_final_determination,
	&format_unknown,
};

const struct format *
format_find(const struct letter *letter, const GArray *landmarks)
{
	for (guint i = 0; i < G_N_ELEMENTS(format_table); i++)
		if (format_table[i]->matches(letter, landmarks))
			return format_table[i];
	return NULL;
}
