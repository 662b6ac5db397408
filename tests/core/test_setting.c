/* test_setting.c - settings as written: ranges, suffixes, refusals; and the
 * extract settings over the wire. */
#include "core/error.h"
#include "core/extract_settings.h"
#include "core/setting.h"

struct target {
	char *text;
	char *path;
	gint64 count;
	double seconds;
	gint64 bytes;
	gboolean flag;
	enum colour { RED, GREEN } choice;
};

static const char *const choices[] = { [RED] = "red", [GREEN] = "green", NULL };

static const struct setting table[] = {
	SETTING_STRING("text", struct target, text, "none", "a text"),
	SETTING_PATH("path", struct target, path, "where to write"),
	SETTING_INTEGER("count", struct target, count, "5", 1, 100000, "n"),
	SETTING_SECONDS("seconds", struct target, seconds, "1.5", 1, 60, "s"),
	SETTING_BYTES("bytes", struct target, bytes, "64K", 1024,
		      G_GINT64_CONSTANT(8) << 30, "b"),
	SETTING_BOOLEAN("flag", struct target, flag, "no", "f"),
	SETTING_CHOICE("choice", struct target, choice, "red", choices, "c"),
	SETTING_END,
};

static void
test_defaults(void)
{
	struct target target = { 0 };

	settings_set_defaults(table, &target);
	g_assert_cmpstr(target.text, ==, "none");
	g_assert_null(target.path);
	g_assert_cmpint(target.count, ==, 5);
	g_assert_cmpfloat(target.seconds, ==, 1.5);
	g_assert_cmpint(target.bytes, ==, 65536);
	g_assert_false(target.flag);
	g_assert_cmpint(target.choice, ==, RED);
	settings_clear(table, &target);
	g_assert_null(target.text);
}

static const struct {
	const char *key, *value;
	const char *shown;   /* as setting_to_string() writes it */
	const char *message; /* instead: the refusal */
} cases[] = {
	{ "text", "", "" },
	{ "path", "/a/./b/../c", "/a/c" },
	{ "path", "", NULL, "path = '': a path" },
	{ "path", "\"/a\"", NULL, "path: leave out the quotes around its value, which would be part "
	  "of it" },
	{ "text", "'a b'", NULL, "text: leave out the quotes around its value, which would be part "
	  "of it" },
	{ "text", "\"a\" b", "\"a\" b" },
	{ "text", "\"", "\"" },
	{ "count", "1", "1" },
	{ "count", "100000", "100000" },
	{ "count", "x", NULL, "count = 'x': a whole number from 1 to 100000" },
	{ "count", "0", NULL, "count = '0': a whole number from 1 to 100000" },
	{ "count", "100001", NULL,
	  "count = '100001': a whole number from 1 to 100000" },
	{ "count", "5 ", NULL,
	  "count = '5 ': a whole number from 1 to 100000" },
	{ "count", "99999999999999999999", NULL,
	  "count = '99999999999999999999': a whole number from 1 to 100000" },
	{ "seconds", "2", "2" },
	{ "seconds", "2.25", "2.25" },
	{ "seconds", "0.5", NULL,
	  "seconds = '0.5': a number of seconds from 1 to 60" },
	{ "seconds", "61", NULL,
	  "seconds = '61': a number of seconds from 1 to 60" },
	{ "seconds", "", NULL,
	  "seconds = '': a number of seconds from 1 to 60" },
	{ "seconds", ".", NULL,
	  "seconds = '.': a number of seconds from 1 to 60" },
	{ "seconds", "1.2.3", NULL,
	  "seconds = '1.2.3': a number of seconds from 1 to 60" },
	{ "seconds", "nan", NULL,
	  "seconds = 'nan': a number of seconds from 1 to 60" },
	{ "seconds", "0x10", NULL,
	  "seconds = '0x10': a number of seconds from 1 to 60" },
	{ "bytes", "2048", "2K" },
	{ "bytes", "2049", "2049" },
	{ "bytes", "3M", "3M" },
	{ "bytes", "2G", "2G" },
	{ "bytes", "1024K", "1M" },
	{ "bytes", "1", NULL,
	  "bytes = '1': a number of bytes from 1K to 8G (K, M and G are "
	  "powers of 1024)" },
	{ "bytes", "9G", NULL,
	  "bytes = '9G': a number of bytes from 1K to 8G (K, M and G are "
	  "powers of 1024)" },
	{ "bytes", "99999999999G", NULL,
	  "bytes = '99999999999G': a number of bytes from 1K to 8G (K, M and "
	  "G are powers of 1024)" },
	{ "bytes", "M", NULL,
	  "bytes = 'M': a number of bytes from 1K to 8G (K, M and G are "
	  "powers of 1024)" },
	{ "bytes", "2T", NULL,
	  "bytes = '2T': a number of bytes from 1K to 8G (K, M and G are "
	  "powers of 1024)" },
	{ "bytes", "-2K", NULL,
	  "bytes = '-2K': a number of bytes from 1K to 8G (K, M and G are "
	  "powers of 1024)" },
	{ "flag", "yes", "yes" },
	{ "flag", "true", "yes" },
	{ "flag", "on", "yes" },
	{ "flag", "1", "yes" },
	{ "flag", "off", "no" },
	{ "flag", "maybe", NULL, "flag = 'maybe': yes or no" },
	{ "choice", "green", "green" },
	{ "choice", "blue", NULL, "choice = 'blue': one of red, green" },
	{ "colour", "red", NULL,
	  "no setting 'colour' here, only text, path, count, seconds, bytes, "
	  "flag, choice" },
};

static const struct setting *
row_named(const char *key)
{
	for (const struct setting *row = table; row->key != NULL; row++)
		if (strcmp(row->key, key) == 0)
			return row;
	g_assert_not_reached();
}

static void
test_assign(void)
{
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct target target = { 0 };
		g_autoptr(GError) error = NULL;
		gboolean valid = settings_assign(table, &target, cases[i].key,
						 cases[i].value, &error);

		if (cases[i].message != NULL) {
			g_assert_false(valid);
			g_assert_error(error, IMR_ERROR, IMR_ERROR_FATAL);
			g_assert_cmpstr(error->message, ==, cases[i].message);
		} else {
			g_autofree char *shown = setting_to_string(
				row_named(cases[i].key), &target);

			g_assert_no_error(error);
			g_assert_cmpstr(shown, ==, cases[i].shown);
		}
		settings_clear(table, &target);
	}
}

/* A bad value leaves the good one. */
static void
test_assign_keeps(void)
{
	struct target target = { 0 };

	settings_set_defaults(table, &target);
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++)
		if (cases[i].message != NULL)
			settings_assign(table, &target, cases[i].key,
					cases[i].value, NULL);
	g_assert_cmpint(target.count, ==, 5);
	g_assert_cmpfloat(target.seconds, ==, 1.5);
	g_assert_cmpint(target.bytes, ==, 65536);
	g_assert_cmpint(target.choice, ==, RED);
	settings_clear(table, &target);
}

static void
test_required(void)
{
	struct target target = { 0 };
	g_autoptr(GError) error = NULL;

	settings_set_defaults(table, &target);
	g_assert_false(settings_check(table, &target, &error));
	g_assert_error(error, IMR_ERROR, IMR_ERROR_FATAL);
	g_assert_cmpstr(error->message, ==,
			"'path' must be set: where to write");
	settings_assign(table, &target, "path", "/x", NULL);
	g_assert_true(settings_check(table, &target, NULL));
	settings_clear(table, &target);
}

static void
test_extract_round_trip(void)
{
	struct extract_settings settings = { 0 }, copy = { 0 };
	g_autoptr(GError) error = NULL;
	json_auto_t *json = NULL;

	settings_set_defaults(extract_setting_table, &settings);
	settings_assign(extract_setting_table, &settings, "ocr", "always",
			&error);
	g_assert_no_error(error);
	json = extract_settings_to_json(&settings);
	g_assert_true(extract_settings_from_json(&copy, json, &error));
	g_assert_no_error(error);
	g_assert_cmpint(copy.ocr, ==, OCR_ALWAYS);
	g_assert_cmpint(copy.max_bytes, ==, 256 << 20);
	g_assert_cmpint(copy.max_pages, ==, 500);
	g_assert_cmpint(copy.max_pixels, ==, 100000000);
	g_assert_cmpfloat(copy.page_seconds, ==, 60);
	g_assert_cmpfloat(copy.letter_seconds, ==, 600);
	g_assert_cmpint(copy.memory, ==, G_GINT64_CONSTANT(2) << 30);
	settings_clear(extract_setting_table, &settings);
	settings_clear(extract_setting_table, &copy);
}

static void
test_extract_flaws(void)
{
	static const struct {
		const char *key, *value, *refusal;
	} flaws[] = {
		{ "ocr", "\"sometimes\"", "/ocr: ocr = 'sometimes': one of" },
		{ "max_pages", "500", "/max_pages: not a string" },
		{ "colour", "\"red\"", "/colour: unknown member" },
	};
	struct extract_settings settings = { 0 };

	settings_set_defaults(extract_setting_table, &settings);
	for (gsize i = 0; i < G_N_ELEMENTS(flaws); i++) {
		json_auto_t *json = extract_settings_to_json(&settings);
		g_autoptr(GError) error = NULL;

		json_object_set_new(
			json, flaws[i].key,
			json_loads(flaws[i].value, JSON_DECODE_ANY, NULL));
		g_assert_false(
			extract_settings_from_json(&settings, json, &error));
		g_assert_error(error, IMR_ERROR, IMR_ERROR_REJECT);
		g_assert_true(
			g_str_has_prefix(error->message, flaws[i].refusal));
		g_assert_cmpint(settings.ocr, ==, OCR_AUTO);
	}
	settings_clear(extract_setting_table, &settings);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/setting/defaults", test_defaults);
	g_test_add_func("/setting/assign", test_assign);
	g_test_add_func("/setting/assign-keeps", test_assign_keeps);
	g_test_add_func("/setting/required", test_required);
	g_test_add_func("/setting/extract-round-trip", test_extract_round_trip);
	g_test_add_func("/setting/extract-flaws", test_extract_flaws);
	return g_test_run();
}
