/* fuzz_answer.c - what a hostile worker may answer, once it is JSON. */
#include <jansson.h>

#include "extract/check_answer.h"
#include "extract/inputs.h"
#include "tests/fuzz/fuzz.h"

#define MOST_PAGES 10

static const struct input input = {
	.path = (char *)"mine.pdf",
	.name = (char *)"mine.pdf",
	.id = (char *)"00112233445566778899aabbccddeeff"
		      "00112233445566778899aabbccddeeff",
	.fd = -1,
	.size_bytes = 4711,
};

/* Believed or refused, never both and never neither. */
static void
check(struct answer *answer, GError *const *error)
{
	g_assert_true((answer == NULL) == (*error != NULL));
	if (answer != NULL)
		answer_free(answer);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	json_t *json = json_loadb((const char *)data, size,
				  JSON_REJECT_DUPLICATES, NULL);
	g_autoptr(GError) read = NULL, page = NULL, parse = NULL, doubt = NULL;
	g_autoptr(document) document = NULL;

	if (json == NULL)
		return 0;
	check(answer_to_read(json, &input, MOST_PAGES, &read), &read);
	check(answer_to_recognise(json, 1, FALSE, &page), &page);
	check(answer_to_parse(json, &input, NULL, &parse), &parse);
	document = document_new();
	for (guint n = 1; n <= 2; n++) {
		struct page *scanned = page_new(n, 612, 792);

		scanned->text_source = TEXT_SOURCE_OCR;
		g_ptr_array_add(document->pages, scanned);
	}
	check(answer_to_parse(json, &input, document, &doubt), &doubt);
	json_decref(json);
	return 0;
}
