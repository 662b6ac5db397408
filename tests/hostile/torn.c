/* torn.c - a worker that finds two pages to recognise: over the first it
 * sleeps, the second it refuses. So a letter has failed while a part of it is
 * still being worked on. */
#include "tests/hostile/hostile.h"

static void
send_reading(json_t *request)
{
	g_autoptr(document) document = document_new();

	document->id = g_strdup(hostile_string(request, "id"));
	document->name = g_strdup(hostile_string(request, "name"));
	document->media_type = g_strdup("image/tiff");
	hostile_send(json_pack("{s:o, s:[{s:i, s:s}, {s:i, s:s}]}", "document",
			       document_to_json(document), "pending", "number",
			       1, "reason", "none", "number", 2, "reason",
			       "none"));
}

static void
misbehave(json_t *request)
{
	json_t *page = json_object_get(request, "page");

	if (page == NULL)
		send_reading(request);
	else if (json_integer_value(page) == 2)
		hostile_send(json_pack("{s:{s:s, s:s}}", "error", "code",
				       "reject", "message",
				       "the page is torn; mend it"));
	else
		pause();
}

int
main(void)
{
	return hostile_serve(misbehave);
}
