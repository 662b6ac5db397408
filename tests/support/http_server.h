/* http_server.h - a real HTTP server on 127.0.0.1 (libmicrohttpd) that
 * answers as told and notes what it was sent. */
#ifndef TESTS_SUPPORT_HTTP_SERVER_H
#define TESTS_SUPPORT_HTTP_SERVER_H

#include <glib.h>

#include "core/cleanup.h"
#include "tests/support/certificate.h"

struct http_server;

/* HTTPS where certificate is given; priorities (may be NULL) are GnuTLS's. */
struct http_server *http_server_new(const struct certificate *certificate,
				    const char *priorities);
void http_server_free(struct http_server *server);

/* "http:http://127.0.0.1:PORT/hook": the sink's argument for it. */
char *http_server_argument(const struct http_server *server);

/* From now on: this status, with a Location header unless it is NULL. */
void http_server_answer(struct http_server *server, guint status,
			const char *location);
/* And this one where the body holds text (borrowed); NULL: no such bodies. */
void http_server_refuse(struct http_server *server, const char *text,
			guint status);
/* And this Retry-After header, unless it is NULL. */
void http_server_retry_after(struct http_server *server, const char *value);
/* Answers are held back until it is called again with FALSE. */
void http_server_hold(struct http_server *server, gboolean hold);

guint http_server_connections(struct http_server *server);
/* Those that are whole; one held back is among them. */
guint http_server_requests(struct http_server *server);

/* Of the last request; NULL where it had none. The caller frees them. */
char *http_server_header(struct http_server *server, const char *name);
char *http_server_body(struct http_server *server);
/* "POST /hook" */
char *http_server_line(struct http_server *server);

DEFINE_AUTOPTR(http_server, http_server_free)

#endif
