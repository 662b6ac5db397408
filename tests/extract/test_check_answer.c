/* test_check_answer.c - what the parent believes of a worker. */
#include "extract/check_answer.h"

#include <string.h>

#include "core/error.h"
#include "extract/inputs.h"
#include "tests/support/letter.h"

#define MAX_PAGES 10

static struct input input = {
	.path = (char *)"letters/mine.pdf",
	.name = (char *)"mine.pdf",
	.id = (char *)LETTER_ID,
	.fd = -1,
	.size_bytes = 4711,
};

static void
free_json(json_t **json)
{
	json_decref(*json);
}
#define autojson __attribute__((cleanup(free_json))) json_t *

static json_t *
letter_json(const char *id)
{
	g_autoptr(record) record = letter_new();

	g_free(record->id);
	record->id = g_strdup(id);
	return json_pack("{s:o, s:s}", "record", record_to_json_value(record),
			 "text", "Some text.");
}

static json_t *
page_json(guint number)
{
	g_autoptr(page) page = page_new(number, 612, 792);

	return page_to_json(page);
}

/* One page done, the given ones pending (0 ends them). */
static json_t *
reading_json(const char *id, guint done, const guint *pending)
{
	g_autoptr(document) document = document_new();
	json_t *list = json_array();

	document->id = g_strdup(id);
	document->name = g_strdup("theirs.pdf");
	document->media_type = g_strdup("application/pdf");
	g_ptr_array_add(document->pages, page_new(done, 612, 792));
	for (; *pending != 0; pending++)
		json_array_append_new(list, json_pack("{s:i, s:s}", "number",
						      (int)*pending, "reason",
						      "no text layer"));
	return json_pack("{s:o, s:o}", "document", document_to_json(document),
			 "pending", list);
}

static void
check_broken(struct answer *answer, GError *const *error)
{
	g_assert_null(answer);
	g_assert_error(*error, IMR_ERROR, IMR_ERROR_REJECT);
	g_test_message("%s", (*error)->message);
}

static void
test_letters(void)
{
	autojson json =
		json_pack("{s:[o, o]}", "letters", letter_json(LETTER_ID),
			  letter_json(LETTER_ID "-2"));
	g_autoptr(GError) error = NULL;
	g_autoptr(answer) answer = answer_to_parse(json, &input, NULL, &error);
	const struct record *second;

	g_assert_no_error(error);
	g_assert_cmpuint(answer->letters->len, ==, 2);
	second = answer->letters->pdata[1];
	g_assert_cmpstr(second->id, ==, LETTER_ID "-2");
	g_assert_cmpstr(second->file_name, ==, "mine.pdf");
	g_assert_cmpuint(second->size_bytes, ==, 4711);
	g_assert_cmpstr(second->producer_version, ==, IMR_VERSION);
	g_assert_cmpstr(second->text, ==, "Some text.");
}

/* Where it lay is the parent's to say, whatever a worker does. */
static void
test_folder(void)
{
	static const char *const folders[][2] = { { "Client B/2016",
						    "Client B/2016" },
						  { "", NULL },
						  { NULL, NULL } };

	for (guint i = 0; i < G_N_ELEMENTS(folders); i++) {
		autojson json =
			json_pack("{s:[o]}", "letters", letter_json(LETTER_ID));
		json_t *letter =
			json_array_get(json_object_get(json, "letters"), 0);
		struct input mine = input;
		g_autoptr(GError) error = NULL;
		g_autoptr(answer) answer = NULL;
		const struct record *record;

		json_object_set_new(
			json_object_get(json_object_get(letter, "record"),
					"source"),
			"folder", json_string("theirs"));
		mine.folder = (char *)folders[i][0];
		answer = answer_to_parse(json, &mine, NULL, &error);
		g_assert_no_error(error);
		record = answer->letters->pdata[0];
		g_assert_cmpstr(record->folder, ==, folders[i][1]);
	}
}

static void
test_broken_letters(void)
{
	g_autofree char *other = g_strnfill(64, 'a');
	json_t *textless = letter_json(LETTER_ID);
	json_t *flawed = letter_json(LETTER_ID);
	json_t *const lists[] = {
		json_array(),
		json_pack("[o]", letter_json(other)),
		json_pack("[o]", letter_json(LETTER_ID "-2")),
		json_pack("[o, o]", letter_json(LETTER_ID),
			  letter_json(LETTER_ID)),
		json_pack("[o]", textless),
		json_pack("[o]", flawed),
		json_pack("[s]", "letter"),
		json_object(),
	};

	json_object_del(textless, "text");
	json_object_set_new(json_object_get(flawed, "record"), "outcome",
			    json_string("won"));
	for (guint i = 0; i < G_N_ELEMENTS(lists); i++) {
		autojson json = json_pack("{s:o}", "letters", lists[i]);
		g_autoptr(GError) error = NULL;

		check_broken(answer_to_parse(json, &input, NULL, &error),
			     &error);
	}
}

/* Page 1 has a text layer, 2 and 3 were recognised, and 3 looked at twice. */
static struct document *
scanned_document(void)
{
	struct document *document = document_new();

	for (guint n = 1; n <= 3; n++) {
		struct page *page = page_new(n, 612, 792);

		page->text_source =
			n == 1 ? TEXT_SOURCE_TEXT_LAYER : TEXT_SOURCE_OCR;
		page->closer = n == 3 ? page_new(n, 612, 792) : NULL;
		g_ptr_array_add(document->pages, page);
	}
	return document;
}

static void
test_doubtful(void)
{
	static const struct {
		const char *list;
		gint pages; /* -1: the answer is broken */
	} cases[] = {
		{ "[]", 0 },	  { "[2]", 1 },
		{ "[2, 2]", -1 }, { "[1]", -1 },
		{ "[3]", -1 },	  { "[2, 1]", -1 },
		{ "[0]", -1 },	  { "[4]", -1 },
		{ "[-2]", -1 },	  { "[4294967298]", -1 },
		{ "[2.0]", -1 },  { "[\"2\"]", -1 },
		{ "{}", -1 },	  { "null", -1 },
		{ "[[2]]", -1 },  { "[2, 3, 4, 5]", -1 },
	};
	g_autoptr(document) document = scanned_document();

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		autojson json = json_pack(
			"{s:[o], s:o}", "letters", letter_json(LETTER_ID),
			"doubtful",
			json_loads(cases[i].list, JSON_DECODE_ANY, NULL));
		g_autoptr(GError) error = NULL, unasked = NULL;
		struct answer *answer =
			answer_to_parse(json, &input, document, &error);

		check_broken(answer_to_parse(json, &input, NULL, &unasked),
			     &unasked);
		if (cases[i].pages < 0) {
			check_broken(answer, &error);
			continue;
		}
		g_assert_no_error(error);
		g_assert_cmpint((gint)answer->doubtful->len, ==,
				cases[i].pages);
		g_assert_cmpuint(answer->letters->len, ==, 1);
		answer_free(answer);
	}
}

/* Whoever was asked for doubts must say that there is none. */
static void
test_no_doubts_told(void)
{
	autojson json = json_pack("{s:[o]}", "letters", letter_json(LETTER_ID));
	g_autoptr(document) document = scanned_document();
	g_autoptr(GError) error = NULL;

	check_broken(answer_to_parse(json, &input, document, &error), &error);
}

/* A closer reading comes by itself, when it was asked for. */
static void
test_closer_unasked(void)
{
	g_autoptr(page) page = page_new(1, 612, 792);
	static const guint second[] = { 2, 0 };
	autojson reading = reading_json(LETTER_ID, 1, second);
	autojson recognised = NULL;
	g_autoptr(GError) read = NULL, recognise = NULL;

	page->closer = page_new(1, 612, 792);
	recognised = json_pack("{s:o, s:b}", "page", page_to_json(page),
			       "tesseract", FALSE);
	json_array_set_new(
		json_object_get(json_object_get(reading, "document"), "pages"),
		0, page_to_json(page));
	check_broken(answer_to_recognise(recognised, 1, FALSE, &recognise),
		     &recognise);
	check_broken(answer_to_read(reading, &input, MAX_PAGES, &read), &read);
}

/* The other text of a page comes with its first recognition only. */
static void
test_other_text(void)
{
	g_autoptr(page) page = page_new(1, 612, 792);
	static const guint second[] = { 2, 0 };
	autojson reading = reading_json(LETTER_ID, 1, second);
	autojson recognised = NULL;
	g_autoptr(GError) read = NULL, closer = NULL;
	g_autoptr(answer) first = NULL;

	page->other = page_new(1, 612, 792);
	recognised = json_pack("{s:o, s:b}", "page", page_to_json(page),
			       "tesseract", FALSE);
	json_array_set_new(
		json_object_get(json_object_get(reading, "document"), "pages"),
		0, page_to_json(page));
	first = answer_to_recognise(recognised, 1, FALSE, NULL);
	g_assert_nonnull(first->page->other);
	check_broken(answer_to_recognise(recognised, 1, TRUE, &closer),
		     &closer);
	check_broken(answer_to_read(reading, &input, MAX_PAGES, &read), &read);
}

static void
test_document(void)
{
	static const guint pending[] = { 3, 1, 0 };
	autojson json = reading_json(LETTER_ID, 2, pending);
	g_autoptr(GError) error = NULL;
	g_autoptr(answer) answer =
		answer_to_read(json, &input, MAX_PAGES, &error);
	const struct pending_page *first;

	g_assert_no_error(error);
	g_assert_cmpuint(answer->document->pages->len, ==, 1);
	g_assert_cmpuint(answer->pending->len, ==, 2);
	first = answer->pending->pdata[0];
	g_assert_cmpuint(first->number, ==, 3);
	g_assert_cmpstr(first->reason, ==, "no text layer");
	g_assert_cmpuint(answer->letters->len, ==, 0);
}

static void
test_broken_document(void)
{
	static const struct {
		guint done, pending[12];
	} rows[] = {
		{ 1, { 0 } },	    /* then it is to be letters */
		{ 1, { 1, 0 } },    /* one page twice */
		{ 1, { 2, 2, 0 } }, /* the same */
		{ 1, { 3, 0 } },    /* where is 2? */
		{ 4, { 1, 2, 0 } }, /* and 3? */
		{ 1, { 2, 4000000, 0 } },
		{ 1, { 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 0 } }, /* > MAX_PAGES */
	};
	static const guint second[] = { 2, 0 };
	g_autofree char *id = g_strnfill(64, 'a');
	autojson other = reading_json(id, 1, second);
	g_autoptr(GError) other_error = NULL;

	for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
		autojson json =
			reading_json(LETTER_ID, rows[i].done, rows[i].pending);
		g_autoptr(GError) error = NULL;

		check_broken(answer_to_read(json, &input, MAX_PAGES, &error),
			     &error);
	}
	check_broken(answer_to_read(other, &input, MAX_PAGES, &other_error),
		     &other_error);
}

/* Records and the document they were read from. */
static json_t *
kept_json(const char *id, guint page)
{
	static const guint none[] = { 0 };
	json_t *json = reading_json(id, page, none);

	json_object_del(json, "pending");
	json_object_set_new(json, "letters",
			    json_pack("[o]", letter_json(LETTER_ID)));
	return json;
}

static void
test_kept(void)
{
	autojson json = kept_json(LETTER_ID, 1);
	g_autoptr(GError) error = NULL;
	g_autoptr(answer) answer =
		answer_to_read(json, &input, MAX_PAGES, &error);

	g_assert_no_error(error);
	g_assert_cmpuint(answer->letters->len, ==, 1);
	g_assert_cmpuint(answer->document->pages->len, ==, 1);
	g_assert_cmpuint(answer->pending->len, ==, 0);
	g_assert_cmpstr(answer->document->name, ==, "mine.pdf");
	g_assert_cmpuint(answer->document->size_bytes, ==, 4711);
}

static void
test_broken_kept(void)
{
	g_autofree char *id = g_strnfill(64, 'a');
	autojson other = kept_json(id, 1);
	autojson second_page = kept_json(LETTER_ID, 2);
	autojson no_letters = kept_json(LETTER_ID, 1);
	json_t *const rows[] = { other, second_page, no_letters };

	json_object_set_new(no_letters, "letters", json_array());
	for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(GError) error = NULL;

		check_broken(answer_to_read(rows[i], &input, MAX_PAGES, &error),
			     &error);
	}
}

static void
test_page(void)
{
	autojson json = json_pack("{s:o, s:b}", "page", page_json(3),
				  "tesseract", TRUE);
	g_autoptr(GError) none = NULL, wrong = NULL, untyped = NULL;
	g_autoptr(answer) answer = answer_to_recognise(json, 3, FALSE, &none);

	g_assert_no_error(none);
	g_assert_cmpuint(answer->page->number, ==, 3);
	g_assert_true(answer->needed_tesseract);
	check_broken(answer_to_recognise(json, 2, FALSE, &wrong), &wrong);
	json_object_set_new(json, "tesseract", json_integer(1));
	check_broken(answer_to_recognise(json, 3, FALSE, &untyped), &untyped);
}

static void
test_text_pdf(void)
{
	static const struct {
		const char *text;
		const char *complaint; /* NULL: it is believed */
	} cases[] = {
		{ "JVBERi0xLjQKMQ==", NULL },
		{ "JVBERi0xLjQKMQ=", "base64" },
		{ "JVBERi0xLjQKMQ==\n", "base64" },
		{ "JVBE!i0xLjQKMQ==", "base64" },
		{ "PGh0bWw+PC9odG1sPg==", "not a PDF" },
		{ "JVBERg==", "not a PDF" },
	};

	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		autojson json = json_pack("{s:s}", "text_pdf", cases[i].text);
		g_autoptr(GError) error = NULL;
		struct answer *answer = answer_to_text_pdf(json, &error);

		if (cases[i].complaint != NULL) {
			g_assert_nonnull(
				strstr(error->message, cases[i].complaint));
			check_broken(answer, &error);
			continue;
		}
		g_assert_no_error(error);
		g_assert_cmpuint(g_bytes_get_size(answer->text_pdf), ==, 10);
		answer_free(answer);
	}
}

static void
test_refusals(void)
{
	autojson json = json_pack("{s:{s:s, s:s}}", "error", "code", "retry",
				  "message", "no memory");
	g_autoptr(answer) read = answer_to_read(json, &input, MAX_PAGES, NULL);
	g_autoptr(answer) page = answer_to_recognise(json, 1, FALSE, NULL);
	g_autoptr(answer) parse = answer_to_parse(json, &input, NULL, NULL);
	g_autoptr(answer) pdf = answer_to_text_pdf(json, NULL);

	g_assert_error(read->refusal, IMR_ERROR, IMR_ERROR_RETRY);
	g_assert_cmpstr(read->refusal->message, ==, "no memory");
	g_assert_error(page->refusal, IMR_ERROR, IMR_ERROR_RETRY);
	g_assert_error(parse->refusal, IMR_ERROR, IMR_ERROR_RETRY);
	g_assert_error(pdf->refusal, IMR_ERROR, IMR_ERROR_RETRY);
}

static void
test_kind_of_rejection(void)
{
	static const struct {
		const char *kind, *wanted;
	} cases[] = {
		{ "\"bill-review\"", "bill-review" }, { "null", NULL },
		{ "\"Bill-Review\"", NULL },	      { "\"\"", NULL },
		{ "[\"bill-review\"]", NULL },
	};

	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *text = g_strdup_printf(
			"{\"error\": {\"code\": \"reject\", \"message\": "
			"\"a bill\", \"kind\": %s}}",
			cases[i].kind);
		autojson json = json_loads(text, 0, NULL);
		g_autoptr(GError) error = NULL;
		struct answer *answer =
			answer_to_read(json, &input, MAX_PAGES, &error);

		if (cases[i].wanted == NULL) {
			check_broken(answer, &error);
			continue;
		}
		g_assert_no_error(error);
		g_assert_cmpstr(error_reject_code(answer->refusal), ==,
				cases[i].wanted);
		answer_free(answer);
	}
}

/* Ours have a line; what is longer may be a letter. */
static void
test_long_refusal(void)
{
	g_autofree char *message = g_strnfill(1001, 'x');
	autojson json = json_pack("{s:{s:s, s:s}}", "error", "code", "reject",
				  "message", message);
	g_autoptr(GError) error = NULL;

	check_broken(answer_to_read(json, &input, MAX_PAGES, &error), &error);
}

static void
test_nonsense(void)
{
	static const char *const texts[] = {
		"{}",
		"{\"hello\": {}}",
		"{\"letters\": null}",
		"{\"error\": \"reject\"}",
		"{\"error\": {\"code\": \"reject\"}}",
		"{\"error\": {\"code\": \"maybe\", \"message\": \"x\"}}",
		"{\"error\": {\"code\": \"retry\", \"message\": \"x\", "
		"\"kind\": \"damaged\"}}",
		"{\"error\": {\"code\": \"reject\", \"message\": \"x\"}, "
		"\"letters\": []}",
		"{\"document\": {}, \"pending\": []}",
		"{\"page\": {}}",
		"{\"text_pdf\": \"\"}",
		"{\"text_pdf\": 1}",
		"{\"text_pdf\": \"JVBERi0xLjQKMQ==\", \"name\": \"a\"}",
	};

	for (guint i = 0; i < G_N_ELEMENTS(texts); i++) {
		autojson json = json_loads(texts[i], 0, NULL);
		g_autoptr(GError) read = NULL, page = NULL, parse = NULL;
		g_autoptr(GError) pdf = NULL;

		g_assert_nonnull(json);
		check_broken(answer_to_read(json, &input, MAX_PAGES, &read),
			     &read);
		check_broken(answer_to_recognise(json, 1, FALSE, &page), &page);
		check_broken(answer_to_parse(json, &input, NULL, &parse),
			     &parse);
		check_broken(answer_to_text_pdf(json, &pdf), &pdf);
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/check-answer/letters", test_letters);
	g_test_add_func("/check-answer/folder", test_folder);
	g_test_add_func("/check-answer/broken-letters", test_broken_letters);
	g_test_add_func("/check-answer/doubtful", test_doubtful);
	g_test_add_func("/check-answer/no-doubts-told", test_no_doubts_told);
	g_test_add_func("/check-answer/closer-unasked", test_closer_unasked);
	g_test_add_func("/check-answer/other-text", test_other_text);
	g_test_add_func("/check-answer/document", test_document);
	g_test_add_func("/check-answer/broken-document", test_broken_document);
	g_test_add_func("/check-answer/kept", test_kept);
	g_test_add_func("/check-answer/broken-kept", test_broken_kept);
	g_test_add_func("/check-answer/page", test_page);
	g_test_add_func("/check-answer/text-pdf", test_text_pdf);
	g_test_add_func("/check-answer/refusals", test_refusals);
	g_test_add_func("/check-answer/kind-of-rejection",
			test_kind_of_rejection);
	g_test_add_func("/check-answer/long-refusal", test_long_refusal);
	g_test_add_func("/check-answer/nonsense", test_nonsense);
	return g_test_run();
}
