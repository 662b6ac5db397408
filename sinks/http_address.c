/* http_address.c - which URLs are allowed. */
#include "sinks/http_address.h"

#include <arpa/inet.h>
#include <curl/curl.h>
#include <string.h>

#include "core/error.h"

G_DEFINE_AUTOPTR_CLEANUP_FUNC(CURLU, curl_url_cleanup)

static gboolean
is_loopback(const char *host)
{
	struct in_addr address;

	return strcmp(host, "localhost") == 0 || strcmp(host, "[::1]") == 0 ||
	       (inet_pton(AF_INET, host, &address) == 1 &&
		ntohl(address.s_addr) >> 24 == IN_LOOPBACKNET);
}

/* A copy of one part of the URL, or NULL. */
static char *
url_part(const CURLU *url, CURLUPart which, unsigned flags)
{
	char *part = NULL;
	char *copy;

	curl_url_get((CURLU *)url, which, &part, flags);
	copy = g_strdup(part);
	curl_free(part);
	return copy;
}

gboolean
http_address_check(const struct http_address *http, char **out_origin,
		   GError **error)
{
	g_autoptr(CURLU) url = curl_url();
	CURLUcode code = curl_url_set(url, CURLUPART_URL, http->url, 0);
	g_autofree char *scheme = url_part(url, CURLUPART_SCHEME, 0);
	g_autofree char *host = url_part(url, CURLUPART_HOST, 0);
	g_autofree char *port =
		url_part(url, CURLUPART_PORT, CURLU_DEFAULT_PORT);
	g_autofree char *user = url_part(url, CURLUPART_USER, 0);
	g_autofree char *password = url_part(url, CURLUPART_PASSWORD, 0);
	gboolean plain = g_strcmp0(scheme, "http") == 0;

	if (code != CURLUE_OK)
		return error_set(error, IMR_ERROR_FATAL,
				 "url is not like https://host/path: %s",
				 curl_url_strerror(code));
	if (!plain && g_strcmp0(scheme, "https") != 0)
		return error_set(error, IMR_ERROR_FATAL,
				 "url must begin with https:// or http://");
	if (user != NULL || password != NULL)
		return error_set(error, IMR_ERROR_FATAL,
				 "url must not hold a user or password: "
				 "arguments are no secret; use token_file");
	*out_origin =
		http->socket != NULL
			? g_strdup_printf("unix:%s", http->socket)
			: g_strdup_printf("%s://%s:%s", scheme, host, port);
	if (plain && http->socket == NULL && !http->allow_plain_http &&
	    !is_loopback(host))
		return error_set(error, IMR_ERROR_FATAL,
				 "%s would get medical records unencrypted; "
				 "use https, or set allow_plain_http = yes",
				 *out_origin);
	return TRUE;
}
