/* webhook.h - signing a message as Standard Webhooks asks.
 *
 * https://github.com/standard-webhooks/standard-webhooks: the signature is
 * HMAC-SHA256 over "id.timestamp.body"; a shared secret is written as
 * "whsec_" and base64. */
#ifndef SINKS_WEBHOOK_H
#define SINKS_WEBHOOK_H

#include <glib.h>

/* The key in a secret: text after "whsec_" is decoded, any other text is the
 * key itself. FATAL if it cannot be decoded; the error never holds the
 * secret. */
GBytes *webhook_parse_secret(const char *secret, GError **error);

/* "v1,<base64>"; the caller frees it. */
char *webhook_sign(GBytes *key, const char *id, gint64 timestamp,
		   const char *body);

#endif
