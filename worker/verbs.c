/* verbs.c - the verbs a worker answers: read, recognise, parse,
 * text_pdf. */
#include "worker/verbs.h"

#include "core/document.h"
#include "core/error.h"
#include "core/extract_settings.h"
#include "core/file.h"
#include "core/record.h"
#include "core/strict.h"
#include "meaning/lexicon_places.h"
#include "ocr/fonts.h"
#include "ocr/layer/text_time.h"
#include "ocr/opened_document.h"
#include "ocr/recognise/recogniser.h"
#include "parser/parser.h"
#include "textclean/textclean.h"
#include "worker/letters.h"

struct verbs {
	struct dictionary *dictionary;
	struct lexicon *lexicon;
	struct recogniser *recogniser;

	/* The present document; NULL: none. */
	struct opened_document *opened;
	struct extract_settings settings;
	json_t *request_settings; /* as they came */
	char *id;
	guint64 size_bytes;
};

void
verbs_forget_document(struct verbs *verbs)
{
	g_clear_pointer(&verbs->opened, opened_document_free);
	g_clear_pointer(&verbs->request_settings, json_decref);
	g_clear_pointer(&verbs->id, g_free);
	settings_clear(extract_setting_table, &verbs->settings);
}

static gboolean
bound_text_time(const struct node *request, GError **error)
{
	const struct node *member = STRICT_MEMBER(request, "text_seconds");
	double seconds;

	if (member->json == NULL)
		return TRUE;
	if (!strict_number(member, 0, 86400, &seconds, error))
		return FALSE;
	text_time_set(seconds);
	return TRUE;
}

/* Opens the request's document unless it is open already. */
static gboolean
open_document(struct verbs *verbs, const struct node *request, int fd,
	      GError **error)
{
	json_t *settings = strict_member(request, "settings").json;
	g_autofree char *id = NULL;
	g_autoptr(GBytes) bytes = NULL;

	if (!strict_matching(STRICT_MEMBER(request, "id"), "^[0-9a-f]{64}$",
			     "64 hex digits", &id, error) ||
	    !bound_text_time(request, error))
		return FALSE;
	if (g_strcmp0(verbs->id, id) == 0 &&
	    json_equal(verbs->request_settings, settings))
		return TRUE;

	verbs_forget_document(verbs);
	if (fd < 0)
		return error_set(error, IMR_ERROR_FATAL,
				 "no document came with the request");
	if (!extract_settings_from_json(&verbs->settings, settings, error))
		return FALSE;
	bytes = file_read_all(fd, (gsize)verbs->settings.max_bytes, error);
	if (bytes == NULL)
		return FALSE;
	verbs->opened = opened_document_open(bytes, &verbs->settings, error);
	if (verbs->opened == NULL)
		return FALSE;
	verbs->id = g_steal_pointer(&id);
	verbs->request_settings = json_incref(settings);
	verbs->size_bytes = g_bytes_get_size(bytes);
	return TRUE;
}

/* {"letters": [...]} */
static json_t *
letters_to_json(const GPtrArray *records)
{
	json_t *letters = json_array();

	for (guint i = 0; i < records->len; i++) {
		const struct record *record = g_ptr_array_index(records, i);

		json_array_append_new(letters,
				      json_pack("{s:o, s:s}", "record",
						record_to_json_value(record),
						"text", record->text));
	}
	return json_pack("{s:o}", "letters", letters);
}

static json_t *
answer_letters(struct verbs *verbs, struct document *document, GError **error)
{
	g_autoptr(GPtrArray) records = letters_read(
		document, NULL, NULL, verbs->dictionary, verbs->lexicon, error);

	return records != NULL ? letters_to_json(records) : NULL;
}

/* Takes page. */
static void
add_page(struct verbs *verbs, struct document *document, json_t *pending,
	 struct page *take_page, gboolean needs_ocr)
{
	g_autoptr(page) page = take_page;
	g_autofree char *doubt = NULL;

	if (!needs_ocr)
		needs_ocr = !opened_document_fonts_agree(
			verbs->opened, verbs->recogniser, page, &doubt);
	if (needs_ocr)
		json_array_append_new(pending,
				      json_pack("{s:i, s:s}", "number",
						(int)page->number, "reason",
						doubt ? doubt : page->reason));
	else
		g_ptr_array_add(document->pages, g_steal_pointer(&page));
}

/* Reads the pages into document; those that need OCR go into pending
 * instead. */
static gboolean
read_pages(struct verbs *verbs, struct document *document, json_t *pending,
	   GError **error)
{
	struct opened_document *opened = verbs->opened;

	for (guint n = 1; n <= opened_document_page_count(opened); n++) {
		gboolean needs_ocr;
		struct page *page =
			opened_document_read_page(opened, n, &needs_ocr, error);

		if (page == NULL)
			return FALSE;
		add_page(verbs, document, pending, page, needs_ocr);
	}
	return TRUE;
}

static json_t *
answer_read(struct verbs *verbs, const struct node *request, int fd,
	    GError **error)
{
	g_autoptr(document) document = document_new();
	json_t *pending, *answer;

	if (!strict_string(STRICT_MEMBER(request, "name"), &document->name,
			   error) ||
	    !open_document(verbs, request, fd, error))
		return NULL;
	document->id = g_strdup(verbs->id);
	document->media_type =
		g_strdup(opened_document_media_type(verbs->opened));
	document->size_bytes = verbs->size_bytes;

	pending = json_array();
	if (!read_pages(verbs, document, pending, error)) {
		json_decref(pending);
		return NULL;
	}
	if (json_array_size(pending) > 0)
		return json_pack("{s:o, s:o}", "document",
				 document_to_json(document), "pending",
				 pending);
	json_decref(pending);
	answer = answer_letters(verbs, document, error);
	if (answer != NULL && json_is_true(strict_member(request, "keep").json))
		json_object_set_new(answer, "document",
				    document_to_json(document));
	return answer;
}

static json_t *
answer_recognise(struct verbs *verbs, const struct node *request, int fd,
		 GError **error)
{
	g_autofree char *reason = NULL;
	g_autoptr(page) page = NULL;
	gboolean closer = json_is_true(strict_member(request, "closer").json);
	gint64 number;

	if (!strict_string(STRICT_MEMBER(request, "reason"), &reason, error) ||
	    !open_document(verbs, request, fd, error) ||
	    !strict_integer(STRICT_MEMBER(request, "page"), 1,
			    opened_document_page_count(verbs->opened), &number,
			    error) ||
	    !recogniser_choose(verbs->recogniser, verbs->settings.ocr_engine,
			       error))
		return NULL;
	page = (closer ? opened_document_recognise_closer
		       : opened_document_recognise_page)(
		verbs->opened, verbs->recogniser, (guint)number, reason, error);
	if (page == NULL)
		return NULL;
	return json_pack("{s:o, s:b}", "page", page_to_json(page), "tesseract",
			 recogniser_has_tesseract(verbs->recogniser));
}

/* The document made of the pages' readings of that name, and of the first
 * reading of pages without one; NULL if no page has one. */
static json_t *
reading_document(json_t *document, const char *name)
{
	json_t *pages = json_object_get(document, "pages"), *page, *whole;
	json_t *readings = json_array();
	gboolean any = FALSE;
	gsize i;

	json_array_foreach(pages, i, page)
	{
		json_t *reading = json_object_get(page, name);

		any |= reading != NULL;
		json_array_append(readings, reading != NULL ? reading : page);
	}
	if (!any) {
		json_decref(readings);
		return NULL;
	}
	whole = json_copy(document);
	json_object_set_new(whole, "pages", readings);
	return whole;
}

/* A further reading as a separate document, since the text passes change words;
 * NULL if there is none. */
static gboolean
take_reading(json_t *json, const char *name, struct document **out,
	     GError **error)
{
	json_t *document = reading_document(json, name);

	if (document == NULL)
		return TRUE;
	*out = document_from_json(document, error);
	json_decref(document);
	return *out != NULL;
}

static GPtrArray *
parse(struct verbs *verbs, struct document *document, json_t *json,
      GError **error)
{
	g_autoptr(document) closer = NULL, other = NULL;

	if (!take_reading(json, "closer", &closer, error) ||
	    !take_reading(json, "other", &other, error))
		return NULL;
	return letters_read(document, closer, other, verbs->dictionary,
			    verbs->lexicon, error);
}

static void
add_doubtful_pages(json_t *answer, const GPtrArray *records,
		   const struct document *document)
{
	g_autoptr(GArray) pages = parser_doubtful_pages(records, document);
	json_t *numbers = json_array();

	for (guint i = 0; i < pages->len; i++)
		json_array_append_new(
			numbers, json_integer(g_array_index(pages, guint, i)));
	json_object_set_new(answer, "doubtful", numbers);
}

static json_t *
answer_parse(struct verbs *verbs, const struct node *request,
	     int fd G_GNUC_UNUSED, GError **error)
{
	json_t *json = strict_member(request, "document").json;
	g_autoptr(document) document = document_from_json(json, error);
	g_autoptr(GPtrArray) records = NULL;
	json_t *answer;

	if (document == NULL)
		return NULL;
	records = parse(verbs, document, json, error);
	if (records == NULL)
		return NULL;
	answer = letters_to_json(records);
	if (json_is_true(strict_member(request, "doubts").json))
		add_doubtful_pages(answer, records, document);
	return answer;
}

/* A frame's 64 MiB hold so much in base64. */
#define MOST_PDF_BYTES (47u << 20)

static json_t *
answer_text_pdf(struct verbs *verbs, const struct node *request, int fd,
		GError **error)
{
	g_autoptr(document) document = document_from_json(
		strict_member(request, "document").json, error);
	g_autoptr(GBytes) pdf = NULL;
	g_autofree char *text = NULL;
	gsize size;
	gconstpointer data;

	if (document == NULL || !open_document(verbs, request, fd, error))
		return NULL;
	pdf = opened_document_write_text_pdf(verbs->opened, document, error);
	if (pdf == NULL)
		return NULL;
	data = g_bytes_get_data(pdf, &size);
	if (size > MOST_PDF_BYTES) {
		error_set(error, IMR_ERROR_REJECT,
			  "as a PDF with text it has %" G_GSIZE_FORMAT
			  " bytes, more than 47 MiB; split the file",
			  size);
		return NULL;
	}
	text = g_base64_encode(data, size);
	return json_pack("{s:s}", "text_pdf", text);
}

static const char *const read_keys[] = { "verb", "settings",	 "id", "name",
					 "keep", "text_seconds", NULL };
static const char *const recognise_keys[] = { "verb",	      "settings",
					      "id",	      "page",
					      "reason",	      "closer",
					      "text_seconds", NULL };
static const char *const parse_keys[] = { "verb", "document", "doubts", NULL };
static const char *const text_pdf_keys[] = { "verb",	 "settings",	 "id",
					     "document", "text_seconds", NULL };

static const struct verb {
	const char *name;
	const char *const *keys;
	json_t *(*answer)(struct verbs *verbs, const struct node *request,
			  int fd, GError **error);
} table[] = {
	{ "read", read_keys, answer_read },
	{ "recognise", recognise_keys, answer_recognise },
	{ "parse", parse_keys, answer_parse },
	{ "text_pdf", text_pdf_keys, answer_text_pdf },
};

json_t *
verbs_error(const GError *error)
{
	static const char *const codes[] = {
		[IMR_ERROR_RETRY] = "retry",
		[IMR_ERROR_REJECT] = "reject",
		[IMR_ERROR_FATAL] = "fatal",
	};
	/* A library's words inside may be in any encoding. */
	g_autofree char *message = g_utf8_make_valid(error->message, -1);

	g_assert(error->domain == IMR_ERROR);
	return json_pack("{s:{s:s, s:s, s:s*}}", "error", "code",
			 codes[error->code], "message", message, "kind",
			 error_reject_code(error));
}

static json_t *
answer_by_table(struct verbs *verbs, json_t *request, int fd, GError **error)
{
	const struct node *root = STRICT_ROOT(request);
	const char *name = json_string_value(json_object_get(request, "verb"));

	for (guint i = 0; i < G_N_ELEMENTS(table); i++)
		if (g_strcmp0(table[i].name, name) == 0)
			return strict_object(root, table[i].keys, error)
				       ? table[i].answer(verbs, root, fd, error)
				       : NULL;
	error_set(error, IMR_ERROR_FATAL, "a request without a known verb");
	return NULL;
}

json_t *
verbs_answer(struct verbs *verbs, json_t *request, int fd)
{
	g_autoptr(GError) error = NULL;
	json_t *answer = answer_by_table(verbs, request, fd, &error);

	return answer != NULL ? answer : verbs_error(error);
}

struct verbs *
verbs_new(GError **error)
{
	g_autoptr(verbs) verbs = g_new0(struct verbs, 1);

	if (!fonts_hold(error))
		return NULL;
	verbs->dictionary = dictionary_new(NULL, error);
	if (verbs->dictionary == NULL)
		return NULL;
	verbs->lexicon = lexicon_open(error);
	if (verbs->lexicon == NULL)
		return NULL;
	verbs->recogniser = recogniser_new(NULL, error);
	if (verbs->recogniser == NULL)
		return NULL;
	return g_steal_pointer(&verbs);
}

void
verbs_expect_tesseract(struct verbs *verbs)
{
	recogniser_warm_up(verbs->recogniser);
}

void
verbs_free(struct verbs *verbs)
{
	verbs_forget_document(verbs);
	g_clear_pointer(&verbs->recogniser, recogniser_free);
	g_clear_pointer(&verbs->lexicon, lexicon_free);
	g_clear_pointer(&verbs->dictionary, dictionary_free);
	g_free(verbs);
}
