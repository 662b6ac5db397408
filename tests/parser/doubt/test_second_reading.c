/* test_second_reading.c - a page read twice, and which pages should be; what
 * low confidence becomes. */
#include "tests/parser/sample.h"

static const char *const letter[] = { HEADER("CM16-0000017"),	    BODY,
				      ISSUE("One cane: Upheld"),    "\f",
				      ISSUE("One bed: Overturned"), NULL };

static struct word *
find_word(const struct document *document, const char *text)
{
	for (guint i = 0; i < document->pages->len; i++) {
		const struct page *page = document->pages->pdata[i];

		for (guint j = 0; j < page->lines->len; j++) {
			const struct line *line = page->lines->pdata[j];

			for (guint k = 0; k < line->words->len; k++) {
				struct word *word = line->words->pdata[k];

				if (strcmp(word->text, text) == 0)
					return word;
			}
		}
	}
	g_error("no word %s", text);
}

/* The letter as recognised, but for one word that was read so. */
static struct document *
scan(const char *word_text, const char *read, double confidence)
{
	struct document *document = lines_document(letter);
	struct word *word = find_word(document, word_text);

	for (guint i = 0; i < document->pages->len; i++) {
		struct page *page = document->pages->pdata[i];

		page->text_source = TEXT_SOURCE_OCR;
	}
	g_free(word->text);
	word->text = g_strdup(read);
	word->confidence = confidence;
	return document;
}

static struct record *
read_documents(const struct document *first, const struct document *closer)
{
	g_autoptr(flow) flow = lines_flow(first);
	g_autoptr(flow) closer_flow =
		closer != NULL ? lines_flow(closer) : NULL;
	g_autoptr(GError) error = NULL;
	g_autoptr(GPtrArray) records =
		run_readings(flow, closer_flow, NULL, NULL, &error);

	g_assert_no_error(error);
	g_assert_cmpuint(records->len, ==, 1);
	return g_ptr_array_steal_index(records, 0);
}

struct reading {
	const char *text;
	double confidence;
};

static struct record *
read_twice(const char *word, struct reading first, struct reading closer)
{
	g_autoptr(document) one = scan(word, first.text, first.confidence);
	g_autoptr(document) two = scan(word, closer.text, closer.confidence);

	return read_documents(one, two);
}

static double
confidence_of(const struct record *record, const char *path)
{
	for (guint i = 0; i < record->evidence->len; i++) {
		const struct evidence *evidence = record->evidence->pdata[i];

		if (strcmp(evidence->path, path) == 0)
			return evidence->confidence;
	}
	return -1;
}

static const struct row {
	const char *name;
	struct reading first, closer;
	const char *value;
	double confidence; /* -1: no evidence */
	const char *code;  /* NULL: no warning */
} rows[] = {
	{ "same",
	  { "12/09/2016", 0.4 },
	  { "12/09/2016", 0.9 },
	  "2016-12-09",
	  0.9,
	  NULL },
	{ "same, and both in doubt",
	  { "12/09/2016", 0.4 },
	  { "12/09/2016", 0.5 },
	  NULL,
	  -1,
	  "low-confidence" },
	{ "the first is none",
	  { "12/09/20", 0.9 },
	  { "12/09/2016", 0.95 },
	  "2016-12-09",
	  0.95,
	  "second-reading" },
	{ "the first is none, the closer just sure enough",
	  { "12/09/20", 0.9 },
	  { "12/09/2016", 0.9 },
	  "2016-12-09",
	  0.9,
	  "second-reading" },
	{ "the first is none, the closer in doubt",
	  { "12/09/20", 0.9 },
	  { "12/09/2016", 0.89 },
	  NULL,
	  -1,
	  "unreadable" },
	{ "the closer is none",
	  { "12/09/2016", 0.8 },
	  { "12/09/20", 0.9 },
	  "2016-12-09",
	  0.8,
	  NULL },
	{ "neither",
	  { "12/09/20", 0.9 },
	  { "12/19/20", 0.9 },
	  NULL,
	  -1,
	  "unreadable" },
	{ "two dates",
	  { "12/09/2016", 0.9 },
	  { "12/08/2016", 0.9 },
	  NULL,
	  -1,
	  "conflict" },
	{ "two dates, the first in doubt",
	  { "12/09/2016", 0.4 },
	  { "12/08/2016", 0.99 },
	  NULL,
	  -1,
	  "conflict" },
	{ "two dates, both in doubt",
	  { "12/09/2016", 0.4 },
	  { "12/08/2016", 0.4 },
	  NULL,
	  -1,
	  "conflict" },
	{ "two dates, the closer in doubt",
	  { "12/09/2016", 0.9 },
	  { "12/08/2016", 0.4 },
	  "2016-12-09",
	  0.9,
	  NULL },
};

static void
test_date(gconstpointer data)
{
	static const char path[] = "/case/decision_date";
	const struct row *row = data;
	g_autoptr(record) record =
		read_twice("12/09/2016", row->first, row->closer);

	g_assert_cmpstr(record->decision_date, ==, row->value);
	g_assert_cmpfloat(confidence_of(record, path), ==, row->confidence);
	g_assert_cmpuint(count_warnings(record, path), ==, row->code != NULL);
	if (row->code != NULL)
		g_assert_true(warned(record, row->code, path));
	g_assert_cmpstr(record->date_assigned, ==, "2016-11-09");
}

static void
test_case_number(void)
{
	g_autoptr(record) taken =
		read_twice("CM16-0000017", (struct reading){ "CM16-00", 0.9 },
			   (struct reading){ "CM16-0000017", 0.9 });
	g_autoptr(record) disputed = read_twice(
		"CM16-0000017", (struct reading){ "CM16-0000011", 0.9 },
		(struct reading){ "CM16-0000017", 0.9 });

	g_assert_cmpstr(taken->case_number, ==, "CM16-0000017");
	g_assert_true(warned(taken, "second-reading", "/case/case_number"));
	g_assert_null(disputed->case_number);
	g_assert_true(warned(disputed, "conflict", "/case/case_number"));
}

static void
test_decision(void)
{
	g_autoptr(record) taken =
		read_twice("Upheld", (struct reading){ "Uxxxd", 0.3 },
			   (struct reading){ "Upheld", 0.9 });
	g_autoptr(record) disputed =
		read_twice("Upheld", (struct reading){ "Overturned", 0.9 },
			   (struct reading){ "Upheld", 0.9 });

	g_assert_cmpstr(issue_at(taken, 0)->decision, ==, "upheld");
	g_assert_true(warned(taken, "second-reading", "/issues/0/decision"));
	g_assert_cmpstr(issue_at(taken, 1)->decision, ==, "overturned");
	g_assert_cmpstr(taken->outcome, ==, "partially_overturned");
	g_assert_null(issue_at(disputed, 0)->decision);
	g_assert_true(warned(disputed, "conflict", "/issues/0/decision"));
	g_assert_null(disputed->outcome);
}

/* Only the closer reading tells the label. */
static void
test_label(void)
{
	g_autoptr(record) record =
		read_twice("Priority:", (struct reading){ "Phxxxxq:", 0.3 },
			   (struct reading){ "Priority:", 0.9 });

	g_assert_cmpstr(record->priority, ==, "standard");
	g_assert_true(warned(record, "second-reading", "/case/priority"));
}

/* What is no typed field stays as it was read first. */
static void
test_text_stays(void)
{
	g_autoptr(record) record =
		read_twice("grape.", (struct reading){ "gnape.", 0.7 },
			   (struct reading){ "grape.", 1 });

	g_assert_nonnull(strstr(record->summary_text, "gnape."));
	g_assert_nonnull(strstr(record->text, "gnape."));
	g_assert_null(strstr(record->text, "grape."));
}

/* The letter itself says it twice: no reading of its page settles that. */
static void
test_conflict_stays(void)
{
	static const char *const both[] = { HEADER("CM16-0000017"),
					    "Decision Date:   12/08/2016",
					    "",
					    BODY,
					    ISSUE("One cane: Upheld"),
					    NULL };
	g_autoptr(document) first = lines_document(both);
	g_autoptr(document) closer = scan("Upheld", "Upheld", 1);
	g_autoptr(record) record = read_documents(first, closer);

	g_assert_null(record->decision_date);
	g_assert_true(warned(record, "conflict", "/case/decision_date"));
}

/* A closer reading that finds another number of letters is of no use. */
static void
test_other_letters(void)
{
	static const char *const two[] = { HEADER("CM16-0000017"),    BODY,
					   ISSUE("One cane: Upheld"), "\f",
					   HEADER("CM16-0000018"),    BODY,
					   ISSUE("One bed: Upheld"),  NULL };
	g_autoptr(document) first = scan("12/09/2016", "12/09/20", 0.9);
	g_autoptr(document) closer = lines_document(two);
	g_autoptr(record) record = read_documents(first, closer);

	g_assert_null(record->decision_date);
	g_assert_true(warned(record, "unreadable", "/case/decision_date"));
}

/* --- which pages --- */

static char *
doubtful_pages(const struct document *document)
{
	g_autoptr(flow) flow = lines_flow(document);
	g_autoptr(GPtrArray) records = parser_run(flow, NULL);
	g_autoptr(GArray) pages = parser_doubtful_pages(records, document);
	GString *text = g_string_new(NULL);

	for (guint i = 0; i < pages->len; i++)
		g_string_append_printf(text, "%u ",
				       g_array_index(pages, guint, i));
	return g_string_free(text, FALSE);
}

static void
test_doubtful_pages(void)
{
	static const struct {
		const char *word, *read;
		double confidence;
		const char *pages;
	} cases[] = {
		{ "Upheld", "Upheld", 1, "" },
		{ "grape.", "qnqpe.", 0.1, "" },
		{ "12/09/2016", "12/09/20", 0.9, "1 " },
		{ "12/09/2016", "12/09/2016", 0.3, "1 " },
		{ "CM16-0000017", "CM16-00", 0.9, "1 " },
		{ "Priority:", "Phxxxxq:", 0.9, "1 " },
		{ "Upheld", "Uxxxd", 0.9, "1 " },
		{ "Overturned", "Oxxxxxxed", 0.9, "2 " },
		{ "Overturned", "Overturned", 0.3, "2 " },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(document) document =
			scan(cases[i].word, cases[i].read, cases[i].confidence);
		g_autofree char *pages = doubtful_pages(document);

		g_assert_cmpstr(pages, ==, cases[i].pages);
	}
}

/* Not what is the file's own text, nor what was looked at already. */
static void
test_pages_read_enough(void)
{
	g_autoptr(document) document = scan("12/09/2016", "12/09/20", 0.9);
	struct page *page = document->pages->pdata[0];
	g_autofree char *layer = NULL, *looked = NULL;

	page->text_source = TEXT_SOURCE_TEXT_LAYER;
	layer = doubtful_pages(document);
	g_assert_cmpstr(layer, ==, "");
	page->text_source = TEXT_SOURCE_OCR;
	page->closer = page_new(1, 612, 792);
	looked = doubtful_pages(document);
	g_assert_cmpstr(looked, ==, "");
}

/* --- low confidence --- */

static void
test_withdrawn(void)
{
	static const struct {
		const char *word, *path;
	} cases[] = {
		{ "CM16-0000017", "/case/case_number" },
		{ "11/09/2016", "/case/date_assigned" },
		{ "10/13/2016", "/case/date_of_injury" },
		{ "12/09/2016", "/case/decision_date" },
		{ "11/03/2016", "/case/ur_denial_date" },
		{ "11/04/2016", "/case/application_received" },
		{ "Standard", "/case/priority" },
		{ "48", "/summary/age" },
		{ "female", "/summary/sex" },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(document) below =
			scan(cases[i].word, cases[i].word, 0.59);
		g_autoptr(document) above =
			scan(cases[i].word, cases[i].word, 0.61);
		g_autoptr(record) null = read_documents(below, NULL);
		g_autoptr(record) kept = read_documents(above, NULL);

		g_assert_true(warned(null, "low-confidence", cases[i].path));
		g_assert_cmpuint(count_warnings(null, cases[i].path), ==, 1);
		g_assert_cmpfloat(confidence_of(null, cases[i].path), ==, -1);
		g_assert_cmpuint(count_warnings(kept, cases[i].path), ==, 0);
		g_assert_cmpfloat(confidence_of(kept, cases[i].path), ==, 0.61);
	}
}

static void
test_withdrawn_age_is_null(void)
{
	g_autoptr(document) document = scan("48", "48", 0.5);
	g_autoptr(record) record = read_documents(document, NULL);

	g_assert_cmpint(record->age, ==, INTEGER_UNKNOWN);
	g_assert_cmpstr(record->sex, ==, "female");
}

/* A decision, and text, are kept and warned of. */
static void
test_kept(void)
{
	static const struct {
		const char *word, *path;
	} cases[] = {
		{ "Upheld", "/issues/0/decision" },
		{ "grape.", "/summary/text" },
		{ "Neurology", "/reviewer/certifications" },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(document) document =
			scan(cases[i].word, cases[i].word, 0.3);
		g_autoptr(record) record = read_documents(document, NULL);

		g_assert_true(warned(record, "low-confidence", cases[i].path));
		g_assert_cmpfloat(confidence_of(record, cases[i].path), ==,
				  0.3);
		g_assert_cmpstr(issue_at(record, 0)->decision, ==, "upheld");
	}
}

/* A slash that blur made a colon, or nothing; but never a digit less. */
static void
test_blurred_slashes(void)
{
	static const struct {
		const char *read, *date;
	} cases[] = {
		{ "12:09/2016", "2016-12-09" },
		{ "12:09:2016", "2016-12-09" },
		{ "12092016", NULL },
		{ "12109:2016", NULL },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(document) document =
			scan("12/09/2016", cases[i].read, 0.9);
		g_autoptr(record) record = read_documents(document, NULL);

		g_assert_cmpstr(record->decision_date, ==, cases[i].date);
	}
}

static void
test_lost_slashes(void)
{
	static const char *const lines[] = {
		"Case Number:     CM16-0000017",
		"Date Assigned:   11 09 2016    Date of Injury:   10 3 2016",
		"Decision Date:   12 09 20 16   UR Denial Date:   1 1/03/2016",
		"",
		BODY,
		ISSUE("One cane: Upheld"),
		NULL
	};
	g_autoptr(document) document = lines_document(lines);
	struct page *page = document->pages->pdata[0];
	g_autoptr(record) typed = read_documents(document, NULL);
	g_autoptr(record) record = NULL;

	page->text_source = TEXT_SOURCE_OCR;
	record = read_documents(document, NULL);
	g_assert_cmpstr(record->date_assigned, ==, "2016-11-09");
	g_assert_null(record->date_of_injury);
	g_assert_null(record->decision_date);
	g_assert_null(record->ur_denial_date);
	g_assert_null(typed->date_assigned);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autofree char *path = g_strdup_printf(
			"/parser/second_reading/date/%s", rows[i].name);

		g_test_add_data_func(path, &rows[i], test_date);
	}
#define TEST(name) g_test_add_func("/parser/second_reading/" #name, test_##name)
	TEST(case_number);
	TEST(decision);
	TEST(label);
	TEST(text_stays);
	TEST(conflict_stays);
	TEST(other_letters);
	TEST(doubtful_pages);
	TEST(pages_read_enough);
	TEST(withdrawn);
	TEST(withdrawn_age_is_null);
	TEST(kept);
	TEST(blurred_slashes);
	TEST(lost_slashes);
#undef TEST
	return g_test_run();
}
