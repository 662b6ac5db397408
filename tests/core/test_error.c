/* test_error.c - rejections keep their kind. */
#include "core/error.h"

#include <errno.h>
#include <string.h>

#include "core/reject_code.h"

static void
test_reject(void)
{
	g_autoptr(GError) error = NULL, copy = NULL, moved = NULL;

	g_assert_false(error_reject(&error, "bill-review", "a %s", "bill"));
	g_assert_error(error, IMR_ERROR, IMR_ERROR_REJECT);
	g_assert_cmpstr(error->message, ==, "a bill");
	g_assert_cmpstr(error_reject_code(error), ==, "bill-review");

	g_prefix_error(&error, "page 2: ");
	g_assert_cmpstr(error->message, ==, "page 2: a bill");
	g_assert_cmpstr(error_reject_code(error), ==, "bill-review");
	copy = g_error_copy(error);
	g_assert_cmpstr(error_reject_code(copy), ==, "bill-review");
	g_propagate_error(&moved, g_steal_pointer(&error));
	g_assert_cmpstr(error_reject_code(moved), ==, "bill-review");
	g_assert_false(error_reject(NULL, "damaged", "unheard"));
}

static void
test_open_kind(void)
{
	g_autoptr(GError) rejection = NULL, retry = NULL, foreign = NULL;

	error_set(&rejection, IMR_ERROR_REJECT, "no");
	g_assert_cmpstr(error_reject_code(rejection), ==, REJECT_CODE_OTHER);
	error_set(&retry, IMR_ERROR_RETRY, "later");
	g_assert_null(error_reject_code(retry));
	foreign = g_error_new_literal(G_FILE_ERROR, IMR_ERROR_REJECT, "theirs");
	g_assert_null(error_reject_code(foreign));
}

static void
test_disk_full(void)
{
	static const int numbers[] = { ENOSPC, EDQUOT, EIO, ENOENT };

	for (guint i = 0; i < G_N_ELEMENTS(numbers); i++) {
		g_autoptr(GError) error = NULL, copy = NULL;

		errno = numbers[i];
		g_assert_false(error_set_errno(&error, "write"));
		g_prefix_error(&error, "here: ");
		copy = g_error_copy(error);
		g_assert_cmpint(error_is_disk_full(copy), ==, i < 2);
	}
	errno = ENOSPC;
	g_assert_false(error_set_errno(NULL, "unheard"));
	g_assert_false(error_is_disk_full(NULL));
}

static void
test_said_by_a_library(void)
{
	g_autoptr(GError) error = NULL;

	g_assert_false(error_set_disk_full(&error, "disk I/O error"));
	g_assert_error(error, IMR_ERROR, IMR_ERROR_RETRY);
	g_assert_true(error_is_disk_full(error));
	g_assert_cmpstr(error->message, ==,
			"disk I/O error: No space left on device");
}

static void
test_unknown_kind(void)
{
	if (g_test_subprocess()) {
		error_reject(NULL, "bill", "not of the table");
		return;
	}
	g_test_trap_subprocess(NULL, 0, 0);
	g_test_trap_assert_failed();
}

static void
test_table(void)
{
	for (const struct reject_code *row = reject_codes; row->code != NULL;
	     row++) {
		g_assert_true(g_regex_match_simple("^[a-z]+(-[a-z]+)*$",
						   row->code, 0, 0));
		g_assert_cmpuint(strlen(row->meaning), >, 0);
		/* The first of its name, so that no code stands twice. */
		g_assert_true(reject_code_find(row->code) == row->code);
	}
	g_assert_nonnull(reject_code_find(REJECT_CODE_OTHER));
	g_assert_null(reject_code_find("bill"));
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/error/disk-full", test_disk_full);
	g_test_add_func("/error/said-by-a-library", test_said_by_a_library);
	g_test_add_func("/error/reject", test_reject);
	g_test_add_func("/error/open-kind", test_open_kind);
	g_test_add_func("/error/unknown-kind", test_unknown_kind);
	g_test_add_func("/error/table", test_table);
	return g_test_run();
}
