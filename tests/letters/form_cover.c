/* form_cover.c - the cover letter that the parties get before the letter. */
#include "tests/letters/form.h"

static const char *
determination(const struct letter *letter)
{
	guint count = letter_count_issues(letter), upheld = 0;

	for (guint i = 0; i < count; i++)
		if (letter->issues[i].decision[0] == 'U')
			upheld++;
	if (upheld == count)
		return "UPHOLD. This means we decided that none of the "
		       "disputed items/services are medically necessary and "
		       "appropriate.";
	if (upheld == 0)
		return "OVERTURN. This means we decided that all of the "
		       "disputed items/services are medically necessary and "
		       "appropriate.";
	return "PARTIAL OVERTURN. This means we decided that some (but not "
	       "all) of the disputed items/services are medically necessary "
	       "and appropriate.";
}

void
form_cover_type(struct typesetter *typesetter, const struct letter *letter)
{
	g_autofree char *result = g_strdup_printf(
		"Final Determination: %s A detailed explanation of the "
		"decision for each of the disputed items/services is provided "
		"later in this letter.",
		determination(letter));

	type_logo(typesetter);
	type_below(typesetter, 110);
	type_paragraph(typesetter, letter->decision_date);
	type_paragraph(typesetter, "Ottoline Farquharson{/}"
				   "17 Invented Lane{/}Nowhere, CA 00000");
	type_paragraph(typesetter, "Dear Ottoline Farquharson,");
	type_paragraph(typesetter,
		       "MAXIMUS Federal Services has completed the Independent "
		       "Medical Review (\u201cIMR\u201d) of the above "
		       "workers\u2019 compensation case. This letter provides "
		       "you with the IMR Final Determination and explains how "
		       "the determination was made.");
	type_paragraph(typesetter, result);
	type_paragraph(typesetter,
		       "The determination is binding on all parties. In "
		       "certain limited circumstances, you can appeal the "
		       "Final Determination. Appeals must be filed with the "
		       "Workers\u2019 Compensation Appeals Board within 30 "
		       "days from the date of this letter.");
	type_paragraph(typesetter, "Sincerely,");
	type_paragraph(typesetter, "Barnaby Quill, MD{/}Medical Director");
	type_paragraph(typesetter, "cc: Department of Industrial Relations");
}
