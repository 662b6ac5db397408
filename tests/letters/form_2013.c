/* form_2013.c - the three families of 2013: labels and values in plain lines,
 * numbered decisions, documents as a list. */
#include <string.h>

#include "tests/letters/form.h"

static void
type_labelled(struct typesetter *typesetter, const char *label,
	      const char *value)
{
	g_autofree char *line = NULL;

	if (value == NULL)
		return;
	line = g_strdup_printf("{b}%s:{/b} %s", label, value);
	type_body(typesetter, line);
}

static void
type_letterhead(struct typesetter *typesetter)
{
	type_centred(typesetter, "{b}MAXIMUS FEDERAL SERVICES, INC.{/b}");
	type_centred(typesetter, "Independent Medical Review");
	type_centred(typesetter, "P.O. Box 000000, Sacramento, CA 00000");
	type_gap(typesetter, 20);
}

static void
type_label(struct typesetter *typesetter, const char *label)
{
	g_autofree char *marked = g_strdup_printf("{b}%s{/b}", label);

	type_body(typesetter, marked);
}

static void
type_documents(struct typesetter *typesetter, const struct letter *letter)
{
	type_paragraph(typesetter,
		       "The following relevant documents received from the "
		       "interested parties and the documents provided with "
		       "the application were reviewed and considered. These "
		       "documents included:");
	for (guint i = 0; letter->documents[i] != NULL; i++) {
		g_autofree char *line =
			g_strdup_printf("\u2022 %s", letter->documents[i]);

		type_body(typesetter, line);
	}
	type_gap(typesetter, 12);
}

static gboolean
is_upheld(const struct issue_spec *issue)
{
	return strcmp(issue->decision, "Upheld") == 0;
}

static void
type_reviewer(struct typesetter *typesetter, const struct letter *letter,
	      const char *opening)
{
	g_autofree char *text = g_strdup_printf(
		"%s has no affiliation with the employer, employee, providers "
		"or the claims administrator. The physician reviewer is Board "
		"Certified in %s%s%s and is licensed to practice in %s. He/she "
		"has been in active clinical practice for more than five "
		"years and is currently working at least 24 hours a week in "
		"active practice. The physician reviewer was selected based "
		"on his/her clinical experience, education, background, and "
		"expertise in the same or similar specialties that evaluate "
		"and/or treat the medical condition and disputed "
		"items/services.",
		opening, letter->certifications,
		letter->subspecialty != NULL ? ", has a subspecialty in " : "",
		letter->subspecialty != NULL ? letter->subspecialty : "",
		letter->states);

	type_paragraph(typesetter, text);
}

/* --- late 2013 ----------------------------------------------------------- */

static void
type_review_header(struct typesetter *typesetter, const struct letter *letter)
{
	type_letterhead(typesetter);
	type_section(typesetter, "Independent Medical Review Final "
				 "Determination Letter");
	type_labelled(typesetter, "Dated", letter->decision_date);
	type_gap(typesetter, 12);
	type_labelled(typesetter, "IMR Case Number", letter->case_number);
	type_labelled(typesetter, "Date of Injury", letter->date_of_injury);
	type_labelled(typesetter, "UR Denial Date", letter->ur_denial_date);
	type_labelled(typesetter, "Application Received",
		      letter->application_received);
	type_labelled(typesetter, "Priority", letter->priority);
	type_gap(typesetter, 12);
}

static void
type_review_issue(struct typesetter *typesetter, const struct issue_spec *issue,
		  guint number)
{
	g_autofree char *decision = g_strdup_printf(
		"{b}%u. The request for %s is %smedically necessary and "
		"appropriate.{/b}",
		number, issue->heading, is_upheld(issue) ? "not " : "");
	g_autofree char *rationale = g_strdup_printf(
		"The Physician Reviewer's decision rationale:{P}%s",
		issue->rationale);

	type_paragraph(typesetter, decision);
	type_paragraph(typesetter, issue->claims_guideline);
	type_paragraph(typesetter, issue->reviewer_guideline);
	type_paragraph(typesetter, rationale);
}

void
form_review_type(struct typesetter *typesetter, const struct letter *letter)
{
	type_review_header(typesetter, letter);
	type_section(typesetter, "HOW THE IMR FINAL DETERMINATION WAS MADE");
	type_reviewer(typesetter, letter,
		      "MAXIMUS Federal Services sent the complete case file to "
		      "a physician reviewer. He/she");
	type_section(typesetter, "DOCUMENTS REVIEWED");
	type_documents(typesetter, letter);
	type_section(typesetter, "CLINICAL CASE SUMMARY");
	type_paragraph(typesetter,
		       "The physician reviewer developed the following "
		       "clinical case summary based on a review of the case "
		       "file, including all medical records:");
	type_paragraph(typesetter, letter->summary);
	type_section(typesetter, "IMR DECISION(S) AND RATIONALE(S)");
	type_paragraph(typesetter,
		       "The Final Determination was based on decisions for the "
		       "disputed items/services set forth below:");
	for (guint i = 0; i < letter_count_issues(letter); i++)
		type_review_issue(typesetter, &letter->issues[i], i + 1);
}

/* --- September 2013 ------------------------------------------------------ */

static void
type_notice_header(struct typesetter *typesetter, const struct letter *letter)
{
	type_letterhead(typesetter);
	type_section(typesetter,
		     "Notice of Independent Medical Review Determination");
	type_labelled(typesetter, "Dated", letter->decision_date);
	type_gap(typesetter, 12);
	type_labelled(typesetter, "Date of UR Decision",
		      letter->ur_denial_date);
	type_labelled(typesetter, "Date of Injury", letter->date_of_injury);
	type_labelled(typesetter, "IMR Application Received",
		      letter->application_received);
	type_labelled(typesetter, "MAXIMUS Case Number", letter->case_number);
	type_gap(typesetter, 12);
}

/* Where the form sets "not" in bold it loses the space behind it. */
static void
type_notice_decisions(struct typesetter *typesetter,
		      const struct letter *letter)
{
	for (guint i = 0; i < letter_count_issues(letter); i++) {
		const struct issue_spec *issue = &letter->issues[i];
		g_autofree char *line = g_strdup_printf(
			"%u) MAXIMUS Federal Services, Inc. has determined "
			"the request for %s is %smedically necessary and "
			"appropriate.",
			i + 1, issue->heading,
			is_upheld(issue) ? "{b}not{/b}" : "");

		type_paragraph(typesetter, line);
	}
}

static void
type_notice_reasons(struct typesetter *typesetter,
		    const struct issue_spec *issue, guint number)
{
	g_autofree char *regarding = g_strdup_printf(
		"%u) Regarding the request for %s:", number, issue->heading);
	g_autofree char *relied = g_strdup_printf(
		"%s %s", issue->claims_guideline, issue->reviewer_guideline);

	type_label(typesetter, regarding);
	type_gap(typesetter, 12);
	type_label(typesetter, "Section of the MTUS Relied Upon by the Expert "
			       "Reviewer to Make His/Her Decision");
	type_paragraph(typesetter, relied);
	type_label(typesetter, "Rationale for the Decision:");
	type_paragraph(typesetter, issue->rationale);
}

void
form_notice_type(struct typesetter *typesetter, const struct letter *letter)
{
	g_autofree char *filed = g_strdup_printf(
		"An application for Independent Medical Review was filed on "
		"%s disputing the Utilization Review Denial dated %s. A "
		"decision has been made for each of the treatment and/or "
		"services that were in dispute:",
		letter->application_received, letter->ur_denial_date);

	type_notice_header(typesetter, letter);
	type_notice_decisions(typesetter, letter);
	type_section(typesetter,
		     "INDEPENDENT MEDICAL REVIEW DECISION AND RATIONALE");
	type_paragraph(typesetter, filed);
	type_notice_decisions(typesetter, letter);
	type_label(typesetter,
		   "Medical Qualifications of the Expert Reviewer:");
	type_reviewer(typesetter, letter,
		      "The independent Medical Doctor who made the decision");
	type_label(typesetter, "Case Summary:");
	type_paragraph(typesetter, letter->summary);
	type_label(typesetter, "Documents Reviewed for Determination:");
	type_documents(typesetter, letter);
	for (guint i = 0; i < letter_count_issues(letter); i++)
		type_notice_reasons(typesetter, &letter->issues[i], i + 1);
}

/* --- the earliest -------------------------------------------------------- */

void
form_professional_type(struct typesetter *typesetter,
		       const struct letter *letter)
{
	const struct issue_spec *issue = &letter->issues[0];
	g_autofree char *why = g_strdup_printf(
		"RATIONALE FOR WHY THE REQUESTED TREATMENT/SERVICE %s "
		"MEDICALLY NECESSARY:",
		is_upheld(issue) ? "IS/WAS NOT" : "IS/WAS");

	type_letterhead(typesetter);
	type_section(typesetter, "MEDICAL PROFESSIONAL REVIEW");
	type_labelled(typesetter, "Case Number", letter->case_number);
	type_labelled(typesetter, "Dated", letter->decision_date);
	type_labelled(typesetter, "Date of Injury", letter->date_of_injury);
	type_gap(typesetter, 12);
	type_label(typesetter, "ISSUE AT DISPUTE:");
	type_paragraph(typesetter, issue->heading);
	type_label(typesetter, "CASE SUMMARY:");
	type_paragraph(typesetter, letter->summary);
	type_label(typesetter, "DOCUMENTS REVIEWED FOR DETERMINATION:");
	type_documents(typesetter, letter);
	type_label(typesetter, "MEDICAL TREATMENT GUIDELINE(S) RELIED UPON BY "
			       "PROFESSIONAL REVIEWER AND WHY:");
	type_paragraph(typesetter, issue->reviewer_guideline);
	type_label(typesetter, why);
	type_paragraph(typesetter, issue->rationale);
	type_label(typesetter, "MEDICAL REVIEWER QUALIFICATIONS:");
	type_reviewer(typesetter, letter, "The physician reviewer");
}
