/* page_head_json.h - a page without its words, to JSON and back; private to the
 * *_json.c and *_read.c files. Records and pages over the wire share it. */
#ifndef CORE_PAGE_HEAD_JSON_H
#define CORE_PAGE_HEAD_JSON_H

#include "core/record.h"
#include "core/strict.h"

/* Limits on the values that a worker may send. */
#define MAX_PAGES 100000
#define MAX_POINT 1e6 /* 350 metres: no page is wider */

/* value in steps of 1/steps, so that 146.2 prints as it is. */
json_t *json_rounded(double value, double steps);

json_t *page_head_to_json(const struct source_page *head);

/* Fills a head, zeroed but for what a lenient node's may leave out; its reason
 * is then the caller's, on failure too. The caller must refuse members besides
 * those that page_head_to_json() writes. */
gboolean page_head_from_json(const struct node *node, struct source_page *head,
			     GError **error);

#define PAGE_HEAD_KEYS                                                         \
	"number", "width_pt", "height_pt", "text_source", "reason", "dpi",     \
		"rotation_deg", "skew_deg", "confidence"

gboolean page_number_from_json(const struct node *node, guint *out_number,
			       GError **error);
gboolean text_source_from_json(const struct node *node,
			       enum text_source *out_source, GError **error);

#endif
