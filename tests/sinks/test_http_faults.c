/* test_http_faults.c - the sink `http` among servers that fail, stall, lie, or
 * are not who they should be. */
#include <string.h>

#include "core/error.h"
#include "tests/sinks/bad_server.h"
#include "tests/sinks/support.h"
#include "tests/support/http_server.h"
#include "tests/support/scratch.h"

#define HOUR 3600

/* Each within its timeout of one second, and then some for a busy machine. */
static void
test_bad_servers(void)
{
	static const struct {
		const char *head, *tail;
		gboolean reset, delivered;
	} cases[] = {
		/* says nothing, or not enough */
		{ "", NULL, FALSE, FALSE },
		{ "HTTP/1.1 100 Continue\r\n\r\n", NULL, FALSE, FALSE },
		{ "HTTP/1.1 2", NULL, FALSE, FALSE },
		{ "", NULL, TRUE, FALSE },
		{ "SSH-2.0-Example_1.0\r\n", NULL, TRUE, FALSE },
		/* says it all, and then stalls, breaks off or never ends */
		{ "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf", NULL,
		  FALSE, TRUE },
		{ "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nanswered\n",
		  NULL, TRUE, TRUE },
		{ "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf", NULL,
		  TRUE, TRUE },
		{ "HTTP/1.1 503 Busy\r\nContent-Length: 9\r\n\r\nhalf", NULL,
		  FALSE, FALSE },
		{ "HTTP/1.1 200 OK\r\n\r\n", "for ever and ever ", FALSE,
		  TRUE },
		{ "HTTP/1.1 503 Busy\r\n\r\n", "for ever and ever ", FALSE,
		  FALSE },
		{ "HTTP/1.1 503 Busy\r\n", "X-Ever: and ever\r\n", FALSE,
		  FALSE },
		{ "HTTP/1.1 503 Busy\r\nX-Ever: and", " ever", FALSE, FALSE },
		/* is delivered by its status, and by that alone */
		{ "HTTP/1.1 200 OK\r\n", "X-Ever: and ever\r\n", FALSE, FALSE },
		{ "HTTP/1.1 200 OK\r\nX-Ever: and", " ever", FALSE, FALSE },
		{ "HTTP/1.1 200 OK\r\nX-Ever: and ever\r\n", NULL, FALSE,
		  FALSE },
		{ "HTTP/1.1 200 OK\r\n", NULL, TRUE, FALSE },
		{ "", "HTTP/1.1 102 Processing\r\nX: y\r\n\r\n", FALSE, FALSE },
		{ "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n"
		  "Content-Length: 0\r\n\r\n",
		  NULL, FALSE, TRUE },
	};
	g_autoptr(record) record = example_record('a', "one", 1);

	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct bad_server *server = bad_server_new(
			cases[i].head, cases[i].tail, cases[i].reset);
		g_autofree char *argument = bad_server_argument(server);
		struct sink *sink = open_sink(argument, "timeout", "1", NULL);

		g_test_timer_start();
		if (cases[i].delivered)
			accepted_put(sink, record);
		else
			g_free(refused_put(sink, record, IMR_ERROR_RETRY));
		/* It may be the record that it cannot bear. */
		g_assert_false(sink_is_away(sink));
		g_assert_cmpfloat(g_test_timer_elapsed(), <, 20);
		sink_free(sink);
		/* What was read, and what the sockets' buffers hold. */
		g_assert_cmpuint(bad_server_finish(server), <, 16 << 20);
	}
}

static void
test_nobody_listens(void)
{
	g_autoptr(record) record = example_record('a', "one", 1);
	struct http_server *server = http_server_new(NULL, NULL);
	g_autofree char *argument = http_server_argument(server);
	g_autoptr(sink) sink = open_sink(argument, NULL);
	g_autofree char *message = NULL;

	accepted_put(sink, record);
	http_server_free(server);
	message = refused_put(sink, record, IMR_ERROR_RETRY);
	g_assert_true(sink_is_away(sink));
	g_assert_nonnull(strstr(message, "http://127.0.0.1:"));
	g_assert_null(strstr(message, "hook"));
}

struct tls_case {
	const char *host; /* in the certificate */
	int end;	  /* of its time, from now */
	const char *priorities;
	gboolean trusted; /* by ca_file */
	gboolean delivered;
};

static void
test_tls(gconstpointer data)
{
	const struct tls_case *tls = data;
	g_autoptr(certificate) certificate =
		certificate_new(tls->host, tls->end);
	g_autoptr(http_server) server =
		http_server_new(certificate, tls->priorities);
	g_autofree char *argument = http_server_argument(server);
	g_autofree char *directory = scratch_new();
	g_autofree char *ca_file = g_build_filename(directory, "ca", NULL);
	g_autoptr(record) record = example_record('a', "one", 1);
	struct sink *sink;

	scratch_write(directory, "ca", certificate->pem);
	sink = tls->trusted ? open_sink(argument, "ca_file", ca_file, NULL)
			    : open_sink(argument, NULL);
	if (tls->delivered)
		accepted_put(sink, record);
	else
		g_free(refused_put(sink, record, IMR_ERROR_RETRY));
	g_assert_true(tls->delivered != sink_is_away(sink));
	g_assert_cmpuint(http_server_requests(server), ==,
			 tls->delivered ? 1 : 0);
	sink_free(sink);
	scratch_remove(directory);
}

static void
test_bad_authorities(void)
{
	g_autoptr(certificate) certificate = certificate_new("127.0.0.1", HOUR);
	g_autoptr(http_server) server = http_server_new(certificate, NULL);
	g_autofree char *argument = http_server_argument(server);
	g_autofree char *directory = scratch_new();
	g_autofree char *ca_file = g_build_filename(directory, "ca", NULL);
	g_autoptr(record) record = example_record('a', "one", 1);
	g_autoptr(sink) sink = sink_new_from_argument(argument, NULL);

	g_assert_true(sink_assign(sink, "ca_file", ca_file, NULL));
	g_free(refused_open(sink, IMR_ERROR_FATAL));
	scratch_write(directory, "ca", "no certificate at all\n");
	g_assert_true(sink_open(sink, NULL));
	g_free(refused_put(sink, record, IMR_ERROR_FATAL));
	scratch_remove(directory);
}

static void
add_tls_tests(void)
{
	static const struct tls_case good = { "127.0.0.1", HOUR, NULL, TRUE,
					      TRUE };
	static const struct tls_case unknown = { "127.0.0.1", HOUR, NULL, FALSE,
						 FALSE };
	static const struct tls_case wrong = { "host.example", HOUR, NULL, TRUE,
					       FALSE };
	static const struct tls_case expired = { "127.0.0.1", -HOUR, NULL, TRUE,
						 FALSE };
	static const struct tls_case oldest = { "127.0.0.1", HOUR,
						"NORMAL:-VERS-ALL:+VERS-TLS1.2",
						TRUE, TRUE };
	static const struct tls_case too_old = {
		"127.0.0.1", HOUR, "NORMAL:-VERS-ALL:+VERS-TLS1.1", TRUE, FALSE
	};

	g_test_add_data_func("/sinks/http-faults/tls-good", &good, test_tls);
	g_test_add_data_func("/sinks/http-faults/tls-unknown", &unknown,
			     test_tls);
	g_test_add_data_func("/sinks/http-faults/tls-wrong-name", &wrong,
			     test_tls);
	g_test_add_data_func("/sinks/http-faults/tls-expired", &expired,
			     test_tls);
	g_test_add_data_func("/sinks/http-faults/tls-1.2", &oldest, test_tls);
	g_test_add_data_func("/sinks/http-faults/tls-1.1", &too_old, test_tls);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/sinks/http-faults/bad-servers", test_bad_servers);
	g_test_add_func("/sinks/http-faults/nobody-listens",
			test_nobody_listens);
	add_tls_tests();
	g_test_add_func("/sinks/http-faults/bad-authorities",
			test_bad_authorities);
	return g_test_run();
}
