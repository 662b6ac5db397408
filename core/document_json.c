/* document_json.c - pages and documents over the wire.
 *
 * A word is an array, [text, x0, y0, x1, y1, confidence, bold], and a line an
 * array of words: a scan's page has hundreds. */
#include "core/document.h"
#include "core/page_head_json.h"
#include "core/warning_code.h"

#define MAX_LINES 100000
#define MAX_WORDS 100000   /* of a line */
#define MAX_WORD_PARTS 100 /* of a stored one, which may have more than 7 */

#define MAX_FLAWS 100

static const char *const page_keys[] = {
	PAGE_HEAD_KEYS, "tells_bold", "lines", "flaws", "closer", "other", NULL
};
static const char *const flaw_keys[] = { "code", "message", NULL };
static const char *const document_keys[] = { "id",	   "name",
					     "media_type", "size_bytes",
					     "pages",	   NULL };

static json_t *
line_to_json(const struct line *line)
{
	json_t *words = json_array();

	for (guint i = 0; i < line->words->len; i++) {
		const struct word *word = line->words->pdata[i];
		json_t *json =
			json_pack("[s, f, f, f, f, f, b]", word->text,
				  word->box.x0, word->box.y0, word->box.x1,
				  word->box.y1, word->confidence, word->bold);

		g_assert(json != NULL);
		json_array_append_new(words, json);
	}
	return words;
}

static json_t *
flaws_to_json(const GPtrArray *flaws)
{
	json_t *json = json_array();

	for (guint i = 0; i < flaws->len; i++) {
		const struct flaw *flaw = flaws->pdata[i];

		json_array_append_new(json, json_pack("{s:s, s:s}", "code",
						      flaw->code, "message",
						      flaw->message));
	}
	return json;
}

json_t *
page_to_json(const struct page *page)
{
	json_t *json = page_head_to_json(&(struct source_page){
		.number = page->number,
		.width_pt = page->width_pt,
		.height_pt = page->height_pt,
		.text_source = page->text_source,
		.reason = page->reason,
		.dpi = page->dpi,
		.rotation_deg = page->rotation_deg,
		.skew_deg = page->skew_deg,
		.confidence = page->confidence,
	});
	json_t *lines = json_array();

	for (guint i = 0; i < page->lines->len; i++)
		json_array_append_new(lines,
				      line_to_json(page->lines->pdata[i]));
	json_object_set_new(json, "tells_bold", json_boolean(page->tells_bold));
	json_object_set_new(json, "lines", lines);
	if (page->flaws->len > 0)
		json_object_set_new(json, "flaws", flaws_to_json(page->flaws));
	if (page->closer != NULL)
		json_object_set_new(json, "closer", page_to_json(page->closer));
	if (page->other != NULL)
		json_object_set_new(json, "other", page_to_json(page->other));
	return json;
}

static gboolean
boolean_from_json(const struct node *node, gboolean *out_boolean,
		  GError **error)
{
	if (strict_is_left_out(node))
		return TRUE;
	if (!json_is_boolean(node->json))
		return strict_refuse(node, error, "missing, or no boolean");
	*out_boolean = json_is_true(node->json);
	return TRUE;
}

static gboolean
has_white_space(const char *text)
{
	for (; *text != '\0'; text = g_utf8_next_char(text)) {
		if (g_unichar_isspace(g_utf8_get_char(text)))
			return TRUE;
	}
	return FALSE;
}

/* Reading frames may reach a little over their page's edges. */
static gboolean
box_from_json(const struct node *word, struct box *out_box, GError **error)
{
	double sides[4] = { 0 };

	for (gsize i = 0; i < 4; i++) {
		if (!strict_number(STRICT_ELEMENT(word, i + 1), -MAX_POINT,
				   MAX_POINT, &sides[i], error))
			return FALSE;
	}
	if (sides[0] > sides[2] || sides[1] > sides[3])
		return strict_refuse(word, error, "corners out of order");
	*out_box = (struct box){ sides[0], sides[1], sides[2], sides[3] };
	return TRUE;
}

static gboolean
word_from_json(const struct node *node, struct line *line, GError **error)
{
	const struct node *text_node = STRICT_ELEMENT(node, 0);
	g_autofree char *text = NULL;
	struct box box;
	double confidence = 0;
	gboolean bold = FALSE;

	if (!strict_array(node, 7, node->lenient ? MAX_WORD_PARTS : 7, error) ||
	    !strict_string(text_node, &text, error) ||
	    !box_from_json(node, &box, error) ||
	    !strict_number(STRICT_ELEMENT(node, 5), 0, 1, &confidence, error) ||
	    !boolean_from_json(STRICT_ELEMENT(node, 6), &bold, error))
		return FALSE;
	if (text == NULL)
		return strict_refuse(text_node, error, "null");
	if (has_white_space(text))
		return strict_refuse(text_node, error, "white space");
	g_ptr_array_add(line->words, word_new(text, box, confidence, bold));
	return TRUE;
}

static gboolean
lines_from_json(const struct node *node, struct page *page, GError **error)
{
	if (!strict_array(node, 0, MAX_LINES, error))
		return FALSE;
	for (gsize i = 0; i < json_array_size(node->json); i++) {
		const struct node *words = STRICT_ELEMENT(node, i);
		struct line *line = line_new();

		g_ptr_array_add(page->lines, line);
		if (!strict_array(words, 1, MAX_WORDS, error))
			return FALSE;
		for (gsize j = 0; j < json_array_size(words->json); j++) {
			if (!word_from_json(STRICT_ELEMENT(words, j), line,
					    error))
				return FALSE;
		}
	}
	return TRUE;
}

static gboolean
flaw_from_json(const struct node *node, struct page *page, GError **error)
{
	g_autofree char *code = NULL;
	g_autofree char *message = NULL;

	if (!strict_object(node, flaw_keys, error) ||
	    !strict_matching(STRICT_MEMBER(node, "code"), WARNING_CODE_PATTERN,
			     WARNING_CODE_WANTED, &code, error) ||
	    !strict_string(STRICT_MEMBER(node, "message"), &message, error))
		return FALSE;
	page_add_flaw(page, code ? code : "unknown", "%s",
		      message ? message : "no reason was stored");
	return TRUE;
}

static gboolean
flaws_from_json(const struct node *node, struct page *page, GError **error)
{
	if (node->json == NULL || strict_is_left_out(node))
		return TRUE;
	if (!strict_array(node, 1, MAX_FLAWS, error))
		return FALSE;
	for (gsize i = 0; i < json_array_size(node->json); i++) {
		if (!flaw_from_json(STRICT_ELEMENT(node, i), page, error))
			return FALSE;
	}
	return TRUE;
}

/* Of a stored page: words whose source is not told are trusted as little as
 * recognised ones, and a mean that is not told is theirs. */
static void
fill_gaps(const struct node *node, struct page *page)
{
	if (page->lines->len == 0)
		return;
	if (strict_is_left_out(STRICT_MEMBER(node, "text_source")))
		page->text_source = TEXT_SOURCE_OCR;
	if (strict_is_left_out(STRICT_MEMBER(node, "confidence")))
		page_set_mean_confidence(page);
}

static struct page *
page_from_head(struct source_page *head)
{
	struct page *page =
		page_new(head->number, head->width_pt, head->height_pt);

	page->text_source = head->text_source;
	page->reason = g_steal_pointer(&head->reason);
	page->dpi = head->dpi;
	page->rotation_deg = head->rotation_deg;
	page->skew_deg = head->skew_deg;
	page->confidence = head->confidence;
	return page;
}

/* The page itself; number is its own where it does not say. */
static struct page *
one_page_from_node(const struct node *node, guint number, GError **error)
{
	struct source_page head = { .number = number };
	g_autoptr(page) page = NULL;

	if (!strict_object(node, page_keys, error))
		return NULL;
	if (!page_head_from_json(node, &head, error)) {
		g_free(head.reason);
		return NULL;
	}
	page = page_from_head(&head);
	if (!boolean_from_json(STRICT_MEMBER(node, "tells_bold"),
			       &page->tells_bold, error) ||
	    !lines_from_json(STRICT_MEMBER(node, "lines"), page, error) ||
	    !flaws_from_json(STRICT_MEMBER(node, "flaws"), page, error))
		return NULL;
	fill_gaps(node, page);
	return g_steal_pointer(&page);
}

/* A further reading is of the same page, and has none of its own. */
static gboolean
reading_from_json(const struct node *node, guint number,
		  struct page **out_reading, GError **error)
{
	g_autoptr(page) reading = NULL;

	if (node->json == NULL || strict_is_left_out(node))
		return TRUE;
	if (!node->lenient && (STRICT_MEMBER(node, "closer")->json != NULL ||
			       STRICT_MEMBER(node, "other")->json != NULL))
		return strict_refuse(node, error, "read too often");
	reading = one_page_from_node(node, number, error);
	if (reading == NULL)
		return FALSE;
	if (reading->number != number)
		return strict_refuse(node, error, "another page");
	*out_reading = g_steal_pointer(&reading);
	return TRUE;
}

static struct page *
page_from_node(const struct node *node, guint number, GError **error)
{
	g_autoptr(page) page = one_page_from_node(node, number, error);

	if (page == NULL ||
	    !reading_from_json(STRICT_MEMBER(node, "closer"), page->number,
			       &page->closer, error) ||
	    !reading_from_json(STRICT_MEMBER(node, "other"), page->number,
			       &page->other, error))
		return NULL;
	return g_steal_pointer(&page);
}

struct page *
page_from_json(json_t *json, GError **error)
{
	return page_from_node(STRICT_ROOT(json), 0, error);
}

json_t *
document_to_json(const struct document *document)
{
	json_t *pages = json_array();

	for (guint i = 0; i < document->pages->len; i++)
		json_array_append_new(pages,
				      page_to_json(document->pages->pdata[i]));
	return json_pack("{s:s, s:s, s:s, s:I, s:o}", "id", document->id,
			 "name", document->name, "media_type",
			 document->media_type, "size_bytes",
			 (json_int_t)document->size_bytes, "pages", pages);
}

static struct document *
document_from_node(const struct node *root, GError **error)
{
	g_autoptr(document) document = document_new();
	const struct node *pages = STRICT_MEMBER(root, "pages");
	gint64 size_bytes = 0;

	if (!strict_object(root, document_keys, error) ||
	    !strict_matching(STRICT_MEMBER(root, "id"), "^[0-9a-f]{64}$",
			     "64 hex digits", &document->id, error) ||
	    !strict_string(STRICT_MEMBER(root, "name"), &document->name,
			   error) ||
	    !strict_string(STRICT_MEMBER(root, "media_type"),
			   &document->media_type, error) ||
	    !strict_integer(STRICT_MEMBER(root, "size_bytes"), 0, G_MAXINT64,
			    &size_bytes, error) ||
	    !strict_array(pages, 0, MAX_PAGES, error))
		return NULL;
	document->size_bytes = (guint64)size_bytes;
	for (gsize i = 0; i < json_array_size(pages->json); i++) {
		struct page *page = page_from_node(STRICT_ELEMENT(pages, i),
						   (guint)i + 1, error);

		if (page == NULL)
			return NULL;
		g_ptr_array_add(document->pages, page);
	}
	return g_steal_pointer(&document);
}

struct document *
document_from_json(json_t *json, GError **error)
{
	return document_from_node(STRICT_ROOT(json), error);
}

struct document *
document_from_stored_json(json_t *json, const char *id, GError **error)
{
	struct document *document =
		document_from_node(STRICT_LENIENT_ROOT(json), error);

	if (document == NULL)
		return NULL;
	if (document->id == NULL)
		document->id = g_strdup(id);
	if (document->name == NULL)
		document->name = g_strdup("unknown");
	if (document->media_type == NULL)
		document->media_type = g_strdup("application/octet-stream");
	return document;
}
