/* page_head_json.c - a page without its words, to JSON and back. */
#include "core/page_head_json.h"

#include <math.h>

#include "core/record_field_json.h"

#define MAX_DPI 1e5

/* Adding 0.0 turns -0.0, which would print so, into 0.0. */
json_t *
json_rounded(double value, double steps)
{
	return json_real(round(value * steps) / steps + 0.0);
}

json_t *
page_head_to_json(const struct source_page *head)
{
	json_t *json = json_object();
	json_t *dpi = head->dpi > 0 ? json_rounded(head->dpi, 10) : json_null();

	json_object_set_new(json, "number", json_integer(head->number));
	json_object_set_new(json, "width_pt",
			    json_rounded(head->width_pt, 100));
	json_object_set_new(json, "height_pt",
			    json_rounded(head->height_pt, 100));
	json_object_set_new(json, "text_source",
			    json_text(text_source_name(head->text_source)));
	json_object_set_new(json, "reason", json_text(head->reason));
	json_object_set_new(json, "dpi", dpi);
	json_object_set_new(json, "rotation_deg",
			    json_integer(head->rotation_deg));
	json_object_set_new(json, "skew_deg",
			    json_rounded(head->skew_deg, 100));
	json_object_set_new(json, "confidence",
			    json_rounded(head->confidence, 1000));
	return json;
}

gboolean
page_number_from_json(const struct node *node, guint *out_number,
		      GError **error)
{
	gint64 number = *out_number;

	if (!strict_integer(node, 1, MAX_PAGES, &number, error))
		return FALSE;
	*out_number = (guint)number;
	return TRUE;
}

gboolean
text_source_from_json(const struct node *node, enum text_source *out_source,
		      GError **error)
{
	guint index = *out_source;

	if (!strict_choice(node, text_source_names, &index, error))
		return FALSE;
	*out_source = index;
	return TRUE;
}

static gboolean
is_of_a_page(const struct node *node, enum text_source source, GError **error)
{
	return source != TEXT_SOURCE_HUMAN ||
	       strict_refuse(node, error, "of no page");
}

static gboolean
rotation_from_json(const struct node *node, int *out_degrees, GError **error)
{
	gint64 degrees = *out_degrees;

	if (!strict_integer(node, 0, 270, &degrees, error))
		return FALSE;
	if (degrees % 90 != 0)
		return strict_refuse(node, error, "no quarter turn");
	*out_degrees = (int)degrees;
	return TRUE;
}

gboolean
page_head_from_json(const struct node *node, struct source_page *head,
		    GError **error)
{
	const struct node *reason = STRICT_MEMBER(node, "reason");
	const struct node *dpi = STRICT_MEMBER(node, "dpi");

	return page_number_from_json(STRICT_MEMBER(node, "number"),
				     &head->number, error) &&
	       strict_number(STRICT_MEMBER(node, "width_pt"), 0, MAX_POINT,
			     &head->width_pt, error) &&
	       strict_number(STRICT_MEMBER(node, "height_pt"), 0, MAX_POINT,
			     &head->height_pt, error) &&
	       text_source_from_json(STRICT_MEMBER(node, "text_source"),
				     &head->text_source, error) &&
	       is_of_a_page(STRICT_MEMBER(node, "text_source"),
			    head->text_source, error) &&
	       (strict_is_null(reason) ||
		strict_string(reason, &head->reason, error)) &&
	       (strict_is_null(dpi) ||
		strict_number(dpi, 0, MAX_DPI, &head->dpi, error)) &&
	       rotation_from_json(STRICT_MEMBER(node, "rotation_deg"),
				  &head->rotation_deg, error) &&
	       strict_number(STRICT_MEMBER(node, "skew_deg"), -90, 90,
			     &head->skew_deg, error) &&
	       strict_number(STRICT_MEMBER(node, "confidence"), 0, 1,
			     &head->confidence, error);
}
