/* flow.c - looking things up in a document's repaired text. */
#include "core/flow.h"

struct flow *
flow_new(const struct document *document)
{
	struct flow *flow = g_new0(struct flow, 1);

	flow->document = document;
	flow->text = g_strdup("");
	flow->spans = g_array_new(FALSE, FALSE, sizeof(struct span));
	flow->paragraphs = g_array_new(FALSE, FALSE, sizeof(struct paragraph));
	return flow;
}

void
flow_free(struct flow *flow)
{
	g_free(flow->text);
	g_array_unref(flow->spans);
	g_array_unref(flow->paragraphs);
	g_free(flow);
}

char *
flow_slice(const struct flow *flow, gsize start, gsize end)
{
	return g_strstrip(g_strndup(flow->text + start, end - start));
}

/* Index of the first element whose member at end_offset lies after offset. */
static guint
first_ending_after(const GArray *array, gsize element_size, gsize end_offset,
		   gsize offset)
{
	guint low = 0, high = array->len;

	while (low < high) {
		guint middle = low + (high - low) / 2;
		const char *element = array->data + middle * element_size;

		if (G_STRUCT_MEMBER(gsize, element, end_offset) > offset)
			high = middle;
		else
			low = middle + 1;
	}
	return low;
}

guint
flow_span_at(const struct flow *flow, gsize offset)
{
	return first_ending_after(flow->spans, sizeof(struct span),
				  G_STRUCT_OFFSET(struct span, end), offset);
}

guint
flow_span_before(const struct flow *flow, gsize offset)
{
	guint index = flow_span_at(flow, offset);

	return index > 0 ? index - 1 : 0;
}

guint
flow_paragraph_at(const struct flow *flow, gsize offset)
{
	return first_ending_after(flow->paragraphs, sizeof(struct paragraph),
				  G_STRUCT_OFFSET(struct paragraph, end),
				  offset);
}

/* The span after which a walk over [start, end) stops is the first that
 * begins at end or later; NULL there. */
static const struct span *
span_within(const struct flow *flow, guint index, gsize end)
{
	const struct span *span;

	if (index >= flow->spans->len)
		return NULL;
	span = &g_array_index(flow->spans, struct span, index);
	return span->start < end ? span : NULL;
}

gboolean
flow_is_bold(const struct flow *flow, gsize start, gsize end)
{
	guint first = flow_span_at(flow, start);
	const struct span *span;

	if (span_within(flow, first, end) == NULL)
		return FALSE;
	for (guint i = first; (span = span_within(flow, i, end)) != NULL; i++) {
		if (!span->page->tells_bold || !span->word->bold)
			return FALSE;
	}
	return TRUE;
}

double
flow_confidence(const struct flow *flow, gsize start, gsize end)
{
	double lowest = 1.0;
	const struct span *span;

	for (guint i = flow_span_at(flow, start);
	     (span = span_within(flow, i, end)) != NULL; i++)
		lowest = MIN(lowest, span->word->confidence);
	return lowest;
}
