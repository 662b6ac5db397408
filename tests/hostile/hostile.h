/* hostile.h - the decent half of the workers that misbehave on purpose.
 *
 * Each says hello and answers for documents whose name begins with "good" as a
 * worker should (docs/protocol.md, the verb "read"), so that a test can see
 * that only the other letters are lost. None forks: one process reads letter
 * after letter, as if it had taken the zygote over. */
#ifndef TESTS_HOSTILE_HOSTILE_H
#define TESTS_HOSTILE_HOSTILE_H

#include <glib.h>
#include <jansson.h>
#include <string.h>
#include <unistd.h>

#include "core/document.h"
#include "core/frame.h"
#include "core/record.h"

#define PARENT 3

static inline const char *
hostile_string(json_t *request, const char *key)
{
	return json_string_value(json_object_get(request, key));
}

static inline json_t *
hostile_document(const char *id, const char *name)
{
	g_autoptr(document) document = document_new();
	struct page *page = page_new(1, 612, 792);

	document->id = g_strdup(id);
	document->name = g_strdup(name);
	document->media_type = g_strdup("text/plain");
	page->text_source = TEXT_SOURCE_TEXT_LAYER;
	page->reason = g_strdup("said by a test");
	g_ptr_array_add(document->pages, page);
	return document_to_json(document);
}

/* A whole answer that says the letter with this id was read. */
static inline json_t *
hostile_letters(const char *id, const char *name)
{
	g_autoptr(record) record = record_new();
	struct source_page *page = record_add_page(record);

	record->id = g_strdup(id);
	record->file_name = g_strdup(name);
	record->media_type = g_strdup("text/plain");
	record->format = g_strdup("final_determination");
	record->case_number = g_strdup("CM16-0000000");
	*page = (struct source_page){
		.number = 1,
		.width_pt = 612,
		.height_pt = 792,
		.text_source = TEXT_SOURCE_TEXT_LAYER,
		.reason = g_strdup("said by a test"),
		.confidence = 1,
	};
	return json_pack("{s:[{s:o, s:s}]}", "letters", "record",
			 record_to_json_value(record), "text", "No text.");
}

/* What a decent worker answers. */
static inline json_t *
hostile_reading(json_t *request)
{
	const char *id = hostile_string(request, "id");
	const char *name = hostile_string(request, "name");
	json_t *answer = hostile_letters(id, name);

	if (json_is_true(json_object_get(request, "keep")))
		json_object_set_new(answer, "document",
				    hostile_document(id, name));
	return answer;
}

/* Of the letter at hand; before the first, where hello is said. */
static int hostile_socket = PARENT;

static inline void
hostile_send(json_t *take_message)
{
	if (!frame_send(hostile_socket, take_message, -1, NULL))
		_exit(1);
	json_decref(take_message);
}

static inline void
hostile_say_hello(void)
{
	hostile_send(json_pack("{s:{s:s, s:[]}}", "hello", "versions", "none",
			       "sandbox_missing"));
}

/* The next request, of this letter or of the next; NULL when the parent hung
 * up. */
static inline json_t *
hostile_hear(int *fd)
{
	json_t *request = NULL, *letter, *child;

	if (hostile_socket != PARENT)
		request = frame_receive(hostile_socket, fd, NULL);
	while (request == NULL) {
		if (hostile_socket != PARENT)
			close(hostile_socket);
		letter = frame_receive(PARENT, &hostile_socket, NULL);
		if (letter == NULL)
			return NULL;
		json_decref(letter);
		child = json_pack("{s:i}", "child", (int)getpid());
		frame_send(PARENT, child, -1, NULL);
		json_decref(child);
		request = frame_receive(hostile_socket, fd, NULL);
	}
	return request;
}

static inline void
hostile_send_bytes(gconstpointer bytes, gsize size)
{
	if (write(hostile_socket, bytes, size) != (gssize)size)
		_exit(1);
}

/* Until the parent hangs up. */
static inline int
hostile_serve(void (*misbehave)(json_t *request))
{
	json_t *request;
	int fd;

	hostile_say_hello();
	while ((request = hostile_hear(&fd)) != NULL) {
		const char *name = hostile_string(request, "name");

		if (name != NULL && g_str_has_prefix(name, "good"))
			hostile_send(hostile_reading(request));
		else
			misbehave(request);
		json_decref(request);
		if (fd >= 0)
			close(fd);
	}
	return 0;
}

#endif
