/* test_frame_memory.c - what frames may take of this process's memory, and what
 * is said where there is none. */
#include <stdlib.h>
#include <string.h>

#include "core/error.h"
#include "core/frame.h"

/* --- what all messages together may take --- */

static const struct frame_weight some = { 1000, 1000, 1000 };

static gboolean
spend_of(struct allowance *allowance, struct frame_weight weight)
{
	g_autoptr(GError) error = NULL;
	gboolean spent = allowance_spend(allowance, &weight, &error);

	if (!spent)
		g_assert_error(error, IMR_ERROR, IMR_ERROR_REJECT);
	return spent;
}

/* Each of the three ends it by itself, and what is refused is not spent. */
static void
test_allowance(void)
{
	const struct frame_weight all[] = { { ALLOWANCE_BYTES, 0, 0 },
					    { 0, ALLOWANCE_MEMORY, 0 },
					    { 0, 0, ALLOWANCE_NODES } };
	struct allowance allowance;

	allowance_init(&allowance);
	for (guint i = 0; i < G_N_ELEMENTS(all); i++) {
		g_assert_true(spend_of(&allowance, some));
		g_assert_false(spend_of(&allowance, all[i]));
		g_assert_true(spend_of(&allowance, some));
		allowance_renew(&allowance);
		g_assert_true(spend_of(&allowance, all[i]));
		g_assert_false(spend_of(&allowance, some));
		allowance_renew(&allowance);
	}
	allowance_clear(&allowance);
}

/* Never less than there is: of each kind of value, empty and not. */
static void
test_weight(void)
{
	static const struct {
		const char *text;
		guint64 nodes;
	} cases[] = {
		{ "{}", 1 },
		{ "{\"a\":1}", 2 },
		{ "{\"a\":[1,2,3]}", 5 },
		{ "{\"a\":\"[[[,,,{{{\"}", 2 },
		{ "{\"a\":\"\\\",[\"}", 2 },
		{ "[[],[],{}]", 4 },
	};

	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		gsize length = strlen(cases[i].text);
		struct frame_weight weight = frame_weigh(cases[i].text, length);

		g_test_message("%s", cases[i].text);
		g_assert_cmpuint(weight.bytes, ==, length);
		g_assert_cmpuint(weight.nodes, >=, cases[i].nodes);
		g_assert_cmpuint(weight.nodes, <=, 2 * cases[i].nodes);
	}
}

/* --- too little memory of our own --- */

static guint granted; /* allocations, before there is no more */

static gpointer
starving_malloc(size_t size)
{
	if (granted == 0)
		return NULL;
	granted--;
	return malloc(size);
}

/* Wherever jansson gets none: never the text's fault. */
static void
test_starved(void)
{
	static const char text[] = "{\"a\":[{\"b\":\"c\"},2.5]}";
	g_autoptr(GBytes) bytes = g_bytes_new_static(text, sizeof(text) - 1);
	json_t *message = NULL;
	guint most;

	json_set_alloc_funcs(starving_malloc, free);
	for (most = 0; message == NULL; most++) {
		g_autoptr(GError) error = NULL;

		granted = most;
		message = frame_decode(bytes, NULL, &error);
		if (message == NULL) {
			g_assert_error(error, IMR_ERROR, IMR_ERROR_RETRY);
			g_assert_true(error_is_shortage(error));
		}
	}
	g_assert_cmpuint(most, >, 8);
	for (most = 0; most < 2; most++) {
		g_autoptr(GError) error = NULL;

		granted = 0;
		g_assert_null(frame_encode(most ? message : NULL, &error));
		g_assert_error(error, IMR_ERROR, IMR_ERROR_RETRY);
		g_assert_true(error_is_shortage(error));
	}
	json_set_alloc_funcs(malloc, free);
	json_decref(message);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/frame/allowance", test_allowance);
	g_test_add_func("/frame/weight", test_weight);
	g_test_add_func("/frame/starved", test_starved);
	return g_test_run();
}
