/* doubtful_pages.c - which pages are worth a closer look. */
#include <string.h>

#include "core/document.h"
#include "parser/doubt/checks.h"
#include "parser/parser.h"

struct search {
	const struct document *document;
	const struct record *record;
	GArray *pages;	      /* of guint */
	gboolean needs_other; /* only pages that have another text */
};

static const struct page *
find_page(const struct document *document, guint number)
{
	for (guint i = 0; i < document->pages->len; i++) {
		const struct page *page = document->pages->pdata[i];

		if (page->number == number)
			return page;
	}
	return NULL;
}

static void
add_page(struct search *search, guint number)
{
	const struct page *page = find_page(search->document, number);

	if (page == NULL || page->text_source != TEXT_SOURCE_OCR ||
	    page->closer != NULL ||
	    (search->needs_other && page->other == NULL))
		return;
	for (guint i = 0; i < search->pages->len; i++)
		if (g_array_index(search->pages, guint, i) == number)
			return;
	g_array_append_val(search->pages, number);
}

/* The pages where the fields that begin so were read; FALSE where none was. */
static gboolean
add_evidence(struct search *search, const char *prefix)
{
	const GPtrArray *all = search->record->evidence;
	gboolean found = FALSE;

	for (guint i = 0; i < all->len; i++) {
		const struct evidence *evidence = all->pdata[i];

		if (!g_str_has_prefix(evidence->path, prefix))
			continue;
		found = TRUE;
		for (guint j = 0; j < evidence->parts->len; j++) {
			const struct evidence_part *part =
				evidence->parts->pdata[j];

			add_page(search, part->page);
		}
	}
	return found;
}

static void
add_header(struct search *search)
{
	const GPtrArray *pages = search->record->pages;
	const struct source_page *first =
		pages->len > 0 ? pages->pdata[0] : NULL;

	if (!add_evidence(search, "/case/") && first != NULL)
		add_page(search, first->number);
}

/* A decision ends its issue's heading. */
static void
add_issue(struct search *search, const char *decision_path)
{
	const char *end = strrchr(decision_path, '/');
	g_autofree char *issue =
		g_strndup(decision_path, (gsize)(end + 1 - decision_path));
	g_autofree char *heading = g_strconcat(issue, "heading", NULL);

	if (!add_evidence(search, heading))
		add_evidence(search, issue);
}

/* Only the form of 2014 has all the fields of a header, and letters come
 * without their first page: a field is missed where others of the header were
 * found. */
static gboolean
is_missed(const struct search *search)
{
	const GPtrArray *all = search->record->evidence;

	if (strcmp(search->record->format, "final_determination") != 0)
		return FALSE;
	for (guint i = 0; i < all->len; i++) {
		const struct evidence *evidence = all->pdata[i];

		if (g_str_has_prefix(evidence->path, "/case/"))
			return TRUE;
	}
	return FALSE;
}

static void
add_doubt(struct search *search, const struct warning *warning)
{
	gboolean missing = strcmp(warning->code, "missing") == 0;

	/* Where a scan and its hidden text differ, or one of them has nothing,
	 * a third reading settles it. */
	search->needs_other = strcmp(warning->code, "conflict") == 0 ||
			      strcmp(warning->code, "second-reading") == 0;
	if (!missing && !search->needs_other &&
	    strcmp(warning->code, "unreadable") != 0 &&
	    strcmp(warning->code, "low-confidence") != 0)
		return;
	if (g_str_has_prefix(warning->path, "/issues/") &&
	    g_str_has_suffix(warning->path, "/decision"))
		add_issue(search, warning->path);
	else if (typed_find(warning->path) != NULL &&
		 (!missing || is_missed(search)))
		add_header(search);
}

static int
ascending(gconstpointer a, gconstpointer b)
{
	return *(const guint *)a < *(const guint *)b ? -1 : 1;
}

GArray *
parser_doubtful_pages(const GPtrArray *records, const struct document *document)
{
	struct search search = {
		.document = document,
		.pages = g_array_new(FALSE, FALSE, sizeof(guint)),
	};

	for (guint i = 0; i < records->len; i++) {
		search.record = records->pdata[i];
		for (guint j = 0; j < search.record->warnings->len; j++)
			add_doubt(&search, search.record->warnings->pdata[j]);
	}
	g_array_sort(search.pages, ascending);
	return search.pages;
}
