/* metrics_server.c - GET /metrics on a loopback address or a UNIX socket.
 * libmicrohttpd serves it in one thread. */
#include <microhttpd.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/descriptor.h"
#include "core/error.h"
#include "monitor/metrics.h"
#include "monitor/metrics_socket.h"

#define CONNECTIONS 16u
#define CONNECTIONS_OF_ONE 8u /* address */
#define CONNECTION_BYTES ((size_t)16 << 10)
#define TIMEOUT_SEC 10u
#define TEXT_FORMAT "text/plain; version=0.0.4; charset=utf-8"
#define PLAIN_TEXT "text/plain; charset=utf-8"

struct metrics_server {
	struct metrics *metrics;
	struct MHD_Daemon *daemon;
	gboolean is_unix;
	char *path; /* of our own UNIX socket; else NULL */
	struct stat socket;
};

/* --- answers --- */

/* Rejects DNS rebinding: a browser on a web page whose name now resolves to
 * 127.0.0.1 still sends that name. */
static gboolean
is_host_ours(const struct metrics_server *server,
	     struct MHD_Connection *connection)
{
	const char *sent = MHD_lookup_connection_value(
		connection, MHD_HEADER_KIND, MHD_HTTP_HEADER_HOST);

	return server->is_unix || sent == NULL || metrics_socket_names_us(sent);
}

static enum MHD_Result
reply(struct MHD_Connection *connection, guint status, const char *type,
      char *take_text)
{
	struct MHD_Response *response = MHD_create_response_from_buffer(
		strlen(take_text), take_text, MHD_RESPMEM_MUST_FREE);
	enum MHD_Result result;

	MHD_add_response_header(response, MHD_HTTP_HEADER_CONTENT_TYPE, type);
	if (status == MHD_HTTP_METHOD_NOT_ALLOWED)
		MHD_add_response_header(response, MHD_HTTP_HEADER_ALLOW,
					"GET, HEAD");
	result = MHD_queue_response(connection, status, response);
	MHD_destroy_response(response);
	return result;
}

static enum MHD_Result
answer(const struct metrics_server *server, struct MHD_Connection *connection,
       const char *url, const char *method)
{
	gboolean is_metrics = strcmp(url, "/metrics") == 0;

	if (!is_host_ours(server, connection))
		return reply(connection, MHD_HTTP_FORBIDDEN, PLAIN_TEXT,
			     g_strdup("Only by a loopback name.\n"));
	if (!is_metrics && strcmp(url, "/") != 0)
		return reply(connection, MHD_HTTP_NOT_FOUND, PLAIN_TEXT,
			     g_strdup("Metrics are at /metrics.\n"));
	if (strcmp(method, MHD_HTTP_METHOD_GET) != 0 &&
	    strcmp(method, MHD_HTTP_METHOD_HEAD) != 0)
		return reply(connection, MHD_HTTP_METHOD_NOT_ALLOWED,
			     PLAIN_TEXT, g_strdup("Only GET and HEAD.\n"));
	if (!is_metrics)
		return reply(connection, MHD_HTTP_OK, PLAIN_TEXT,
			     g_strdup("imr-ingest: metrics are at "
				      "/metrics.\n"));
	return reply(connection, MHD_HTTP_OK, TEXT_FORMAT,
		     metrics_to_text(server->metrics));
}

/* Called once the header has been read, for each piece of a body, and at its
 * end; *request is NULL the first time. */
static enum MHD_Result
handle(void *data, struct MHD_Connection *connection, const char *url,
       const char *method, const char *version, const char *bytes,
       size_t *length, void **request)
{
	(void)version;
	(void)bytes;
	if (*request == NULL) {
		*request = data;
		return MHD_YES;
	}
	if (*length > 0) {
		*length = 0;
		return MHD_YES;
	}
	return answer(data, connection, url, method);
}

struct metrics_server *
metrics_server_new(struct metrics *metrics, const char *address, GError **error)
{
	const char *path = metrics_socket_path(address);
	g_auto(owned_fd) fd = metrics_socket_open(address, error);
	g_autoptr(metrics_server) server = NULL;

	if (fd < 0)
		return NULL;
	server = g_new0(struct metrics_server, 1);
	server->metrics = metrics;
	server->path = g_strdup(path);
	if (path != NULL)
		lstat(path, &server->socket);
	server->is_unix = metrics_socket_is_unix(fd);
	server->daemon = MHD_start_daemon(
		/* Without ITC, a thread whose connections are all in use
		 * notices the stop only when one of them times out. */
		MHD_USE_AUTO_INTERNAL_THREAD | MHD_USE_ITC, 0, NULL, NULL,
		handle, server, MHD_OPTION_LISTEN_SOCKET, fd,
		MHD_OPTION_CONNECTION_LIMIT, CONNECTIONS,
		MHD_OPTION_PER_IP_CONNECTION_LIMIT, CONNECTIONS_OF_ONE,
		MHD_OPTION_CONNECTION_MEMORY_LIMIT, CONNECTION_BYTES,
		MHD_OPTION_CONNECTION_TIMEOUT, TIMEOUT_SEC, MHD_OPTION_END);
	if (server->daemon == NULL) {
		error_set(error, IMR_ERROR_RETRY, "serve metrics on '%s'",
			  address);
		return NULL;
	}
	owned_fd_steal(&fd);
	return g_steal_pointer(&server);
}

void
metrics_server_free(struct metrics_server *server)
{
	struct stat now;

	if (server == NULL)
		return;
	/* A newer server may have its socket there by now. */
	if (server->path != NULL && lstat(server->path, &now) == 0 &&
	    now.st_dev == server->socket.st_dev &&
	    now.st_ino == server->socket.st_ino)
		unlink(server->path);
	if (server->daemon != NULL)
		MHD_stop_daemon(server->daemon); /* closes the socket */
	g_free(server->path);
	g_free(server);
}
