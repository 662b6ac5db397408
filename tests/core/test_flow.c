/* test_flow.c - offsets into a flow's text lead to its words and paragraphs. */
#include <string.h>

#include "core/flow.h"

/* "First line, broken.\n\nNext", where "broken." came as "bro-" + "ken." */
struct fixture {
	struct document *document;
	struct flow *flow;
};

static void
add_span(struct fixture *fixture, struct page *page, const char *text,
	 gsize start, gsize end, double confidence, gboolean bold)
{
	struct line *line = line_new();
	struct span span = {
		.start = start,
		.end = end,
		.word = word_new(text, (struct box){ 0 }, confidence, bold),
		.page = page,
	};

	g_ptr_array_add(line->words, (gpointer)span.word);
	g_ptr_array_add(page->lines, line);
	g_array_append_val(fixture->flow->spans, span);
}

static void
set_up(struct fixture *fixture, gconstpointer data)
{
	struct page *page = page_new(1, 612, 792);
	struct paragraph first = { 0, 19, TRUE }, second = { 21, 25, TRUE };

	(void)data;
	page->tells_bold = TRUE;
	fixture->document = document_new();
	g_ptr_array_add(fixture->document->pages, page);
	fixture->flow = flow_new(fixture->document);
	g_free(fixture->flow->text);
	fixture->flow->text = g_strdup("First line, broken.\n\nNext");
	add_span(fixture, page, "First", 0, 5, 0.9, TRUE);
	add_span(fixture, page, "line,", 6, 11, 0.8, TRUE);
	add_span(fixture, page, "bro-", 12, 15, 0.7, FALSE);
	add_span(fixture, page, "ken.", 15, 19, 0.6, FALSE);
	add_span(fixture, page, "Next", 21, 25, 0.5, TRUE);
	g_array_append_val(fixture->flow->paragraphs, first);
	g_array_append_val(fixture->flow->paragraphs, second);
}

static void
tear_down(struct fixture *fixture, gconstpointer data)
{
	(void)data;
	flow_free(fixture->flow);
	document_free(fixture->document);
}

static void
test_span_at(struct fixture *fixture, gconstpointer data)
{
	static const guint spans[] = { 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 2, 2,
				       2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 4, 4, 5 };

	(void)data;
	for (gsize offset = 0; offset < G_N_ELEMENTS(spans); offset++)
		g_assert_cmpuint(flow_span_at(fixture->flow, offset), ==,
				 spans[offset]);
}

static void
test_paragraph_at(struct fixture *fixture, gconstpointer data)
{
	(void)data;
	g_assert_cmpuint(flow_paragraph_at(fixture->flow, 0), ==, 0);
	g_assert_cmpuint(flow_paragraph_at(fixture->flow, 18), ==, 0);
	g_assert_cmpuint(flow_paragraph_at(fixture->flow, 19), ==, 1);
	g_assert_cmpuint(flow_paragraph_at(fixture->flow, 24), ==, 1);
	g_assert_cmpuint(flow_paragraph_at(fixture->flow, 25), ==, 2);
}

static void
test_slice(struct fixture *fixture, gconstpointer data)
{
	g_autofree char *slice = flow_slice(fixture->flow, 11, 21);
	g_autofree char *empty = flow_slice(fixture->flow, 19, 21);

	(void)data;
	g_assert_cmpstr(slice, ==, "broken.");
	g_assert_cmpstr(empty, ==, "");
}

static void
test_bold(struct fixture *fixture, gconstpointer data)
{
	struct page *page = fixture->document->pages->pdata[0];

	(void)data;
	g_assert_true(flow_is_bold(fixture->flow, 0, 11));
	g_assert_true(flow_is_bold(fixture->flow, 3, 12));
	g_assert_false(flow_is_bold(fixture->flow, 0, 13));
	g_assert_true(flow_is_bold(fixture->flow, 19, 25));
	g_assert_false(flow_is_bold(fixture->flow, 19, 21));
	page->tells_bold = FALSE;
	g_assert_false(flow_is_bold(fixture->flow, 0, 11));
}

static void
test_confidence(struct fixture *fixture, gconstpointer data)
{
	(void)data;
	g_assert_cmpfloat(flow_confidence(fixture->flow, 0, 12), ==, 0.8);
	g_assert_cmpfloat(flow_confidence(fixture->flow, 14, 19), ==, 0.6);
	g_assert_cmpfloat(flow_confidence(fixture->flow, 0, 25), ==, 0.5);
	g_assert_cmpfloat(flow_confidence(fixture->flow, 19, 21), ==, 1.0);
}

#define ADD(path, test)                                                        \
	g_test_add(path, struct fixture, NULL, set_up, test, tear_down)

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	ADD("/flow/span-at", test_span_at);
	ADD("/flow/paragraph-at", test_paragraph_at);
	ADD("/flow/slice", test_slice);
	ADD("/flow/bold", test_bold);
	ADD("/flow/confidence", test_confidence);
	return g_test_run();
}
