/* test_own_form.c - letters that are quoted, attached, or only spoken of. */
#include "tests/parser/sample.h"

#define TITLE                                                                  \
	"WORKERS' COMPENSATION APPEALS BOARD", "STATE OF CALIFORNIA",          \
		"Applicant, vs. OPINION AND DECISION", ""
#define BRIEF                                                                  \
	"WORKERS' COMPENSATION APPEALS BOARD", "STATE OF CALIFORNIA",          \
		"Applicant, vs. APPLICANT'S TRIAL BRIEF", "",                  \
		"The letter is attached as an exhibit."
#define CANE ISSUE("One cane: Upheld")

static void
expect(const char *const *lines, const char *code)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GPtrArray) records = parse(lines, &error);

	g_assert_null(records);
	g_assert_error(error, IMR_ERROR, IMR_ERROR_REJECT);
	g_test_message("%s", error->message);
	g_assert_cmpstr(error_reject_code(error), ==, code);
}

/* With its headings and labels, in whole or in part. */
static void
test_quoted(void)
{
	static const char *const opinion[] = {
		TITLE, "The letter states:", "",  HEADER("CM16-0000017"), BODY,
		CANE,  "It is REVERSED.",    NULL
	};
	static const char *const issue[] = {
		TITLE, "The letter states:", "", CANE, "It is REVERSED.", NULL
	};
	static const char *const at_page_top[] = {
		TITLE, "The reviewer decided as follows, in whole:",
		"\f",  HEADER("CM16-0000017"),
		BODY,  CANE,
		NULL
	};
	static const char *const untitled[] = {
		"The reviewer decided the matter as follows:",
		"",
		CANE,
		"As the WCJ says, the statute does not bear this out. We",
		"grant reconsideration and rescind the order.",
		NULL
	};
	static const char *const article[] = {
		"Here is what the reviewer wrote in full:", "", BODY, CANE, NULL
	};
	static const char *const in_marks[] = {
		"\"CLINICAL CASE SUMMARY",
		"He is a 30 year old man.\"",
		"",
		"\"One cane: Upheld",
		"",
		"\"Claims Administrator guideline: None was cited.",
		"",
		"\"MAXIMUS guideline: Decision based on MTUS.",
		"",
		"\"Decision rationale: It helps nobody.\"",
		NULL
	};

	expect(opinion, "board-decision");
	expect(issue, "board-decision");
	expect(at_page_top, "board-decision");
	expect(untitled, "board-decision");
	expect(article, "commentary");
	expect(in_marks, "commentary");
}

/* On pages of its own, before or behind those of another document. */
static void
test_attached(void)
{
	static const char *const exhibit[] = {
		BRIEF, "\f", "EXHIBIT A", HEADER("CM16-0000017"),
		BODY,  CANE, NULL
	};
	static const char *const followed[] = {
		HEADER("CM16-0000017"), BODY, CANE, "\f", BRIEF, NULL
	};
	g_autoptr(record) behind = parse_one(exhibit);
	g_autoptr(record) before = parse_one(followed);
	const struct source_page *page;

	g_assert_cmpstr(behind->case_number, ==, "CM16-0000017");
	g_assert_cmpstr(behind->outcome, ==, "upheld");
	g_assert_true(warned(behind, "other-document", ""));
	g_assert_cmpuint(behind->pages->len, ==, 1);
	page = behind->pages->pdata[0];
	g_assert_cmpuint(page->number, ==, 2);

	g_assert_cmpstr(issue_at(before, 0)->rationale, ==, "It helps nobody.");
	g_assert_true(warned(before, "other-document", ""));
}

/* Headings and labels without anything of a letter. */
static void
test_words_alone(void)
{
	static const char *const tutorial[] = {
		"HOW THE IMR FINAL DETERMINATION WAS MADE",
		"",
		"Here the letter says who reviewed the file.",
		"",
		"IMR ISSUES, DECISIONS AND RATIONALES",
		"",
		"Claims Administrator guideline: what was relied on.",
		"",
		"Decision rationale: why it was decided so.",
		NULL
	};
	static const char *const blank[] = {
		"Case Number:     CM__-_______",
		"Decision Date:   MM/DD/YYYY",
		"",
		"HOW THE IMR FINAL DETERMINATION WAS MADE",
		"",
		"CLINICAL CASE SUMMARY",
		"",
		"[Summary]",
		"",
		"IMR ISSUES, DECISIONS AND RATIONALES",
		"",
		"[Treatment]: [Upheld/Overturned]",
		"",
		"Claims Administrator guideline: [guideline]",
		"",
		"Decision rationale: [rationale]",
		NULL
	};

	expect(tutorial, "commentary");
	expect(blank, "blank-form");
}

static void
test_titles(void)
{
	static const struct {
		const char *title, *code;
	} cases[] = {
		{ "INDEPENDENT BILL REVIEW FINAL DETERMINATION",
		  "bill-review" },
		{ "Independent Bill Review", "bill-review" },
		{ "NOTICE OF ASSIGNMENT AND REQUEST FOR INFORMATION",
		  "assignment-notice" },
		{ "NOTICE OF INELIGIBILITY", "ineligible-notice" },
		{ "APPLICATION FOR INDEPENDENT MEDICAL REVIEW",
		  "imr-application" },
		{ "NOTICE OF UTILIZATION REVIEW DECISION",
		  "utilization-review" },
		{ "DEPARTMENT OF MANAGED HEALTH CARE", "health-plan-review" },
		{ "NOTICE OF INDEPENDENT REVIEW DECISION", "other-state" },
		{ "PETITION FOR RECONSIDERATION", "petition" },
		{ "ORDER DENYING RECONSIDERATION", "board-decision" },
		/* not on a line of its own, or of a list */
		{ "He sent an application for independent medical review.",
		  NULL },
		{ "Re: Application for Independent Medical Review", NULL },
		{ "- Utilization Review Determination", NULL },
	};

	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		const char *const lines[] = { cases[i].title, "",
					      HEADER("CM16-0000017"), NULL };
		g_autoptr(record) record = NULL;

		g_test_message("%s", cases[i].title);
		if (cases[i].code != NULL)
			expect(lines, cases[i].code);
		else
			record = parse_one(lines);
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/own-form/quoted", test_quoted);
	g_test_add_func("/own-form/attached", test_attached);
	g_test_add_func("/own-form/words-alone", test_words_alone);
	g_test_add_func("/own-form/titles", test_titles);
	return g_test_run();
}
