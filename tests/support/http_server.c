/* http_server.c - a real HTTP server that answers as told and takes notes.
 *
 * It runs in a thread of libmicrohttpd's; the mutex guards all but daemon. */
#include "tests/support/http_server.h"

#include <arpa/inet.h>
#include <microhttpd.h>
#include <string.h>

struct http_server {
	struct MHD_Daemon *daemon;
	gboolean tls;

	GMutex mutex;
	GCond released;
	gboolean hold;
	guint status;
	const char *refused; /* a text in bodies */
	guint refused_status;
	char *location;
	char *retry_after;
	guint connections;
	guint requests;
	char *line;
	GHashTable *headers; /* name in lower case -> value */
	GString *body;
};

static enum MHD_Result
note_header(void *data, enum MHD_ValueKind kind, const char *name,
	    const char *value)
{
	struct http_server *server = data;

	(void)kind;
	g_hash_table_insert(server->headers, g_ascii_strdown(name, -1),
			    g_strdup(value));
	return MHD_YES;
}

static enum MHD_Result
answer(const struct http_server *server, struct MHD_Connection *connection)
{
	static char text[] = "answered\n";
	struct MHD_Response *response = MHD_create_response_from_buffer(
		sizeof(text) - 1, text, MHD_RESPMEM_PERSISTENT);
	gboolean refuse = server->refused != NULL &&
			  strstr(server->body->str, server->refused) != NULL;
	enum MHD_Result result;

	if (server->location != NULL)
		MHD_add_response_header(response, "Location", server->location);
	if (server->retry_after != NULL)
		MHD_add_response_header(response, "Retry-After",
					server->retry_after);
	result = MHD_queue_response(
		connection, refuse ? server->refused_status : server->status,
		response);
	MHD_destroy_response(response);
	return result;
}

/* Called when the head is there, for each piece of the body, and at its end;
 * *request is NULL the first time. */
static enum MHD_Result
handle(void *data, struct MHD_Connection *connection, const char *url,
       const char *method, const char *version, const char *bytes,
       size_t *length, void **request)
{
	struct http_server *server = data;
	g_autoptr(GMutexLocker) locker = g_mutex_locker_new(&server->mutex);

	(void)version;
	(void)locker;
	if (*request == NULL) {
		*request = server;
		g_hash_table_remove_all(server->headers);
		g_string_truncate(server->body, 0);
		g_free(server->line);
		server->line = g_strdup_printf("%s %s", method, url);
		MHD_get_connection_values(connection, MHD_HEADER_KIND,
					  note_header, server);
		return MHD_YES;
	}
	if (*length > 0) {
		g_string_append_len(server->body, bytes, (gssize)*length);
		*length = 0;
		return MHD_YES;
	}
	server->requests++;
	while (server->hold)
		g_cond_wait(&server->released, &server->mutex);
	return answer(server, connection);
}

static void
note_connection(void *data, struct MHD_Connection *connection,
		void **socket_context, enum MHD_ConnectionNotificationCode what)
{
	struct http_server *server = data;

	(void)connection;
	(void)socket_context;
	g_mutex_lock(&server->mutex);
	server->connections += what == MHD_CONNECTION_NOTIFY_STARTED;
	g_mutex_unlock(&server->mutex);
}

static struct MHD_Daemon *
start(struct http_server *server, const struct certificate *certificate,
      const char *priorities)
{
	struct sockaddr_in address = {
		.sin_family = AF_INET,
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK),
	};
	struct MHD_OptionItem tls[] = {
		{ MHD_OPTION_HTTPS_MEM_CERT, 0, NULL },
		{ MHD_OPTION_HTTPS_MEM_KEY, 0, NULL },
		{ MHD_OPTION_HTTPS_PRIORITIES, 0, NULL },
		{ MHD_OPTION_END, 0, NULL },
	};
	guint flags = MHD_USE_INTERNAL_POLLING_THREAD;

	if (certificate != NULL) {
		flags |= MHD_USE_TLS;
		tls[0].ptr_value = certificate->pem;
		tls[1].ptr_value = certificate->key_pem;
		tls[2].ptr_value =
			(char *)(priorities != NULL ? priorities : "NORMAL");
	} else {
		tls[0].option = MHD_OPTION_END;
	}
	return MHD_start_daemon(flags, 0, NULL, NULL, handle, server,
				MHD_OPTION_SOCK_ADDR, &address,
				MHD_OPTION_NOTIFY_CONNECTION, note_connection,
				server, MHD_OPTION_ARRAY, tls, MHD_OPTION_END);
}

struct http_server *
http_server_new(const struct certificate *certificate, const char *priorities)
{
	struct http_server *server = g_new0(struct http_server, 1);

	g_mutex_init(&server->mutex);
	g_cond_init(&server->released);
	server->tls = certificate != NULL;
	server->status = MHD_HTTP_OK;
	server->headers =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	server->body = g_string_new(NULL);
	server->daemon = start(server, certificate, priorities);
	g_assert_nonnull(server->daemon);
	return server;
}

void
http_server_free(struct http_server *server)
{
	http_server_hold(server, FALSE);
	MHD_stop_daemon(server->daemon);
	g_mutex_clear(&server->mutex);
	g_cond_clear(&server->released);
	g_hash_table_unref(server->headers);
	g_string_free(server->body, TRUE);
	g_free(server->line);
	g_free(server->location);
	g_free(server->retry_after);
	g_free(server);
}

char *
http_server_argument(const struct http_server *server)
{
	const union MHD_DaemonInfo *info =
		MHD_get_daemon_info(server->daemon, MHD_DAEMON_INFO_BIND_PORT);

	return g_strdup_printf("http:%s://127.0.0.1:%u/hook",
			       server->tls ? "https" : "http", info->port);
}

void
http_server_answer(struct http_server *server, guint status,
		   const char *location)
{
	g_mutex_lock(&server->mutex);
	server->status = status;
	g_free(server->location);
	server->location = g_strdup(location);
	g_mutex_unlock(&server->mutex);
}

void
http_server_refuse(struct http_server *server, const char *text, guint status)
{
	g_mutex_lock(&server->mutex);
	server->refused = text;
	server->refused_status = status;
	g_mutex_unlock(&server->mutex);
}

void
http_server_retry_after(struct http_server *server, const char *value)
{
	g_mutex_lock(&server->mutex);
	g_free(server->retry_after);
	server->retry_after = g_strdup(value);
	g_mutex_unlock(&server->mutex);
}

void
http_server_hold(struct http_server *server, gboolean hold)
{
	g_mutex_lock(&server->mutex);
	server->hold = hold;
	g_cond_broadcast(&server->released);
	g_mutex_unlock(&server->mutex);
}

static guint
read_counter(struct http_server *server, const guint *counter)
{
	guint count;

	g_mutex_lock(&server->mutex);
	count = *counter;
	g_mutex_unlock(&server->mutex);
	return count;
}

guint
http_server_connections(struct http_server *server)
{
	return read_counter(server, &server->connections);
}

guint
http_server_requests(struct http_server *server)
{
	return read_counter(server, &server->requests);
}

char *
http_server_header(struct http_server *server, const char *name)
{
	char *value;

	g_mutex_lock(&server->mutex);
	value = g_strdup(g_hash_table_lookup(server->headers, name));
	g_mutex_unlock(&server->mutex);
	return value;
}

char *
http_server_body(struct http_server *server)
{
	char *body;

	g_mutex_lock(&server->mutex);
	body = g_strdup(server->body->str);
	g_mutex_unlock(&server->mutex);
	return body;
}

char *
http_server_line(struct http_server *server)
{
	char *line;

	g_mutex_lock(&server->mutex);
	line = g_strdup(server->line);
	g_mutex_unlock(&server->mutex);
	return line;
}
