/* webhook.c - the secret and the signature of Standard Webhooks. */
#include "sinks/webhook.h"

#include <string.h>

#include "core/error.h"

#define PREFIX "whsec_"

GBytes *
webhook_parse_secret(const char *secret, GError **error)
{
	g_autofree guchar *key = NULL;
	g_autofree char *again = NULL;
	const char *base64;
	gsize length;

	if (!g_str_has_prefix(secret, PREFIX))
		return g_bytes_new(secret, strlen(secret));
	base64 = secret + strlen(PREFIX);
	key = g_base64_decode(base64, &length);
	/* g_base64_decode() skips unknown characters: a damaged key would then
	 * sign, but its signatures would never verify. */
	again = g_base64_encode(key, length);
	if (length == 0 || strcmp(again, base64) != 0) {
		error_set(error, IMR_ERROR_FATAL,
			  "what follows '" PREFIX "' is not base64");
		return NULL;
	}
	return g_bytes_new_take(g_steal_pointer(&key), length);
}

char *
webhook_sign(GBytes *key, const char *id, gint64 timestamp, const char *body)
{
	g_autofree char *head =
		g_strdup_printf("%s.%" G_GINT64_FORMAT ".", id, timestamp);
	g_autofree char *base64 = NULL;
	gsize key_length, digest_length;
	const guchar *key_bytes = g_bytes_get_data(key, &key_length);
	GHmac *hmac = g_hmac_new(G_CHECKSUM_SHA256, key_bytes, key_length);
	guint8 digest[32];

	digest_length = sizeof(digest);
	g_hmac_update(hmac, (const guchar *)head, (gssize)strlen(head));
	g_hmac_update(hmac, (const guchar *)body, (gssize)strlen(body));
	g_hmac_get_digest(hmac, digest, &digest_length);
	g_hmac_unref(hmac);
	base64 = g_base64_encode(digest, digest_length);
	return g_strconcat("v1,", base64, NULL);
}
