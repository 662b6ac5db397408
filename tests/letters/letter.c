/* letter.c - the list of all test letters. */
#include "tests/letters/letter.h"

static const struct letter *const families[] = {
	letters_2013,	letters_2014,	letters_2015,	letters_2016,
	letters_layout, letters_copies, letters_layers,
};

guint
letter_count_issues(const struct letter *letter)
{
	guint count = 0;

	while (count < LETTER_MAX_ISSUES &&
	       letter->issues[count].heading != NULL)
		count++;
	return count;
}

GPtrArray *
letters_all(void)
{
	GPtrArray *all = g_ptr_array_new();

	for (guint i = 0; i < G_N_ELEMENTS(families); i++)
		for (const struct letter *letter = families[i];
		     letter->name != NULL; letter++)
			g_ptr_array_add(all, (gpointer)letter);
	return all;
}
