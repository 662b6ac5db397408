/* test_schema.c - docs/record.schema.json against the records we write, the
 * flaws we refuse, and the tables of fields. */
#include <glib/gstdio.h>

#include "core/record.h"
#include "tests/core/record_flaws.h"
#include "tests/core/sample.h"

#define SCHEMA "docs/record.schema.json"

/* The validator's verdicts on JSON texts, one a line each way. */
static GStrv
validate(GString *lines)
{
	g_autofree char *folder = g_dir_make_tmp("schema-XXXXXX", NULL);
	g_autofree char *path = g_build_filename(folder, "records", NULL);
	g_autofree char *command = g_strdup_printf(
		"python3 tests/core/validate.py %s < %s", SCHEMA, path);
	char *arguments[] = { "sh", "-c", command, NULL };
	g_autofree char *verdicts = NULL;
	g_autoptr(GError) error = NULL;
	int status;

	g_file_set_contents(path, lines->str, -1, &error);
	g_assert_no_error(error);
	g_spawn_sync(NULL, arguments, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL,
		     &verdicts, NULL, &status, &error);
	g_assert_no_error(error);
	g_spawn_check_wait_status(status, &error);
	g_assert_no_error(error);
	g_remove(path);
	g_rmdir(folder);
	return g_strsplit(verdicts, "\n", -1);
}

static void
test_records(void)
{
	g_autoptr(record) full = sample_record();
	g_autoptr(record) bare = record_new();
	g_autofree char *full_json = record_to_json(full);
	g_autofree char *bare_json = NULL;
	g_autoptr(GString) lines = g_string_new(NULL);
	g_auto(GStrv) verdicts = NULL;

	bare->id = g_strdup(SAMPLE_ID "-2");
	bare->file_name = g_strdup("-");
	bare->media_type = g_strdup("text/plain");
	bare->format = g_strdup("unknown");
	bare_json = record_to_json(bare);
	g_string_append_printf(lines, "%s\n%s\n", full_json, bare_json);
	verdicts = validate(lines);
	g_assert_cmpstr(verdicts[0], ==, "valid");
	g_assert_cmpstr(verdicts[1], ==, "valid");
}

static void
test_flaws(void)
{
	g_autoptr(GString) lines = g_string_new(NULL);
	g_auto(GStrv) verdicts = NULL;

	for (gsize i = 0; i < G_N_ELEMENTS(record_flaws); i++) {
		json_auto_t *json = flawed_record(&record_flaws[i]);
		g_autofree char *text = json_dumps(json, 0);

		g_string_append_printf(lines, "%s\n", text);
	}
	verdicts = validate(lines);
	g_assert_cmpuint(g_strv_length(verdicts), ==,
			 G_N_ELEMENTS(record_flaws) + 1);
	for (gsize i = 0; i < G_N_ELEMENTS(record_flaws); i++) {
		gboolean valid = strcmp(verdicts[i], "valid") == 0;

		if (valid != record_flaws[i].beyond_schema)
			g_error("%s = %s: %s", record_flaws[i].pointer,
				record_flaws[i].value, verdicts[i]);
	}
}

static json_t *
properties_at(json_t *schema, const char *path)
{
	g_auto(GStrv) steps = g_strsplit(path, "/", -1);
	json_t *place = schema;

	for (char **step = steps; *step != NULL; step++)
		place = json_object_get(place, *step);
	return json_object_get(place, "properties");
}

static void
assert_choices(const struct field *field, json_t *property)
{
	json_t *values = json_object_get(property, "enum");
	gsize count = g_strv_length((char **)field->choices);

	for (gsize i = 0; i < count; i++)
		g_assert_cmpstr(json_string_value(json_array_get(values, i)),
				==, field->choices[i]);
	/* What follows can only be null. */
	for (gsize i = count; i < json_array_size(values); i++)
		g_assert_true(json_is_null(json_array_get(values, i)));
}

/* Every field of the table has its property, and what is left over are the
 * members that no table tells. */
static void
check_table(const struct field *fields, json_t *properties, const char *group)
{
	for (const struct field *field = fields; field->path != NULL; field++) {
		g_autofree char *folder = g_path_get_dirname(field->path);
		g_autofree char *key = g_path_get_basename(field->path);
		json_t *property;

		if (strcmp(folder, group) != 0)
			continue;
		property = json_object_get(properties, key);
		if (property == NULL)
			g_error("the schema has no '%s'", field->path);
		if (field->type == FIELD_CHOICE)
			assert_choices(field, property);
		json_object_del(properties, key);
	}
}

static void
test_same_names(void)
{
	static const char *const groups[] = { "case", "reviewer", "summary" };
	static const char *const others[] = {
		"schema",   "id",	   "source",   "case",	     "reviewer",
		"summary",  "issues",	   "evidence", "confidence", "warnings",
		"revision", "corrections", "producer"
	};
	json_auto_t *schema = json_load_file(SCHEMA, 0, NULL);
	json_t *top = json_object_get(schema, "properties");
	json_t *issue = properties_at(schema, "$defs/issue");

	for (gsize i = 0; i < G_N_ELEMENTS(groups); i++) {
		g_autofree char *path =
			g_strconcat("properties/", groups[i], NULL);
		json_t *properties = properties_at(schema, path);

		check_table(record_fields, properties, groups[i]);
		g_assert_cmpuint(json_object_size(properties), ==, 0);
	}
	check_table(record_fields, top, ".");
	for (gsize i = 0; i < G_N_ELEMENTS(others); i++)
		g_assert_cmpint(json_object_del(top, others[i]), ==, 0);
	g_assert_cmpuint(json_object_size(top), ==, 0);
	check_table(issue_fields, issue, ".");
	g_assert_cmpint(json_object_del(issue, "request"), ==, 0);
	g_assert_cmpint(json_object_del(issue, "citations"), ==, 0);
	g_assert_cmpuint(json_object_size(issue), ==, 0);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/schema/records", test_records);
	g_test_add_func("/schema/flaws", test_flaws);
	g_test_add_func("/schema/same-names", test_same_names);
	return g_test_run();
}
