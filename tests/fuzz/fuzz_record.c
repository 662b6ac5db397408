/* fuzz_record.c - the record reader, as workers and as the store are read: what
 * it takes, it gives again. */
#include <jansson.h>
#include <string.h>

#include "core/record.h"
#include "tests/fuzz/fuzz.h"

#define ID "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"

static struct record *
read_strictly(json_t *json, GError **error)
{
	return record_from_json(json, error);
}

static struct record *
read_leniently(json_t *json, GError **error)
{
	return record_from_stored_json(json, ID, error);
}

static void
read_twice(json_t *json, struct record *(*read)(json_t *json, GError **error))
{
	g_autoptr(GError) error = NULL;
	g_autoptr(record) record = read(json, &error);
	g_autoptr(record) again = NULL;
	g_autofree char *first = NULL, *second = NULL;
	json_auto_t *written = NULL;

	if (record == NULL)
		return;
	first = record_to_json(record);
	written = json_loads(first, JSON_REJECT_DUPLICATES, NULL);
	g_assert_nonnull(written);
	again = read(written, &error);
	g_assert_no_error(error);
	second = record_to_json(again);
	g_assert_cmpstr(first, ==, second);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	json_auto_t *json = json_loadb((const char *)data, size,
				       JSON_REJECT_DUPLICATES, NULL);

	if (json == NULL)
		return 0;
	read_twice(json, read_strictly);
	read_twice(json, read_leniently);
	return 0;
}
