/* database.h - looking into a database file, apart from the sink's own code. */
#ifndef TESTS_SINKS_DATABASE_H
#define TESTS_SINKS_DATABASE_H

#include <glib.h>

#include "core/record.h"

/* A scratch directory, a database in it, and the sink's argument for it. */
struct database {
	char *directory;
	char *path;
	char *argument;
};

void database_start(struct database *database, gconstpointer unused);
void database_end(struct database *database, gconstpointer unused);

/* Puts record through a sink that is opened for it. */
void database_put(const struct database *database, const struct record *record);

/* Runs sql, rows to nowhere, with the settings that the sqlite3 shell has. */
void database_run(const struct database *database, const char *sql);

/* The first column of every row, as text, rows joined by '|'; a null is
 * "NULL". */
char *database_ask(const struct database *database, const char *sql);
void database_expect(const struct database *database, const char *sql,
		     const char *answer);

/* A checksum of the file, to see that nothing touched it. */
char *database_sum(const struct database *database);

/* SQLite's own checks, and those of the search index. */
void database_expect_sound(const struct database *database);

/* A test of a database of its own. */
void database_test_add(const char *path, void (*test)(struct database *database,
						      gconstpointer unused));

#endif
