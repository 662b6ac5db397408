/* page_plan.c - first the repeats, then the order of what is left. */
#include "parser/pages/page_plan.h"

#include <string.h>

#include "parser/families/family.h"
#include "parser/letter/landmark.h"
#include "parser/pages/page_order.h"
#include "parser/pages/page_repeats.h"
#include "parser/pages/page_text.h"
#include "parser/pages/segment.h"

/* The first page start at or behind offset. */
static gsize
next_page_start(const struct flow *flow, gsize offset)
{
	guint index = flow_span_at(flow, offset);

	if (index >= flow->spans->len)
		return strlen(flow->text);
	for (; index > 0 && index < flow->spans->len; index++) {
		const struct span *here =
			&g_array_index(flow->spans, struct span, index);

		if (here->page != (here - 1)->page)
			return here->start;
	}
	return index == 0 ? 0 : strlen(flow->text);
}

/* A letter that begins within a page leaves it to the one before. Each page by
 * the grammar of the letter that it stands in as the file has it;
 * cases: the case number of that letter, or NULL. */
static GArray *
find_pages(const struct flow *flow, const GArray *landmarks, GPtrArray *cases)
{
	g_autoptr(GPtrArray) letters = segment_letters(flow, landmarks);
	GArray *pages = g_array_new(FALSE, FALSE, sizeof(struct page_text));

	for (guint i = 0; i < letters->len; i++) {
		const struct letter *letter = letters->pdata[i];
		const struct family *family = family_find(letter, landmarks);
		const struct grammar *grammar =
			family != NULL ? family->grammar : NULL;
		g_autofree char *number =
			segment_case_number(letter, landmarks);
		g_autoptr(GArray) found = NULL;

		if (grammar == NULL)
			grammar = family_final_determination.grammar;
		found = page_texts_find(flow, landmarks, grammar,
					next_page_start(flow, letter->start),
					next_page_start(flow, letter->end));
		g_array_append_vals(pages, found->data, found->len);
		for (guint j = 0; j < found->len; j++)
			g_ptr_array_add(cases, g_strdup(number));
	}
	return pages;
}

static gboolean
is_read(const GArray *repeats, guint number)
{
	for (guint i = 0; i < repeats->len; i++)
		if (g_array_index(repeats, struct page_repeat, i).page ==
		    number)
			return FALSE;
	return TRUE;
}

static void
remove_repeats(GArray *pages, const GArray *repeats)
{
	for (guint i = pages->len; i-- > 0;)
		if (!is_read(repeats, g_array_index(pages, struct page_text, i)
					      .page->number))
			g_array_remove_index(pages, i);
}

static gboolean
has_words(const GArray *pages, guint number)
{
	for (guint i = 0; i < pages->len; i++)
		if (g_array_index(pages, struct page_text, i).page->number ==
		    number)
			return TRUE;
	return FALSE;
}

/* Pages without words stay behind the page that they came behind: numbers from
 * number on, of the document, up to the next that has words or is a repeat. */
static void
append_wordless(const struct page_plan *plan, const GArray *pages,
		const struct document *document, guint number)
{
	for (guint i = 0; i < document->pages->len; i++) {
		const struct page *page = document->pages->pdata[i];

		if (page->number < number)
			continue;
		if (has_words(pages, page->number))
			return;
		if (is_read(plan->repeats, page->number))
			g_array_append_val(plan->order, page->number);
	}
}

static guint
page_number(const GArray *pages, guint index)
{
	return g_array_index(pages, struct page_text, index).page->number;
}

static gboolean
is_sorted(const GArray *order)
{
	for (guint i = 1; i < order->len; i++)
		if (g_array_index(order, guint, i) <
		    g_array_index(order, guint, i - 1))
			return FALSE;
	return TRUE;
}

struct page_plan *
page_plan_new(const struct flow *flow, const GArray *landmarks)
{
	g_autoptr(page_plan) plan = g_new0(struct page_plan, 1);
	g_autoptr(GPtrArray) cases = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GArray) pages = NULL, order = NULL;

	plan->document = flow->document;
	plan->order = g_array_new(FALSE, FALSE, sizeof(guint));
	plan->repeats = g_array_new(FALSE, FALSE, sizeof(struct page_repeat));
	plan->doubtful = g_array_new(FALSE, FALSE, sizeof(guint));
	if (flow->document->pages->len < 2)
		return NULL;
	pages = find_pages(flow, landmarks, cases);
	g_array_unref(plan->repeats);
	plan->repeats = page_repeats_find(flow, pages, cases);
	remove_repeats(pages, plan->repeats);
	order = page_order_find(pages, plan->doubtful);
	if (plan->repeats->len == 0 && plan->doubtful->len == 0 &&
	    is_sorted(order))
		return NULL;
	for (guint i = 0; i < plan->doubtful->len; i++) {
		guint *number = &g_array_index(plan->doubtful, guint, i);

		*number = page_number(pages, *number);
	}
	append_wordless(plan, pages, flow->document, 0);
	for (guint i = 0; i < order->len; i++) {
		guint number = g_array_index(pages, struct page_text,
					     g_array_index(order, guint, i))
				       .page->number;

		g_array_append_val(plan->order, number);
		append_wordless(plan, pages, flow->document, number + 1);
	}
	return g_steal_pointer(&plan);
}

void
page_plan_free(struct page_plan *plan)
{
	if (plan == NULL)
		return;
	g_array_unref(plan->order);
	g_array_unref(plan->repeats);
	g_array_unref(plan->doubtful);
	g_free(plan);
}

gboolean
page_plan_doubts(const struct page_plan *plan, guint number)
{
	for (guint i = 0; plan != NULL && i < plan->doubtful->len; i++)
		if (g_array_index(plan->doubtful, guint, i) == number)
			return TRUE;
	return FALSE;
}

static struct page *
find_page(const struct document *document, guint number)
{
	for (guint i = 0; i < document->pages->len; i++) {
		struct page *page = document->pages->pdata[i];

		if (page->number == number)
			return page;
	}
	return NULL;
}

struct document *
page_plan_apply(const struct page_plan *plan, const struct document *document)
{
	struct document *ordered = document_new();

	ordered->id = g_strdup(document->id);
	ordered->name = g_strdup(document->name);
	ordered->media_type = g_strdup(document->media_type);
	ordered->size_bytes = document->size_bytes;
	g_ptr_array_set_free_func(ordered->pages, NULL);
	for (guint i = 0; i < plan->order->len; i++) {
		struct page *page = find_page(
			document, g_array_index(plan->order, guint, i));

		if (page != NULL)
			g_ptr_array_add(ordered->pages, page);
	}
	return ordered;
}
