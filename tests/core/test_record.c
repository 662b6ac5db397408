/* test_record.c - records to JSON and back; what the reader refuses. */
#include "core/error.h"
#include "core/record.h"
#include "tests/core/record_flaws.h"
#include "tests/core/sample.h"

static void
test_round_trip(void)
{
	g_autoptr(record) record = sample_record();
	g_autofree char *first = record_to_json(record);
	json_auto_t *json = json_loads(first, 0, NULL);
	g_autoptr(GError) error = NULL;
	g_autoptr(record) copy = record_from_json(json, &error);
	g_autofree char *second = NULL;

	g_assert_no_error(error);
	second = record_to_json(copy);
	g_assert_cmpstr(first, ==, second);
	g_assert_null(strchr(first, '\n'));
}

/* Version 1 has none of what came with 2, and is what its receivers know. */
static void
test_version_1(void)
{
	g_autoptr(record) record = sample_record();
	json_auto_t *json = NULL;
	json_auto_t *again = NULL;
	json_t *issue, *evidence;
	g_autoptr(record) copy = NULL;
	g_autoptr(GError) error = NULL;

	record_add_warning(record, "category-doubt",
			   "/issues/0/request/category", "doubtful");
	((struct evidence *)record->evidence->pdata[0])->text_source =
		TEXT_SOURCE_HUMAN;
	json = record_to_json_version(record, 1);
	issue = json_array_get(json_object_get(json, "issues"), 0);
	evidence = json_object_get(json, "evidence");
	g_assert_cmpstr(json_string_value(json_object_get(json, "schema")), ==,
			"imr-record/1");
	g_assert_null(json_object_get(issue, "request"));
	g_assert_null(json_object_get(issue, "citations"));
	g_assert_null(json_object_get(json, "revision"));
	g_assert_null(json_object_get(json, "corrections"));
	g_assert_null(
		json_object_get(json_object_get(json, "source"), "folder"));
	g_assert_null(
		json_object_get(json_object_get(json, "producer"), "lexicon"));
	g_assert_cmpuint(json_object_size(evidence), ==, 1);
	g_assert_nonnull(json_object_get(evidence, "/issues/0/rationale"));
	g_assert_cmpuint(json_array_size(json_object_get(json, "warnings")), ==,
			 1);
	/* Read again, its treatments have no meaning, which is not an empty
	 * one. */
	copy = record_from_stored_json(json, SAMPLE_ID, &error);
	g_assert_no_error(error);
	g_assert_null(((struct issue *)copy->issues->pdata[0])->request);
	g_assert_cmpint(copy->revision, ==, 1);
	g_assert_cmpuint(copy->version, ==, 1);
	again = record_to_json_value(copy);
	g_assert_true(json_equal(again, json));
}

static void
test_layout(void)
{
	g_autoptr(record) record = sample_record();
	g_autofree char *json = record_to_json(record);
	static const char *const pieces[] = {
		"{\"schema\":\"imr-record/2\",\"id\":\"" SAMPLE_ID
		"\",\"source\":{\"file_name\":\"invented letter.pdf\","
		"\"folder\":\"clinic/north\",\"media_type\":\"application/"
		"pdf\",\"size_bytes\":4321,"
		"\"page_count\":2,\"pages\":[{\"number\":1,\"width_pt\":612.0,"
		"\"height_pt\":792.0,\"text_source\":\"ocr\",\"reason\":"
		"\"no text layer\",\"dpi\":300.0,\"rotation_deg\":180,"
		"\"skew_deg\":-0.73,\"confidence\":0.912},",
		"\"dpi\":null,",
		"\"format\":\"final_determination\",\"case\":{\"case_number\":"
		"\"CM99-0000000\",\"date_assigned\":null,",
		"\"claim_number\":null},\"reviewer\":{\"licensed_states\":"
		"[\"California\",\"Ohio\"],",
		"\"summary\":{\"text\":\"The injured worker is invented.\","
		"\"age\":48,\"sex\":\"female\"},\"documents_reviewed\":null,"
		"\"outcome\":\"partially_overturned\",\"issues\":[{",
		"\"evidence\":{\"/case/case_number\":{\"page\":1,\"boxes\":"
		"[[146.2,78.1,214.9,90.0]],\"text_source\":\"ocr\","
		"\"confidence\":0.912},",
		",\"continues\":[{\"page\":2,\"boxes\":[[146.2,78.1,214.9,"
		"90.0]]}]}},\"confidence\":0.912,\"warnings\":[{\"code\":"
		"\"date-order\",\"path\":\"/case/decision_date\",\"message\":",
		"\"revision\":2,\"corrections\":[{\"path\":\"/summary/age\","
		"\"old\":47,\"kind\":\"misread\",\"user\":\"clerk\","
		"\"time\":\"2099-12-31T23:59:58Z\"}],",
		"\"producer\":{\"name\":\"imr-ingest\",\"version\":\"0.0.0\","
		"\"lexicon\":\"" SAMPLE_ID "\","
		"\"ingested_at\":\"2099-12-31T23:59:59Z\"}}",
	};
	const char *rest = json;

	for (gsize i = 0; i < G_N_ELEMENTS(pieces); i++) {
		rest = strstr(rest, pieces[i]);
		if (rest == NULL)
			g_error("not in place: %s\nin %s", pieces[i], json);
		rest += strlen(pieces[i]);
	}
	g_assert_cmpstr(rest, ==, "");
}

/* Of a letter that shows nothing, all fields are null and it is readable. */
static void
test_bare(void)
{
	g_autoptr(record) record = record_new();
	g_autoptr(record) copy = NULL;
	g_autoptr(GError) error = NULL;
	json_auto_t *json = NULL;

	record->id = g_strdup(SAMPLE_ID "-2");
	record->file_name = g_strdup("-");
	record->media_type = g_strdup("text/plain");
	record->format = g_strdup("unknown");
	record->case_number = g_strdup("");
	json = record_to_json_value(record);
	copy = record_from_json(json, &error);
	g_assert_no_error(error);
	g_assert_null(copy->case_number);
	g_assert_null(copy->licensed_states);
	g_assert_null(copy->ingested_at);
	g_assert_cmpint(copy->age, ==, INTEGER_UNKNOWN);
	g_assert_cmpstr(copy->producer_version, ==, IMR_VERSION);
	g_assert_cmpfloat(copy->confidence, ==, 1.0);
}

static void
test_flaws(void)
{
	for (gsize i = 0; i < G_N_ELEMENTS(record_flaws); i++) {
		const struct record_flaw *flaw = &record_flaws[i];
		json_auto_t *json = flawed_record(flaw);
		g_autoptr(GError) error = NULL;

		g_assert_null(record_from_json(json, &error));
		g_assert_error(error, IMR_ERROR, IMR_ERROR_REJECT);
		if (!g_str_has_prefix(error->message, flaw->refusal))
			g_error("%s: refused with '%s'", flaw->refusal,
				error->message);
	}
}

static void
test_not_an_object(void)
{
	json_auto_t *json = json_string("letter");
	g_autoptr(GError) error = NULL;

	g_assert_null(record_from_json(json, &error));
	g_assert_error(error, IMR_ERROR, IMR_ERROR_REJECT);
}

/* A key is a stranger's: a message shows it short and printable. */
static void
test_unprintable_key(void)
{
	g_autoptr(record) record = sample_record();
	json_auto_t *json = record_to_json_value(record);
	g_autoptr(GError) error = NULL;
	g_autofree char *tail = g_strnfill(1000, 'x');
	g_autofree char *key = g_strconcat("\033[2J~", tail, NULL);

	json_object_set_new(json, key, json_true());
	g_assert_null(record_from_json(json, &error));
	g_assert_true(g_str_has_prefix(error->message, "/\\033[2J~0xxx"));
	g_assert_cmpuint(strlen(error->message), <, 120);
}

static void
test_too_many(void)
{
	g_autoptr(record) record = sample_record();
	json_auto_t *json = record_to_json_value(record);
	json_t *issues = json_object_get(json, "issues");
	json_t *issue = json_array_get(issues, 0);
	g_autoptr(GError) error = NULL;

	while (json_array_size(issues) <= 10000)
		json_array_append(issues, issue);
	g_assert_null(record_from_json(json, &error));
	g_assert_cmpstr(error->message, ==,
			"/issues: 10001 elements, not 0 to 10000");
}

static char *
record_field_text(const struct record *record, const char *path)
{
	for (const struct field *row = record_fields; row->path != NULL; row++)
		if (strcmp(row->path, path) == 0)
			return field_to_string(row, record);
	g_assert_not_reached();
}

static void
test_field_to_string(void)
{
	static const struct {
		const char *path, *text;
	} cases[] = {
		{ "case/case_number", "CM99-0000000" },
		{ "case/date_assigned", "" },
		{ "reviewer/licensed_states", "California; Ohio" },
		{ "summary/age", "48" },
		{ "documents_reviewed", "" },
	};
	g_autoptr(record) record = sample_record();

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *text =
			record_field_text(record, cases[i].path);

		g_assert_cmpstr(text, ==, cases[i].text);
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/record/round-trip", test_round_trip);
	g_test_add_func("/record/layout", test_layout);
	g_test_add_func("/record/version-1", test_version_1);
	g_test_add_func("/record/bare", test_bare);
	g_test_add_func("/record/flaws", test_flaws);
	g_test_add_func("/record/not-an-object", test_not_an_object);
	g_test_add_func("/record/unprintable-key", test_unprintable_key);
	g_test_add_func("/record/too-many", test_too_many);
	g_test_add_func("/record/field-to-string", test_field_to_string);
	return g_test_run();
}
