/* database.c - looking into a database file, apart from the sink's own code. */
#include "tests/sinks/database.h"

#include <sqlite3.h>

#include "tests/sinks/support.h"
#include "tests/support/scratch.h"

void
database_start(struct database *database, gconstpointer unused)
{
	(void)unused;
	database->directory = scratch_new();
	database->path =
		g_build_filename(database->directory, "letters.db", NULL);
	database->argument = g_strconcat("sqlite:", database->path, NULL);
}

void
database_end(struct database *database, gconstpointer unused)
{
	(void)unused;
	scratch_remove(database->directory);
	g_free(database->directory);
	g_free(database->path);
	g_free(database->argument);
}

void
database_put(const struct database *database, const struct record *record)
{
	g_autoptr(sink) sink = open_sink(database->argument, NULL);

	accepted_put(sink, record);
}

static int
note_row(void *data, int columns, char **values, char **names)
{
	GString *answer = data;

	(void)columns;
	(void)names;
	g_string_append_printf(answer, "%s%s", answer->len > 0 ? "|" : "",
			       values[0] != NULL ? values[0] : "NULL");
	return 0;
}

char *
database_ask(const struct database *database, const char *sql)
{
	GString *answer = g_string_new(NULL);
	sqlite3 *db = NULL;
	char *failure = NULL;

	g_assert_cmpint(sqlite3_open(database->path, &db), ==, SQLITE_OK);
	sqlite3_exec(db, sql, note_row, answer, &failure);
	g_assert_cmpstr(failure, ==, NULL);
	sqlite3_close(db);
	return g_string_free(answer, FALSE);
}

void
database_run(const struct database *database, const char *sql)
{
	g_free(database_ask(database, sql));
}

void
database_expect(const struct database *database, const char *sql,
		const char *answer)
{
	g_autofree char *found = database_ask(database, sql);

	g_assert_cmpstr(found, ==, answer);
}

char *
database_sum(const struct database *database)
{
	g_autofree char *bytes = NULL;
	gsize length;

	g_assert_true(
		g_file_get_contents(database->path, &bytes, &length, NULL));
	return g_compute_checksum_for_data(G_CHECKSUM_SHA256,
					   (const guchar *)bytes, length);
}

void
database_expect_sound(const struct database *database)
{
	database_expect(database, "PRAGMA integrity_check", "ok");
	database_expect(database, "PRAGMA foreign_key_check", "");
	database_run(database, "INSERT INTO letter_search (letter_search) "
			       "VALUES ('integrity-check')");
	database_expect(database,
			"SELECT (SELECT count(*) FROM letters) ="
			" (SELECT count(*) FROM letter_search)",
			"1");
	database_run(database, "INSERT INTO issue_search (issue_search) "
			       "VALUES ('integrity-check')");
	database_expect(database,
			"SELECT (SELECT count(*) FROM issues) ="
			" (SELECT count(*) FROM issue_search)",
			"1");
}

void
database_test_add(const char *path,
		  void (*test)(struct database *database, gconstpointer unused))
{
	g_test_add(path, struct database, NULL, database_start, test,
		   database_end);
}
