/* test_letter_case.c - what view/letter_case.h says of letters, and a letters
 * database of the same. */
#include <sqlite3.h>

#include "core/record.h"
#include "sinks/sink.h"
#include "tests/support/scratch.h"
#include "view/letter_case.h"

/* Invented letters: number, doubt, dates, decisions (u, o, ? for none). */
static const struct {
	const char *case_number;
	gboolean is_doubted;
	const char *decision_date, *ingested_at, *decisions;
} letters[] = {
	{ "CM99-0000001", FALSE, "2031-04-05", "2031-05-01T00:00:00Z", "uo" },
	{ "CM99-0000001", FALSE, "2031-04-05", "2031-05-02T00:00:00Z", "uo" },
	{ "CM99-0000001", FALSE, "2031-04-04", "2031-05-03T00:00:00Z", "uo" },
	{ "CM99-0000001", FALSE, "2031-04-05", "2031-05-01T00:00:00Z", "ou" },
	{ "CM99-0000001", FALSE, "2031-04-05", "2031-05-01T00:00:00Z", "u" },
	{ "CM99-0000001", FALSE, NULL, "2031-05-09T00:00:00Z", "uo" },
	{ "CM99-0000001", TRUE, "2031-04-09", "2031-05-01T00:00:00Z", "uo" },
	{ "CM99-0000002", FALSE, NULL, "2031-05-01T00:00:00Z", "u?" },
	{ "CM99-0000002", FALSE, NULL, "2031-05-01T00:00:00Z", "u?" },
	{ "CM99-0000002", FALSE, NULL, NULL, "" },
	{ "CM99-0000003", FALSE, "2031-04-05", NULL, "o" },
	{ NULL, FALSE, "2031-04-05", "2031-05-01T00:00:00Z", "o" },
	{ NULL, FALSE, "2031-04-05", "2031-05-01T00:00:00Z", "o" },
	{ "CM99-0000004", TRUE, "2031-04-05", "2031-05-01T00:00:00Z", "o" },
	{ "CM99-0000004", TRUE, "2031-04-05", "2031-05-01T00:00:00Z", "o" },
};

#define LETTERS G_N_ELEMENTS(letters)

static struct record *
make_record(guint n)
{
	struct record *record = record_new();

	record->id = g_strdup_printf("%064x", (n * 7 + 3) % 16);
	record->case_number = g_strdup(letters[n].case_number);
	record->decision_date = g_strdup(letters[n].decision_date);
	record->ingested_at = g_strdup(letters[n].ingested_at);
	if (letters[n].is_doubted)
		record_add_warning(record, "conflict", "/case/case_number",
				   "doubt");
	record_add_warning(record, "date-order", "/case/date_assigned", "x");
	for (const char *d = letters[n].decisions; *d != '\0'; d++)
		record_add_issue(record)->decision =
			*d == '?'
				? NULL
				: g_strdup(*d == 'u' ? "upheld" : "overturned");
	return record;
}

/* The last of its case; a letter that stands for itself is that, too. */
static const struct record *
find_current(const GPtrArray *records, const struct record *record)
{
	const struct record *current = record;

	for (guint i = 0; i < records->len; i++) {
		const struct record *other = records->pdata[i];

		if (letter_case_relate(record, other) != LETTER_UNRELATED &&
		    letter_case_order(other, current) > 0)
			current = other;
	}
	return current;
}

static char *
relation_word(const GPtrArray *records, const struct record *record)
{
	const struct record *current = find_current(records, record);

	if (letter_case_relate(record, record) == LETTER_UNRELATED)
		return g_strdup("none");
	return g_strdup_printf("%s of %s",
			       current == record ? "current"
			       : letter_case_relate(record, current) ==
					       LETTER_RESCAN
				       ? "rescan"
				       : "reissue",
			       current->id);
}

static char *
ask(sqlite3 *db, const char *sql, const char *id)
{
	sqlite3_stmt *statement;
	char *answer;

	g_assert_cmpint(sqlite3_prepare_v2(db, sql, -1, &statement, NULL), ==,
			SQLITE_OK);
	sqlite3_bind_text(statement, 1, id, -1, SQLITE_TRANSIENT);
	g_assert_cmpint(sqlite3_step(statement), ==, SQLITE_ROW);
	answer = g_strdup((const char *)sqlite3_column_text(statement, 0));
	g_assert_cmpint(sqlite3_step(statement), ==, SQLITE_DONE);
	sqlite3_finalize(statement);
	return answer;
}

static GPtrArray *
put_letters(const char *path)
{
	GPtrArray *records =
		g_ptr_array_new_with_free_func((GDestroyNotify)record_free);
	g_autofree char *argument = g_strconcat("sqlite:", path, NULL);
	g_autoptr(sink) sink = sink_new_from_argument(argument, NULL);

	g_assert_true(sink_open(sink, NULL));
	for (guint i = 0; i < LETTERS; i++) {
		g_ptr_array_add(records, make_record(i));
		g_assert_true(sink_put(sink, records->pdata[i], NULL));
	}
	return records;
}

static void
test_same_as_sql(void)
{
	g_autofree char *directory = g_dir_make_tmp("imr-case-XXXXXX", NULL);
	g_autofree char *path = g_build_filename(directory, "letters.db", NULL);
	g_autoptr(GPtrArray) records = put_letters(path);
	sqlite3 *db = NULL;

	g_assert_cmpint(sqlite3_open(path, &db), ==, SQLITE_OK);
	for (guint i = 0; i < LETTERS; i++) {
		const struct record *record = records->pdata[i];
		g_autofree char *relation = relation_word(records, record);
		g_autofree char *sql_relation =
			ask(db,
			    "SELECT coalesce((SELECT relation || ' of ' ||"
			    " current_id FROM letter_cases WHERE id = ?),"
			    " 'none')",
			    record->id);
		g_autofree char *is_current = ask(
			db, "SELECT count(*) FROM current_letters WHERE id = ?",
			record->id);

		g_assert_cmpstr(relation, ==, sql_relation);
		g_assert_cmpstr(is_current, ==,
				find_current(records, record) == record ? "1"
									: "0");
	}
	sqlite3_close(db);
	scratch_remove(directory);
}

static void
test_relations(void)
{
	static const struct {
		guint one, other;
		enum letter_relation relation;
	} pairs[] = {
		{ 0, 1, LETTER_RESCAN },      { 0, 2, LETTER_REISSUE },
		{ 0, 3, LETTER_REISSUE },     { 0, 4, LETTER_REISSUE },
		{ 0, 6, LETTER_UNRELATED },   { 0, 7, LETTER_UNRELATED },
		{ 7, 8, LETTER_RESCAN },      { 11, 12, LETTER_UNRELATED },
		{ 13, 14, LETTER_UNRELATED },
	};

	for (guint i = 0; i < G_N_ELEMENTS(pairs); i++) {
		g_autoptr(record) one = make_record(pairs[i].one);
		g_autoptr(record) other = make_record(pairs[i].other);

		g_assert_cmpint(letter_case_relate(one, other), ==,
				pairs[i].relation);
		g_assert_cmpint(letter_case_relate(other, one), ==,
				pairs[i].relation);
	}
}

/* The second letter of that date arrived later. */
static void
test_order(void)
{
	g_autoptr(record) first = make_record(0);
	g_autoptr(record) second = make_record(1);
	g_autoptr(record) earlier = make_record(2);
	g_autoptr(record) undated = make_record(5);

	g_assert_cmpint(letter_case_order(second, first), >, 0);
	g_assert_cmpint(letter_case_order(earlier, first), <, 0);
	g_assert_cmpint(letter_case_order(undated, earlier), <, 0);
	g_assert_cmpint(letter_case_order(first, first), ==, 0);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/ctl/letter-case/relations", test_relations);
	g_test_add_func("/ctl/letter-case/order", test_order);
	g_test_add_func("/ctl/letter-case/same-as-sql", test_same_as_sql);
	return g_test_run();
}
