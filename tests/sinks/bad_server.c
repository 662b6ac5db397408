/* bad_server.c - a server that speaks no HTTP, or too much. */
#include "tests/sinks/bad_server.h"

#include <arpa/inet.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

struct bad_server {
	int listener;
	const char *head, *tail;
	gboolean reset;
	GThread *thread;
	gsize sent;
};

/* Large enough to show in a second whether anybody stops listening. */
#define BLOCK_BYTES (64u << 10)

static gboolean
say(struct bad_server *server, int fd, const char *text)
{
	gssize sent = send(fd, text, strlen(text), MSG_NOSIGNAL);

	server->sent += sent > 0 ? (gsize)sent : 0;
	return sent >= 0;
}

static void
say_for_ever(struct bad_server *server, int fd)
{
	GString *block = g_string_new(NULL);

	while (block->len < BLOCK_BYTES)
		g_string_append(block, server->tail);
	while (say(server, fd, block->str))
		;
	g_string_free(block, TRUE);
}

static gpointer
serve(gpointer data)
{
	struct bad_server *server = data;
	struct linger at_once = { .l_onoff = 1 };
	int fd = accept(server->listener, NULL, NULL);
	char request[4096];

	g_assert_cmpint(fd, >=, 0);
	/* The request is under way: it is not the connecting that fails. */
	g_assert_cmpint(read(fd, request, sizeof(request)), >, 0);
	if (say(server, fd, server->head) && server->tail != NULL)
		say_for_ever(server, fd);
	if (server->reset)
		setsockopt(fd, SOL_SOCKET, SO_LINGER, &at_once,
			   sizeof(at_once));
	else
		while (read(fd, request, sizeof(request)) > 0)
			;
	close(fd);
	return NULL;
}

struct bad_server *
bad_server_new(const char *head, const char *tail, gboolean reset)
{
	struct bad_server *server = g_new0(struct bad_server, 1);
	struct sockaddr_in address = {
		.sin_family = AF_INET,
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK),
	};

	server->head = head;
	server->tail = tail;
	server->reset = reset;
	server->listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	g_assert_no_errno(bind(server->listener, (struct sockaddr *)&address,
			       sizeof(address)));
	g_assert_no_errno(listen(server->listener, 1));
	server->thread = g_thread_new("bad-server", serve, server);
	return server;
}

gsize
bad_server_finish(struct bad_server *server)
{
	gsize sent;

	g_thread_join(server->thread);
	sent = server->sent;
	close(server->listener);
	g_free(server);
	return sent;
}

char *
bad_server_argument(const struct bad_server *server)
{
	struct sockaddr_in address;
	socklen_t length = sizeof(address);

	g_assert_no_errno(getsockname(server->listener,
				      (struct sockaddr *)&address, &length));
	return g_strdup_printf("http:http://127.0.0.1:%u/hook",
			       ntohs(address.sin_port));
}
