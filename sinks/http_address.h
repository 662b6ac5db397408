/* http_address.h - where the sink http sends to, told from its settings alone.
 */
#ifndef SINKS_HTTP_ADDRESS_H
#define SINKS_HTTP_ADDRESS_H

#include <glib.h>

struct http_address {
	const char *url;
	const char *socket; /* NULL: the URL's host */
	gboolean allow_plain_http;
};

/* FATAL for a URL that cannot be, or would send records in the open.
 * *out_origin ("scheme://host:port") is set also then, where it is known;
 * messages quote the URL no further than that. */
gboolean http_address_check(const struct http_address *http, char **out_origin,
			    GError **error);

#endif
