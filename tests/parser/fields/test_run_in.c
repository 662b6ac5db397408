/* test_run_in.c - titles, headings and labels that were run into their
 * neighbours' lines. */
#include "tests/parser/sample.h"

static void
test_notice(void)
{
	static const char *const lines[] = {
		"MAXIMUS FEDERAL SERVICES, INC. Notice of Independent Medical "
		"Review Determination Dated: 10/2/2013 1) MAXIMUS Federal "
		"Services, Inc. has determined the request for",
		"a walking cane is notmedically necessary and appropriate. 2) "
		"MAXIMUS Federal Services, Inc. has determined the request for "
		"12 visits of yoga is medically necessary and appropriate. "
		"INDEPENDENT MEDICAL REVIEW DECISION AND RATIONALE",
		"An application for Independent Medical Review was filed on "
		"9/3/2013 disputing the Utilization Review Denial dated "
		"8/12/2013. A decision has been made:",
		"1) MAXIMUS Federal Services, Inc. has determined the request "
		"for a walking cane is notmedically necessary and appropriate.",
		"2) MAXIMUS Federal Services, Inc. has determined the request "
		"for 12 visits of yoga is medically necessary and appropriate. "
		"Medical Qualifications of the Expert Reviewer: The physician "
		"reviewer is Board Certified in Neurology and is licensed to "
		"practice in Ohio. He/she was selected. Case Summary: The "
		"patient is a 61 year-old male who fell",
		NULL
	};
	g_autoptr(record) record = parse_one(lines);

	g_assert_cmpstr(record->format, ==, "notice_of_determination");
	g_assert_cmpstr(record->decision_date, ==, "2013-10-02");
	g_assert_cmpstr(record->application_received, ==, "2013-09-03");
	g_assert_cmpstr(record->ur_denial_date, ==, "2013-08-12");
	g_assert_cmpuint(record->issues->len, ==, 2);
	g_assert_cmpstr(issue_at(record, 0)->treatment, ==, "a walking cane");
	g_assert_cmpstr(issue_at(record, 0)->decision, ==, "upheld");
	g_assert_cmpstr(issue_at(record, 1)->treatment, ==,
			"12 visits of yoga");
	g_assert_cmpstr(issue_at(record, 1)->decision, ==, "overturned");
	check_list(record->certifications, "Neurology");
	check_list(record->licensed_states, "Ohio");
	g_assert_cmpint(record->age, ==, 61);
	g_assert_cmpstr(record->sex, ==, "male");
	/* What follows the summary is missing, and says so. */
	g_assert_true(warned(record, "missing", "/issues/0/rationale"));
	g_assert_true(warned(record, "missing", "/issues/1/rationale"));
	g_assert_true(
		warned(record, "missing", "/issues/0/reviewer_guideline"));
	g_assert_true(warned(record, "missing", "/documents_reviewed"));
}

/* The same of 2014's letters: every heading and label amid a line. */
static void
test_final_determination(void)
{
	static const char *const lines[] = {
		"Case Number: CM16-0000017 Decision Date: 12/09/2016 HOW THE "
		"IMR FINAL DETERMINATION WAS MADE The Expert Reviewer has the "
		"following credentials: State(s) of Licensure: Ohio "
		"Certification(s)/Specialty: Neurology CLINICAL CASE SUMMARY "
		"The worker is a 48 year old female. IMR ISSUES, DECISIONS AND "
		"RATIONALES The Final Determination was based on decisions for "
		"the disputed items/services set forth below: One cane: Upheld "
		"Claims Administrator guideline: None was cited. MAXIMUS "
		"guideline: Decision based on MTUS. Decision rationale: A cane "
		"is not needed. Yoga, 12 visits: Overturned Claims "
		"Administrator guideline: None was cited. MAXIMUS guideline: "
		"Decision based on ODG. Decision rationale: Yoga may help.",
		NULL
	};
	g_autoptr(record) record = parse_one(lines);

	g_assert_cmpstr(record->decision_date, ==, "2016-12-09");
	check_list(record->certifications, "Neurology");
	g_assert_cmpstr(record->summary_text, ==,
			"The worker is a 48 year old female.");
	g_assert_cmpuint(record->issues->len, ==, 2);
	g_assert_cmpstr(issue_at(record, 0)->heading, ==, "One cane");
	g_assert_cmpstr(issue_at(record, 0)->rationale, ==,
			"A cane is not needed.");
	g_assert_cmpstr(issue_at(record, 1)->heading, ==, "Yoga, 12 visits");
	g_assert_cmpstr(issue_at(record, 1)->decision, ==, "overturned");
	/* Only the end of a sentence tells where that heading begins. */
	g_assert_true(warned(record, "heading-start", "/issues/1/heading"));
	g_assert_true(warned(record, "heading-start", "/issues/1/treatment"));
	g_assert_false(warned(record, "heading-start", "/issues/0/heading"));
}

/* The form's words in a sentence are only text. */
static void
test_words_in_sentences(void)
{
	static const char *const lines[] = {
		HEADER("CM16-0000017"),
		BODY,
		"One cane: Upheld",
		"",
		"Claims Administrator guideline: None was cited.",
		"",
		"MAXIMUS guideline: Decision based on MTUS.",
		"",
		"Decision rationale: The last review has this in the Decision "
		"rationale: a cane helps. Its Clinical case summary is short, "
		"and so are the documents reviewed.",
		NULL
	};
	g_autoptr(record) record = parse_one(lines);

	g_assert_cmpuint(record->issues->len, ==, 1);
	g_assert_true(g_str_has_suffix(issue_at(record, 0)->rationale,
				       "documents reviewed."));
	g_assert_cmpuint(record->warnings->len, ==, 0);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/run-in/notice", test_notice);
	g_test_add_func("/run-in/final-determination",
			test_final_determination);
	g_test_add_func("/run-in/words-in-sentences", test_words_in_sentences);
	return g_test_run();
}
