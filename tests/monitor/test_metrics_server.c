/* test_metrics_server.c - GET /metrics over a real socket, asked by curl. */
#include "monitor/metrics.h"

#include <arpa/inet.h>
#include <curl/curl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <systemd/sd-daemon.h>
#include <unistd.h>

#include "core/error.h"
#include "tests/monitor/prometheus_text.h"

#define PATIENCE_SEC 30L
#define TEXT_FORMAT "text/plain; version=0.0.4; charset=utf-8"

struct scene {
	char *directory, *path, *unix_address;
	guint port;
	char *address; /* 127.0.0.1:port */
	struct metrics *metrics;
	struct metrics_server *server;
};

/* A port that was free a moment ago; bind() with port 0 gives out others
 * until it comes round. */
static guint
free_port(void)
{
	struct sockaddr_in name = {
		.sin_family = AF_INET,
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK),
	};
	socklen_t length = sizeof(name);
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	g_assert_cmpint(bind(fd, (struct sockaddr *)&name, length), ==, 0);
	getsockname(fd, (struct sockaddr *)&name, &length);
	close(fd);
	return ntohs(name.sin_port);
}

static struct metrics_server *
started(struct metrics *metrics, const char *address)
{
	g_autoptr(GError) error = NULL;
	struct metrics_server *server =
		metrics_server_new(metrics, address, &error);

	g_assert_no_error(error);
	g_assert_nonnull(server);
	return server;
}

static void
expect_refused(struct metrics *metrics, const char *address)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(metrics_server) server =
		metrics_server_new(metrics, address, &error);

	if (server != NULL)
		g_error("served on %s", address);
	g_assert_error(error, IMR_ERROR, IMR_ERROR_FATAL);
	g_assert_nonnull(
		strstr(error->message, g_str_has_prefix(address, "unix:")
					       ? address + strlen("unix:")
					       : address));
}

static void
scene_start(struct scene *scene, gconstpointer unused)
{
	(void)unused;
	scene->directory = g_dir_make_tmp("metrics-XXXXXX", NULL);
	scene->path = g_build_filename(scene->directory, "socket", NULL);
	scene->unix_address = g_strconcat("unix:", scene->path, NULL);
	scene->port = free_port();
	scene->address = g_strdup_printf("127.0.0.1:%u", scene->port);
	scene->metrics = metrics_new();
}

static void
scene_end(struct scene *scene, gconstpointer unused)
{
	(void)unused;
	metrics_server_free(scene->server);
	metrics_free(scene->metrics);
	g_assert_cmpint(rmdir(scene->directory), ==, 0);
	g_free(scene->directory);
	g_free(scene->path);
	g_free(scene->unix_address);
	g_free(scene->address);
}

struct answer {
	long status;
	char *type;
	GString *head, *body;
};

static void
answer_free(struct answer *answer)
{
	g_free(answer->type);
	g_string_free(answer->head, TRUE);
	g_string_free(answer->body, TRUE);
	g_free(answer);
}
DEFINE_AUTOPTR(answer, answer_free)

static size_t
keep(char *bytes, size_t size, size_t count, void *data)
{
	g_string_append_len(data, bytes, (gssize)(size * count));
	return size * count;
}

/* method NULL: GET. host NULL: curl's. Over the UNIX socket where there is
 * no port. */
static struct answer *
ask(const struct scene *scene, gboolean by_unix, const char *method,
    const char *path, const char *host)
{
	struct answer *answer = g_new0(struct answer, 1);
	g_autofree char *url =
		g_strdup_printf("http://127.0.0.1:%u%s", scene->port, path);
	g_autofree char *header =
		host == NULL ? NULL : g_strconcat("Host: ", host, NULL);
	struct curl_slist *headers =
		header == NULL ? NULL : curl_slist_append(NULL, header);
	CURL *curl = curl_easy_init();
	const char *type = NULL;

	answer->head = g_string_new(NULL);
	answer->body = g_string_new(NULL);
	curl_easy_setopt(curl, CURLOPT_URL, url);
	curl_easy_setopt(curl, CURLOPT_PROXY, "");
	curl_easy_setopt(curl, CURLOPT_TIMEOUT, PATIENCE_SEC);
	curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
	curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, keep);
	curl_easy_setopt(curl, CURLOPT_WRITEDATA, answer->body);
	curl_easy_setopt(curl, CURLOPT_HEADERDATA, answer->head);
	if (by_unix)
		curl_easy_setopt(curl, CURLOPT_UNIX_SOCKET_PATH, scene->path);
	if (method != NULL && strcmp(method, "HEAD") == 0)
		curl_easy_setopt(curl, CURLOPT_NOBODY, 1L);
	else if (method != NULL) {
		curl_easy_setopt(curl, CURLOPT_POSTFIELDS, "some=body");
		curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, method);
	}
	g_assert_cmpint(curl_easy_perform(curl), ==, CURLE_OK);
	curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &answer->status);
	curl_easy_getinfo(curl, CURLINFO_CONTENT_TYPE, &type);
	answer->type = g_strdup(type);
	curl_easy_cleanup(curl);
	curl_slist_free_all(headers);
	return answer;
}

static void
expect_metrics(const struct scene *scene, gboolean by_unix, double restarts)
{
	g_autoptr(answer) answer = ask(scene, by_unix, NULL, "/metrics", NULL);

	g_assert_cmpint(answer->status, ==, 200);
	g_assert_cmpstr(answer->type, ==, TEXT_FORMAT);
	g_assert_cmpfloat(prometheus_value(answer->body->str,
					   "imr_ingest_worker_restarts_total"),
			  ==, restarts);
}

static void
expect_status(const struct scene *scene, const char *method, const char *path,
	      const char *host, long status)
{
	g_autoptr(answer) answer = ask(scene, FALSE, method, path, host);

	if (answer->status != status)
		g_error("%s %s (%s): %ld", method, path, host, answer->status);
	if (status == 405)
		g_assert_nonnull(
			strstr(answer->head->str, "Allow: GET, HEAD\r\n"));
	if (status != 200)
		g_assert_null(strstr(answer->body->str, "imr_ingest_"));
}

static void
test_loopback(struct scene *scene, gconstpointer unused)
{
	g_autoptr(answer) head = NULL;
	g_autoptr(answer) root = NULL;

	(void)unused;
	scene->server = started(scene->metrics, scene->address);
	expect_metrics(scene, FALSE, 0);
	metrics_count_worker_restart(scene->metrics);
	expect_metrics(scene, FALSE, 1);
	head = ask(scene, FALSE, "HEAD", "/metrics", NULL);
	g_assert_cmpint(head->status, ==, 200);
	g_assert_cmpuint(head->body->len, ==, 0);
	root = ask(scene, FALSE, NULL, "/", NULL);
	g_assert_cmpint(root->status, ==, 200);
	g_assert_cmpstr(root->body->str, ==,
			"imr-ingest: metrics are at /metrics.\n");
	expect_status(scene, NULL, "/metrics?name=x", NULL, 200);
	expect_status(scene, NULL, "/metric", NULL, 404);
	expect_status(scene, NULL, "/metrics/", NULL, 404);
	expect_status(scene, NULL, "//metrics", NULL, 404);
	expect_status(scene, "POST", "/metrics", NULL, 405);
	expect_status(scene, "DELETE", "/", NULL, 405);
	expect_status(scene, "POST", "/x", NULL, 404);
	expect_metrics(scene, FALSE, 1);
}

static void
test_host(struct scene *scene, gconstpointer unused)
{
	const char *const ours[] = { "localhost", "LocalHost:1", "127.0.0.1:9",
				     "127.1.2.3", "[::1]:9618",	 "[::1]" };
	const char *const others[] = { "evil.example",
				       "evil.example:9618",
				       "127.0.0.1.evil.example",
				       "localhost.evil.example",
				       "[::2]",
				       "[::1",
				       "[::1]x",
				       "128.0.0.1",
				       "0.0.0.0",
				       "::1" };

	(void)unused;
	scene->server = started(scene->metrics, scene->address);
	for (guint i = 0; i < G_N_ELEMENTS(ours); i++)
		expect_status(scene, NULL, "/metrics", ours[i], 200);
	for (guint i = 0; i < G_N_ELEMENTS(others); i++)
		expect_status(scene, NULL, "/metrics", others[i], 403);
}

static void
test_addresses(struct scene *scene, gconstpointer unused)
{
	g_autofree char *long_path = g_strnfill(200, 'x');
	g_autofree char *too_long = g_strconcat("unix:/", long_path, NULL);
	g_autofree char *no_file = g_strconcat(scene->unix_address, "/x", NULL);
	const char *const bad[] = { "0.0.0.0:9618",
				    "192.0.2.1:9618",
				    "[::]:9618",
				    "[2001:db8::1]:9618",
				    "::1:9618",
				    "example.org:9618",
				    ":9618",
				    "9618",
				    "127.0.0.1",
				    "127.0.0.1:",
				    "127.0.0.1:0",
				    "127.0.0.1:65536",
				    "127.0.0.1:+80",
				    "127.0.0.1:9618x",
				    "127.0.0.1.1:9618",
				    "[::1]9618",
				    "",
				    "unix:",
				    "unix:relative",
				    too_long,
				    no_file };

	(void)unused;
	for (guint i = 0; i < G_N_ELEMENTS(bad); i++)
		expect_refused(scene->metrics, bad[i]);
}

static void
test_localhost(struct scene *scene, gconstpointer unused)
{
	g_autofree char *address = g_strdup_printf("localhost:%u", scene->port);

	(void)unused;
	scene->server = started(scene->metrics, address);
	expect_metrics(scene, FALSE, 0);
}

static void
test_ipv6(struct scene *scene, gconstpointer unused)
{
	g_autofree char *address = g_strdup_printf("[::1]:%u", scene->port);
	struct sockaddr_in6 name = { .sin6_family = AF_INET6,
				     .sin6_addr = in6addr_loopback,
				     .sin6_port = htons((guint16)scene->port) };
	int fd = socket(AF_INET6, SOCK_STREAM | SOCK_CLOEXEC, 0);

	(void)unused;
	if (fd < 0 || bind(fd, (struct sockaddr *)&name, sizeof(name)) < 0) {
		g_test_skip("no IPv6 loopback address");
		if (fd >= 0)
			close(fd);
		return;
	}
	close(fd);
	fd = socket(AF_INET6, SOCK_STREAM | SOCK_CLOEXEC, 0);
	scene->server = started(scene->metrics, address);
	g_assert_cmpint(connect(fd, (struct sockaddr *)&name, sizeof(name)), ==,
			0);
	close(fd);
}

/* A restart finds the port free at once, although the connections of the old
 * server, which it closed first, linger; two never share it. */
static void
test_restart(struct scene *scene, gconstpointer unused)
{
	(void)unused;
	scene->server = started(scene->metrics, scene->address);
	for (int i = 0; i < 3; i++) {
		struct sockaddr_in name = {
			.sin_family = AF_INET,
			.sin_addr.s_addr = htonl(INADDR_LOOPBACK),
			.sin_port = htons((guint16)scene->port),
		};
		int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
		char byte;

		expect_refused(scene->metrics, scene->address);
		g_assert_cmpint(
			connect(fd, (struct sockaddr *)&name, sizeof(name)), ==,
			0);
		expect_metrics(scene, FALSE, 0); /* so fd is accepted too */
		metrics_server_free(g_steal_pointer(&scene->server));
		g_assert_cmpint(read(fd, &byte, 1), <=, 0);
		close(fd);
		scene->server = started(scene->metrics, scene->address);
		expect_metrics(scene, FALSE, 0);
	}
}

static void
test_unix(struct scene *scene, gconstpointer unused)
{
	mode_t mask = umask(0177);
	struct stat status;
	g_autoptr(answer) named = NULL;

	(void)unused;
	scene->server = started(scene->metrics, scene->unix_address);
	umask(mask);
	g_assert_cmpint(stat(scene->path, &status), ==, 0);
	g_assert_true(S_ISSOCK(status.st_mode));
	g_assert_cmpuint(status.st_mode & 07777, ==, 0660);
	expect_metrics(scene, TRUE, 0);
	/* No browser comes this way, so any name will do. */
	named = ask(scene, TRUE, NULL, "/metrics", "metrics");
	g_assert_cmpint(named->status, ==, 200);
	expect_refused(scene->metrics, scene->unix_address);
	expect_metrics(scene, TRUE, 0);
	metrics_server_free(g_steal_pointer(&scene->server));
	g_assert_false(g_file_test(scene->path, G_FILE_TEST_EXISTS));
}

static void
leave_stale_socket(const char *path)
{
	struct sockaddr_un name = { .sun_family = AF_UNIX };
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

	g_strlcpy(name.sun_path, path, sizeof(name.sun_path));
	g_assert_cmpint(bind(fd, (struct sockaddr *)&name, sizeof(name)), ==,
			0);
	close(fd);
}

static void
test_unix_in_the_way(struct scene *scene, gconstpointer unused)
{
	g_autofree char *target = g_strconcat(scene->path, ".x", NULL);

	(void)unused;
	leave_stale_socket(scene->path);
	scene->server = started(scene->metrics, scene->unix_address);
	expect_metrics(scene, TRUE, 0);
	/* Another one's by now: stays. */
	unlink(scene->path);
	leave_stale_socket(target);
	g_assert_cmpint(g_rename(target, scene->path), ==, 0);
	metrics_server_free(g_steal_pointer(&scene->server));
	g_assert_cmpint(unlink(scene->path), ==, 0);

	g_assert_true(g_file_set_contents(scene->path, "mine", -1, NULL));
	expect_refused(scene->metrics, scene->unix_address);
	g_assert_cmpint(g_rename(scene->path, target), ==, 0);
	g_assert_cmpint(symlink(target, scene->path), ==, 0);
	expect_refused(scene->metrics, scene->unix_address);
	g_assert_cmpint(unlink(scene->path), ==, 0);
	g_assert_cmpint(unlink(target), ==, 0);
}

/* More clients than it serves, who say nothing: the end waits for none. */
static void
test_silent_clients(struct scene *scene, gconstpointer unused)
{
	struct sockaddr_un name = { .sun_family = AF_UNIX };
	gint64 start;
	int fds[24];

	(void)unused;
	scene->server = started(scene->metrics, scene->unix_address);
	g_strlcpy(name.sun_path, scene->path, sizeof(name.sun_path));
	for (guint i = 0; i < G_N_ELEMENTS(fds); i++) {
		fds[i] = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
		g_assert_cmpint(
			connect(fds[i], (struct sockaddr *)&name, sizeof(name)),
			==, 0);
	}
	start = g_get_monotonic_time();
	metrics_server_free(g_steal_pointer(&scene->server));
	g_assert_cmpint(g_get_monotonic_time() - start, <, 5 * G_USEC_PER_SEC);
	for (guint i = 0; i < G_N_ELEMENTS(fds); i++)
		close(fds[i]);
}

/* from: 127.0.0.N */
static int
connect_from(const struct scene *scene, guint from)
{
	struct sockaddr_in ours = {
		.sin_family = AF_INET,
		.sin_addr.s_addr = htonl(0x7f000000u + from),
	};
	struct sockaddr_in theirs = {
		.sin_family = AF_INET,
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK),
		.sin_port = htons((guint16)scene->port),
	};
	struct timeval patience = { .tv_sec = PATIENCE_SEC };
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience));
	g_assert_no_errno(bind(fd, (struct sockaddr *)&ours, sizeof(ours)));
	g_assert_no_errno(
		connect(fd, (struct sockaddr *)&theirs, sizeof(theirs)));
	return fd;
}

static gboolean
is_served(int fd)
{
	static const char request[] = "GET /metrics HTTP/1.0\r\n\r\n";
	char answer[16];

	return send(fd, request, sizeof(request) - 1, MSG_NOSIGNAL) > 0 &&
	       read(fd, answer, sizeof(answer)) == sizeof(answer);
}

/* One address that holds all it gets, and says nothing: others are served. */
static void
test_one_address(struct scene *scene, gconstpointer unused)
{
	int fds[20], other;

	(void)unused;
	scene->server = started(scene->metrics, scene->address);
	for (guint i = 0; i < G_N_ELEMENTS(fds); i++)
		fds[i] = connect_from(scene, 1);
	/* Turned away at once, and not when the first times out. */
	g_assert_false(is_served(fds[G_N_ELEMENTS(fds) - 1]));
	other = connect_from(scene, 2);
	g_assert_true(is_served(other));
	g_assert_true(is_served(fds[0]));
	close(other);
	for (guint i = 0; i < G_N_ELEMENTS(fds); i++)
		close(fds[i]);
}

/* What systemd does for a service that a socket unit starts. The descriptor is
 * where it must be, whatever was there: for a process of its own. */
static void
pass_socket(int fd, guint count)
{
	g_autofree char *pid = g_strdup_printf("%d", (int)getpid());
	g_autofree char *fds = g_strdup_printf("%u", count);

	g_assert_cmpint(dup2(fd, SD_LISTEN_FDS_START), ==, SD_LISTEN_FDS_START);
	g_setenv("LISTEN_PID", pid, TRUE);
	g_setenv("LISTEN_FDS", fds, TRUE);
}

static int
listening(guint32 address, guint port)
{
	const struct sockaddr_in name = {
		.sin_family = AF_INET,
		.sin_addr.s_addr = htonl(address),
		.sin_port = htons((guint16)port),
	};
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	g_assert_no_errno(
		bind(fd, (const struct sockaddr *)&name, sizeof(name)));
	g_assert_no_errno(listen(fd, 8));
	return fd;
}

static void
test_passed(struct scene *scene, gconstpointer unused)
{
	g_autoptr(answer) foreign = NULL;

	(void)unused;
	if (!g_test_subprocess()) {
		g_test_trap_subprocess(NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
		g_test_trap_assert_passed();
		return;
	}
	expect_refused(scene->metrics, "systemd"); /* none passed */
	pass_socket(listening(INADDR_ANY, 0), 1);
	expect_refused(scene->metrics, "systemd"); /* not of this host alone */
	pass_socket(listening(INADDR_LOOPBACK, scene->port), 2);
	expect_refused(scene->metrics, "systemd");
	pass_socket(SD_LISTEN_FDS_START, 1);
	for (guint i = 0; i < 2; i++) { /* as a reload does */
		scene->server = started(scene->metrics, "systemd");
		expect_metrics(scene, FALSE, 0);
		g_clear_pointer(&foreign, answer_free);
		foreign =
			ask(scene, FALSE, NULL, "/metrics", "metrics.example");
		g_assert_cmpint(foreign->status, ==, 403);
		metrics_server_free(g_steal_pointer(&scene->server));
	}
}

static void
test_passed_unix(struct scene *scene, gconstpointer unused)
{
	struct sockaddr_un name = { .sun_family = AF_UNIX };
	g_autoptr(answer) named = NULL;
	int fd;

	(void)unused;
	if (!g_test_subprocess()) {
		g_test_trap_subprocess(NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
		g_test_trap_assert_passed();
		return;
	}
	fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	g_strlcpy(name.sun_path, scene->path, sizeof(name.sun_path));
	g_assert_no_errno(bind(fd, (struct sockaddr *)&name, sizeof(name)));
	g_assert_no_errno(listen(fd, 8));
	pass_socket(fd, 1);
	scene->server = started(scene->metrics, "systemd");
	expect_metrics(scene, TRUE, 0);
	named = ask(scene, TRUE, NULL, "/metrics", "metrics");
	g_assert_cmpint(named->status, ==, 200);
	metrics_server_free(g_steal_pointer(&scene->server));
	/* It is systemd's. */
	g_assert_cmpint(unlink(scene->path), ==, 0);
}

#define ADD(path, test)                                                        \
	g_test_add(path, struct scene, NULL, scene_start, test, scene_end)

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	curl_global_init(CURL_GLOBAL_ALL);
	ADD("/metrics-server/loopback", test_loopback);
	ADD("/metrics-server/host", test_host);
	ADD("/metrics-server/addresses", test_addresses);
	ADD("/metrics-server/localhost", test_localhost);
	ADD("/metrics-server/ipv6", test_ipv6);
	ADD("/metrics-server/restart", test_restart);
	ADD("/metrics-server/unix", test_unix);
	ADD("/metrics-server/unix-in-the-way", test_unix_in_the_way);
	ADD("/metrics-server/silent-clients", test_silent_clients);
	ADD("/metrics-server/one-address", test_one_address);
	ADD("/metrics-server/passed", test_passed);
	ADD("/metrics-server/passed-unix", test_passed_unix);
	return g_test_run();
}
