/* textclean.c - the passes, in their order. */
#include "textclean/textclean.h"

#include <string.h>

#include "textclean/marks.h"
#include "textclean/rows.h"

/* Its words are the document's. */
static void
line_free_borrowed(struct line *line)
{
	g_ptr_array_unref(line->words);
	g_free(line);
}

struct flow *
textclean_run(struct document *document, struct dictionary *dictionary)
{
	gboolean plain_text = strcmp(document->media_type, "text/plain") == 0;
	g_autoptr(GPtrArray) lines = g_ptr_array_new_with_free_func(
		(GDestroyNotify)line_free_borrowed);
	g_autoptr(GHashTable) marks = NULL;
	g_autoptr(GArray) rows = NULL;
	struct flow *flow = flow_new(document);

	characters_normalise(document);
	marks = plain_text ? g_hash_table_new(NULL, NULL)
			   : marks_find(document);
	rows = rows_new(document, marks, lines);
	margins_drop(rows);
	paragraphs_find(rows, plain_text);
	paragraphs_assemble(flow, rows, dictionary);
	return flow;
}
