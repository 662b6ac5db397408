/* test_completeness.c - what a letter says of its own pages that are missing.
 */
#include "tests/parser/sample.h"

#define GUIDELINES                                                             \
	"Claims Administrator guideline: The Claims",                          \
		"Administrator did not cite any medical evidence.", "",        \
		"MAXIMUS guideline: Decision based on MTUS Forearm,",          \
		"Wrist, and Hand Complaints 2004.", ""

#define FIRST_PAGE HEADER("CM16-0000017"), BODY

static gboolean
is_incomplete(const struct record *record)
{
	return warned(record, "incomplete", "");
}

static void
test_whole(void)
{
	static const char *const lines[] = {
		FIRST_PAGE,
		"One cane: Upheld",
		"\f",
		GUIDELINES,
		"Decision rationale: It helps the knee of this worker, and",
		"\f",
		"the other one. It is a long stick.",
		NULL
	};
	g_autoptr(record) record = parse_one(lines);

	g_assert_cmpuint(record->warnings->len, ==, 0);
	g_assert_cmpstr(record->outcome, ==, "upheld");
	g_assert_cmpfloat(record->confidence, ==, 1.0);
}

/* A page ends where an issue does, with its verdict. */
static void
test_whole_issues(void)
{
	static const char *const verdicts[] = {
		"The request is not medically necessary.",
		"Thus the requested canes are not supported.",
		"The denial is therefore overturned.",
	};

	for (guint i = 0; i < G_N_ELEMENTS(verdicts); i++) {
		const char *const lines[] = {
			FIRST_PAGE,
			"One cane: Upheld",
			"",
			GUIDELINES,
			"Decision rationale: It helps nobody.",
			verdicts[i],
			"\f",
			ISSUE("Two canes: Upheld"),
			NULL
		};
		g_autoptr(record) record = parse_one(lines);

		g_assert_false(is_incomplete(record));
		g_assert_cmpstr(record->outcome, ==, "upheld");
	}
}

/* The last page lost: in a sentence, behind a heading, behind a label, in the
 * summary. */
static void
test_without_end(void)
{
	static const char *const rationale[] = {
		FIRST_PAGE, "One cane: Upheld", GUIDELINES,
		"Decision rationale: It helps the knee of", NULL
	};
	static const char *const heading[] = { FIRST_PAGE,
					       ISSUE("One cane: Upheld"),
					       "Two canes: Upheld", NULL };
	static const char *const label[] = { FIRST_PAGE, "One cane: Upheld",
					     GUIDELINES,
					     "Decision rationale:", NULL };
	static const char *const section[] = { FIRST_PAGE, NULL };
	static const char *const *const letters[] = { rationale, heading, label,
						      section };

	for (guint i = 0; i < G_N_ELEMENTS(letters); i++) {
		g_autoptr(record) record = parse_one(letters[i]);

		g_assert_true(is_incomplete(record));
		g_assert_null(record->outcome);
		g_assert_cmpfloat(record->confidence, ==, 0.5);
	}
	{
		g_autoptr(record) record = parse_one(rationale);

		g_assert_true(
			warned(record, "incomplete", "/issues/0/rationale"));
		g_assert_false(
			warned(record, "incomplete", "/issues/0/decision"));
	}
}

/* What is there proves it. */
static void
test_proven_outcome(void)
{
	static const char *const lines[] = { FIRST_PAGE,
					     ISSUE("One cane: Upheld"),
					     ISSUE("Two canes: Overturned"),
					     "Three canes: Upheld", NULL };
	g_autoptr(record) record = parse_one(lines);

	g_assert_true(is_incomplete(record));
	g_assert_cmpstr(record->outcome, ==, "partially_overturned");
}

/* A page lost in the middle: what follows is not what should. */
static void
test_without_middle(void)
{
	static const char *const other_issue[] = {
		FIRST_PAGE, "One cane: Upheld",
		"\f",	    "MAXIMUS guideline: Decision based on MTUS.",
		"",	    "Decision rationale: It helps.",
		NULL
	};
	static const char *const mid_sentence[] = {
		FIRST_PAGE, ISSUE("One cane: Upheld"), "\f",
		"and the knee of the worker.", NULL
	};
	static const char *const two_headings[] = { FIRST_PAGE,
						    "One cane: Upheld", "\f",
						    ISSUE("Two canes: Upheld"),
						    NULL };
	static const char *const no_verdict[] = {
		FIRST_PAGE, ISSUE("One cane: Upheld"), "\f",
		ISSUE("Two canes: Upheld"), NULL
	};
	static const char *const *const letters[] = { other_issue, mid_sentence,
						      two_headings,
						      no_verdict };

	for (guint i = 0; i < G_N_ELEMENTS(letters); i++) {
		g_autoptr(record) record = parse_one(letters[i]);

		g_assert_true(is_incomplete(record));
		g_assert_null(record->outcome);
	}
	{
		g_autoptr(record) record = parse_one(other_issue);

		/* Its own heading, but whose rationale? */
		g_assert_true(
			warned(record, "incomplete", "/issues/0/rationale"));
		g_assert_false(
			warned(record, "incomplete", "/issues/0/heading"));
	}
	{
		g_autoptr(record) record = parse_one(mid_sentence);

		g_assert_true(
			warned(record, "incomplete", "/issues/0/rationale"));
	}
}

/* Where the header alone is lost, all issues are there. */
static void
test_without_header(void)
{
	static const char *const lines[] = { BODY, ISSUE("One cane: Upheld"),
					     NULL };
	static const char *const issues[] = {
		"IMR ISSUES, DECISIONS AND RATIONALES",
		ISSUE("One cane: Upheld"), NULL
	};
	g_autoptr(record) record = parse_one(lines);
	g_autoptr(record) rest = parse_one(issues);

	g_assert_true(is_incomplete(record));
	g_assert_cmpstr(record->outcome, ==, "upheld");
	g_assert_true(is_incomplete(rest));
	g_assert_cmpstr(rest->outcome, ==, "upheld");
}

/* A page that could not be read is one that is missing. */
static void
test_unreadable_page(void)
{
	static const char *const lines[] = { FIRST_PAGE,
					     ISSUE("One cane: Upheld"),
					     "\f",
					     "\f",
					     "Two canes: Upheld",
					     GUIDELINES,
					     "Decision rationale: It helps.",
					     NULL };
	g_autoptr(document) document = lines_document(lines);
	g_autoptr(flow) flow = NULL;
	g_autoptr(GPtrArray) records = NULL;
	const struct record *record;

	page_add_flaw(document->pages->pdata[1], FLAW_UNREADABLE_PAGE, "x");
	flow = lines_flow(document);
	records = parser_run(flow, NULL);
	record = records->pdata[0];
	g_assert_true(warned(record, "unreadable-page", ""));
	g_assert_true(is_incomplete(record));
	g_assert_true(warned(record, "incomplete", "/issues/0/rationale"));
	g_assert_null(record->outcome);
}

/* The file tells that it lost a page, whose text would not be missed: between
 * two pages of a letter. */
static void
test_page_taken_out(void)
{
	const char *const lines[] = {
		FIRST_PAGE, "One cane: Upheld",
		GUIDELINES, "Decision rationale: It is not necessary.",
		"\f",	    ISSUE("Two canes: Upheld"),
		NULL
	};

	for (guint flawed = 0; flawed < 2; flawed++) {
		g_autoptr(document) document = lines_document(lines);
		g_autoptr(flow) flow = NULL;
		g_autoptr(GPtrArray) records = NULL;
		const struct record *record;

		page_add_flaw(document->pages->pdata[flawed], FLAW_INCOMPLETE,
			      "x");
		flow = lines_flow(document);
		records = parser_run(flow, NULL);
		record = records->pdata[0];
		g_assert_true(is_incomplete(record) == (flawed == 0));
		g_assert_cmpstr(record->outcome, ==,
				flawed == 0 ? NULL : "upheld");
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/completeness/whole", test_whole);
	g_test_add_func("/completeness/whole-issues", test_whole_issues);
	g_test_add_func("/completeness/without-end", test_without_end);
	g_test_add_func("/completeness/proven-outcome", test_proven_outcome);
	g_test_add_func("/completeness/without-middle", test_without_middle);
	g_test_add_func("/completeness/without-header", test_without_header);
	g_test_add_func("/completeness/unreadable-page", test_unreadable_page);
	g_test_add_func("/completeness/page-taken-out", test_page_taken_out);
	return g_test_run();
}
