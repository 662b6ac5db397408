/* flow_evidence.c - the boxes of a piece of a flow's text. */
#include "core/flow_evidence.h"

static struct evidence_part *
part_for_page(struct evidence *evidence, guint page)
{
	struct evidence_part *part = NULL;

	if (evidence->parts->len > 0)
		part = g_ptr_array_index(evidence->parts,
					 evidence->parts->len - 1);
	if (part == NULL || part->page != page)
		part = evidence_add_part(evidence, page);
	return part;
}

/* One box a line: words of one line are joined into its last box. */
static void
add_span(struct evidence *evidence, const struct span *span, struct box *level,
	 gboolean new_box)
{
	struct evidence_part *part =
		part_for_page(evidence, span->page->number);
	struct box shown;

	new_box = new_box || part->boxes->len == 0;
	*level = new_box ? span->word->box : box_union(*level, span->word->box);
	shown = page_shown_box(span->page, *level);
	if (new_box)
		g_array_append_val(part->boxes, shown);
	else
		g_array_index(part->boxes, struct box, part->boxes->len - 1) =
			shown;
}

static gboolean
add_spans(struct evidence *evidence, const struct flow *flow, gsize start,
	  gsize end)
{
	guint first = flow_span_at(flow, start);
	struct box level = { 0 };

	for (guint i = first; i < flow->spans->len; i++) {
		const struct span *span =
			&g_array_index(flow->spans, struct span, i);

		if (span->start >= end)
			break;
		add_span(evidence, span, &level,
			 span->starts_line || i == first);
	}
	return evidence->parts->len > 0;
}

struct evidence *
evidence_from_flow(const struct flow *flow, const char *path, gsize start,
		   gsize end)
{
	struct evidence *evidence = evidence_new(path);

	if (!add_spans(evidence, flow, start, end)) {
		evidence_free(evidence);
		return NULL;
	}
	evidence->confidence = flow_confidence(flow, start, end);
	evidence->text_source = g_array_index(flow->spans, struct span,
					      flow_span_at(flow, start))
					.page->text_source;
	evidence->start = start;
	evidence->end = end;
	return evidence;
}

void
evidence_extend(struct evidence *evidence, const struct flow *flow, gsize start,
		gsize end)
{
	add_spans(evidence, flow, start, end);
	evidence->confidence =
		MIN(evidence->confidence, flow_confidence(flow, start, end));
	evidence->end = MAX(evidence->end, end);
}
