/* health_json.h - the service's state, for programs; imrctl(1) lists the keys.
 * The caller owns what is returned. */
#ifndef VIEW_HEALTH_JSON_H
#define VIEW_HEALTH_JSON_H

#include <glib.h>
#include <jansson.h>

struct health;

/* An array of the troubles. Its "current" is true if a daemon runs and reports
 * the trouble, false if the last daemon noted it. */
json_t *health_troubles_to_json(const struct health *health);
json_t *health_sources_to_json(const struct health *health);
json_t *health_strays_to_json(const struct health *health);
/* Only those of a running daemon. */
json_t *health_outages_to_json(const struct health *health);
json_t *health_settings_to_json(const struct health *health);
/* Of concerns: their sentences, and kind, subject, count, brief of each. */
json_t *health_concerns_to_json(const GPtrArray *concerns);
json_t *health_needs_to_json(const GPtrArray *concerns);

#endif
