/* check_answer.c - reading a worker's answers with suspicion. */
#include "extract/check_answer.h"

#include <string.h>

#include "core/error.h"
#include "core/reject_code.h"
#include "core/strict.h"
#include "extract/inputs.h"

#define MAX_LETTERS 10000 /* in one file */
#define MAX_MESSAGE 1000  /* bytes of a refusal: ours have a line */

static void
pending_page_free(gpointer data)
{
	struct pending_page *pending = data;

	g_free(pending->reason);
	g_free(pending);
}

static struct answer *
answer_new(void)
{
	struct answer *answer = g_new0(struct answer, 1);

	answer->letters =
		g_ptr_array_new_with_free_func((GDestroyNotify)record_free);
	answer->pending = g_ptr_array_new_with_free_func(pending_page_free);
	answer->doubtful = g_array_new(FALSE, FALSE, sizeof(guint));
	return answer;
}

void
answer_free(struct answer *answer)
{
	g_ptr_array_unref(answer->letters);
	g_ptr_array_unref(answer->pending);
	g_array_unref(answer->doubtful);
	g_clear_pointer(&answer->document, document_free);
	g_clear_pointer(&answer->page, page_free);
	g_clear_pointer(&answer->text_pdf, g_bytes_unref);
	g_clear_error(&answer->refusal);
	g_free(answer);
}

/* --- {"error": {"code": ..., "message": ..., "kind": ...}} --- */

/* Only a rejection has a kind, and it is one of the table. */
static gboolean
read_kind(const struct node *kind, enum imr_error code, char **out_kind,
	  GError **error)
{
	if (kind->json == NULL)
		return TRUE;
	if (code != IMR_ERROR_REJECT)
		return strict_refuse(kind, error, "of no rejection");
	if (!strict_string(kind, out_kind, error))
		return FALSE;
	return reject_code_find(*out_kind) != NULL ||
	       strict_refuse(kind, error, "not known");
}

static gboolean
read_refusal(const struct node *root, struct answer *answer, GError **error)
{
	static const char *const outer[] = { "error", NULL };
	static const char *const inner[] = { "code", "message", "kind", NULL };
	/* In the order of enum imr_error. */
	static const char *const codes[] = { "retry", "reject", "fatal", NULL };
	const struct node *refusal = STRICT_MEMBER(root, "error");
	g_autofree char *message = NULL, *kind = NULL;
	guint code;

	if (!strict_object(root, outer, error) ||
	    !strict_object(refusal, inner, error) ||
	    !strict_choice(STRICT_MEMBER(refusal, "code"), codes, &code,
			   error) ||
	    !strict_string(STRICT_MEMBER(refusal, "message"), &message,
			   error) ||
	    !read_kind(STRICT_MEMBER(refusal, "kind"), (enum imr_error)code,
		       &kind, error))
		return FALSE;
	if (strlen(message) > MAX_MESSAGE)
		return strict_refuse(refusal, error, "a long story");
	if (kind != NULL)
		error_reject(&answer->refusal, kind, "%s", message);
	else
		error_set(&answer->refusal, (enum imr_error)code, "%s",
			  message);
	return TRUE;
}

/* --- {"letters": [{"record": ..., "text": ...}]} --- */

/* The parent's own words over the worker's. */
static void
make_ours(struct record *record, const struct input *input)
{
	g_free(record->file_name);
	record->file_name = g_strdup(input->name);
	record->size_bytes = input->size_bytes;
	g_free(record->folder);
	record->folder = input->folder != NULL && *input->folder != '\0'
				 ? g_strdup(input->folder)
				 : NULL;
	g_free(record->producer_version);
	record->producer_version = g_strdup(IMR_VERSION);
}

static gboolean
read_letter(const struct node *letter, guint index, const struct input *input,
	    struct answer *answer, GError **error)
{
	static const char *const keys[] = { "record", "text", NULL };
	const struct node *content = STRICT_MEMBER(letter, "record");
	g_autofree char *id = record_make_id(input->id, index + 1);
	g_autoptr(record) record = NULL;

	if (!strict_object(letter, keys, error))
		return FALSE;
	record = record_from_json(content->json, error);
	if (record == NULL ||
	    !strict_string(STRICT_MEMBER(letter, "text"), &record->text, error))
		return FALSE;
	if (strcmp(record->id, id) != 0)
		return strict_refuse(content, error, "not the id asked for");
	make_ours(record, input);
	g_ptr_array_add(answer->letters, g_steal_pointer(&record));
	return TRUE;
}

static gboolean
read_letters(const struct node *root, const struct input *input,
	     struct answer *answer, GError **error)
{
	const struct node *letters = STRICT_MEMBER(root, "letters");

	if (!strict_array(letters, 1, MAX_LETTERS, error))
		return FALSE;
	for (guint i = 0; i < json_array_size(letters->json); i++)
		if (!read_letter(STRICT_ELEMENT(letters, i), i, input, answer,
				 error))
			return FALSE;
	return TRUE;
}

static gboolean
read_only_letters(const struct node *root, const struct input *input,
		  struct answer *answer, GError **error)
{
	static const char *const keys[] = { "letters", NULL };

	return strict_object(root, keys, error) &&
	       read_letters(root, input, answer, error);
}

/* --- {"letters": [...], "doubtful": [2, 3]} --- */

/* One that was recognised, and read once so far. */
static gboolean
may_be_doubtful(const struct document *document, guint number)
{
	for (guint i = 0; i < document->pages->len; i++) {
		const struct page *page = document->pages->pdata[i];

		if (page->number == number)
			return page->text_source == TEXT_SOURCE_OCR &&
			       page->closer == NULL;
	}
	return FALSE;
}

/* Ascending, so that none stands twice. */
static gboolean
read_doubtful(const struct node *list, const struct document *document,
	      struct answer *answer, GError **error)
{
	gint64 least = 1;

	if (!strict_array(list, 0, document->pages->len, error))
		return FALSE;
	for (guint i = 0; i < json_array_size(list->json); i++) {
		const struct node *node = STRICT_ELEMENT(list, i);
		gint64 number;
		guint page;

		if (!strict_integer(node, least, G_MAXINT, &number, error))
			return FALSE;
		page = (guint)number;
		if (!may_be_doubtful(document, page))
			return strict_refuse(node, error, "not in doubt");
		g_array_append_val(answer->doubtful, page);
		least = number + 1;
	}
	return TRUE;
}

static gboolean
read_doubtful_letters(const struct node *root, const struct input *input,
		      const struct document *document, struct answer *answer,
		      GError **error)
{
	static const char *const keys[] = { "letters", "doubtful", NULL };

	return strict_object(root, keys, error) &&
	       read_letters(root, input, answer, error) &&
	       read_doubtful(STRICT_MEMBER(root, "doubtful"), document, answer,
			     error);
}

/* --- {"document": ..., "pending": [{"number": ..., "reason": ...}]} --- */

static gboolean
read_pending_page(const struct node *node, gint64 page_count,
		  struct answer *answer, GError **error)
{
	static const char *const keys[] = { "number", "reason", NULL };
	struct pending_page *pending = g_new0(struct pending_page, 1);
	gint64 number = 0;

	g_ptr_array_add(answer->pending, pending);
	if (!strict_object(node, keys, error) ||
	    !strict_integer(STRICT_MEMBER(node, "number"), 1, page_count,
			    &number, error) ||
	    !strict_string(STRICT_MEMBER(node, "reason"), &pending->reason,
			   error))
		return FALSE;
	pending->number = (guint)number;
	return TRUE;
}

/* Each page from 1 on stands exactly once, done or pending. */
static gboolean
check_page_numbers(const struct node *root, const struct answer *answer,
		   GError **error)
{
	const GPtrArray *done = answer->document->pages;
	const GPtrArray *pending = answer->pending;
	guint count = done->len + pending->len;
	g_autofree gboolean *seen = g_new0(gboolean, count + 1);

	for (guint i = 0; i < count; i++) {
		const struct page *page = i < done->len ? done->pdata[i] : NULL;
		const struct pending_page *wanting =
			page ? NULL : pending->pdata[i - done->len];
		guint number = page ? page->number : wanting->number;

		if (page != NULL &&
		    (page->closer != NULL || page->other != NULL))
			return strict_refuse(root, error,
					     "page %u is read twice", number);
		if (number > count || seen[number])
			return strict_refuse(root, error,
					     "page %u is out of turn", number);
		seen[number] = TRUE;
	}
	return TRUE;
}

/* The document itself, of which `pending` pages are still to come. */
static gboolean
read_pages(const struct node *root, const struct input *input, gsize pending,
	   gint64 max_pages, struct answer *answer, GError **error)
{
	const struct node *document = STRICT_MEMBER(root, "document");

	answer->document = document_from_json(document->json, error);
	if (answer->document == NULL)
		return FALSE;
	if (strcmp(answer->document->id, input->id) != 0)
		return strict_refuse(document, error,
				     "not the document asked for");
	if ((gint64)(answer->document->pages->len + pending) > max_pages)
		return strict_refuse(document, error, "too many pages");
	g_free(answer->document->name);
	answer->document->name = g_strdup(input->name);
	answer->document->size_bytes = input->size_bytes;
	return TRUE;
}

static gboolean
read_document(const struct node *root, const struct input *input,
	      gint64 max_pages, struct answer *answer, GError **error)
{
	static const char *const keys[] = { "document", "pending", NULL };
	const struct node *pending = STRICT_MEMBER(root, "pending");
	gsize count = json_array_size(pending->json);

	if (!strict_object(root, keys, error) ||
	    !strict_array(pending, 1, (gsize)max_pages, error) ||
	    !read_pages(root, input, count, max_pages, answer, error))
		return FALSE;
	for (gsize i = 0; i < count; i++)
		if (!read_pending_page(
			    STRICT_ELEMENT(pending, i),
			    (gint64)(answer->document->pages->len + count),
			    answer, error))
			return FALSE;
	return check_page_numbers(root, answer, error);
}

/* Records, and the document they were read from where it was to be kept. */
static gboolean
read_kept_letters(const struct node *root, const struct input *input,
		  gint64 max_pages, struct answer *answer, GError **error)
{
	static const char *const keys[] = { "letters", "document", NULL };

	if (STRICT_MEMBER(root, "document")->json == NULL)
		return read_only_letters(root, input, answer, error);
	return strict_object(root, keys, error) &&
	       read_pages(root, input, 0, max_pages, answer, error) &&
	       check_page_numbers(root, answer, error) &&
	       read_letters(root, input, answer, error);
}

static gboolean
read_page(const struct node *root, guint number, gboolean closer,
	  struct answer *answer, GError **error)
{
	static const char *const keys[] = { "page", "tesseract", NULL };
	const struct node *page = STRICT_MEMBER(root, "page");

	if (!strict_object(root, keys, error) ||
	    !strict_boolean(STRICT_MEMBER(root, "tesseract"),
			    &answer->needed_tesseract, error))
		return FALSE;
	answer->page = page_from_json(page->json, error);
	if (answer->page == NULL)
		return FALSE;
	if (answer->page->number != number)
		return strict_refuse(page, error, "not the page asked for");
	if (answer->page->closer != NULL ||
	    (closer && answer->page->other != NULL))
		return strict_refuse(page, error, "read twice");
	return TRUE;
}

/* --- {"text_pdf": base64} --- */

static gboolean
read_text_pdf(const struct node *root, struct answer *answer, GError **error)
{
	static const char *const keys[] = { "text_pdf", NULL };
	const struct node *member = STRICT_MEMBER(root, "text_pdf");
	g_autofree char *text = NULL, *again = NULL;
	guchar *data;
	gsize size;

	if (!strict_object(root, keys, error) ||
	    !strict_string(member, &text, error))
		return FALSE;
	data = g_base64_decode(text, &size);
	answer->text_pdf = g_bytes_new_take(data, size);
	again = g_base64_encode(data, size);
	if (strcmp(again, text) != 0)
		return strict_refuse(member, error, "not base64");
	if (size < 5 || memcmp(data, "%PDF-", 5) != 0)
		return strict_refuse(member, error, "not a PDF");
	return TRUE;
}

/* --- by verb --- */

static gboolean
has(const struct node *root, const char *key)
{
	return STRICT_MEMBER(root, key)->json != NULL;
}

static struct answer *
answer_if(gboolean good, struct answer *take_answer)
{
	if (good)
		return take_answer;
	answer_free(take_answer);
	return NULL;
}

struct answer *
answer_to_read(json_t *json, const struct input *input, gint64 max_pages,
	       GError **error)
{
	const struct node *root = STRICT_ROOT(json);
	struct answer *answer = answer_new();

	if (has(root, "error"))
		return answer_if(read_refusal(root, answer, error), answer);
	if (has(root, "pending"))
		return answer_if(
			read_document(root, input, max_pages, answer, error),
			answer);
	return answer_if(
		read_kept_letters(root, input, max_pages, answer, error),
		answer);
}

struct answer *
answer_to_recognise(json_t *json, guint page, gboolean closer, GError **error)
{
	const struct node *root = STRICT_ROOT(json);
	struct answer *answer = answer_new();

	if (has(root, "error"))
		return answer_if(read_refusal(root, answer, error), answer);
	return answer_if(read_page(root, page, closer, answer, error), answer);
}

struct answer *
answer_to_parse(json_t *json, const struct input *input,
		const struct document *document, GError **error)
{
	const struct node *root = STRICT_ROOT(json);
	struct answer *answer = answer_new();

	if (has(root, "error"))
		return answer_if(read_refusal(root, answer, error), answer);
	if (document != NULL)
		return answer_if(read_doubtful_letters(root, input, document,
						       answer, error),
				 answer);
	return answer_if(read_only_letters(root, input, answer, error), answer);
}

struct answer *
answer_to_text_pdf(json_t *json, GError **error)
{
	const struct node *root = STRICT_ROOT(json);
	struct answer *answer = answer_new();

	if (has(root, "error"))
		return answer_if(read_refusal(root, answer, error), answer);
	return answer_if(read_text_pdf(root, answer, error), answer);
}
