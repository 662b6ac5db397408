/* http_answer.h - what an answer, or the lack of one, means for a delivery. */
#ifndef SINKS_HTTP_ANSWER_H
#define SINKS_HTTP_ANSWER_H

#include <curl/curl.h>
#include <glib.h>

/* TRUE: delivered. Messages name the origin and what to do. */
gboolean http_decide_by_status(const char *origin, long status, GError **error);

/* It failed before a record was sent, as any record would have. */
gboolean http_is_unreachable(CURLcode code);

#endif
