/* letter_json.h - what the spool knows, for programs. imrctl(1) lists the keys,
 * which must not change. Callers own what is returned. */
#ifndef VIEW_LETTER_JSON_H
#define VIEW_LETTER_JSON_H

#include <glib.h>
#include <jansson.h>

#include "spool/spool.h"

json_t *letter_to_json(const struct spool_letter *letter);
json_t *letter_arrivals_to_json(const GPtrArray *arrivals);
json_t *letter_events_to_json(const GPtrArray *events);
json_t *letter_deliveries_to_json(const GPtrArray *deliveries);
json_t *letter_sinks_to_json(const GPtrArray *sinks);
/* ["<id>", ...] of letters */
json_t *letter_ids_to_json(const GPtrArray *letters);

#endif
