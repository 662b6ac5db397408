/* fuzz_document.c - the reader of documents, text repair and the parser, on
 * words that lie anywhere. */
#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/reading.h"

#define MOST_BYTES (64 * 1024)

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	json_t *json = size > MOST_BYTES
			       ? NULL
			       : json_loadb((const char *)data, size,
					    JSON_REJECT_DUPLICATES, NULL);
	g_autoptr(document) document = NULL;
	g_autoptr(GError) error = NULL;

	if (json == NULL)
		return 0;
	document = document_from_json(json, &error);
	json_decref(json);
	g_assert_true((document == NULL) == (error != NULL));
	if (document != NULL)
		reading_run(document);
	return 0;
}
