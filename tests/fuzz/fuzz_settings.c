/* fuzz_settings.c - the settings file. What it gives must be safe to use: each
 * value in the range of its row, so that it can be written and read again. */
#include "settings/config.h"
#include "tests/fuzz/fuzz.h"

static void
check_rows(const struct setting *table, gconstpointer target)
{
	for (const struct setting *row = table; row->key != NULL; row++) {
		g_autofree char *value = setting_to_string(row, target);

		g_assert_true(value != NULL || row->fallback == NULL);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	g_autofree char *text = fuzz_text(data, size);
	g_autoptr(config) config = config_new();
	g_autoptr(GError) error = NULL;

	if (!g_utf8_validate(text, -1, NULL))
		return 0;
	if (!config_read_text(config, "fuzz.conf", text, &error)) {
		g_assert_true(g_str_has_prefix(error->message, "fuzz.conf:"));
		return 0;
	}
	g_assert_no_error(error);
	config_finish(config, NULL);
	check_rows(extract_setting_table, &config->extract);
	check_rows(spool_setting_table, &config->spool);
	check_rows(service_setting_table, &config->service);
	check_rows(delivery_setting_table, &config->delivery);
	return 0;
}
