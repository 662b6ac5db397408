/* flood.c - a worker that says of a document that it has 500 pages to
 * recognise, and then answers for each with as much as one answer may hold:
 * every page is well-formed, and believed. */
#include "tests/hostile/hostile.h"

#define PAGES 500
#define WORDS 950000
#define WORDS_A_LINE 90000
#define WORD "[\"abcdef\",0,0,0,0,1,true]"

static json_t *
document_of_pages(json_t *request)
{
	const char *id = hostile_string(request, "id");
	json_t *document =
		hostile_document(id, hostile_string(request, "name"));
	json_t *pending = json_array();

	json_array_clear(json_object_get(document, "pages"));
	for (int i = 1; i <= PAGES; i++)
		json_array_append_new(pending, json_pack("{s:i, s:s}", "number",
							 i, "reason", "flood"));
	return json_pack("{s:o, s:o}", "document", document, "pending",
			 pending);
}

/* The page that a test says, with these words in place of its own. */
static void
send_page(int number)
{
	g_autoptr(page) page = page_new((guint)number, 612, 792);
	g_autoptr(GString) text = g_string_new(NULL);
	g_auto(GStrv) halves = NULL;
	json_t *answer;
	char *whole;
	guint32 header;

	page->text_source = TEXT_SOURCE_OCR;
	page->reason = g_strdup("flood");
	answer = json_pack("{s:o, s:b}", "page", page_to_json(page),
			   "tesseract", FALSE);
	whole = json_dumps(answer, JSON_COMPACT);
	json_decref(answer);
	halves = g_strsplit(whole, "\"lines\":[]", 2);
	free(whole);
	g_string_append(text, halves[0]);
	g_string_append(text, "\"lines\":[[");
	for (int i = 0; i < WORDS; i++) {
		if (i > 0)
			g_string_append(text,
					i % WORDS_A_LINE == 0 ? "],[" : ",");
		g_string_append(text, WORD);
	}
	g_string_append(text, "]]");
	g_string_append(text, halves[1]);
	header = GUINT32_TO_LE((guint32)text->len);
	hostile_send_bytes(&header, sizeof(header));
	for (gsize sent = 0; sent < text->len;) {
		gssize step = write(hostile_socket, text->str + sent,
				    text->len - sent);

		/* The parent has heard enough. */
		if (step < 0)
			_exit(1);
		sent += (gsize)step;
	}
}

static void
misbehave(json_t *request)
{
	const json_t *page = json_object_get(request, "page");

	if (page != NULL)
		send_page((int)json_integer_value(page));
	else
		hostile_send(document_of_pages(request));
}

int
main(void)
{
	return hostile_serve(misbehave);
}
