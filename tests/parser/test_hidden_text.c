/* test_hidden_text.c - a scan, what lies hidden over it, and now and then a
 * closer look: what the typed fields become. */
#include "tests/parser/sample.h"

#define DATE "12/09/2016"
#define READ "2016-12-09"

static const char *const letter[] = { HEADER("CM16-0000017"), BODY,
				      ISSUE("One cane: Upheld"), NULL };

static void
read_so(const struct document *document, const char *from, const char *to,
	double confidence)
{
	const struct page *page = document->pages->pdata[0];

	for (guint i = 0; i < page->lines->len; i++) {
		const struct line *line = page->lines->pdata[i];

		for (guint j = 0; j < line->words->len; j++) {
			struct word *word = line->words->pdata[j];

			if (strcmp(word->text, from) != 0)
				continue;
			g_free(word->text);
			word->text = g_strdup(to);
			word->confidence = confidence;
		}
	}
}

/* The page with its decision date, or decision, read so; NULL: as it is. */
static struct document *
reading(enum text_source source, const char *word, const char *text,
	double confidence)
{
	struct document *document = lines_document(letter);
	struct page *page = document->pages->pdata[0];

	page->text_source = source;
	if (text != NULL)
		read_so(document, word, text, confidence);
	return document;
}

struct letters {
	struct document *first, *closer, *other; /* closer: NULL: none */
};

static struct record *
read_letters(const struct letters *letters)
{
	g_autoptr(flow) flow = NULL, closer = NULL;
	g_autoptr(flow) other = lines_flow(letters->other);
	g_autoptr(GPtrArray) records = NULL;
	struct page *page = letters->first->pages->pdata[0];

	page->other = page_new(1, 612, 792);
	page->closer = letters->closer != NULL ? page_new(1, 612, 792) : NULL;
	flow = lines_flow(letters->first);
	if (letters->closer != NULL)
		closer = lines_flow(letters->closer);
	records = run_readings(flow, closer, other, NULL, NULL);
	g_assert_nonnull(records);
	g_assert_cmpuint(records->len, ==, 1);
	return g_ptr_array_steal_index(records, 0);
}

static const struct row {
	const char *name, *scan, *closer, *hidden; /* NULL: no closer look */
	double confidence;			   /* of the scan's */
	const char *value, *code;
} rows[] = {
	{ "agree", DATE, NULL, DATE, 0.9, READ, NULL },
	{ "agree, the scan in doubt", DATE, NULL, DATE, 0.3, READ, NULL },
	{ "hidden is no date", DATE, NULL, "12/09/20", 0.9, READ, NULL },
	{ "the scan's is no date", "12/09/20", NULL, DATE, 0.9, READ,
	  "second-reading" },
	{ "two dates", DATE, NULL, "12/08/2016", 0.99, NULL, "conflict" },
	{ "two dates, the scan in doubt", DATE, NULL, "12/08/2016", 0.3, NULL,
	  "conflict" },
	{ "two scans against it", DATE, DATE, "12/08/2016", 0.99, READ,
	  "second-reading" },
	{ "three dates", DATE, "12/07/2016", "12/08/2016", 0.99, NULL,
	  "conflict" },
	{ "the closer alone, and hidden against it", "12/09/20", DATE,
	  "12/08/2016", 0.99, NULL, "conflict" },
	{ "none", "12/09/20", "12/09/20", "12/09/20", 0.99, NULL,
	  "unreadable" },
};

static void
test_row(gconstpointer data)
{
	const struct row *row = data;
	g_autoptr(document) scan =
		reading(TEXT_SOURCE_OCR, DATE, row->scan, row->confidence);
	g_autoptr(document) closer =
		row->closer != NULL
			? reading(TEXT_SOURCE_OCR, DATE, row->closer, 0.99)
			: NULL;
	g_autoptr(document) hidden =
		reading(TEXT_SOURCE_TEXT_LAYER, DATE, row->hidden, 0.96);
	g_autoptr(record) record =
		read_letters(&(struct letters){ scan, closer, hidden });

	g_assert_cmpstr(record->decision_date, ==, row->value);
	g_assert_cmpuint(count_warnings(record, "/case/decision_date"), ==,
			 row->code != NULL);
	g_assert_true(row->code == NULL ||
		      warned(record, row->code, "/case/decision_date"));
	g_assert_cmpstr(record->case_number, ==, "CM16-0000017");
	g_assert_cmpuint(count_warnings(record, "/case/case_number"), ==, 0);
}

static void
test_decision(void)
{
	g_autoptr(document) scan = reading(TEXT_SOURCE_OCR, "Upheld", NULL, 1);
	g_autoptr(document) hidden =
		reading(TEXT_SOURCE_TEXT_LAYER, "Upheld", "Overturned", 0.96);
	g_autoptr(record) record =
		read_letters(&(struct letters){ scan, NULL, hidden });

	g_assert_null(issue_at(record, 0)->decision);
	g_assert_true(warned(record, "conflict", "/issues/0/decision"));
	g_assert_null(record->outcome);
}

/* An illegible scan, of which nothing bears out the hidden text: each value
 * says so. */
static void
test_hidden_alone(void)
{
	static const char *const paths[] = {
		"/case/case_number",   "/case/date_assigned",
		"/case/decision_date", "/case/priority",
		"/issues/0/decision",
	};
	static const char *const nothing[] = { "~ ~~ ~", NULL };
	static const char *const body[] = {
		"CLINICAL CASE SUMMARY", "",
		"IMR ISSUES, DECISIONS AND RATIONALES", "", NULL
	};

	for (guint i = 0; i < 2; i++) {
		g_autoptr(document) hidden =
			reading(TEXT_SOURCE_TEXT_LAYER, DATE, DATE, 0.96);
		g_autoptr(document) scan =
			lines_document(i == 0 ? nothing : body);
		g_autoptr(record) record =
			read_letters(&(struct letters){ hidden, NULL, scan });

		g_assert_cmpstr(record->decision_date, ==, READ);
		for (guint j = 0; j < G_N_ELEMENTS(paths); j++)
			g_assert_true(
				warned(record, "second-reading", paths[j]));
	}
}

/* What the two disagree on is looked at closer, once, and only there. */
static void
test_doubtful(void)
{
	static const char *const hidden[] = { DATE, "12/08/2016" };

	for (guint i = 0; i < 2; i++) {
		g_autoptr(document) scan =
			reading(TEXT_SOURCE_OCR, DATE, NULL, 1);
		g_autoptr(document) layer =
			reading(TEXT_SOURCE_TEXT_LAYER, DATE, hidden[i], 0.96);
		g_autoptr(record) record =
			read_letters(&(struct letters){ scan, NULL, layer });
		g_autoptr(GPtrArray) records = g_ptr_array_new();
		g_autoptr(GArray) pages = NULL, plain = NULL;
		struct page *page = scan->pages->pdata[0];

		g_ptr_array_add(records, record);
		pages = parser_doubtful_pages(records, scan);
		g_assert_cmpuint(pages->len, ==, i);
		g_clear_pointer(&page->other, page_free);
		plain = parser_doubtful_pages(records, scan);
		g_assert_cmpuint(plain->len, ==, 0);
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autofree char *path = g_strdup_printf(
			"/parser/hidden-text/date/%s", rows[i].name);

		g_test_add_data_func(path, &rows[i], test_row);
	}
	g_test_add_func("/parser/hidden-text/decision", test_decision);
	g_test_add_func("/parser/hidden-text/alone", test_hidden_alone);
	g_test_add_func("/parser/hidden-text/doubtful", test_doubtful);
	return g_test_run();
}
