/* test_doubt.c - what is blurred, missing, ambiguous, or only looks like the
 * form. */
#include "tests/parser/sample.h"

static void
test_blurred(void)
{
	static const char *const lines[] = {
		"C4se Number:     CM16-OOOOO17",
		"HOW THE lMR FINAL DETERM1NATION WAS MADE",
		"",
		"State(s) of L1censure: lowa, 1daho, Califomia",
		"Certificaton(s)/Specialty: Neurology",
		"",
		"CL1NICAL CASE SUMMARY",
		"",
		"He is a 30-year-old man.",
		"",
		"IMR ISSUES, DEC1SIONS AND RATIONALES",
		"",
		"One cane: Uphe1d",
		"",
		"Claims Adrninistrator guideline: None.",
		"",
		"MAXlMUS guideline: None.",
		"",
		"Decision rationa1e: No.",
		NULL
	};
	g_autoptr(document) document = lines_document(lines);
	struct page *page = g_ptr_array_index(document->pages, 0);
	g_autoptr(flow) flow = lines_flow(document);
	g_autoptr(GPtrArray) records = NULL;
	const struct record *record;

	page->text_source = TEXT_SOURCE_OCR;
	records = parser_run(flow, NULL);
	g_assert_nonnull(records);
	record = g_ptr_array_index(records, 0);
	g_assert_cmpstr(record->case_number, ==, "CM16-0000017");
	check_list(record->licensed_states, "Iowa|Idaho|California");
	g_assert_cmpstr(issue_at(record, 0)->decision, ==, "upheld");
	g_assert_cmpstr(issue_at(record, 0)->rationale, ==, "No.");
}

/* Of three pages one has the letter, one is blank, and the last is not, though
 * nothing came of it. */
static void
test_page_without_words(void)
{
	static const char *const lines[] = { "Case Number:     CM16-0000017",
					     "", BODY,
					     ISSUE("One cane: Upheld"), NULL };
	g_autoptr(document) document = lines_document(lines);
	g_autoptr(flow) flow = NULL;
	g_autoptr(GPtrArray) records = NULL;
	struct page *blank = page_new(2, 612, 792);
	struct page *unread = page_new(3, 612, 792);

	blank->reason = g_strdup("");
	unread->reason = g_strdup("");
	unread->text_source = TEXT_SOURCE_OCR;
	g_ptr_array_add(document->pages, blank);
	g_ptr_array_add(document->pages, unread);
	flow = lines_flow(document);
	records = parser_run(flow, NULL);
	g_assert_nonnull(records);
	g_assert_true(warned(records->pdata[0], "unreadable-page", ""));
	g_assert_true(warned(records->pdata[0], "incomplete", ""));
	g_assert_null(((struct record *)records->pdata[0])->outcome);
}

/* The words of the page's longest line are in doubt. */
static void
check_many_in_doubt(const char *const *lines, gboolean is_proven)
{
	g_autoptr(document) document = lines_document(lines);
	const struct page *page = document->pages->pdata[0];
	const struct line *longest = page->lines->pdata[0];
	g_autoptr(flow) flow = NULL;
	g_autoptr(GPtrArray) records = NULL;
	const struct record *record;

	for (guint i = 1; i < page->lines->len; i++) {
		const struct line *line = page->lines->pdata[i];

		if (line->words->len > longest->words->len)
			longest = line;
	}
	for (guint i = 0; i < longest->words->len; i++)
		((struct word *)longest->words->pdata[i])->confidence =
			WORD_DOUBTED;
	flow = lines_flow(document);
	records = parser_run(flow, NULL);
	g_assert_nonnull(records);
	record = records->pdata[0];
	g_assert_true(warned(record, "low-confidence", "/issues"));
	g_assert_true((record->outcome != NULL) == is_proven);
}

/* A heading may be among them; two issues that differ prove the outcome. */
static void
test_many_in_doubt(void)
{
	static const char *const one[] = { "Case Number:     CM16-0000017", "",
					   BODY, ISSUE("One cane: Upheld"),
					   NULL };
	static const char *const two[] = { "Case Number:     CM16-0000017",
					   "",
					   BODY,
					   ISSUE("One cane: Upheld"),
					   ISSUE("Two canes: Overturned"),
					   NULL };

	check_many_in_doubt(one, FALSE);
	check_many_in_doubt(two, TRUE);
}

/* What a page lacks concerns the record, what else is to be known the page. */
static void
test_flawed_page(void)
{
	static const char *const lines[] = { "Case Number:     CM16-0000017",
					     "", BODY,
					     ISSUE("One cane: Upheld"), NULL };
	g_autoptr(document) document = lines_document(lines);
	struct page *page = document->pages->pdata[0];
	g_autoptr(flow) flow = NULL;
	g_autoptr(GPtrArray) records = NULL;

	page_add_flaw(page, FLAW_UNREADABLE_PAGE, "its image is cut off");
	page_add_flaw(page, "another-code", "a smudge");
	flow = lines_flow(document);
	records = parser_run(flow, NULL);
	g_assert_nonnull(records);
	g_assert_true(warned(records->pdata[0], "unreadable-page", ""));
	g_assert_true(
		warned(records->pdata[0], "another-code", "/source/pages/0"));
}

static void
test_doubts(void)
{
	static const char *const lines[] = {
		"Case Number:     CM16-0017",
		"Date Assigned:   11/31/2016    Date of Injury:   10/13/2017",
		"Decision Date:   12/09/2016    UR Denial Date:   11/03/2016",
		"",
		BODY,
		ISSUE("One cane: Upheld"),
		NULL
	};
	g_autoptr(record) record = parse_one(lines);

	g_assert_null(record->case_number);
	g_assert_true(warned(record, "unreadable", "/case/case_number"));
	g_assert_null(record->date_assigned);
	g_assert_true(warned(record, "unreadable", "/case/date_assigned"));
	g_assert_true(warned(record, "date-order", "/case/ur_denial_date"));
	g_assert_true(warned(record, "missing", "/case/priority"));
}

/* A date that slipped half a row down is still its own label's, whose line
 * it is on. */
static void
test_crooked_header(void)
{
	static const char *const lines[] = { HEADER("CM16-0000017"), NULL };
	g_autoptr(document) document = lines_document(lines);
	const struct page *page = g_ptr_array_index(document->pages, 0);
	const struct line *line = g_ptr_array_index(page->lines, 1);
	struct word *injury =
		g_ptr_array_index(line->words, line->words->len - 1);
	g_autoptr(flow) flow = NULL;
	g_autoptr(GPtrArray) records = NULL;
	const struct record *record;

	injury->box.y0 += TEXT_CELL_HEIGHT_PT * 0.6;
	injury->box.y1 += TEXT_CELL_HEIGHT_PT * 0.6;
	flow = lines_flow(document);
	records = parser_run(flow, NULL);
	g_assert_nonnull(records);
	record = g_ptr_array_index(records, 0);
	g_assert_cmpstr(record->date_of_injury, ==, "2016-10-13");
	g_assert_cmpstr(record->ur_denial_date, ==, "2016-11-03");
}

/* Which of two dates beside a label is meant, nobody can tell. */
static void
test_two_dates(void)
{
	static const char *const lines[] = {
		"Case Number:     CM16-0000017",
		"Decision Date:   12/09/2016 12/10/2016",
		"",
		BODY,
		ISSUE("One cane: Upheld"),
		NULL
	};
	g_autoptr(record) record = parse_one(lines);

	g_assert_null(record->decision_date);
	g_assert_true(warned(record, "unreadable", "/case/decision_date"));
}

/* A stamp over the table's right half: its labels are gone, and what is read of
 * their values is none of the left ones'. */
static void
test_stamped_header(void)
{
	static const char *const lines[] = {
		"Case Number:     CM16-0000017                  oa rele UE",
		"Date Assigned:   11/09/2016        Date of lnju re! 4/0014",
		"Decision Date:   12/09/2016        UR Denial Da& 11/03/2016",
		"Priority:        Standard",
		"",
		BODY,
		ISSUE("One cane: Upheld"),
		NULL
	};
	g_autoptr(record) record = parse_one(lines);

	g_assert_cmpstr(record->case_number, ==, "CM16-0000017");
	g_assert_cmpstr(record->date_assigned, ==, "2016-11-09");
	g_assert_cmpstr(record->decision_date, ==, "2016-12-09");
	g_assert_null(record->date_of_injury);
	g_assert_null(record->ur_denial_date);
}

static void
test_no_letter(void)
{
	static const char *const invoice[] = { "Invoice 17", "",
					       "Pay 40 dollars.", NULL };
	static const char *const nothing[] = { NULL };
	g_autoptr(GError) error = NULL;

	g_assert_null(parse(invoice, &error));
	g_assert_error(error, IMR_ERROR, IMR_ERROR_REJECT);
	g_clear_error(&error);
	g_assert_null(parse(nothing, &error));
	g_assert_error(error, IMR_ERROR, IMR_ERROR_REJECT);
}

/* Words of the form that open a paragraph of the author's, or begin one of
 * his words, are text. */
static void
test_text_like_form(void)
{
	static const char *const lines[] = {
		HEADER("CM16-0000017"),
		"HOW THE IMR FINAL DETERMINATION WAS MADE",
		"",
		"CLINICAL CASE SUMMARY",
		"The worker slipped on a grape.",
		"",
		"DOCUMENTS REVIEWED: a note.",
		"",
		"IMR ISSUES, DECISIONS AND RATIONALES",
		"",
		"One cane: Upheld",
		"",
		"Claims Administrator guideline: None.",
		"",
		"MAXIMUS guideline: None.",
		"",
		"Decision rationale: It helps nobody.",
		"",
		"MAXIMUS guidelines do not have it.",
		"",
		"Dearth of evidence stands against it.",
		NULL
	};
	g_autoptr(record) record = parse_one(lines);

	g_assert_cmpstr(record->format, ==, "final_determination");
	g_assert_null(record->documents_reviewed);
	g_assert_cmpuint(record->issues->len, ==, 1);
	g_assert_cmpstr(issue_at(record, 0)->rationale, ==,
			"It helps nobody.\n\nMAXIMUS guidelines do not have "
			"it.\n\nDearth of evidence stands against it.");
}

/* Whether the last line of the page before is a heading's first is uncertain:
 * the rationale keeps it, and a warning says so. */
static void
test_heading_at_page_top(void)
{
	static const char *const lines[] = { HEADER("CM16-0000017"),
					     BODY,
					     ISSUE("One cane: Upheld"),
					     "Another line",
					     "\f",
					     ISSUE("One bed: Upheld"),
					     NULL };
	g_autoptr(document) document = lines_document(lines);
	g_autoptr(flow) flow = lines_flow(document);
	const char *heading = strstr(flow->text, "One bed");
	guint paragraph =
		flow_paragraph_at(flow, (gsize)(heading - flow->text));
	g_autoptr(GPtrArray) records = NULL;
	const struct record *record;

	g_array_index(flow->paragraphs, struct paragraph, paragraph).certain =
		FALSE;
	records = parser_run(flow, NULL);
	g_assert_nonnull(records);
	record = g_ptr_array_index(records, 0);
	g_assert_cmpstr(issue_at(record, 1)->heading, ==, "One bed");
	g_assert_true(warned(record, "heading-start", "/issues/1/heading"));
}

/* What the summary says of others says nothing of the worker. */
static void
test_sex_of_others(void)
{
	static const char *const lines[] = {
		"HOW THE IMR FINAL DETERMINATION WAS MADE",
		"",
		"CLINICAL CASE SUMMARY",
		"The worker is a 48 y.o. teacher who was pushed by a male",
		"student. He was unhurt.",
		"",
		"IMR ISSUES, DECISIONS AND RATIONALES",
		"",
		ISSUE("One cane: Upheld"),
		NULL
	};
	g_autoptr(record) record = parse_one(lines);

	g_assert_cmpint(record->age, ==, 48);
	g_assert_null(record->sex);
	g_assert_true(warned(record, "missing", "/summary/sex"));
}

static void
test_header_alone(void)
{
	static const char *const lines[] = { HEADER("CM16-0000017"), NULL };
	g_autoptr(record) record = parse_one(lines);

	g_assert_cmpstr(record->format, ==, "unknown");
	g_assert_cmpstr(record->case_number, ==, "CM16-0000017");
	g_assert_true(warned(record, "missing", "/issues"));
}

/* No letter has so many, and no reader of records takes them. */
static void
test_too_many_issues(void)
{
	static const char *const begin[] = { HEADER("CM16-0000000"), BODY };
	static const char *const issue[] = { ISSUE("MRI: Upheld") };
	g_autoptr(GPtrArray) lines = g_ptr_array_new();
	g_autoptr(GError) error = NULL;

	for (guint i = 0; i < G_N_ELEMENTS(begin); i++)
		g_ptr_array_add(lines, (char *)begin[i]);
	for (guint i = 0; i <= RECORD_MAX_ISSUES; i++)
		for (guint j = 0; j < G_N_ELEMENTS(issue); j++)
			g_ptr_array_add(lines, (char *)issue[j]);
	g_ptr_array_add(lines, NULL);
	g_assert_null(parse((const char *const *)lines->pdata, &error));
	g_assert_error(error, IMR_ERROR, IMR_ERROR_REJECT);
	g_assert_nonnull(strstr(error->message, "10001 issues"));
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
#define ADD(name, function) g_test_add_func("/doubt/" name, function)
	ADD("many-in-doubt", test_many_in_doubt);
	ADD("blurred", test_blurred);
	ADD("page-without-words", test_page_without_words);
	ADD("flawed-page", test_flawed_page);
	ADD("doubts", test_doubts);
	ADD("crooked-header", test_crooked_header);
	ADD("two-dates", test_two_dates);
	ADD("stamped-header", test_stamped_header);
	ADD("none", test_no_letter);
	ADD("text-like-form", test_text_like_form);
	ADD("heading-at-page-top", test_heading_at_page_top);
	ADD("sex-of-others", test_sex_of_others);
	ADD("header-alone", test_header_alone);
	ADD("too-many-issues", test_too_many_issues);
	return g_test_run();
}
