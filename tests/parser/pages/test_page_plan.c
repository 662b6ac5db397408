/* test_page_plan.c - pages out of order, repeated, and of two letters. */
#include "tests/parser/sample.h"

/* Three pages: two breaks in mid-sentence. */
#define PAGE_1(number)                                                         \
	HEADER(number), BODY, "One cane: Upheld", "",                          \
		"Claims Administrator guideline: The Claims",                  \
		"Administrator did not cite any medical"
#define PAGE_2                                                                 \
	"evidence for its decision.", "",                                      \
		"MAXIMUS guideline: Decision based on MTUS Forearm,",          \
		"Wrist, and Hand Complaints 2004.", "",                        \
		"Decision rationale: A stick helps the worker, who"
#define PAGE_3                                                                 \
	"walks on it. It is medically necessary.", "",                         \
		ISSUE("Two canes: Overturned")

static const char *const whole[] = {
	PAGE_1("CM16-0000017"), "\f", PAGE_2, "\f", PAGE_3, NULL
};
static const char *const two[] = { PAGE_1("CM16-0000017"),
				   "\f",
				   PAGE_2,
				   "\f",
				   PAGE_3,
				   "\f",
				   PAGE_1("CM16-0000024"),
				   "\f",
				   "evidence. It is a bureau.",
				   "",
				   "MAXIMUS guideline: None.",
				   "",
				   "Decision rationale: It helps nobody.",
				   NULL };

/* The document with its pages as order says, each a page number of lines. */
static struct document *
shuffle(const char *const *lines, const char *order)
{
	struct document *shuffled = document_new();
	g_auto(GStrv) numbers = g_strsplit(order, " ", -1);

	shuffled->id = g_strnfill(64, '0');
	shuffled->name = g_strdup("test.pdf");
	shuffled->media_type = g_strdup("application/pdf");
	for (guint i = 0; numbers[i] != NULL; i++) {
		g_autoptr(document) fresh = lines_document(lines);
		guint index = (guint)g_ascii_strtoull(numbers[i], NULL, 10) - 1;
		struct page *page =
			g_ptr_array_steal_index(fresh->pages, index);

		page->number = i + 1;
		g_ptr_array_add(shuffled->pages, page);
	}
	return shuffled;
}

static GPtrArray *
read_document(const struct document *document)
{
	g_autoptr(flow) flow = lines_flow(document);
	g_autoptr(page_plan) plan = plan_pages(flow);
	g_autoptr(document) ordered = NULL;
	g_autoptr(flow) again = NULL;
	g_autoptr(GError) error = NULL;
	GPtrArray *records;

	if (plan == NULL) {
		records = parser_run(flow, &error);
	} else {
		ordered = page_plan_apply(plan, document);
		again = lines_flow(ordered);
		records = run_readings(again, NULL, NULL, plan, &error);
	}
	g_assert_no_error(error);
	return records;
}

static void
check_whole(const struct record *record, const char *number)
{
	g_assert_cmpstr(record->case_number, ==, number);
	g_assert_false(warned(record, "incomplete", ""));
	g_assert_nonnull(record->outcome);
	g_assert_cmpfloat(record->confidence, ==, 1.0);
}

static void
test_order(void)
{
	static const char *const orders[] = { "3 2 1", "2 1 3", "1 3 2",
					      "2 3 1", "3 1 2" };

	for (guint i = 0; i < G_N_ELEMENTS(orders); i++) {
		g_autoptr(document) document = shuffle(whole, orders[i]);
		g_autoptr(GPtrArray) records = read_document(document);
		const struct record *record = records->pdata[0];

		g_assert_cmpuint(records->len, ==, 1);
		check_whole(record, "CM16-0000017");
		g_assert_true(warned(record, "page-order", ""));
		g_assert_cmpuint(record->issues->len, ==, 2);
		g_assert_cmpstr(record->outcome, ==, "partially_overturned");
		g_assert_nonnull(
			strstr(issue_at(record, 0)->rationale, "walks on it"));
		/* As the file has them. */
		for (guint j = 0; j < record->pages->len; j++)
			g_assert_cmpuint(
				((struct source_page *)record->pages->pdata[j])
					->number,
				==, j + 1);
	}
}

static void
test_repeats(void)
{
	static const char *const orders[] = { "1 1 2 3",     "1 2 2 3",
					      "1 2 3 3",     "1 1 2 2 3 3",
					      "1 2 3 1 2 3", "3 3 2 1" };

	for (guint i = 0; i < G_N_ELEMENTS(orders); i++) {
		g_autoptr(document) document = shuffle(whole, orders[i]);
		g_autoptr(GPtrArray) records = read_document(document);
		const struct record *record = records->pdata[0];

		g_assert_cmpuint(records->len, ==, 1);
		check_whole(record, "CM16-0000017");
		g_assert_true(warned(record, "page-repeated", ""));
		g_assert_cmpuint(record->issues->len, ==, 2);
		g_assert_cmpuint(record->pages->len, ==, document->pages->len);
	}
}

/* As they should be: no plan, and no warning. */
static void
test_in_order(void)
{
	g_autoptr(document) one = lines_document(whole);
	g_autoptr(document) both = lines_document(two);
	g_autoptr(flow) one_flow = lines_flow(one);
	g_autoptr(flow) both_flow = lines_flow(both);

	g_assert_null(plan_pages(one_flow));
	g_assert_null(plan_pages(both_flow));
}

/* The pages of two letters between one another, where either's second page
 * goes on behind either's first: each break is in doubt, and with it each text
 * beside it. */
static void
test_two_letters(void)
{
	static const char *const lines[] = {
		PAGE_1("CM16-0000017"),
		"\f",
		PAGE_2,
		"walks on it. It is necessary.",
		"\f",
		PAGE_1("CM16-0000024"),
		"\f",
		"evidence. It is a bureau.",
		"",
		"MAXIMUS guideline: None.",
		"",
		"Decision rationale: It helps nobody.",
		NULL
	};
	static const char *const orders[] = { "1 3 2 4", "1 3 4 2", "4 3 2 1",
					      "2 1 4 3" };

	for (guint i = 0; i < G_N_ELEMENTS(orders); i++) {
		g_autoptr(document) document = shuffle(lines, orders[i]);
		g_autoptr(GPtrArray) records = read_document(document);

		for (guint j = 0; j < records->len; j++) {
			const struct record *record = records->pdata[j];

			g_assert_true(warned(record, "incomplete", ""));
			if (record->issues->len > 0)
				g_assert_true(warned(
					record, "incomplete",
					"/issues/0/"
					"claims_administrator_guideline"));
			g_assert_null(record->outcome);
		}
	}
}

/* The same, where only one order goes on in mid-sentence. */
static void
test_mixed_letters(void)
{
	static const char *const orders[] = { "1 4 2 3", "1 2 4 3", "4 3 2 1" };
	static const char *const lines[] = { PAGE_1("CM16-0000017"),
					     "\f",
					     PAGE_2,
					     "\f",
					     PAGE_3,
					     "\f",
					     HEADER("CM16-0000024"),
					     BODY,
					     ISSUE("A shoe: Upheld"),
					     NULL };

	for (guint i = 0; i < G_N_ELEMENTS(orders); i++) {
		g_autoptr(document) document = shuffle(lines, orders[i]);
		g_autoptr(GPtrArray) records = read_document(document);

		g_assert_cmpuint(records->len, ==, 2);
		for (guint j = 0; j < records->len; j++) {
			const struct record *record = records->pdata[j];

			g_assert_false(warned(record, "incomplete", ""));
			g_assert_nonnull(record->outcome);
		}
	}
}

/* Recognised twice, with other words misread; and not the same at all. */
static void
test_nearly_the_same(void)
{
	static const struct {
		const char *first, *again;
		double confidence;
		gboolean same;
	} cases[] = {
		{ "cane", "cone", 0.9, TRUE },
		{ "cane", "crutch", 0.9, FALSE },
		{ "#60", "#90", 0.9, FALSE },
		{ "#60", "#90", 0.4, TRUE },
	};

	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(document) document = shuffle(whole, "1 2 3 3");
		g_autoptr(flow) flow = NULL;
		g_autoptr(page_plan) plan = NULL;

		for (guint p = 2; p < 4; p++) {
			struct page *page = document->pages->pdata[p];
			struct line *line = page->lines->pdata[0];
			struct word *word = line->words->pdata[2];

			page->text_source = TEXT_SOURCE_OCR;
			g_free(word->text);
			word->text = g_strdup(p == 2 ? cases[i].first
						     : cases[i].again);
			word->confidence = cases[i].confidence;
		}
		flow = lines_flow(document);
		plan = plan_pages(flow);
		g_assert_cmpint(plan != NULL && plan->repeats->len == 1, ==,
				cases[i].same);
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/page-plan/order", test_order);
	g_test_add_func("/page-plan/repeats", test_repeats);
	g_test_add_func("/page-plan/in-order", test_in_order);
	g_test_add_func("/page-plan/two-letters", test_two_letters);
	g_test_add_func("/page-plan/mixed-letters", test_mixed_letters);
	g_test_add_func("/page-plan/nearly-the-same", test_nearly_the_same);
	return g_test_run();
}
