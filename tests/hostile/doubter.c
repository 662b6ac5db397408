/* doubter.c - a worker that says of a scan of one page that it is in doubt,
 * and misbehaves about that as the document's name says. A letter whose name
 * begins with "good" is read as it should be. */
#include <stdlib.h>

#include "tests/hostile/hostile.h"

static char *id, *name; /* of the document of the moment */

static void
remember(json_t *described)
{
	g_free(id);
	g_free(name);
	id = g_strdup(hostile_string(described, "id"));
	name = g_strdup(hostile_string(described, "name"));
}

static void
send_reading(json_t *request)
{
	json_t *document;

	remember(request);
	if (g_str_has_prefix(name, "good")) {
		hostile_send(hostile_reading(request));
		return;
	}
	document = hostile_document(id, name);
	json_array_clear(json_object_get(document, "pages"));
	hostile_send(json_pack("{s:o, s:[{s:i, s:s}]}", "document", document,
			       "pending", "number", 1, "reason", "none"));
}

static void
send_page(json_t *request)
{
	gboolean closer = json_is_true(json_object_get(request, "closer"));
	g_autoptr(page) page = page_new(1, 612, 792);

	page->text_source = TEXT_SOURCE_OCR;
	page->reason = g_strdup("said by a test");
	if (closer && strcmp(name, "gone") == 0)
		_exit(1);
	if (closer && strcmp(name, "refused") == 0) {
		hostile_send(json_pack("{s:{s:s, s:s}}", "error", "code",
				       "reject", "message", "too large"));
		return;
	}
	if (closer && strcmp(name, "number") == 0)
		page->number = 2;
	if (closer && strcmp(name, "nested") == 0)
		page->closer = page_new(1, 612, 792);
	if (closer && strcmp(name, "other") == 0)
		page->other = page_new(1, 612, 792);
	hostile_send(json_pack("{s:o, s:b}", "page", page_to_json(page),
			       "tesseract", FALSE));
}

/* What it says is in doubt, the first time. */
static json_t *
doubts(void)
{
	if (strcmp(name, "twice") == 0)
		return json_pack("[i, i]", 1, 1);
	if (strcmp(name, "zero") == 0)
		return json_pack("[i]", 0);
	if (strcmp(name, "beyond") == 0)
		return json_pack("[i]", 2);
	if (strcmp(name, "huge") == 0)
		return json_pack("[I]", (json_int_t)4294967297);
	if (strcmp(name, "real") == 0)
		return json_pack("[f]", 1.0);
	if (strcmp(name, "object") == 0)
		return json_pack("{s:i}", "1", 1);
	return json_pack("[i]", 1);
}

static void
send_letters(json_t *request)
{
	gboolean first = json_is_true(json_object_get(request, "doubts"));
	json_t *answer;

	if (!first && strcmp(name, "lost") == 0)
		_exit(1);
	/* It may be new: the one before it is gone. */
	remember(json_object_get(request, "document"));
	answer = hostile_letters(id, name);
	if (first && strcmp(name, "silent") != 0)
		json_object_set_new(answer, "doubtful", doubts());
	if (!first && strcmp(name, "endless") == 0)
		json_object_set_new(answer, "doubtful", doubts());
	hostile_send(answer);
}

int
main(void)
{
	json_t *request;
	int fd;

	hostile_say_hello();
	while ((request = hostile_hear(&fd)) != NULL) {
		const char *verb = hostile_string(request, "verb");

		if (strcmp(verb, "read") == 0)
			send_reading(request);
		else if (strcmp(verb, "recognise") == 0)
			send_page(request);
		else
			send_letters(request);
		json_decref(request);
		if (fd >= 0)
			close(fd);
	}
	return 0;
}
