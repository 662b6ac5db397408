/* metrics_server.c - GET /metrics on a loopback address or a UNIX socket.
 *
 * libmicrohttpd serves it in one thread of its own. The socket is made here:
 * its only choices for a port would be SO_REUSEPORT, by which a second daemon
 * takes half of the requests, or a port that a restart finds busy for a
 * minute. */
#include <arpa/inet.h>
#include <errno.h>
#include <microhttpd.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "core/descriptor.h"
#include "core/error.h"
#include "monitor/metrics.h"

#define UNIX_PREFIX "unix:"
#define BACKLOG 16
#define CONNECTIONS 16u
#define CONNECTIONS_OF_ONE 8u /* address */
#define CONNECTION_BYTES ((size_t)16 << 10)
#define TIMEOUT_SEC 10u
#define TEXT_FORMAT "text/plain; version=0.0.4; charset=utf-8"
#define PLAIN_TEXT "text/plain; charset=utf-8"

struct metrics_server {
	struct metrics *metrics;
	struct MHD_Daemon *daemon;
	char *path; /* of the UNIX socket; else NULL */
	struct stat socket;
};

/* --- answers --- */

/* "HOST" or "HOST:PORT", of which HOST is to be loopback. */
static gboolean
split_port(const char *address, char **out_host, const char **out_port)
{
	const char *end = address[0] == '[' ? strchr(address, ']')
					    : address + strcspn(address, ":");

	if (end == NULL)
		return FALSE;
	if (address[0] == '[')
		end++;
	if (*end != '\0' && *end != ':')
		return FALSE;
	*out_host = g_strndup(address, (gsize)(end - address));
	*out_port = *end == ':' ? end + 1 : NULL;
	return TRUE;
}

/* "localhost", 127.0.0.0/8 or "[::1]"; no resolver is asked. */
static gboolean
parse_loopback(const char *host, struct sockaddr_storage *out_address)
{
	struct sockaddr_in v4 = { .sin_family = AF_INET };
	struct sockaddr_in6 v6 = { .sin6_family = AF_INET6,
				   .sin6_addr = in6addr_loopback };

	memset(out_address, 0, sizeof(*out_address));
	if (strcmp(host, "[::1]") == 0) {
		memcpy(out_address, &v6, sizeof(v6));
		return TRUE;
	}
	if (g_ascii_strcasecmp(host, "localhost") == 0)
		host = "127.0.0.1";
	if (inet_pton(AF_INET, host, &v4.sin_addr) != 1 ||
	    ntohl(v4.sin_addr.s_addr) >> 24 != 127)
		return FALSE;
	memcpy(out_address, &v4, sizeof(v4));
	return TRUE;
}

/* A page of the web whose name suddenly means 127.0.0.1 is not let in: its
 * browser still sends that name. */
static gboolean
is_host_ours(const struct metrics_server *server,
	     struct MHD_Connection *connection)
{
	const char *sent = MHD_lookup_connection_value(
		connection, MHD_HEADER_KIND, MHD_HTTP_HEADER_HOST);
	struct sockaddr_storage unused;
	g_autofree char *host = NULL;
	const char *port;

	if (server->path != NULL || sent == NULL)
		return TRUE;
	return split_port(sent, &host, &port) && parse_loopback(host, &unused);
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

/* Called when the head is there, for each piece of a body, and at its end;
 * *request is NULL the first time. */
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

/* --- the socket --- */

/* take_fd again, or -1. */
static int
bind_and_listen(int take_fd, const char *address, const struct sockaddr *name,
		socklen_t length, const char *path, GError **error)
{
	g_auto(owned_fd) fd = take_fd;

	if (fd >= 0 && bind(fd, name, length) == 0 &&
	    (path == NULL || chmod(path, 0660) == 0) &&
	    listen(fd, BACKLOG) == 0)
		return owned_fd_steal(&fd);
	error_set_errno(error, "listen on '%s'", address);
	return -1;
}

static gboolean
parse_tcp(const char *address, struct sockaddr_storage *out_name,
	  GError **error)
{
	g_autofree char *host = NULL;
	const char *port = NULL;
	guint64 number = 0;

	if (!split_port(address, &host, &port) || port == NULL ||
	    !g_ascii_string_to_unsigned(port, 10, 1, G_MAXUINT16, &number,
					NULL) ||
	    !parse_loopback(host, out_name))
		return error_set(error, IMR_ERROR_FATAL,
				 "metrics are not served on '%s': only on "
				 "127.0.0.1:PORT, [::1]:PORT or unix:/PATH",
				 address);
	if (out_name->ss_family == AF_INET)
		((struct sockaddr_in *)out_name)->sin_port =
			htons((guint16)number);
	else
		((struct sockaddr_in6 *)out_name)->sin6_port =
			htons((guint16)number);
	return TRUE;
}

static int
listen_tcp(const char *address, GError **error)
{
	struct sockaddr_storage name = { 0 };
	const int on = 1;
	int fd;

	if (!parse_tcp(address, &name, error))
		return -1;
	fd = socket(name.ss_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
	/* On Linux this passes over connections that linger, never over a
	 * socket that listens. */
	if (fd >= 0)
		setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
	return bind_and_listen(fd, address, (struct sockaddr *)&name,
			       name.ss_family == AF_INET
				       ? sizeof(struct sockaddr_in)
				       : sizeof(struct sockaddr_in6),
			       NULL, error);
}

/* Removes the socket that a dead daemon left. */
static gboolean
clear_path(const struct sockaddr_un *name, GError **error)
{
	struct stat status;
	g_auto(owned_fd) fd = -1;

	if (lstat(name->sun_path, &status) < 0)
		return errno == ENOENT ||
		       error_set_errno(error, "look at '%s'", name->sun_path);
	if (!S_ISSOCK(status.st_mode))
		return error_set(error, IMR_ERROR_FATAL,
				 "'%s' is there and is not a socket",
				 name->sun_path);
	fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (fd < 0)
		return error_set_errno(error, "make a socket");
	if (connect(fd, (const struct sockaddr *)name, sizeof(*name)) == 0 ||
	    errno != ECONNREFUSED)
		return error_set(error, IMR_ERROR_FATAL,
				 "another program listens on '%s'",
				 name->sun_path);
	if (unlink(name->sun_path) < 0)
		return error_set_errno(error, "remove '%s'", name->sun_path);
	return TRUE;
}

static gboolean
parse_unix(const char *path, struct sockaddr_un *out_name, GError **error)
{
	*out_name = (struct sockaddr_un){ .sun_family = AF_UNIX };
	if (!g_path_is_absolute(path) ||
	    g_strlcpy(out_name->sun_path, path, sizeof(out_name->sun_path)) >=
		    sizeof(out_name->sun_path))
		return error_set(error, IMR_ERROR_FATAL,
				 "metrics are not served on '%s': a socket's "
				 "path is absolute and shorter than %zu bytes",
				 path, sizeof(out_name->sun_path));
	return TRUE;
}

static int
listen_unix(const char *path, GError **error)
{
	struct sockaddr_un name;

	if (!parse_unix(path, &name, error) || !clear_path(&name, error))
		return -1;
	return bind_and_listen(socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0),
			       path, (struct sockaddr *)&name, sizeof(name),
			       path, error);
}

gboolean
metrics_server_check(const char *address, GError **error)
{
	struct sockaddr_storage tcp;
	struct sockaddr_un local;

	return g_str_has_prefix(address, UNIX_PREFIX)
		       ? parse_unix(address + strlen(UNIX_PREFIX), &local,
				    error)
		       : parse_tcp(address, &tcp, error);
}

struct metrics_server *
metrics_server_new(struct metrics *metrics, const char *address, GError **error)
{
	gboolean is_unix = g_str_has_prefix(address, UNIX_PREFIX);
	const char *path = is_unix ? address + strlen(UNIX_PREFIX) : NULL;
	g_auto(owned_fd) fd =
		is_unix ? listen_unix(path, error) : listen_tcp(address, error);
	g_autoptr(metrics_server) server = NULL;

	if (fd < 0)
		return NULL;
	server = g_new0(struct metrics_server, 1);
	server->metrics = metrics;
	server->path = g_strdup(path);
	if (is_unix)
		lstat(path, &server->socket);
	server->daemon = MHD_start_daemon(
		/* Without ITC a thread that has all the connections it may have
		 * hears of the end only when one of them times out. */
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
	/* A successor may have its socket there by now. */
	if (server->path != NULL && lstat(server->path, &now) == 0 &&
	    now.st_dev == server->socket.st_dev &&
	    now.st_ino == server->socket.st_ino)
		unlink(server->path);
	if (server->daemon != NULL)
		MHD_stop_daemon(server->daemon); /* closes the socket */
	g_free(server->path);
	g_free(server);
}
