/* liar.c - a worker that asks for the recognition of pages that no letter
 * has: the same page twice, and page 0. */
#include "tests/hostile/hostile.h"

static void
misbehave(json_t *request)
{
	g_autoptr(document) document = document_new();

	document->id = g_strdup(hostile_string(request, "id"));
	document->name = g_strdup(hostile_string(request, "name"));
	document->media_type = g_strdup("image/tiff");
	hostile_send(json_pack("{s:o, s:[{s:i, s:s}, {s:i, s:s}, {s:i, s:s}]}",
			       "document", document_to_json(document),
			       "pending", "number", 1, "reason", "none",
			       "number", 1, "reason", "none", "number", 0,
			       "reason", "none"));
}

int
main(void)
{
	return hostile_serve(misbehave);
}
