/* form_final.c - the final determination, 2014 to now, and its cover letter. */
#include "tests/letters/form.h"

#define TABLE_TOP_PT 92.5
#define ROW_PT 13.1
#define SHADE 0.88

/* The header table's columns: labels, values, labels, values. */
static const double column_x[] = { 67, 174, 323, 421.5, 545 };

static void
type_table_rules(struct typesetter *typesetter)
{
	for (int row = 0; row < 4; row++)
		for (int column = 0; column < 4; column++)
			type_cell(typesetter, column_x[column],
				  TABLE_TOP_PT + row * ROW_PT,
				  column_x[column + 1] - column_x[column],
				  row == 3 ? 2 * ROW_PT : ROW_PT,
				  column % 2 == 0 ? SHADE : 1);
}

/* The form's PDFs are drawn by column, labels before values. */
static void
type_column(struct typesetter *typesetter, int column,
	    const char *const texts[4], gboolean bold)
{
	for (int row = 0; row < 4; row++) {
		g_autofree char *marked = NULL;

		if (texts[row] == NULL)
			continue;
		marked = g_strdup_printf(bold ? "{b}%s{/b}" : "%s", texts[row]);
		type_at(typesetter, column_x[column] + 5,
			TABLE_TOP_PT + row * ROW_PT + 10.5, marked);
	}
}

static void
type_header(struct typesetter *typesetter, const struct letter *letter)
{
	static const char *const left[] = { "Case Number:", "Date Assigned:",
					    "Decision Date:", "Priority:" };
	static const char *const right[] = {
		NULL,
		"Date of Injury:", "UR Denial Date:", "Application{/}Received:"
	};
	const char *const left_values[] = { letter->case_number,
					    letter->date_assigned,
					    letter->decision_date,
					    letter->priority };
	const char *const right_values[] = { NULL, letter->date_of_injury,
					     letter->ur_denial_date,
					     letter->application_received };

	type_logo(typesetter);
	type_table_rules(typesetter);
	type_column(typesetter, 0, left, TRUE);
	type_column(typesetter, 1, left_values, FALSE);
	type_column(typesetter, 2, right, TRUE);
	type_column(typesetter, 3, right_values, FALSE);
	type_below(typesetter, TABLE_TOP_PT + 5 * ROW_PT + 12);
}

/* The parties' copies name the employee above the table. */
static void
type_parties(struct typesetter *typesetter, const struct letter *letter)
{
	g_autofree char *employee = NULL, *claim = NULL;

	if (letter->employee_name == NULL)
		return;
	employee = g_strdup_printf("{b}Employee Name:{/b} %s",
				   letter->employee_name);
	claim = g_strdup_printf("{b}Claim Number:{/b} %s",
				letter->claim_number);
	type_at(typesetter, column_x[0] + 5, TABLE_TOP_PT - 24, employee);
	type_at(typesetter, column_x[0] + 5, TABLE_TOP_PT - 10, claim);
}

static void
type_credentials_2014(struct typesetter *typesetter,
		      const struct letter *letter)
{
	g_autofree char *text = g_strdup_printf(
		"MAXIMUS Federal Services sent the complete case file to an "
		"expert reviewer. He/she has no affiliation with the "
		"employer, employee, providers or the claims administrator. "
		"The expert reviewer is Board Certified in %s and is licensed "
		"to practice in %s. He/she has been in active clinical "
		"practice for more than five years and is currently working "
		"at least 24 hours a week in active practice. The expert "
		"reviewer was selected based on his/her clinical experience, "
		"education, background, and expertise in the same or similar "
		"specialties that evaluate and/or treat the medical condition "
		"and disputed items/services. He/she is familiar with "
		"governing laws and regulations, including the strength of "
		"evidence hierarchy that applies to Independent Medical "
		"Review determinations.",
		letter->certifications, letter->states);

	type_paragraph(typesetter, text);
}

static void
type_credentials_2015(struct typesetter *typesetter,
		      const struct letter *letter)
{
	const char *split =
		letter->quirks & QUIRK_SHARED_LABEL_LINE ? " " : "{/}";
	g_autofree char *credentials = g_strdup_printf(
		"The Expert Reviewer has the following credentials:{/}"
		"State(s) of Licensure: %s%s"
		"Certification(s)/Specialty: %s",
		letter->states, split, letter->certifications);

	type_paragraph(
		typesetter,
		"MAXIMUS Federal Services sent the complete case file to an "
		"expert reviewer. He/she has no affiliation with the "
		"employer, employee, providers or the claims administrator. "
		"He/she has been in active clinical practice for more than "
		"five years and is currently working at least 24 hours a week "
		"in active practice. The expert reviewer was selected based "
		"on his/her clinical experience, education, background, and "
		"expertise in the same or similar specialties that evaluate "
		"and/or treat the medical condition and disputed "
		"items/Service. He/she is familiar with governing laws and "
		"regulations, including the strength of evidence hierarchy "
		"that applies to Independent Medical Review determinations.");
	type_paragraph(typesetter, credentials);
}

static void
type_labelled(struct typesetter *typesetter, const char *label,
	      const char *text)
{
	g_autofree char *marked = g_strdup_printf("{b}%s:{/b} %s", label, text);

	type_paragraph(typesetter, marked);
}

static void
type_issue(struct typesetter *typesetter, const struct issue_spec *issue)
{
	g_autofree char *heading = g_strdup_printf(
		"{b}%s:{/b}%s%s", issue->heading,
		issue->gap != NULL ? issue->gap : " ", issue->decision);

	type_paragraph(typesetter, heading);
	type_labelled(typesetter, "Claims Administrator guideline",
		      issue->claims_guideline);
	type_labelled(typesetter, "MAXIMUS guideline",
		      issue->reviewer_guideline);
	type_labelled(typesetter, "Decision rationale", issue->rationale);
}

void
form_final_type(struct typesetter *typesetter, const struct letter *letter)
{
	if (!(letter->quirks & QUIRK_BODY_ONLY)) {
		type_parties(typesetter, letter);
		type_header(typesetter, letter);
	}
	type_section(typesetter, "HOW THE IMR FINAL DETERMINATION WAS MADE");
	if (letter->form == FORM_FINAL_2014)
		type_credentials_2014(typesetter, letter);
	else
		type_credentials_2015(typesetter, letter);
	type_section(typesetter, "CLINICAL CASE SUMMARY");
	type_paragraph(typesetter,
		       "The expert reviewer developed the following clinical "
		       "case summary based on a review of the case file, "
		       "including all medical records:");
	type_paragraph(typesetter, letter->summary);
	type_section(typesetter, "IMR ISSUES, DECISIONS AND RATIONALES");
	type_paragraph(typesetter,
		       "The Final Determination was based on decisions for the "
		       "disputed items/services set forth below:");
	for (guint i = 0; i < letter_count_issues(letter); i++)
		type_issue(typesetter, &letter->issues[i]);
}
