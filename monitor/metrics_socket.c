/* metrics_socket.c - makes the socket, or takes it from systemd. libmicrohttpd
 * could only use SO_REUSEPORT, by which a second daemon takes half of the
 * requests, or a port that is busy for a minute after a restart. */
#include "monitor/metrics_socket.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <systemd/sd-daemon.h>
#include <unistd.h>

#include "core/descriptor.h"
#include "core/error.h"
#include "monitor/metrics.h"

#define UNIX_PREFIX "unix:"
#define PASSED "systemd"
#define BACKLOG 16

/* "HOST" or "HOST:PORT", where HOST must be loopback. */
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

/* "localhost", 127.0.0.0/8 or "[::1]"; no resolver is used. */
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

/* Returns take_fd, or -1. */
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
				 "127.0.0.1:PORT, [::1]:PORT, unix:/PATH or a "
				 "socket that systemd passes",
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
	/* On Linux this allows for lingering connections, but not for a socket
	 * that listens. */
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

/* Only for this host, like the sockets made here. */
static gboolean
is_local(int fd)
{
	struct sockaddr_storage name;
	socklen_t length = sizeof(name);
	const struct sockaddr_in *v4 = (const struct sockaddr_in *)&name;
	const struct sockaddr_in6 *v6 = (const struct sockaddr_in6 *)&name;

	if (getsockname(fd, (struct sockaddr *)&name, &length) < 0)
		return FALSE;
	switch (name.ss_family) {
	case AF_UNIX:
		return TRUE;
	case AF_INET:
		return ntohl(v4->sin_addr.s_addr) >> 24 == 127;
	case AF_INET6:
		return IN6_IS_ADDR_LOOPBACK(&v6->sin6_addr);
	default:
		return FALSE;
	}
}

/* A duplicate, so that the socket remains for the next reload. */
static int
take_passed(GError **error)
{
	int count = sd_listen_fds(0), fd = SD_LISTEN_FDS_START;

	if (count != 1) {
		error_set(error, IMR_ERROR_FATAL,
			  "systemd passed %d sockets, and the metrics are "
			  "served on one; see imr-ingest-metrics.socket among "
			  "the examples",
			  MAX(count, 0));
		return -1;
	}
	if (sd_is_socket(fd, AF_UNSPEC, SOCK_STREAM, 1) <= 0 || !is_local(fd)) {
		error_set(error, IMR_ERROR_FATAL,
			  "metrics are not served on the socket that systemd "
			  "passed: it must listen on a loopback address or a "
			  "path");
		return -1;
	}
	fd = fcntl(fd, F_DUPFD_CLOEXEC, SD_LISTEN_FDS_START + 1);
	if (fd < 0)
		error_set_errno(error, "take the socket that systemd passed");
	return fd;
}

const char *
metrics_socket_path(const char *address)
{
	return g_str_has_prefix(address, UNIX_PREFIX)
		       ? address + strlen(UNIX_PREFIX)
		       : NULL;
}

int
metrics_socket_open(const char *address, GError **error)
{
	const char *path = metrics_socket_path(address);

	if (strcmp(address, PASSED) == 0)
		return take_passed(error);
	return path != NULL ? listen_unix(path, error)
			    : listen_tcp(address, error);
}

gboolean
metrics_server_check(const char *address, GError **error)
{
	const char *path = metrics_socket_path(address);
	struct sockaddr_storage tcp;
	struct sockaddr_un local;

	if (strcmp(address, PASSED) == 0)
		return TRUE;
	return path != NULL ? parse_unix(path, &local, error)
			    : parse_tcp(address, &tcp, error);
}

gboolean
metrics_socket_names_us(const char *host)
{
	struct sockaddr_storage unused;
	g_autofree char *name = NULL;
	const char *port;

	return split_port(host, &name, &port) && parse_loopback(name, &unused);
}

gboolean
metrics_socket_is_unix(int fd)
{
	return sd_is_socket(fd, AF_UNIX, SOCK_STREAM, -1) > 0;
}
