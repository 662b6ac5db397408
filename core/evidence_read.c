/* evidence_read.c - where fields were read, from JSON that may be hostile, or
 * old. */
#include "core/evidence_read.h"

#include "core/page_head_json.h"

#define MAX_EVIDENCE 1000000
#define MAX_BOXES 100000

static const char *const evidence_keys[] = { "page",	    "boxes",
					     "text_source", "confidence",
					     "continues",   NULL };
static const char *const part_keys[] = { "page", "boxes", NULL };

static gboolean
read_box(const struct node *node, struct box *out_box, GError **error)
{
	double sides[4] = { 0 };

	if (!strict_array(node, 4, 4, error))
		return FALSE;
	for (gsize i = 0; i < 4; i++) {
		if (!strict_number(STRICT_ELEMENT(node, i), 0, MAX_POINT,
				   &sides[i], error))
			return FALSE;
	}
	if (sides[0] > sides[2] || sides[1] > sides[3])
		return strict_refuse(node, error, "corners out of order");
	*out_box = (struct box){ sides[0], sides[1], sides[2], sides[3] };
	return TRUE;
}

static gboolean
read_part(const struct node *node, struct evidence *evidence, GError **error)
{
	const struct node *boxes = STRICT_MEMBER(node, "boxes");
	struct evidence_part *part;
	guint page = 0;

	if (!page_number_from_json(STRICT_MEMBER(node, "page"), &page, error) ||
	    !strict_array(boxes, 1, MAX_BOXES, error))
		return FALSE;
	part = evidence_add_part(evidence, page);
	for (gsize i = 0; i < json_array_size(boxes->json); i++) {
		struct box box;

		if (!read_box(STRICT_ELEMENT(boxes, i), &box, error))
			return FALSE;
		g_array_append_val(part->boxes, box);
	}
	return TRUE;
}

/* Stored evidence without a place is of no use. */
static gboolean
lacks_place(const struct node *part)
{
	return strict_is_left_out(STRICT_MEMBER(part, "page")) ||
	       strict_is_left_out(STRICT_MEMBER(part, "boxes"));
}

static gboolean
read_continues(const struct node *continues, struct evidence *evidence,
	       GError **error)
{
	if (continues->json == NULL || strict_is_left_out(continues))
		return TRUE;
	if (!strict_array(continues, 1, MAX_PAGES, error))
		return FALSE;
	for (gsize i = 0; i < json_array_size(continues->json); i++) {
		const struct node *part = STRICT_ELEMENT(continues, i);

		if (!strict_object(part, part_keys, error) ||
		    (!lacks_place(part) && !read_part(part, evidence, error)))
			return FALSE;
	}
	return TRUE;
}

static gboolean
read_evidence(const struct node *node, struct evidence *evidence,
	      GError **error)
{
	if (*evidence->path != '/')
		return strict_refuse(node, error, "no JSON Pointer");
	if (node->lenient)
		evidence->confidence = 0;
	return strict_object(node, evidence_keys, error) &&
	       read_part(node, evidence, error) &&
	       text_source_from_json(STRICT_MEMBER(node, "text_source"),
				     &evidence->text_source, error) &&
	       strict_number(STRICT_MEMBER(node, "confidence"), 0, 1,
			     &evidence->confidence, error) &&
	       read_continues(STRICT_MEMBER(node, "continues"), evidence,
			      error);
}

/* Stored evidence only: an entry that lacks members, or does not belong to a
 * field. */
static gboolean
is_passed_over(const struct node *node)
{
	return node->lenient &&
	       (*node->key != '/' || lacks_place(node) ||
		strict_is_left_out(STRICT_MEMBER(node, "text_source")));
}

gboolean
evidence_from_json(const struct node *all, struct record *record,
		   GError **error)
{
	const char *path;
	json_t *value;

	if (strict_is_left_out(all))
		return TRUE;
	if (!json_is_object(all->json))
		return strict_refuse(all, error, "missing, or no object");
	if (json_object_size(all->json) > MAX_EVIDENCE)
		return strict_refuse(all, error, "too many members");
	json_object_foreach(all->json, path, value)
	{
		const struct node *node = STRICT_MEMBER(all, path);
		struct evidence *evidence;

		if (is_passed_over(node))
			continue;
		evidence = evidence_new(path);
		g_ptr_array_add(record->evidence, evidence);
		if (!read_evidence(node, evidence, error))
			return FALSE;
	}
	return TRUE;
}
