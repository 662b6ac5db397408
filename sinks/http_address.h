/* http_address.h - where the sink http sends to, according to its settings.
 */
#ifndef SINKS_HTTP_ADDRESS_H
#define SINKS_HTTP_ADDRESS_H

#include <glib.h>

struct http_address {
	const char *url;
	const char *socket; /* NULL: the URL's host */
	gboolean allow_plain_http;
};

/* FATAL for a URL that is invalid, or would send records unencrypted.
 * *out_origin ("scheme://host:port") is set even then if it is known; messages
 * quote no more of the URL than that. */
gboolean http_address_check(const struct http_address *http, char **out_origin,
			    GError **error);

#endif
