/* test_compare.c - what imrctl reparse calls a change. */
#include <string.h>

#include "core/record.h"
#include "ctl/compare.h"
#include "ctl/filter.h"
#include "tests/support/letter.h"

/* The names of what differs, joined by spaces. */
static char *
differences(const struct record *before, const struct record *after)
{
	g_autofree gboolean *differs = g_new0(gboolean, compare_count());
	gboolean any = compare_records(before, after, differs);
	GString *names = g_string_new(NULL);

	for (guint i = 0; i < compare_count(); i++) {
		g_autofree char *name = compare_name(i);

		if (differs[i])
			g_string_append_printf(names, "%s%s",
					       names->len ? " " : "", name);
	}
	g_assert_cmpint(any, ==, names->len > 0);
	return g_string_free(names, FALSE);
}

static void
check_differs(const struct record *after, const char *expected)
{
	g_autoptr(record) before = letter_new();
	g_autofree char *found = differences(before, after);
	g_autofree char *back = differences(after, before);

	g_assert_cmpstr(found, ==, expected);
	g_assert_cmpstr(back, ==, expected);
}

static void
who_and_when_is_no_difference(void)
{
	g_autoptr(record) after = letter_new();

	g_free(after->producer_version);
	after->producer_version = g_strdup("99.0");
	after->ingested_at = g_strdup("2026-01-01T00:00:00Z");
	check_differs(after, "");
}

/* Each field by itself, so that none is forgotten. */
static void
every_field_of_a_letter_counts(void)
{
	for (const struct field *field = record_fields; field->path; field++) {
		g_autoptr(record) after = letter_new();

		if (field->type == FIELD_INTEGER) {
			*FIELD_VALUE(int, after, field) = 41;
		} else if (field->type == FIELD_STRINGS) {
			*FIELD_VALUE(char **, after, field) =
				g_strsplit("a b", " ", 0);
		} else {
			g_free(*FIELD_VALUE(char *, after, field));
			*FIELD_VALUE(char *, after, field) =
				g_strdup("another");
		}
		check_differs(after, field->path);
	}
}

static void
every_field_of_an_issue_counts(void)
{
	for (const struct field *field = issue_fields; field->path; field++) {
		g_autoptr(record) after = letter_new();
		g_autofree char *name =
			g_strdup_printf("issues/%s", field->path);
		struct issue *issue = after->issues->pdata[1];

		if (field->type == FIELD_INTEGER) {
			*FIELD_VALUE(int, issue, field) = 41;
		} else {
			g_free(*FIELD_VALUE(char *, issue, field));
			*FIELD_VALUE(char *, issue, field) =
				g_strdup("another");
		}
		check_differs(after, name);
	}
}

static void
lists_are_not_their_text(void)
{
	g_autoptr(record) before = letter_new();
	g_autoptr(record) after = letter_new();
	g_autofree char *found = NULL;

	before->certifications = g_strsplit("Surgery; Spine", "|", 0);
	after->certifications = g_strsplit("Surgery|Spine", "|", 0);
	found = differences(before, after);
	g_assert_cmpstr(found, ==, "reviewer/certifications");
}

static void
the_rest_counts_too(void)
{
	g_autoptr(record) asked = letter_new();
	g_autoptr(record) cited = letter_new();
	g_autoptr(record) more = letter_new();
	g_autoptr(record) warned = letter_new();
	g_autoptr(record) doubted = letter_new();
	g_autoptr(record) reworded = letter_new();
	struct issue *of_asked = asked->issues->pdata[0];
	struct issue *of_cited = cited->issues->pdata[0];

	of_asked->request = request_new();
	check_differs(asked, "issues/request");
	of_cited->citations = citations_new();
	check_differs(cited, "issues/citations");
	letter_add_issue(more, "Cane", "upheld");
	check_differs(more, "issues");
	record_add_warning(warned, "date-order", "", "odd");
	check_differs(warned, "warnings");
	doubted->confidence = 0.5;
	check_differs(doubted, "confidence");
	reworded->text = g_strdup("text");
	check_differs(reworded, "text");
}

static void
evidence_counts(void)
{
	g_autoptr(record) after = letter_new();
	struct evidence *evidence = evidence_new("/outcome");

	evidence_add_part(evidence, 1);
	g_ptr_array_add(after->evidence, evidence);
	check_differs(after, "evidence");
}

static guint
index_of(const char *wanted)
{
	for (guint i = 0; i < compare_count(); i++) {
		g_autofree char *name = compare_name(i);

		if (strcmp(name, wanted) == 0)
			return i;
	}
	g_assert_not_reached();
}

static void
check_value(const struct record *record, const char *name, const char *json)
{
	json_auto_t *value = compare_value(record, index_of(name));
	char *text = json_dumps(value, JSON_ENCODE_ANY | JSON_COMPACT);

	g_assert_cmpstr(text, ==, json);
	free(text);
}

static void
values_are_told(void)
{
	g_autoptr(record) record = letter_new();

	record_add_warning(record, "date-order", "", "odd");
	check_value(record, "case/case_number", "\"CM16-0000000\"");
	check_value(record, "case/priority", "null");
	check_value(record, "issues/decision", "[\"upheld\",\"overturned\"]");
	check_value(record, "issues/rationale", "[null,null]");
	check_value(record, "issues", "2");
	check_value(record, "warnings", "[\"date-order\"]");
}

static void
filters_choose_records(void)
{
	g_autoptr(record) record = letter_new(); /* of 2016-12-09 */
	struct letter_filter filter = { 0 };

	g_assert_true(filter_wants_record(&filter, record));
	filter.decided_from = "2016-12-09";
	filter.decided_to = "2016-12-09";
	g_assert_true(filter_wants_record(&filter, record));
	filter.decided_to = "2016-12-08";
	g_assert_false(filter_wants_record(&filter, record));
	filter.decided_to = NULL;
	filter.decided_from = "2016-12-10";
	g_assert_false(filter_wants_record(&filter, record));
	filter.decided_from = NULL;
	filter.case_number = "CM16-0000000";
	g_assert_true(filter_wants_record(&filter, record));
	filter.case_number = "CM16-0000001";
	g_assert_false(filter_wants_record(&filter, record));
	filter = (struct letter_filter){ .decided_from = "1900-01-01" };
	g_clear_pointer(&record->decision_date, g_free);
	g_assert_false(filter_wants_record(&filter, record));
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/compare/producer", who_and_when_is_no_difference);
	g_test_add_func("/compare/letter", every_field_of_a_letter_counts);
	g_test_add_func("/compare/issue", every_field_of_an_issue_counts);
	g_test_add_func("/compare/lists", lists_are_not_their_text);
	g_test_add_func("/compare/rest", the_rest_counts_too);
	g_test_add_func("/compare/evidence", evidence_counts);
	g_test_add_func("/compare/values", values_are_told);
	g_test_add_func("/filter/records", filters_choose_records);
	return g_test_run();
}
