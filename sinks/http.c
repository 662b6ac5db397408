/* http.c - sink: POST each record to a URL, signed as Standard Webhooks asks.
 *
 * The webhook-id is the record's id, a dot, and 16 hex digits computed from the
 * record's contents. A redelivery has the same id, so that a receiver can drop
 * it; a later, different reading of the same letter has a new one, so that a
 * receiver keeps it. The time of ingestion does not count as contents.
 *
 * http_answer.c decides what an answer means.
 *
 * No message holds the URL's path or query, which may be secret as well. */
#include <curl/curl.h>
#include <string.h>
#include <unistd.h>

#include "core/error.h"
#include "core/file.h"
#include "core/record.h"
#include "core/setting.h"
#include "sinks/http_address.h"
#include "sinks/http_answer.h"
#include "sinks/sink.h"
#include "sinks/sink_record.h"
#include "sinks/webhook.h"

/* Of the answer's body, which is ignored: a short one is read so that the
 * connection can be used for the next record. */
#define MAX_ANSWER_BYTES (64u << 10)
/* Of all headers of one answer: there may be any number of interim answers. */
#define MAX_HEAD_BYTES (64u << 10)

struct http {
	char *url;
	char *secret_file;
	char *token_file;
	enum sink_record_version record;
	char *ca_file;
	char *socket;
	double timeout;
	double connect_timeout;
	gboolean allow_plain_http;

	char *origin; /* scheme://host:port, for messages */
	GBytes *key;  /* NULL: unsigned */
	CURL *curl;
	char curl_message[CURL_ERROR_SIZE];
	gsize head_bytes, answer_bytes;
	gboolean head_ended; /* of the final answer */
	gboolean away;	     /* the server was not there to take the last
			      * record */
	double retry_after;  /* what the last answer asked for, in seconds */
};

static const struct setting http_settings[] = {
	{ .key = "url",
	  .type = SETTING_TYPE_STRING,
	  .offset = G_STRUCT_OFFSET(struct http, url),
	  .required = TRUE,
	  .help = "http or https URL to POST records to" },
	SETTING_SECRET("secret_file", struct http, secret_file,
		       "file with the secret to sign with"),
	SETTING_SECRET("token_file", struct http, token_file,
		       "file with the bearer token to send"),
	SINK_SETTING_RECORD(struct http),
	SETTING_PATH_OPTIONAL("ca_file", struct http, ca_file, NULL,
			      "PEM file of the authorities to trust instead of "
			      "the system's"),
	SETTING_PATH_OPTIONAL("socket", struct http, socket, NULL,
			      "UNIX socket of this host to send to, in place "
			      "of the URL's host"),
	SETTING_SECONDS("timeout", struct http, timeout, "30", 1, 3600,
			"limit for one delivery, all told"),
	SETTING_SECONDS("connect_timeout", struct http, connect_timeout, "10",
			1, 3600, "limit for connecting"),
	SETTING_BOOLEAN("allow_plain_http", struct http, allow_plain_http, "no",
			"send records unencrypted to hosts other than this"),
	SETTING_END,
};

static gboolean
check_url(const struct http *http, char **out_origin, GError **error)
{
	const struct http_address address = { http->url, http->socket,
					      http->allow_plain_http };

	return http_address_check(&address, out_origin, error);
}

static gboolean
http_check(gpointer state, GError **error)
{
	g_autofree char *origin = NULL;

	return check_url(state, &origin, error);
}

static gboolean
load_key(struct http *http, GError **error)
{
	g_autofree char *secret = NULL;

	if (http->secret_file == NULL)
		return TRUE;
	secret = file_read_secret(http->secret_file, error);
	if (secret == NULL)
		return FALSE;
	http->key = webhook_parse_secret(secret, error);
	if (http->key == NULL)
		g_prefix_error(error, "'%s': ", http->secret_file);
	return http->key != NULL;
}

static gboolean
load_token(struct http *http, GError **error)
{
	g_autofree char *token = NULL;

	if (http->token_file == NULL)
		return TRUE;
	token = file_read_secret(http->token_file, error);
	if (token == NULL)
		return FALSE;
	/* It becomes part of a header: a line end would begin another one. */
	for (const char *at = token; *at != '\0'; at++)
		if (!g_ascii_isgraph(*at))
			return error_set(error, IMR_ERROR_FATAL,
					 "'%s' does not hold one token of "
					 "printable characters",
					 http->token_file);
	curl_easy_setopt(http->curl, CURLOPT_HTTPAUTH, CURLAUTH_BEARER);
	curl_easy_setopt(http->curl, CURLOPT_XOAUTH2_BEARER, token);
	return TRUE;
}

static gboolean
load_authorities(struct http *http, GError **error)
{
	if (http->ca_file == NULL)
		return TRUE;
	if (access(http->ca_file, R_OK) < 0)
		return error_set_errno(error, "open '%s'", http->ca_file);
	curl_easy_setopt(http->curl, CURLOPT_CAINFO, http->ca_file);
	curl_easy_setopt(http->curl, CURLOPT_CAPATH, NULL);
	return TRUE;
}

/* Returning less than was received ends the transfer; the status, which came
 * first, stays valid. */
static size_t
discard(char *bytes, size_t size, size_t count, void *data)
{
	struct http *http = data;

	(void)bytes;
	http->answer_bytes += size * count;
	return http->answer_bytes <= MAX_ANSWER_BYTES ? size * count : 0;
}

/* A status alone is not an answer: its headers must have ended. Called for each
 * line, of interim answers too. */
static size_t
note_head(char *bytes, size_t size, size_t count, void *data)
{
	struct http *http = data;
	gsize length = size * count;
	long status = 0;

	curl_easy_getinfo(http->curl, CURLINFO_RESPONSE_CODE, &status);
	http->head_ended = status >= 200 && length <= 2 &&
			   (bytes[0] == '\r' || bytes[0] == '\n');
	http->head_bytes += length;
	return http->head_bytes <= MAX_HEAD_BYTES ? length : 0;
}

static void
set_options(struct http *http)
{
	CURL *curl = http->curl;

	curl_easy_setopt(curl, CURLOPT_URL, http->url);
	curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
	curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
	curl_easy_setopt(curl, CURLOPT_SSLVERSION,
			 (long)CURL_SSLVERSION_TLSv1_2);
	curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, 1L);
	curl_easy_setopt(curl, CURLOPT_SSL_VERIFYHOST, 2L);
	/* Records go where the configuration says: a proxy that happens to be
	 * in the environment is not used. */
	curl_easy_setopt(curl, CURLOPT_PROXY, "");
	curl_easy_setopt(curl, CURLOPT_USERAGENT, "imr-ingest/" IMR_VERSION);
	curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS,
			 (long)(http->timeout * 1000));
	curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS,
			 (long)(http->connect_timeout * 1000));
	curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, http->curl_message);
	curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, discard);
	curl_easy_setopt(curl, CURLOPT_WRITEDATA, http);
	curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, note_head);
	curl_easy_setopt(curl, CURLOPT_HEADERDATA, http);
	if (http->socket != NULL)
		curl_easy_setopt(curl, CURLOPT_UNIX_SOCKET_PATH, http->socket);
}

static void
http_close(gpointer state)
{
	struct http *http = state;

	g_clear_pointer(&http->curl, curl_easy_cleanup);
	g_clear_pointer(&http->key, g_bytes_unref);
	g_clear_pointer(&http->origin, g_free);
}

static gboolean
http_open(gpointer state, GError **error)
{
	struct http *http = state;

	/* Sets up libcurl itself the first time, safely among threads. */
	http->curl = curl_easy_init();
	if (http->curl == NULL)
		return error_set(error, IMR_ERROR_RETRY,
				 "libcurl does not start");
	set_options(http);
	if (check_url(http, &http->origin, error) && load_key(http, error) &&
	    load_token(http, error) && load_authorities(http, error))
		return TRUE;
	http_close(http);
	return FALSE;
}

static struct curl_slist *
append_header(struct curl_slist *headers, const char *name, const char *value)
{
	g_autofree char *header = g_strdup_printf("%s: %s", name, value);

	return curl_slist_append(headers, header);
}

static struct curl_slist *
make_headers(const struct http *http, const char *id, const char *body)
{
	gint64 now = g_get_real_time() / G_USEC_PER_SEC;
	g_autofree char *timestamp = g_strdup_printf("%" G_GINT64_FORMAT, now);
	struct curl_slist *headers = NULL;

	headers = append_header(headers, "Content-Type", "application/json");
	headers = append_header(headers, "webhook-id", id);
	headers = append_header(headers, "webhook-timestamp", timestamp);
	if (http->key != NULL) {
		g_autofree char *signature =
			webhook_sign(http->key, id, now, body);

		headers =
			append_header(headers, "webhook-signature", signature);
	}
	/* Without it curl asks before it sends a large body, and waits a
	 * second. */
	return curl_slist_append(headers, "Expect:");
}

/* The same for the same reading of the same letter, whenever it was read. */
static char *
webhook_id(const struct http *http, const struct record *record)
{
	json_auto_t *json = sink_record_json_value(record, http->record);
	g_autofree char *text = NULL;
	g_autofree char *digest = NULL;

	json_object_del(json_object_get(json, "producer"), "ingested_at");
	text = json_dumps(json, JSON_COMPACT | JSON_SORT_KEYS |
					JSON_REAL_PRECISION(12));
	digest = g_compute_checksum_for_string(G_CHECKSUM_SHA256, text, -1);
	return g_strdup_printf("%s.%.16s", record->id, digest);
}

/* Seconds or a date; libcurl makes seconds of both. */
static void
note_retry_after(struct http *http)
{
	curl_off_t seconds = 0;

	curl_easy_getinfo(http->curl, CURLINFO_RETRY_AFTER, &seconds);
	http->retry_after = (double)seconds;
}

static gboolean
decide_outcome(const struct http *http, CURLcode code, GError **error)
{
	gboolean our_fault = code == CURLE_SSL_CACERT_BADFILE;
	long status = 0;

	/* Once the final headers have come they are the answer, even if the
	 * rest of the transfer failed. */
	curl_easy_getinfo(http->curl, CURLINFO_RESPONSE_CODE, &status);
	if (status >= 200 && http->head_ended)
		return http_decide_by_status(http->origin, status, error);
	return error_set(error, our_fault ? IMR_ERROR_FATAL : IMR_ERROR_RETRY,
			 "%s: %s", http->origin,
			 *http->curl_message != '\0'
				 ? http->curl_message
				 : curl_easy_strerror(code));
}

static gboolean
http_put(gpointer state, const struct record *record, GError **error)
{
	struct http *http = state;
	g_autofree char *body = sink_record_json(record, http->record);
	g_autofree char *id = webhook_id(http, record);
	struct curl_slist *headers = make_headers(http, id, body);
	CURLcode code;

	http->head_bytes = http->answer_bytes = 0;
	http->head_ended = FALSE;
	*http->curl_message = '\0';
	curl_easy_setopt(http->curl, CURLOPT_POSTFIELDS, body);
	curl_easy_setopt(http->curl, CURLOPT_POSTFIELDSIZE_LARGE,
			 (curl_off_t)strlen(body));
	curl_easy_setopt(http->curl, CURLOPT_HTTPHEADER, headers);
	code = curl_easy_perform(http->curl);
	curl_slist_free_all(headers);
	note_retry_after(http);
	http->away = http_is_unreachable(code);
	return decide_outcome(http, code, error);
}

static gboolean
http_is_away(gconstpointer state)
{
	return ((const struct http *)state)->away;
}

static double
http_retry_after(gconstpointer state)
{
	return ((const struct http *)state)->retry_after;
}

static char *
http_version(void)
{
	return g_strdup_printf("libcurl %s",
			       curl_version_info(CURLVERSION_NOW)->version);
}

const struct sink_ops sink_http = {
	.name = "http",
	.version = http_version,
	.summary = "POST each record to a URL",
	.main_key = "url",
	.settings = http_settings,
	.state_size = sizeof(struct http),
	.check = http_check,
	.open = http_open,
	.put = http_put,
	.retry_after = http_retry_after,
	.is_away = http_is_away,
	.close = http_close,
};
