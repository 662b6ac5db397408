/* letters.c - the text of the pages, their order, and what they say.
 *
 * The order of the pages is known from the form, which the parser understands;
 * but sentences are joined over page breaks before it reads. So the text is
 * made in the order in which the pages come, and made again only if the parser
 * puts them in another order. */
#include "worker/letters.h"

#include "meaning/fill.h"
#include "parser/letter/landmark.h"
#include "parser/parser.h"

/* A reading with its pages in order. */
struct reading {
	struct document *ordered; /* NULL: as the file has them */
	struct flow *flow;	  /* NULL: there is no such reading */
	GArray *landmarks;	  /* of the flow */
};

static void
reading_clear(struct reading *reading)
{
	g_clear_pointer(&reading->landmarks, g_array_unref);
	g_clear_pointer(&reading->flow, flow_free);
	g_clear_pointer(&reading->ordered, document_free);
}

static void
reading_make(struct reading *reading, struct document *document,
	     const struct page_plan *plan, struct dictionary *dictionary)
{
	if (document == NULL)
		return;
	if (plan != NULL)
		reading->ordered = page_plan_apply(plan, document);
	reading->flow = textclean_run(
		plan != NULL ? reading->ordered : document, dictionary);
}

GPtrArray *
letters_read(struct document *document, struct document *closer,
	     struct document *other, struct dictionary *dictionary,
	     const struct lexicon *lexicon, GError **error)
{
	struct reading first = { 0 }, nearer = { 0 }, hidden = { 0 };
	g_autoptr(page_plan) plan = NULL;
	struct parser_readings readings;
	GPtrArray *records;

	reading_make(&first, document, NULL, dictionary);
	first.landmarks = landmarks_find(first.flow);
	plan = page_plan_new(first.flow, first.landmarks);
	if (plan != NULL) {
		reading_clear(&first);
		reading_make(&first, document, plan, dictionary);
		first.landmarks = landmarks_find(first.flow);
	}
	reading_make(&nearer, closer, plan, dictionary);
	reading_make(&hidden, other, plan, dictionary);
	readings = (struct parser_readings){ .first = first.flow,
					     .landmarks = first.landmarks,
					     .closer = nearer.flow,
					     .other = hidden.flow };
	records = parser_run_readings(&readings, plan, error);
	for (guint i = 0; records != NULL && i < records->len; i++)
		meaning_fill(records->pdata[i], first.flow, lexicon);
	reading_clear(&first);
	reading_clear(&nearer);
	reading_clear(&hidden);
	return records;
}
