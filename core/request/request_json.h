/* request_json.h - requests and citations to JSON and back; private to the
 * record_*.c files. */
#ifndef CORE_REQUEST_REQUEST_JSON_H
#define CORE_REQUEST_REQUEST_JSON_H

#include "core/request/request.h"
#include "core/strict.h"

/* null for NULL. */
json_t *request_to_json(const struct request *request);
json_t *citations_to_json(const struct citations *citations);

/* null, or a lenient node that is left out, gives NULL. */
gboolean request_from_json(const struct node *node,
			   struct request **out_request, GError **error);
gboolean citations_from_json(const struct node *node,
			     struct citations **out_citations, GError **error);

#endif
