/* test_http.c - the sink `http` and a server that answers: requests, statuses,
 * settings. Servers and networks that fail are in test_http_faults.c. */
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/error.h"
#include "tests/sinks/support.h"
#include "tests/support/http_server.h"
#include "tests/support/scratch.h"

#define TOKEN "Zm9v-this.is_a~token"
#define SECRET "a secret of any text"

struct scene {
	char *directory;
	char *secret_file, *token_file;
	struct record *record;
	struct http_server *server;
	char *argument;
};

static void
scene_start(struct scene *scene, gconstpointer unused)
{
	(void)unused;
	scene->directory = scratch_new();
	scene->secret_file = g_build_filename(scene->directory, "secret", NULL);
	scene->token_file = g_build_filename(scene->directory, "token", NULL);
	scene->record = example_record('a', "one", 2);
	scene->server = http_server_new(NULL, NULL);
	scene->argument = http_server_argument(scene->server);
}

static void
scene_end(struct scene *scene, gconstpointer unused)
{
	(void)unused;
	http_server_free(scene->server);
	record_free(scene->record);
	scratch_remove(scene->directory);
	g_free(scene->directory);
	g_free(scene->secret_file);
	g_free(scene->token_file);
	g_free(scene->argument);
}

static void
expect_header(const struct scene *scene, const char *name, const char *value)
{
	g_autofree char *found = http_server_header(scene->server, name);

	g_assert_cmpstr(found, ==, value);
}

static void
test_request(struct scene *scene, gconstpointer unused)
{
	g_autoptr(sink) sink = open_sink(scene->argument, NULL);
	g_autofree char *json = record_to_json(scene->record);
	g_autofree char *body = NULL;
	g_autofree char *line = NULL;

	(void)unused;
	accepted_put(sink, scene->record);
	body = http_server_body(scene->server);
	line = http_server_line(scene->server);
	g_assert_cmpstr(body, ==, json);
	g_assert_cmpstr(line, ==, "POST /hook");
	expect_header(scene, "content-type", "application/json");
	expect_header(scene, "user-agent", "imr-ingest/" IMR_VERSION);
	expect_header(scene, "webhook-signature", NULL);
	expect_header(scene, "authorization", NULL);
	accepted_put(sink, scene->record);
	g_assert_cmpuint(http_server_requests(scene->server), ==, 2);
	g_assert_cmpuint(http_server_connections(scene->server), ==, 1);
}

static char *
id_of_put(const struct scene *scene)
{
	g_autoptr(sink) sink = open_sink(scene->argument, NULL);

	accepted_put(sink, scene->record);
	return http_server_header(scene->server, "webhook-id");
}

/* One id for what is said, whenever it was read; another for what is said
 * anew; and the record's own id before the dot. */
static void
test_webhook_id(struct scene *scene, gconstpointer unused)
{
	g_autofree char *first = id_of_put(scene);
	g_autofree char *later = NULL;
	g_autofree char *better = NULL;
	g_autofree char *back = NULL;
	g_auto(GStrv) halves = g_strsplit(first, ".", -1);

	(void)unused;
	g_assert_cmpuint(g_strv_length(halves), ==, 2);
	g_assert_cmpstr(halves[0], ==, scene->record->id);
	g_assert_cmpuint(strlen(halves[1]), ==, 16);
	g_assert_cmpuint(strspn(halves[1], "0123456789abcdef"), ==, 16);
	g_free(scene->record->ingested_at);
	scene->record->ingested_at = g_strdup("2032-01-01T00:00:00Z");
	later = id_of_put(scene);
	g_assert_cmpstr(later, ==, first);
	scene->record->age++;
	better = id_of_put(scene);
	g_assert_cmpstr(better, !=, first);
	g_assert_true(g_str_has_prefix(better, scene->record->id));
	scene->record->age--;
	back = id_of_put(scene);
	g_assert_cmpstr(back, ==, first);
}

/* Large enough for curl to ask first whether it may send it. */
static void
test_large_body(struct scene *scene, gconstpointer unused)
{
	g_autoptr(sink) sink = open_sink(scene->argument, NULL);
	g_autofree char *json = NULL;
	g_autofree char *body = NULL;

	(void)unused;
	g_free(scene->record->summary_text);
	scene->record->summary_text = g_strnfill(5 << 20, 'x');
	json = record_to_json(scene->record);
	accepted_put(sink, scene->record);
	body = http_server_body(scene->server);
	g_assert_cmpuint(strlen(body), ==, strlen(json));
	expect_header(scene, "expect", NULL);
}

/* The receiver's side, written from the standard in another language. */
static gboolean
receiver_accepts(const struct scene *scene, const char *secret,
		 const char *body)
{
	g_autofree char *id = http_server_header(scene->server, "webhook-id");
	g_autofree char *time =
		http_server_header(scene->server, "webhook-timestamp");
	g_autofree char *signature =
		http_server_header(scene->server, "webhook-signature");
	g_autofree char *path =
		g_build_filename(scene->directory, "body", NULL);
	const char *argv[] = {
		"python3", "tests/sinks/verify_webhook.py",
		secret,	   id,
		time,	   signature,
		path,	   NULL,
	};
	g_autoptr(GError) error = NULL;
	int status;

	scratch_write(scene->directory, "body", body);
	g_spawn_sync(NULL, (char **)argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL,
		     NULL, NULL, &status, &error);
	g_assert_no_error(error);
	/* 1 is its no; anything else is its own failure. */
	g_assert_true(status == 0 ||
		      (WIFEXITED(status) && WEXITSTATUS(status) == 1));
	return status == 0;
}

static void
test_signature(struct scene *scene, gconstpointer unused)
{
	/* "whsec_" is followed by base64; any other text is the key. */
	static const char *const secrets[] = {
		"whsec_YWxsIG91ciBzZWNyZXRzIGFyZSB0aGlz",
		"a line of any text",
	};

	(void)unused;
	for (guint i = 0; i < G_N_ELEMENTS(secrets); i++) {
		g_autofree char *line = g_strconcat(secrets[i], "\n", NULL);
		g_autoptr(sink) sink = NULL;
		g_autofree char *body = NULL;
		g_autofree char *forged = NULL;

		scratch_write(scene->directory, "secret", line);
		sink = open_sink(scene->argument, "secret_file",
				 scene->secret_file, NULL);
		accepted_put(sink, scene->record);
		body = http_server_body(scene->server);
		forged = g_strconcat(body, " ", NULL);
		g_assert_true(receiver_accepts(scene, secrets[i], body));
		g_assert_false(receiver_accepts(scene, secrets[i], forged));
		g_assert_false(receiver_accepts(scene, "another key", body));
	}
}

static void
test_token(struct scene *scene, gconstpointer unused)
{
	g_autoptr(sink) sink = NULL;
	g_autofree char *message = NULL;

	(void)unused;
	scratch_write(scene->directory, "token", TOKEN "\n");
	sink = open_sink(scene->argument, "token_file", scene->token_file,
			 NULL);
	accepted_put(sink, scene->record);
	expect_header(scene, "authorization", "Bearer " TOKEN);
	http_server_answer(scene->server, 401, NULL);
	message = refused_put(sink, scene->record, IMR_ERROR_FATAL);
	g_assert_nonnull(strstr(message, "token_file"));
	g_assert_null(strstr(message, TOKEN));
	g_assert_null(strstr(message, "hook"));
}

static void
test_bad_credentials(struct scene *scene, gconstpointer unused)
{
	static const struct {
		const char *key, *text;
	} cases[] = {
		{ "secret_file", "whsec_?sesame" },
		{ "secret_file", "" },
		{ "secret_file", NULL },
		{ "token_file", "sesame\nX-Injected: yes" },
		{ "token_file", "sesame open" },
		{ "token_file", "" },
		{ "token_file", NULL },
	};
	g_autofree char *path =
		g_build_filename(scene->directory, "file", NULL);

	(void)unused;
	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(sink) sink =
			sink_new_from_argument(scene->argument, NULL);
		g_autofree char *message = NULL;

		if (cases[i].text != NULL)
			scratch_write(scene->directory, "file", cases[i].text);
		else
			remove(path);
		g_assert_true(sink_assign(sink, cases[i].key, path, NULL));
		message = refused_open(sink, IMR_ERROR_FATAL);
		g_assert_nonnull(strstr(message, path));
		g_assert_null(strstr(message, "sesame"));
	}
}

static void
test_statuses(struct scene *scene, gconstpointer unused)
{
	static const struct {
		guint status;
		int code; /* -1: delivered */
	} cases[] = {
		{ 200, -1 },
		{ 201, -1 },
		{ 202, -1 },
		{ 204, -1 },
		{ 400, IMR_ERROR_REJECT },
		{ 401, IMR_ERROR_FATAL },
		{ 403, IMR_ERROR_FATAL },
		{ 404, IMR_ERROR_FATAL },
		{ 405, IMR_ERROR_FATAL },
		{ 407, IMR_ERROR_FATAL },
		{ 408, IMR_ERROR_RETRY },
		{ 409, IMR_ERROR_REJECT },
		{ 410, IMR_ERROR_FATAL },
		{ 413, IMR_ERROR_REJECT },
		{ 415, IMR_ERROR_REJECT },
		{ 422, IMR_ERROR_REJECT },
		{ 425, IMR_ERROR_RETRY },
		{ 429, IMR_ERROR_RETRY },
		{ 500, IMR_ERROR_RETRY },
		{ 502, IMR_ERROR_RETRY },
		{ 503, IMR_ERROR_RETRY },
		{ 504, IMR_ERROR_RETRY },
	};
	g_autoptr(sink) sink = NULL;

	(void)unused;
	scratch_write(scene->directory, "token", TOKEN);
	scratch_write(scene->directory, "secret", SECRET);
	sink = open_sink(scene->argument, "token_file", scene->token_file,
			 "secret_file", scene->secret_file, NULL);
	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *number =
			g_strdup_printf("HTTP %u", cases[i].status);
		g_autofree char *message = NULL;

		http_server_answer(scene->server, cases[i].status, NULL);
		if (cases[i].code < 0) {
			accepted_put(sink, scene->record);
			continue;
		}
		message = refused_put(sink, scene->record, cases[i].code);
		g_assert_nonnull(strstr(message, number));
		g_assert_nonnull(strstr(message, "http://127.0.0.1:"));
		g_assert_null(strstr(message, TOKEN));
		g_assert_null(strstr(message, SECRET));
		g_assert_null(strstr(message, "hook"));
	}
	g_assert_cmpuint(http_server_requests(scene->server), ==,
			 G_N_ELEMENTS(cases));
}

static void
test_retry_after(struct scene *scene, gconstpointer unused)
{
	g_autoptr(sink) sink = open_sink(scene->argument, NULL);
	g_autoptr(GDateTime) now = g_date_time_new_now_utc();
	g_autoptr(GDateTime) soon = g_date_time_add_seconds(now, 600);
	/* As RFC 9110 has it: no test sets a locale. */
	g_autofree char *date =
		g_date_time_format(soon, "%a, %d %b %Y %H:%M:%S GMT");
	const struct {
		guint status;
		const char *value;
		double least, most;
	} cases[] = {
		{ 429, "7", 7, 7 },
		{ 503, "120", 120, 120 },
		{ 429, date, 1, 601 },
		{ 503, "99999999", 86400, 86400 },
		{ 429, "soon", 0, 0 },
		{ 429, "-5", 0, 0 },
		{ 503, "", 0, 0 },
		{ 503, NULL, 0, 0 },
		{ 429, "Thu, 01 Jan 1998 00:00:00 GMT", 0, 0 },
	};

	(void)unused;
	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		http_server_answer(scene->server, cases[i].status, NULL);
		http_server_retry_after(scene->server, cases[i].value);
		g_free(refused_put(sink, scene->record, IMR_ERROR_RETRY));
		g_assert_cmpfloat(sink_retry_after(sink), >=, cases[i].least);
		g_assert_cmpfloat(sink_retry_after(sink), <=, cases[i].most);
	}
}

static void
test_redirects(struct scene *scene, gconstpointer unused)
{
	static const guint statuses[] = { 301, 302, 303, 307, 308 };
	g_autoptr(http_server) other = http_server_new(NULL, NULL);
	g_autofree char *argument = http_server_argument(other);
	/* By its name it is another host, too. */
	g_autofree char *location =
		g_strdup_printf("http://localhost%s", strrchr(argument, ':'));
	g_autoptr(sink) sink = open_sink(scene->argument, NULL);

	(void)unused;
	for (guint i = 0; i < G_N_ELEMENTS(statuses); i++) {
		g_autofree char *message = NULL;

		http_server_answer(scene->server, statuses[i], location);
		message = refused_put(sink, scene->record, IMR_ERROR_FATAL);
		g_assert_nonnull(strstr(message, "set url"));
	}
	g_assert_cmpuint(http_server_connections(other), ==, 0);
}

/* --- over a UNIX socket --- */

struct local_server {
	int listener;
	char request[16384]; /* as much as came at first */
};

static gpointer
serve_locally(gpointer data)
{
	static const char answer[] =
		"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
	struct local_server *server = data;
	int fd = accept(server->listener, NULL, NULL);

	g_assert_cmpint(read(fd, server->request, sizeof(server->request) - 1),
			>, 0);
	g_assert_cmpint(send(fd, answer, sizeof(answer) - 1, MSG_NOSIGNAL), >,
			0);
	close(fd);
	return NULL;
}

/* No name is looked up and no network used: what the URL says is for the
 * receiver. */
static void
test_unix_socket(struct scene *scene, gconstpointer unused)
{
	g_autofree char *path =
		g_build_filename(scene->directory, "socket", NULL);
	struct sockaddr_un name = { .sun_family = AF_UNIX };
	struct local_server server = {
		.listener = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)
	};
	g_autofree char *message = NULL;
	struct sink *sink;
	GThread *thread;

	(void)unused;
	g_strlcpy(name.sun_path, path, sizeof(name.sun_path));
	g_assert_no_errno(
		bind(server.listener, (struct sockaddr *)&name, sizeof(name)));
	g_assert_no_errno(listen(server.listener, 1));
	thread = g_thread_new("local-server", serve_locally, &server);
	sink = open_sink("http:http://receiver.invalid/hook", "socket", path,
			 NULL);
	accepted_put(sink, scene->record);
	g_thread_join(thread);
	g_assert_true(
		g_str_has_prefix(server.request, "POST /hook HTTP/1.1\r\n"));
	g_assert_nonnull(
		strstr(server.request, "\r\nHost: receiver.invalid\r\n"));
	close(server.listener);
	unlink(path);
	message = refused_put(sink, scene->record, IMR_ERROR_RETRY);
	g_assert_nonnull(strstr(message, "unix:"));
	g_assert_true(sink_is_away(sink));
	sink_free(sink);
}

static void
test_bad_urls(void)
{
	static const char *const urls[] = {
		"ftp://host.example/",
		"file:///etc/hostname",
		"//host.example/hidden",
		"host.example/hidden",
		"https://",
		"https://host.example:99999/hidden",
		"https://me:hidden@host.example/",
		"https://hidden@host.example/",
		"http://host.example/hidden",
		"http://10.0.0.1/hidden",
		"http://127.0.0.1.example/hidden",
		"http://[::2]/hidden",
	};

	for (guint i = 0; i < G_N_ELEMENTS(urls); i++) {
		g_autoptr(sink) sink = sink_new("http", NULL);
		g_autofree char *message = NULL;

		g_assert_true(sink_assign(sink, "url", urls[i], NULL));
		message = refused_open(sink, IMR_ERROR_FATAL);
		g_assert_null(strstr(message, "hidden"));
	}
}

static void
test_good_urls(void)
{
	static const char *const urls[] = {
		"https://host.example/hook", "http://localhost:1/",
		"http://127.0.0.1/",	     "http://127.9.9.9/",
		"http://[::1]:1/hook",
	};

	for (guint i = 0; i < G_N_ELEMENTS(urls); i++) {
		g_autofree char *argument = g_strconcat("http:", urls[i], NULL);

		sink_free(open_sink(argument, NULL));
	}
	sink_free(open_sink("http:http://host.example/", "allow_plain_http",
			    "yes", NULL));
}

static gpointer
put_many(gpointer data)
{
	const struct scene *scene = data;
	g_autoptr(sink) sink = open_sink(scene->argument, NULL);

	for (guint i = 0; i < 20; i++)
		accepted_put(sink, scene->record);
	return NULL;
}

static void
test_threads(struct scene *scene, gconstpointer unused)
{
	GThread *threads[4];

	(void)unused;
	for (guint i = 0; i < G_N_ELEMENTS(threads); i++)
		threads[i] = g_thread_new("sink", put_many, scene);
	for (guint i = 0; i < G_N_ELEMENTS(threads); i++)
		g_thread_join(threads[i]);
	g_assert_cmpuint(http_server_requests(scene->server), ==, 80);
}

static void
add(const char *path, void (*test)(struct scene *scene, gconstpointer unused))
{
	g_test_add(path, struct scene, NULL, scene_start, test, scene_end);
}

int
main(int argc, char **argv)
{
	/* Nothing listens there: who asks a proxy gets nowhere. */
	g_setenv("http_proxy", "http://127.0.0.1:1", TRUE);
	g_setenv("all_proxy", "http://127.0.0.1:1", TRUE);
	g_unsetenv("no_proxy");
	g_test_init(&argc, &argv, NULL);
	umask(077);
	add("/sinks/http/request", test_request);
	add("/sinks/http/webhook-id", test_webhook_id);
	add("/sinks/http/large-body", test_large_body);
	add("/sinks/http/signature", test_signature);
	add("/sinks/http/token", test_token);
	add("/sinks/http/bad-credentials", test_bad_credentials);
	add("/sinks/http/statuses", test_statuses);
	add("/sinks/http/retry-after", test_retry_after);
	add("/sinks/http/redirects", test_redirects);
	add("/sinks/http/unix-socket", test_unix_socket);
	g_test_add_func("/sinks/http/bad-urls", test_bad_urls);
	g_test_add_func("/sinks/http/good-urls", test_good_urls);
	add("/sinks/http/threads", test_threads);
	return g_test_run();
}
