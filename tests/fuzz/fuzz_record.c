/* fuzz_record.c - the record reader: what it takes, it gives again. */
#include <jansson.h>
#include <string.h>

#include "core/record.h"
#include "tests/fuzz/fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	json_t *json = json_loadb((const char *)data, size,
				  JSON_REJECT_DUPLICATES, NULL);
	g_autoptr(GError) error = NULL;
	g_autoptr(record) record = NULL, again = NULL;
	g_autofree char *first = NULL, *second = NULL;
	json_t *written;

	if (json == NULL)
		return 0;
	record = record_from_json(json, &error);
	json_decref(json);
	if (record == NULL)
		return 0;
	first = record_to_json(record);
	written = json_loads(first, JSON_REJECT_DUPLICATES, NULL);
	g_assert_nonnull(written);
	again = record_from_json(written, &error);
	json_decref(written);
	g_assert_no_error(error);
	second = record_to_json(again);
	g_assert_cmpstr(first, ==, second);
	return 0;
}
