/* test_find_letter.c - the letters that an operator means, and what is told of
 * one. */
#include <string.h>

#include "core/error.h"
#include "spool/spool.h"
#include "spool/store.h"
#include "tests/support/scratch.h"
#include "view/find_letter.h"
#include "view/portrait.h"
#include "view/typed_case.h"

#define NOW G_GINT64_CONSTANT(1900000000000)

struct fixture {
	char *directory;
	struct spool *spool;
	struct store *store;
	char *ids[3]; /* aaaa...a, aaaa...b, cccc...c */
};

static void
claim(struct fixture *fixture, guint number, const char *name)
{
	g_autofree char *path = g_strconcat("/inbox/", name, NULL);
	const struct arrival arrival = { .id = fixture->ids[number],
					 .name = name,
					 .watch = "inbox",
					 .path = path,
					 .size_bytes = 1234 };
	g_autoptr(GError) error = NULL;
	enum claim claim;

	spool_claim(fixture->spool, &arrival, NOW + number, &claim, &error);
	g_assert_no_error(error);
	g_assert_cmpint(claim, ==, CLAIM_NEW);
}

static void
set_up(struct fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
	g_autoptr(GError) error = NULL;

	fixture->directory = g_dir_make_tmp("imr-find-XXXXXX", &error);
	g_assert_no_error(error);
	fixture->spool = spool_open(fixture->directory, TRUE, 10, &error);
	g_assert_no_error(error);
	fixture->store = store_open(fixture->directory, &error);
	g_assert_no_error(error);
	fixture->ids[0] = g_strnfill(64, 'a');
	fixture->ids[1] = g_strnfill(64, 'a');
	fixture->ids[1][63] = 'b';
	fixture->ids[2] = g_strnfill(64, 'c');
	claim(fixture, 0, "first.pdf");
	claim(fixture, 1, "second.pdf");
	claim(fixture, 2, "third.pdf");
}

static void
tear_down(struct fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
	store_free(fixture->store);
	spool_close(fixture->spool);
	scratch_remove(fixture->directory);
	g_free(fixture->directory);
	for (guint i = 0; i < G_N_ELEMENTS(fixture->ids); i++)
		g_free(fixture->ids[i]);
}

static void
check_letter(struct fixture *fixture, const char *text, guint number)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(spool_letter) letter =
		find_letter(fixture->spool, text, &error);

	g_assert_no_error(error);
	g_assert_cmpstr(letter->id, ==, fixture->ids[number]);
}

static void
check_refused(struct fixture *fixture, const char *text, const char *part)
{
	g_autoptr(GError) error = NULL;

	g_assert_null(find_letter(fixture->spool, text, &error));
	g_assert_error(error, IMR_ERROR, IMR_ERROR_REJECT);
	g_assert_nonnull(strstr(error->message, part));
}

static void
one_letter(struct fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
	check_letter(fixture, "cccc", 2);
	check_letter(fixture, "CCCCCC", 2);
	check_letter(fixture, fixture->ids[1], 1);
	check_refused(fixture, "dddd", "no letter has an id");
	check_refused(fixture, "CM16-0000000", "no letter is of case");
	check_refused(fixture, "aaaa", "several letters");
	check_refused(fixture, "aaaa", "first.pdf");
	check_refused(fixture, "aaaa", "second.pdf");
}

static void
by_file_name(struct fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
	g_autofree char *id = g_strnfill(64, 'e');
	const struct arrival arrival = { .id = id,
					 .name = "first.pdf",
					 .watch = "inbox",
					 .folder = "Client B",
					 .path = "/inbox/Client B/first.pdf" };
	g_autoptr(spool_letter) letter = NULL;
	enum claim claim;

	check_letter(fixture, "first.pdf", 0);
	check_letter(fixture, "third.pdf", 2);
	check_refused(fixture, "fourth.pdf", "a file of that name");
	check_refused(fixture, "Client B/first.pdf", "a file of that name");
	g_assert_true(
		spool_claim(fixture->spool, &arrival, NOW + 9, &claim, NULL));
	check_refused(fixture, "first.pdf", "several letters");
	letter = find_letter(fixture->spool, "Client B/first.pdf", NULL);
	g_assert_cmpstr(letter->id, ==, id);
}

/* What looks like an id may be a name all the same. */
static void
by_digits(struct fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
	g_autofree char *id = g_strnfill(64, 'e');
	const struct arrival arrival = {
		.id = id, .name = "20161212", .watch = "inbox", .path = "/x"
	};
	g_autoptr(spool_letter) letter = NULL;
	enum claim claim;

	g_assert_true(spool_claim(fixture->spool, &arrival, NOW, &claim, NULL));
	letter = find_letter(fixture->spool, "20161212", NULL);
	g_assert_cmpstr(letter->id, ==, id);
}

static void
cases_as_typed(void)
{
	static const struct {
		const char *typed, *meant;
	} rows[] = {
		{ "CM16-9900001", "CM16-9900001" },
		{ "cm16 9900001", "CM16-9900001" },
		{ "CM-16-9900001", "CM16-9900001" },
		{ " CM169900001 ", "CM16-9900001" },
		{ "IMR 13-000004", "IMR13-0000004" },
		{ "imr_13_4", "IMR13-0000004" },
		{ "CM20-00012345", "CM20-00012345" },
		{ "a letter.pdf", "A LETTER.PDF" },
		{ "CM16-\xff", "CM16-\xff" },
	};
	g_autofree char *long_one = typed_case("CM20-12345", 8);

	for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autofree char *meant = typed_case(rows[i].typed, 7);

		g_assert_cmpstr(meant, ==, rows[i].meant);
	}
	g_assert_cmpstr(long_one, ==, "CM20-00012345");
}

static void
several_texts(struct fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
	char *twice[] = { fixture->ids[0], "cccc", "ccccc", NULL };
	char *one_is_none[] = { "cccc", "dddd", NULL };
	g_autoptr(GError) error = NULL;
	g_autoptr(GPtrArray) ids =
		find_letter_ids(fixture->spool, twice, &error);
	g_autoptr(GPtrArray) none = find_letters(fixture->spool, NULL, NULL);

	g_assert_no_error(error);
	g_assert_cmpuint(ids->len, ==, 2);
	g_assert_cmpstr(ids->pdata[0], ==, fixture->ids[0]);
	g_assert_cmpstr(ids->pdata[1], ==, fixture->ids[2]);
	g_assert_cmpuint(none->len, ==, 0);
	g_assert_null(find_letters(fixture->spool, one_is_none, &error));
	g_assert_error(error, IMR_ERROR, IMR_ERROR_REJECT);
}

static gboolean
is_second(const struct spool_letter *letter)
{
	return strcmp(letter->name, "second.pdf") == 0;
}

static void
wanted_ids(struct fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
	const struct letter_filter all = { .any_state = TRUE };
	g_autoptr(GPtrArray) ids =
		find_matching_ids(fixture->spool, &all, NULL, NULL);
	g_autoptr(GPtrArray) some =
		find_matching_ids(fixture->spool, &all, is_second, NULL);

	g_assert_cmpuint(ids->len, ==, 3);
	g_assert_cmpuint(some->len, ==, 1);
	g_assert_cmpstr(some->pdata[0], ==, fixture->ids[1]);
}

static void
portrait(struct fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(portrait) portrait =
		portrait_take(fixture->spool, fixture->store, "cccc", &error);
	json_auto_t *json = NULL;

	g_assert_no_error(error);
	g_assert_null(portrait->records);
	g_assert_cmpuint(portrait->arrivals->len, ==, 1);
	json = portrait_to_json(portrait);
	g_assert_cmpstr(json_string_value(json_object_get(json, "name")), ==,
			"third.pdf");
	g_assert_cmpuint(json_array_size(json_object_get(json, "records")), ==,
			 0);
	g_assert_cmpuint(json_array_size(json_object_get(json, "arrivals")), ==,
			 1);
	g_assert_null(
		portrait_take(fixture->spool, fixture->store, "dddd", &error));
	g_assert_error(error, IMR_ERROR, IMR_ERROR_REJECT);
}

static void
ids_are_told_from_case_numbers(void)
{
	g_assert_true(find_letter_is_id("00ff"));
	g_assert_true(find_letter_is_id("00FFa"));
	g_assert_true(find_letter_is_id("00ff00ff-2"));
	g_assert_false(find_letter_is_id("0ff"));
	g_assert_false(find_letter_is_id("CM16-0000000"));
	g_assert_false(find_letter_is_id("IMR13-0000004"));
	g_assert_false(find_letter_is_id("00fg"));
	g_assert_false(find_letter_is_id("00ff\n"));
	g_assert_false(find_letter_is_id(""));
}

#define ADD(path, function)                                                    \
	g_test_add("/find-letter/" path, struct fixture, NULL, set_up,         \
		   function, tear_down)

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	ADD("one-letter", one_letter);
	ADD("by-file-name", by_file_name);
	ADD("by-digits", by_digits);
	ADD("several-texts", several_texts);
	g_test_add_func("/find-letter/cases-as-typed", cases_as_typed);
	ADD("wanted-ids", wanted_ids);
	ADD("portrait", portrait);
	g_test_add_func("/find-letter/ids", ids_are_told_from_case_numbers);
	return g_test_run();
}
