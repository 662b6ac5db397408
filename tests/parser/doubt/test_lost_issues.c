/* test_lost_issues.c - issues of 2013's letters whose number or sentence was
 * not recognised, and outcomes that the cover letter says otherwise. */
#include "tests/parser/sample.h"

#define REVIEW_HEAD                                                            \
	"IMR Case Number: CM13-9900601", "Date of Injury: 5/3/2011", "",       \
		"HOW THE IMR FINAL DETERMINATION WAS MADE", "",                \
		"The physician reviewer is licensed to practice in Ohio.", "", \
		"DOCUMENTS REVIEWED", "", "Application for review", "",        \
		"CLINICAL CASE SUMMARY", "",                                   \
		"The patient is a 36-year-old male who fell.", "",             \
		"IMR DECISION(S) AND RATIONALE(S)", ""
#define PARTS(rationale)                                                       \
	"", "The Claims Administrator based its decision on the MTUS.", "",    \
		"The Physician Reviewer based his/her decision on the MTUS.",  \
		"", "The Physician Reviewer's decision rationale:", rationale, \
		""
#define FIRST                                                                  \
	"1. The request for a cane is medically necessary and appropriate."

static void
test_number_misread(void)
{
	static const char *const lines[] = {
		REVIEW_HEAD,
		FIRST,
		PARTS("It helps him."),
		".2, The request for a bath is not medically necessary and "
		"appropriate.",
		PARTS("It does not."),
		NULL
	};
	g_autoptr(record) record = parse_one(lines);

	g_assert_cmpuint(record->issues->len, ==, 2);
	g_assert_cmpstr(record->outcome, ==, "partially_overturned");
	g_assert_cmpstr(issue_at(record, 0)->rationale, ==, "It helps him.");
	g_assert_cmpstr(issue_at(record, 1)->heading, ==, "a bath");
	g_assert_cmpstr(issue_at(record, 1)->decision, ==, "upheld");
	g_assert_cmpstr(issue_at(record, 1)->rationale, ==, "It does not.");
	g_assert_true(warned(record, "heading-start", "/issues/1/heading"));
}

/* What stands above the second issue's parts is a rationale's last sentence. */
static void
test_sentence_lost(void)
{
	static const char *const lines[] = {
		REVIEW_HEAD, FIRST,
		PARTS("It helps him. The request for a cane is medically "
		      "necessary and appropriate."),
		PARTS("It does not."), NULL
	};
	g_autoptr(record) record = parse_one(lines);

	g_assert_cmpuint(record->issues->len, ==, 2);
	g_assert_null(record->outcome);
	g_assert_null(issue_at(record, 1)->decision);
	g_assert_cmpstr(issue_at(record, 1)->rationale, ==, "It does not.");
	g_assert_true(warned(record, "missing", "/issues/1/decision"));
	g_assert_true(warned(record, "low-confidence", "/issues/0/rationale"));
}

/* The rationale decides nothing where the first sentence was lost. */
static void
test_first_sentence_lost(void)
{
	static const char *const lines[] = {
		REVIEW_HEAD,
		PARTS("The request for a cane is medically necessary."), NULL
	};
	g_autoptr(record) record = parse_one(lines);

	g_assert_cmpuint(record->issues->len, ==, 1);
	g_assert_null(issue_at(record, 0)->decision);
	g_assert_null(record->outcome);
}

static void
test_whole_letter(void)
{
	static const char *const lines[] = {
		REVIEW_HEAD,
		FIRST,
		PARTS("It helps him."),
		"2. The request for a bath is not medically necessary and "
		"appropriate.",
		PARTS("It does not."),
		NULL
	};
	g_autoptr(record) record = parse_one(lines);

	g_assert_cmpuint(record->issues->len, ==, 2);
	g_assert_cmpuint(count_warnings(record, "/issues"), ==, 0);
	g_assert_cmpuint(count_warnings(record, "/issues/1/heading"), ==, 0);
	g_assert_cmpuint(count_warnings(record, "/issues/0/rationale"), ==, 0);
}

/* --- September 2013 --- */

#define DECISIONS                                                              \
	"1) MAXIMUS Federal Services, Inc. has determined the request for a "  \
	"cane is medically necessary and appropriate.",                        \
		""
#define SECOND_DECISION                                                        \
	"2) MAXIMUS Federal Services, Inc. has determined the request for a "  \
	"bath is not medically necessary and appropriate.",                    \
		""
#define NOTICE_HEAD                                                            \
	"Notice of Independent Medical Review Determination", "",              \
		"MAXIMUS Case Number: CM13-9900602", ""
#define NOTICE_BODY "INDEPENDENT MEDICAL REVIEW DECISION AND RATIONALE", ""
#define REASONS(number, request, rationale)                                    \
	number " Regarding the request for " request ":", "",                  \
		"Section of the MTUS Relied Upon by the Expert Reviewer to "   \
		"Make His/Her Decision",                                       \
		"The Claims Administrator based its decision on the MTUS. "    \
		"The Expert Reviewer agreed.",                                 \
		"", "Rationale for the Decision:", rationale, ""

static void
test_reasons_of_a_lost_decision(void)
{
	static const char *const lines[] = {
		NOTICE_HEAD,
		DECISIONS,
		NOTICE_BODY,
		DECISIONS,
		"Case Summary:",
		"The patient is a 36-year-old male.",
		"",
		REASONS("1)", "a cane", "It helps him."),
		REASONS("2)", "a bath", "It does not."),
		NULL
	};
	g_autoptr(record) record = parse_one(lines);

	g_assert_null(record->outcome);
	g_assert_true(warned(record, "low-confidence", "/issues"));
}

static void
test_lost_reasons(void)
{
	static const char *const lines[] = {
		NOTICE_HEAD,
		DECISIONS,
		SECOND_DECISION,
		NOTICE_BODY,
		DECISIONS,
		SECOND_DECISION,
		"Case Summary:",
		"The patient is a 36-year-old male.",
		"",
		REASONS("2)", "a bath", "It does not."),
		NULL
	};
	g_autoptr(record) record = parse_one(lines);

	g_assert_cmpstr(record->outcome, ==, "partially_overturned");
	g_assert_true(warned(record, "low-confidence", "/issues"));
}

/* A decision in other words is one, and its issue stays. */
static void
test_other_words(void)
{
	static const char *const lines[] = {
		NOTICE_HEAD,
		DECISIONS,
		"2) MAXIMUS Federal Services, Inc. has determined the request "
		"for a bath is partially medically necessary.",
		"",
		NOTICE_BODY,
		NULL
	};
	g_autoptr(record) record = parse_one(lines);

	g_assert_cmpuint(record->issues->len, ==, 2);
	g_assert_null(issue_at(record, 1)->decision);
	g_assert_null(record->outcome);
}

/* --- the earliest --- */

static void
check_dispute(const char *second, const char *third, gboolean in_doubt)
{
	const char *const lines[] = {
		"MEDICAL PROFESSIONAL REVIEW",
		"Case Number: IMR13-9900603",
		"",
		"ISSUE AT DISPUTE:",
		"1) A cane",
		second,
		third,
		"",
		"CASE SUMMARY:",
		"The patient is a 36-year-old male.",
		"",
		"RATIONALE FOR WHY THE REQUESTED TREATMENT/SERVICE IS/WAS NOT "
		"MEDICALLY NECESSARY:",
		"It helps nobody.",
		NULL
	};
	g_autoptr(record) record = parse_one(lines);

	g_assert_true(warned(record, "low-confidence", "/issues") == in_doubt);
}

static void
test_dispute(void)
{
	check_dispute("2) A bath", "3) A lift", FALSE);
	check_dispute("for the right hand", "and the left", FALSE);
	check_dispute("I) A bath", "3) A lift", TRUE);
	check_dispute(".2, A bath", "for him", TRUE);
}

/* --- the cover letter --- */

static void
check_stated(const char *stated, const char *outcome)
{
	const char *const lines[] = { "Dear Ottoline,",
				      "",
				      stated,
				      "",
				      "\f",
				      HEADER("CM16-0000017"),
				      BODY,
				      ISSUE("One cane: Overturned"),
				      NULL };
	g_autoptr(record) record = parse_one(lines);

	g_assert_cmpstr(record->outcome, ==, outcome);
	g_assert_true(warned(record, "conflict", "/outcome") ==
		      (outcome == NULL));
	g_assert_true(warned(record, "conflict", "/issues") ==
		      (outcome == NULL));
}

static void
test_stated_outcome(void)
{
	check_stated("Final Determination: PARTIAL OVERTURN. This means we "
		     "decided that some (but not all) of the disputed "
		     "items/services are medically necessary.",
		     NULL);
	check_stated("Final Determination: UPHOLD. This means we decided that "
		     "none of the disputed items/services are medically "
		     "necessary.",
		     NULL);
	check_stated("Final Determination: OVERTURN. This means we decided "
		     "that all of the disputed items/services are medically "
		     "necessary.",
		     "overturned");
	check_stated("The Final Determination is binding.", "overturned");
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/lost_issues/number_misread", test_number_misread);
	g_test_add_func("/lost_issues/sentence_lost", test_sentence_lost);
	g_test_add_func("/lost_issues/first_sentence_lost",
			test_first_sentence_lost);
	g_test_add_func("/lost_issues/whole_letter", test_whole_letter);
	g_test_add_func("/lost_issues/reasons_of_a_lost_decision",
			test_reasons_of_a_lost_decision);
	g_test_add_func("/lost_issues/lost_reasons", test_lost_reasons);
	g_test_add_func("/lost_issues/other_words", test_other_words);
	g_test_add_func("/lost_issues/dispute", test_dispute);
	g_test_add_func("/lost_issues/stated_outcome", test_stated_outcome);
	return g_test_run();
}
