/* test_extract.c - imr-extract itself, over its socket: honest requests,
 * broken ones, and frames that are none. */
#include <cairo.h>
#include <fontconfig/fontconfig.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/worker/conversation.h"

/* --- starting and ending --------------------------------------------------*/
static void
start(struct conversation *talk, gconstpointer data G_GNUC_UNUSED)
{
	conversation_start(talk);
}

static void
assert_error(json_t *take_answer, const char *code)
{
	const char *said = NULL, *message = NULL;

	g_assert_cmpint(json_unpack(take_answer, "{s:{s:s, s:s}}", "error",
				    "code", &said, "message", &message),
			==, 0);
	g_assert_cmpstr(said, ==, code);
	g_assert_cmpstr(message, !=, "");
	json_decref(take_answer);
}

/* --- hello and good-bye ---------------------------------------------------*/
static void
test_hello(struct conversation *talk, gconstpointer data G_GNUC_UNUSED)
{
	json_t *hello = conversation_hear_hello(talk), *missing;
	const char *versions;

	g_assert_cmpint(json_unpack(hello, "{s:{s:s, s:o}}", "hello",
				    "versions", &versions, "sandbox_missing",
				    &missing),
			==, 0);
	g_assert_nonnull(strstr(versions, "Tesseract"));
	g_assert_true(json_is_array(missing));
	json_decref(hello);
}

static void
test_by_hand(void)
{
	g_autofree char *program = worker_program();
	const char *const arguments[] = { program, NULL };
	g_autofree char *complaint = NULL;
	int status;

	g_assert_true(g_spawn_sync(NULL, (char **)arguments, NULL,
				   G_SPAWN_DEFAULT, NULL, NULL, NULL,
				   &complaint, &status, NULL));
	g_assert_cmpint(WEXITSTATUS(status), ==, 2);
	g_assert_nonnull(strstr(complaint, "run imr-ingest"));
}

static void
test_no_language_data(void)
{
	struct conversation talk;

	g_setenv("TESSDATA_PREFIX", "/nonexistent", TRUE);
	conversation_start(&talk);
	g_unsetenv("TESSDATA_PREFIX");
	assert_error(conversation_hear_hello(&talk), "fatal");
	g_assert_cmpint(conversation_wait(&talk), ==, 3);
	close(talk.control);
}

/* --- honest requests ------------------------------------------------------*/
static void
test_read(struct conversation *talk, gconstpointer data G_GNUC_UNUSED)
{
	json_t *answer = conversation_ask(talk, read_request(), plain_letter,
					  strlen(plain_letter));
	const char *id, *text, *number;

	g_assert_cmpint(json_unpack(answer, "{s:[{s:{s:s, s:{s:s}}, s:s}!]}",
				    "letters", "record", "id", &id, "case",
				    "case_number", &number, "text", &text),
			==, 0);
	g_assert_cmpstr(id, ==, ID);
	g_assert_cmpstr(number, ==, "CM16-0000000");
	g_assert_nonnull(strstr(text, "fell from a ladder"));
	json_decref(answer);
}

/* The document that comes along gives the same records again. */
static void
test_read_and_keep(struct conversation *talk, gconstpointer data G_GNUC_UNUSED)
{
	json_t *request = read_request(), *answer, *again;

	json_object_set_new(request, "keep", json_true());
	answer = conversation_ask(talk, request, plain_letter,
				  strlen(plain_letter));
	g_assert_nonnull(json_object_get(answer, "document"));
	again = conversation_ask(talk,
				 json_pack("{s:s, s:O}", "verb", "parse",
					   "document",
					   json_object_get(answer, "document")),
				 NULL, 0);
	g_assert_true(json_equal(json_object_get(answer, "letters"),
				 json_object_get(again, "letters")));
	json_decref(answer);
	json_decref(again);
}

/* The letter's only page as a scan whose decision date was read so. */
static json_t *
scanned_page(json_t *page, const char *date)
{
	json_t *copy = json_deep_copy(page);
	json_t *lines = json_object_get(copy, "lines"), *line, *word;
	gsize i, j;

	json_array_foreach(lines, i, line) json_array_foreach(
		line, j,
		word) if (strcmp(json_string_value(json_array_get(word, 0)),
				 "12/09/2016") == 0)
		json_array_set_new(word, 0, json_string(date));
	json_object_set_new(copy, "text_source", json_string("ocr"));
	return copy;
}

static json_t *
ask_doubts(struct conversation *talk, json_t *document)
{
	return conversation_ask(talk,
				json_pack("{s:s, s:O, s:b}", "verb", "parse",
					  "document", document, "doubts", TRUE),
				NULL, 0);
}

static const char *
decision_date(json_t *answer)
{
	const char *date = NULL;

	json_unpack(answer, "{s:[{s:{s:{s?s}}}]}", "letters", "record", "case",
		    "decision_date", &date);
	return date;
}

/* What the first reading has wrong the page is named for; with a closer
 * reading it is settled, and the page is not named again. */
static void
test_doubts(struct conversation *talk, gconstpointer data G_GNUC_UNUSED)
{
	json_t *request = read_request(), *read, *document, *page, *first;
	json_t *closer, *doubtful, *settled;

	json_object_set_new(request, "keep", json_true());
	read = conversation_ask(talk, request, plain_letter,
				strlen(plain_letter));
	document = json_object_get(read, "document");
	page = json_array_get(json_object_get(document, "pages"), 0);
	first = scanned_page(page, "12/09/20");
	closer = scanned_page(page, "12/09/2016");
	json_array_set_new(json_object_get(document, "pages"), 0, first);
	settled = json_deep_copy(document);
	page = json_array_get(json_object_get(settled, "pages"), 0);
	json_object_set_new(page, "closer", closer);

	doubtful = ask_doubts(talk, document);
	g_assert_null(decision_date(doubtful));
	g_assert_cmpint(
		json_unpack(doubtful, "{s:[i!]}", "doubtful", &(int){ 0 }), ==,
		0);
	json_decref(doubtful);

	doubtful = ask_doubts(talk, settled);
	g_assert_cmpstr(decision_date(doubtful), ==, "2016-12-09");
	g_assert_cmpint(json_unpack(doubtful, "{s:[!]}", "doubtful"), ==, 0);
	json_decref(doubtful);
	json_decref(settled);
	json_decref(read);
}

static void
test_read_no_letter(struct conversation *talk, gconstpointer data G_GNUC_UNUSED)
{
	assert_error(conversation_ask(talk, read_request(), "Buy milk.\n", 10),
		     "reject");
}

static cairo_status_t
append_png(void *closure, const unsigned char *bytes, unsigned int length)
{
	g_byte_array_append(closure, bytes, length);
	return CAIRO_STATUS_SUCCESS;
}

/* A letter page at 150 dpi, as a scanner makes it. */
static GByteArray *
scan(const char *text)
{
	GByteArray *png = g_byte_array_new();
	cairo_surface_t *surface =
		cairo_image_surface_create(CAIRO_FORMAT_RGB24, 1275, 1650);
	cairo_t *cairo = cairo_create(surface);

	cairo_set_source_rgb(cairo, 1, 1, 1);
	cairo_paint(cairo);
	cairo_set_source_rgb(cairo, 0, 0, 0);
	cairo_set_font_size(cairo, 30);
	cairo_move_to(cairo, 150, 300);
	cairo_show_text(cairo, text);
	cairo_surface_write_to_png_stream(surface, append_png, png);
	cairo_destroy(cairo);
	cairo_surface_destroy(surface);
	/* Or the leak checker sees what both keep for the next page. */
	cairo_debug_reset_static_data();
	FcFini();
	return png;
}

static json_t *
recognise_request(int page)
{
	return json_pack("{s:s, s:o, s:s, s:i, s:s}", "verb", "recognise",
			 "settings", default_settings(), "id", ID, "page", page,
			 "reason", "no text layer");
}

/* The second time without the document: the worker still has it. */
static void
test_recognise(struct conversation *talk, gconstpointer data G_GNUC_UNUSED)
{
	g_autoptr(GByteArray) png = scan("Medical records reviewed");
	json_t *first =
		conversation_ask(talk, read_request(), png->data, png->len);
	json_t *second = conversation_ask(talk, recognise_request(1), NULL, 0);
	g_autofree char *words = json_dumps(second, 0);

	g_assert_cmpint(json_unpack(first, "{s:{}, s:[{s:i}!]}", "document",
				    "pending", "number", &(int){ 0 }),
			==, 0);
	g_assert_nonnull(json_object_get(second, "page"));
	g_assert_nonnull(strstr(words, "records"));
	json_decref(first);
	json_decref(second);
}

static void
test_recognise_closer(struct conversation *talk,
		      gconstpointer data G_GNUC_UNUSED)
{
	g_autoptr(GByteArray) png = scan("Medical records reviewed");
	json_t *request = recognise_request(1), *answer, *page;
	g_autofree char *words = NULL;

	json_object_set_new(request, "closer", json_true());
	answer = conversation_ask(talk, request, png->data, png->len);
	page = json_object_get(answer, "page");
	words = json_dumps(page, 0);
	g_test_message("%s", words);
	g_assert_nonnull(strstr(words, "records"));
	g_assert_null(json_object_get(page, "closer"));
	json_decref(answer);
}

/* Its font is not in the file, as in the posted letters: the worker must have
 * one, though it can open none. (Poppler finds the objects by itself.) */
static const char drawn[] =
	"%PDF-1.4\n"
	"1 0 obj <</Type /Catalog /Pages 2 0 R>> endobj\n"
	"2 0 obj <</Type /Pages /Kids [3 0 R] /Count 1>> endobj\n"
	"3 0 obj <</Type /Page /Parent 2 0 R /MediaBox [0 0 612 792]\n"
	"/Contents 4 0 R /Resources <</Font <</F 5 0 R>>>>>> endobj\n"
	"4 0 obj <</Length 62>> stream\n"
	"BT /F 14 Tf 72 640 Td (Medical records reviewed: none.) Tj ET\n"
	"endstream endobj\n"
	"5 0 obj <</Type /Font /Subtype /TrueType /BaseFont /Arial>> endobj\n"
	"trailer <</Root 1 0 R>>\n"
	"%%EOF\n";

static void
test_recognise_drawn(struct conversation *talk,
		     gconstpointer data G_GNUC_UNUSED)
{
	json_t *answer = conversation_ask(talk, recognise_request(1), drawn,
					  strlen(drawn));
	g_autofree char *words = json_dumps(answer, 0);

	g_assert_nonnull(json_object_get(answer, "page"));
	g_assert_nonnull(strstr(words, "reviewed"));
	json_decref(answer);
}

static void
test_no_such_page(struct conversation *talk, gconstpointer data G_GNUC_UNUSED)
{
	assert_error(conversation_ask(talk, recognise_request(2), plain_letter,
				      strlen(plain_letter)),
		     "reject");
}

/* --- broken requests: answered, and the worker goes on --------------------*/
static void
test_broken_requests(struct conversation *talk, gconstpointer data)
{
	json_t *bad_id = read_request(), *bad_settings = read_request();
	json_t *more = read_request();

	json_object_set_new(bad_id, "id", json_string("../../etc/passwd"));
	json_object_set_new(bad_settings, "settings", json_object());
	json_object_set_new(more, "more", json_null());

	assert_error(conversation_ask(talk, json_object(), NULL, 0), "fatal");
	assert_error(conversation_ask(talk, json_pack("{s:s}", "verb", "run"),
				      NULL, 0),
		     "fatal");
	assert_error(
		conversation_ask(talk, json_pack("{s:i}", "verb", 1), NULL, 0),
		"fatal");
	assert_error(conversation_ask(talk, read_request(), NULL, 0), "fatal");
	assert_error(conversation_ask(talk, bad_id, plain_letter, 1), "reject");
	assert_error(conversation_ask(talk, bad_settings, plain_letter, 1),
		     "reject");
	assert_error(conversation_ask(talk, more, plain_letter, 1), "reject");
	assert_error(conversation_ask(talk,
				      json_pack("{s:s, s:{}}", "verb", "parse",
						"document"),
				      NULL, 0),
		     "reject");
	test_read(talk, data);
}

/* --- frames that are none: the worker gives up ----------------------------*/
struct noise {
	const char *path;
	const char *bytes;
	gsize size;
};

static const struct noise noises[] = {
	{ "/extract/frame/too-long", "\xff\xff\xff\xff", 4 },
	{ "/extract/frame/empty", "\0\0\0\0", 4 },
	{ "/extract/frame/half-a-length", "\1\0", 2 },
	{ "/extract/frame/half", "\12\0\0\0{", 5 },
	{ "/extract/frame/no-json", "\4\0\0\0read", 8 },
	{ "/extract/frame/no-object", "\2\0\0\0[]", 6 },
	{ "/extract/frame/twice-a-key", "\15\0\0\0{\"a\":1,\"a\":2}", 17 },
	{ "/extract/frame/no-utf-8", "\6\0\0\0[\"\xff\xfe\"]", 10 },
};

static void
test_noise(struct conversation *talk, gconstpointer data)
{
	const struct noise *noise = data;

	g_assert_cmpint(write(talk->socket, noise->bytes, noise->size), ==,
			(gssize)noise->size);
	g_assert_cmpint(conversation_end(talk), ==, 1);
}

static void
add(const char *path, void (*test)(struct conversation *, gconstpointer))
{
	g_test_add(path, struct conversation, NULL, conversation_open, test,
		   conversation_close);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add("/extract/hello", struct conversation, NULL, start,
		   test_hello, conversation_close);
	g_test_add_func("/extract/by-hand", test_by_hand);
	g_test_add_func("/extract/no-language-data", test_no_language_data);
	add("/extract/read", test_read);
	add("/extract/read-and-keep", test_read_and_keep);
	add("/extract/doubts", test_doubts);
	add("/extract/read-no-letter", test_read_no_letter);
	add("/extract/recognise", test_recognise);
	add("/extract/recognise-closer", test_recognise_closer);
	add("/extract/recognise-drawn", test_recognise_drawn);
	add("/extract/no-such-page", test_no_such_page);
	add("/extract/broken-requests", test_broken_requests);
	for (guint i = 0; i < G_N_ELEMENTS(noises); i++)
		g_test_add(noises[i].path, struct conversation, &noises[i],
			   conversation_open, test_noise, conversation_close);
	return g_test_run();
}
