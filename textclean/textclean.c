/* textclean.c - the passes, in their order. */
#include "textclean/textclean.h"

#include <string.h>

#include "textclean/rows.h"

struct flow *
textclean_run(struct document *document, struct dictionary *dictionary)
{
	gboolean plain_text = strcmp(document->media_type, "text/plain") == 0;
	g_autoptr(GArray) rows = NULL;
	struct flow *flow = flow_new(document);

	characters_normalise(document);
	rows = rows_new(document);
	margins_drop(rows);
	paragraphs_find(rows, plain_text);
	paragraphs_assemble(flow, rows, dictionary);
	return flow;
}
