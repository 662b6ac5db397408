/* source.c - the letter's pages, with what is to be known of each. */
#include "parser/source.h"

#include <string.h>

/* What is missing from the letter concerns the whole record; what else is to
 * be known of a page, the page. */
static void
warn_of_page(struct record *record, const struct page *page)
{
	g_autofree char *path =
		g_strdup_printf("/source/pages/%u", record->pages->len - 1);

	for (guint i = 0; i < page->flaws->len; i++) {
		const struct flaw *flaw = page->flaws->pdata[i];
		gboolean lost = strcmp(flaw->code, FLAW_UNREADABLE_PAGE) == 0;

		/* Whose page it was, completeness.c tells. */
		if (strcmp(flaw->code, FLAW_INCOMPLETE) == 0)
			continue;
		record_add_warning(record, flaw->code, lost ? "" : path,
				   "page %u: %s", page->number, flaw->message);
	}
	if (page->text_source == TEXT_SOURCE_OCR && page->lines->len == 0 &&
	    !page_has_flaw(page, FLAW_UNREADABLE_PAGE))
		record_add_warning(record, "unreadable-page", "",
				   "page %u is not blank, but nothing on it "
				   "could be read",
				   page->number);
}

static void
add_page(struct record *record, const struct page *page)
{
	struct source_page *source = g_new0(struct source_page, 1);

	source->number = page->number;
	source->width_pt = page->width_pt;
	source->height_pt = page->height_pt;
	source->text_source = page->text_source;
	source->reason = g_strdup(page->reason);
	source->dpi = page->dpi;
	source->rotation_deg = page->rotation_deg;
	source->skew_deg = page->skew_deg;
	source->confidence = page->confidence;
	g_ptr_array_add(record->pages, source);
	warn_of_page(record, page);
}

static int
compare_pages(gconstpointer a, gconstpointer b)
{
	const struct page *x = *(struct page *const *)a;
	const struct page *y = *(struct page *const *)b;

	return (x->number > y->number) - (x->number < y->number);
}

static gboolean
holds_page(const GPtrArray *pages, guint number)
{
	for (guint i = 0; i < pages->len; i++)
		if (((const struct page *)pages->pdata[i])->number == number)
			return TRUE;
	return FALSE;
}

/* From the page of the letter's first word to that of its last, and the pages
 * without words behind that; as they are read. */
static GPtrArray *
find_pages(const struct letter *letter, gboolean is_last)
{
	const struct flow *flow = letter->flow;
	const GPtrArray *all = flow->document->pages;
	const struct page *first =
		g_array_index(flow->spans, struct span,
			      flow_span_at(flow, letter->start))
			.page;
	const struct page *last =
		g_array_index(flow->spans, struct span,
			      flow_span_before(flow, letter->end))
			.page;
	GPtrArray *pages = g_ptr_array_new();
	gboolean inside = letter->start == 0, behind = FALSE;

	for (guint i = 0; i < all->len; i++) {
		struct page *page = all->pdata[i];

		inside = inside || page == first;
		if (behind && !is_last && page->lines->len > 0)
			break;
		if (inside)
			g_ptr_array_add(pages, page);
		behind = behind || page == last;
	}
	return pages;
}

/* --- pages that were not read as they come --- */

static void
warn_of_order(struct record *record, const GPtrArray *pages)
{
	g_autoptr(GString) order = g_string_new(NULL);
	gboolean ascending = TRUE;
	guint number = 0;

	for (guint i = 0; i < pages->len; i++) {
		const struct page *page = pages->pdata[i];

		ascending = ascending && page->number > number;
		number = page->number;
		g_string_append_printf(order, "%s%u", i > 0 ? ", " : "",
				       number);
	}
	if (!ascending)
		record_add_warning(record, "page-order", "",
				   "the pages are out of order; they were read "
				   "as %s",
				   order->str);
}

/* Between the letter's pages stand those of another. */
static void
warn_of_mixture(struct record *record, const GPtrArray *sorted)
{
	const struct page *first = sorted->pdata[0];
	const struct page *last = sorted->pdata[sorted->len - 1];

	if (last->number - first->number + 1 > sorted->len)
		record_add_warning(record, "page-order", "",
				   "pages of another letter, which were left "
				   "out, stand between pages %u and %u",
				   first->number, last->number);
}

static const struct page *
find_repeat(const struct page_plan *plan, guint number)
{
	for (guint i = 0; i < plan->document->pages->len; i++) {
		const struct page *page = plan->document->pages->pdata[i];

		if (page->number == number)
			return page;
	}
	return NULL;
}

/* Adds the pages that repeat the letter's to them. */
static void
take_repeats(struct record *record, const struct page_plan *plan,
	     GPtrArray *pages)
{
	for (guint i = 0; i < plan->repeats->len; i++) {
		const struct page_repeat *repeat =
			&g_array_index(plan->repeats, struct page_repeat, i);
		const struct page *page = find_repeat(plan, repeat->page);

		if (page == NULL || !holds_page(pages, repeat->of))
			continue;
		record_add_warning(record, "page-repeated", "",
				   "page %u shows the same as page %u and was "
				   "left out",
				   repeat->page, repeat->of);
		g_ptr_array_add(pages, (gpointer)page);
	}
}

void
source_fill(struct letter *letter, const struct page_plan *plan, guint number,
	    gboolean is_last)
{
	const struct document *document = letter->flow->document;
	struct record *record = letter->record;
	g_autoptr(GPtrArray) pages = find_pages(letter, is_last);

	record->id = record_make_id(document->id, number);
	record->file_name = g_strdup(document->name);
	record->media_type = g_strdup(document->media_type);
	record->size_bytes = document->size_bytes;
	if (plan != NULL) {
		warn_of_order(record, pages);
		take_repeats(record, plan, pages);
		g_ptr_array_sort(pages, compare_pages);
		warn_of_mixture(record, pages);
	}
	for (guint i = 0; i < pages->len; i++)
		add_page(record, pages->pdata[i]);
}
