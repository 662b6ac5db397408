/* record_flaws.h - what may be wrong with a record's JSON: each row changes
 * the sample's, and the strict reader and the schema must both refuse it. */
#ifndef TESTS_CORE_RECORD_FLAWS_H
#define TESTS_CORE_RECORD_FLAWS_H

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "tests/core/sample.h"

#define NUMBER "/evidence/~1case~1case_number"

struct record_flaw {
	const char *pointer;	/* what is set */
	const char *value;	/* to this JSON; NULL: removed */
	const char *refusal;	/* how the reader's message begins */
	gboolean beyond_schema; /* its words, or its validator's */
};

static const struct record_flaw record_flaws[] = {
	{ "/schema", "\"imr-record/3\"", "/schema: not one of" },
	{ "/schema", "\"imr-record/1\"", "/schema: not one of" },
	{ "/schema", NULL, "/schema: missing" },
	{ "/surprise", "1", "/surprise: unknown member" },
	{ "/case/surprise", "1", "/case/surprise: unknown member" },
	{ "/source/surprise", "1", "/source/surprise: unknown member" },
	{ "/warnings/0/surprise", "1", "/warnings/0/surprise: unknown member" },
	{ NUMBER "/surprise", "1", NUMBER "/surprise: unknown member" },
	{ "/id", "\"0011\"", "/id: not 64 hex digits" },
	{ "/id", "\"" SAMPLE_ID "-0\"", "/id: not 64 hex digits" },
	/* Python's "$" takes a line end that JSON Schema's does not. */
	{ "/id", "\"" SAMPLE_ID "\\n\"", "/id: not 64 hex digits", TRUE },
	{ "/source", "[]", "/source: not an object" },
	{ "/source/file_name", "\"\"", "/source/file_name: empty" },
	{ "/source/size_bytes", "-1", "/source/size_bytes: -1 is not from" },
	{ "/source/page_count", "3", "/source/pages: 2 elements", TRUE },
	{ "/source/pages/0/number", "0", "/source/pages/0/number: 0 is not" },
	{ "/source/pages/0/rotation_deg", "45",
	  "/source/pages/0/rotation_deg: no quarter turn" },
	{ "/source/pages/1/text_source", "\"psychic\"",
	  "/source/pages/1/text_source: not one of" },
	{ "/source/pages/1/confidence", "1.5",
	  "/source/pages/1/confidence: 1.5 is not from 0 to 1" },
	{ "/source/pages/1/reason", NULL, "/source/pages/1/reason: missing" },
	{ "/format", "null", "/format: null" },
	{ "/format", "\"sonnet\"", "/format: not one of" },
	{ "/case", NULL, "/case: missing" },
	{ "/case/case_number", "7", "/case/case_number: not a string" },
	{ "/case/priority", "\"urgent\"", "/case/priority: not one of" },
	{ "/case/decision_date", "\"12/09/2099\"",
	  "/case/decision_date: not a date" },
	{ "/case/decision_date", "\"2099-02-29\"",
	  "/case/decision_date: no such day" },
	{ "/case/decision_date", "\"2099-13-01\"",
	  "/case/decision_date: no such day" },
	{ "/case/claim_number", NULL, "/case/claim_number: missing" },
	{ "/reviewer/certifications", "\"Surgery\"",
	  "/reviewer/certifications: not an array" },
	{ "/reviewer/certifications", "[\"\"]",
	  "/reviewer/certifications/0: empty" },
	{ "/summary/age", "-1", "/summary/age: -1 is not from" },
	{ "/summary/age", "48.5", "/summary/age: not a whole number" },
	{ "/summary/sex", "\"\"", "/summary/sex: not one of" },
	{ "/outcome", NULL, "/outcome: missing" },
	{ "/issues", "{}", "/issues: not an array" },
	{ "/issues/1/number", "0", "/issues/1/number: not its place" },
	{ "/issues/1/number", "null", "/issues/1/number: not its place" },
	{ "/issues/1/number", "7", "/issues/1/number: not its place", TRUE },
	{ "/issues/1/decision", "\"partially_overturned\"",
	  "/issues/1/decision: not one of" },
	{ "/issues/0/request", NULL, "/issues/0/request: missing" },
	{ "/issues/0/request/category", "\"Poetry\"",
	  "/issues/0/request/category: no such category" },
	{ "/issues/0/request/subcategory", "\"DME\"",
	  "/issues/0/request/category: no such category" },
	{ "/issues/0/request/surprise", "1",
	  "/issues/0/request/surprise: unknown member" },
	{ "/issues/0/request/drugs/0/quantity", "-1",
	  "/issues/0/request/drugs/0/quantity: -1 is not" },
	{ "/issues/0/request/drugs/0/quantity_unit", "\"spoons\"",
	  "/issues/0/request/drugs/0/quantity_unit: not one of" },
	{ "/issues/0/request/drugs/0/ingredients", "[\"\"]",
	  "/issues/0/request/drugs/0/ingredients/0: empty" },
	{ "/issues/0/request/frequency/per", "\"moon\"",
	  "/issues/0/request/frequency/per: not one of" },
	{ "/issues/0/request/frequency/for", NULL,
	  "/issues/0/request/frequency/for: missing" },
	{ "/issues/0/request/sessions", "2.5",
	  "/issues/0/request/sessions: not a whole number" },
	{ "/issues/0/request/sessions_printed", "null",
	  "/issues/0/request/sessions_printed: not" },
	{ "/issues/0/request/body_parts", "null",
	  "/issues/0/request/body_parts: not an array" },
	{ "/issues/0/request/laterality", "\"up\"",
	  "/issues/0/request/laterality: not one of" },
	{ "/issues/0/request/dates_of_service/0/to", "\"2099-02-29\"",
	  "/issues/0/request/dates_of_service/0/to: no such day" },
	{ "/issues/0/citations/reviewer", "{}",
	  "/issues/0/citations/reviewer: not an array" },
	{ "/issues/0/citations/reviewer/0/system", "\"none of them\"",
	  "/issues/0/citations/reviewer/0/system: not one of" },
	{ "/issues/0/citations/reviewer/0/sections", "null",
	  "/issues/0/citations/reviewer/0/sections: not an array" },
	{ "/source/folder", NULL, "/source/folder: missing" },
	{ "/source/pages/1/text_source", "\"human\"",
	  "/source/pages/1/text_source: of no page" },
	{ "/revision", "0", "/revision: 0 is not from" },
	{ "/corrections/0/path", "\"case\"",
	  "/corrections/0/path: not a JSON Pointer" },
	{ "/corrections/0/old", NULL, "/corrections/0/old: missing" },
	{ "/producer/lexicon", "\"0011\"",
	  "/producer/lexicon: not 64 hex digits" },
	{ "/issues/1/verdict", "\"upheld\"",
	  "/issues/1/verdict: unknown member" },
	{ "/evidence/case", "{}", "/evidence/case: no JSON Pointer" },
	{ NUMBER "/page", "0", NUMBER "/page: 0 is not from" },
	{ NUMBER "/boxes", "[]", NUMBER "/boxes: 0 elements" },
	{ NUMBER "/boxes/0", "[1, 2, 3]", NUMBER "/boxes/0: 3 elements" },
	{ NUMBER "/boxes/0", "[-1, 2, 3, 4]", NUMBER "/boxes/0/0: -1 is not" },
	{ NUMBER "/boxes/0", "[1, 2, 3, 1e300]",
	  NUMBER "/boxes/0/3: 1e+300 is not" },
	{ NUMBER "/boxes/0", "[9, 2, 3, 4]",
	  NUMBER "/boxes/0: corners out of order", TRUE },
	{ NUMBER "/confidence", "\"high\"",
	  NUMBER "/confidence: not a number" },
	{ NUMBER "/continues", "[]", NUMBER "/continues: 0 elements" },
	{ NUMBER "/continues", "[{\"page\": 2}]",
	  NUMBER "/continues/0/boxes: missing" },
	{ "/confidence", "-0.1", "/confidence: -0.1 is not from 0 to 1" },
	{ "/warnings/0/code", "\"Date Order\"",
	  "/warnings/0/code: not lower-case" },
	{ "/warnings/0/path", "\"case\"", "/warnings/0/path: no JSON Pointer" },
	{ "/warnings/0/message", NULL, "/warnings/0/message: missing" },
	{ "/producer/name", "\"other\"", "/producer/name: not one of" },
	{ "/producer/version", "null", "/producer/version: not a string" },
	{ "/producer/ingested_at", "\"yesterday\"",
	  "/producer/ingested_at: not a time" },
	{ "/producer/ingested_at", "\"2099-12-31T24:59:59Z\"",
	  "/producer/ingested_at: no such time" },
};

static inline char *
pointer_step(const char *step)
{
	g_auto(GStrv) slashes = g_strsplit(step, "~1", -1);

	return g_strjoinv("/", slashes);
}

/* The sample's JSON with the flaw in it. */
static inline json_t *
flawed_record(const struct record_flaw *flaw)
{
	g_autoptr(record) record = sample_record();
	g_auto(GStrv) steps = g_strsplit(flaw->pointer + 1, "/", -1);
	guint last = g_strv_length(steps) - 1;
	g_autofree char *key = pointer_step(steps[last]);
	json_t *json = record_to_json_value(record);
	json_t *place = json;
	json_t *value = flaw->value != NULL
				? json_loads(flaw->value, JSON_DECODE_ANY, NULL)
				: NULL;

	for (guint i = 0; i < last; i++) {
		g_autofree char *step = pointer_step(steps[i]);

		place = json_is_array(place)
				? json_array_get(place, (gsize)atoi(step))
				: json_object_get(place, step);
		g_assert_nonnull(place);
	}
	if (value == NULL)
		g_assert_cmpint(json_object_del(place, key), ==, 0);
	else if (json_is_array(place))
		json_array_set_new(place, (gsize)atoi(key), value);
	else
		json_object_set_new(place, key, value);
	return json;
}

#endif
