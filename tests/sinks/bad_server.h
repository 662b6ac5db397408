/* bad_server.h - a server on 127.0.0.1 that speaks no HTTP, or too much.
 *
 * It takes one connection and sends head, then tail over and over until the
 * other side is gone. Without a tail it then says no more, and either waits
 * for the other side to go or resets the connection. */
#ifndef TESTS_SINKS_BAD_SERVER_H
#define TESTS_SINKS_BAD_SERVER_H

#include <glib.h>

struct bad_server;

/* head and tail are borrowed, for the server's life; tail may be NULL. */
struct bad_server *bad_server_new(const char *head, const char *tail,
				  gboolean reset);
/* The connection must be over. Returns how many bytes were sent. */
gsize bad_server_finish(struct bad_server *server);

/* "http:http://127.0.0.1:PORT/hook" */
char *bad_server_argument(const struct bad_server *server);

#endif
