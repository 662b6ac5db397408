/* test_look.c - whether a person should look at a letter. */
#include "core/look.h"
#include "tests/core/sample.h"

/* A record in which nothing is null or in doubt. */
static struct record *
sound_record(void)
{
	struct record *record = sample_record();

	g_ptr_array_set_size(record->warnings, 0);
	record->date_assigned = g_strdup("2099-11-09");
	record->ur_denial_date = g_strdup("2099-11-03");
	record->application_received = g_strdup("2099-11-04");
	return record;
}

static void
test_sound(void)
{
	g_autoptr(record) record = sound_record();

	/* Neither is on most letters. */
	g_assert_null(record->employee_name);
	g_assert_null(record->documents_reviewed);
	g_assert_false(record_needs_look(record));
}

static void
test_null(void)
{
	for (guint i = 0; record_fields[i].path != NULL; i++) {
		const struct field *field = &record_fields[i];
		g_autoptr(record) record = sound_record();
		gboolean typed = field->type == FIELD_DATE ||
				 field->type == FIELD_CHOICE ||
				 g_str_equal(field->column, "case_number");

		if (field->type == FIELD_INTEGER ||
		    field->type == FIELD_STRINGS)
			continue;
		g_clear_pointer(FIELD_VALUE(char *, record, field), g_free);
		if (record_needs_look(record) != typed)
			g_error("%s", field->path);
	}
}

static void
test_null_of_issue(void)
{
	g_autoptr(record) record = sound_record();
	struct issue *issue = record->issues->pdata[1];

	g_clear_pointer(&issue->treatment, g_free);
	g_assert_false(record_needs_look(record));
	g_clear_pointer(&issue->decision, g_free);
	g_assert_true(record_needs_look(record));
}

static void
test_age(void)
{
	g_autoptr(record) record = sound_record();

	record->age = INTEGER_UNKNOWN;
	g_assert_true(record_needs_look(record));
}

static void
test_warnings(void)
{
	static const struct {
		const char *code, *path;
		gboolean needed;
	} rows[] = {
		{ "low-confidence", "/issues/0/rationale", FALSE },
		{ "heading-start", "/issues/1/heading", FALSE },
		{ "unknown-state", "/reviewer/licensed_states", FALSE },
		{ "missing", "", FALSE },
		{ "low-confidence", "/issues/1/decision", TRUE },
		{ "second-reading", "/case/date_assigned", TRUE },
		{ "missing", "/summary/age", TRUE },
		{ "conflict", "/outcome", TRUE },
		{ "unreadable-page", "", TRUE },
		{ "of-a-later-version", "/summary/text", TRUE },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(record) record = sound_record();

		record_add_warning(record, rows[i].code, rows[i].path, "x");
		if (record_needs_look(record) != rows[i].needed)
			g_error("%s %s", rows[i].code, rows[i].path);
	}
}

static void
test_letter(void)
{
	g_autoptr(GPtrArray) records =
		g_ptr_array_new_with_free_func((GDestroyNotify)record_free);
	g_autoptr(look) none = NULL;
	g_autoptr(look) look = NULL;

	g_ptr_array_add(records, sound_record());
	none = look_new(records);
	g_assert_false(none->needed);
	g_assert_cmpstr(none->codes, ==, "");
	g_ptr_array_add(records, sound_record());
	record_add_warning(records->pdata[1], "missing", "/outcome", "x");
	record_add_warning(records->pdata[1], "missing", "/case/priority", "x");
	record_add_warning(records->pdata[0], "date-order", "", "x");
	look = look_new(records);
	g_assert_true(look->needed);
	g_assert_cmpstr(look->codes, ==, "date-order missing");
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/look/sound", test_sound);
	g_test_add_func("/look/null", test_null);
	g_test_add_func("/look/null-of-issue", test_null_of_issue);
	g_test_add_func("/look/age", test_age);
	g_test_add_func("/look/warnings", test_warnings);
	g_test_add_func("/look/letter", test_letter);
	return g_test_run();
}
