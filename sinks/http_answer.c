/* http_answer.c - which error code a status or a failure gets.
 *
 * 2xx means delivered. 408, 425, 429, 5xx and network failures are temporary
 * (RETRY). Other 4xx refuse this record (REJECT), except that 401, 403, 404,
 * 405, 407 and 410 would meet every record: the token, the secret or the URL is
 * wrong, and no record is at fault. A 3xx says that the URL is out of date. It
 * is not followed, because a medical record and its token go only where the
 * operator said. These are FATAL, because only new settings help.
 *
 * A certificate that does not verify is RETRY: an expired one gets renewed, and
 * an attacker in the middle, who can show us any certificate, must not be able
 * to stop the sink for good. Nothing is sent meanwhile. */
#include "sinks/http_answer.h"

#include "core/error.h"

/* What the operator can do about an answer that has nothing to do with the
 * record; NULL where it has. */
static const char *
advice(long status)
{
	if (status >= 300 && status < 400)
		return "redirects; set url to where it lives now";
	switch (status) {
	case 401:
		return "does not know us; check token_file and secret_file";
	case 403:
		return "does not let us in; check token_file and secret_file, "
		       "and what the receiver allows";
	case 404:
		return "has nothing at that path; check url";
	case 405:
		return "takes no POST at that path; check url";
	case 407:
		return "is a proxy that wants a password; check url";
	case 410:
		return "wants no more records; remove the sink, or set url to "
		       "another receiver";
	default:
		return NULL;
	}
}

static gboolean
is_passing(long status)
{
	return status == 408 || status == 425 || status == 429 || status >= 500;
}

gboolean
http_decide_by_status(const char *origin, long status, GError **error)
{
	if (status >= 200 && status < 300)
		return TRUE;
	if (advice(status) != NULL)
		return error_set(error, IMR_ERROR_FATAL, "%s %s (HTTP %ld)",
				 origin, advice(status), status);
	if (is_passing(status))
		return error_set(error, IMR_ERROR_RETRY, "%s: HTTP %ld", origin,
				 status);
	return error_set(error, IMR_ERROR_REJECT,
			 "%s refused the record: HTTP %ld", origin, status);
}

gboolean
http_is_unreachable(CURLcode code)
{
	switch (code) {
	case CURLE_COULDNT_RESOLVE_HOST:
	case CURLE_COULDNT_CONNECT:
	case CURLE_SSL_CONNECT_ERROR:
	case CURLE_PEER_FAILED_VERIFICATION:
		return TRUE;
	default:
		return FALSE;
	}
}
