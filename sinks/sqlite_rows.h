/* sqlite_rows.h - a record as rows of the tables.
 *
 * The statement that writes a row and the one that looks for it take the same
 * parameters, so that a row is found only as it was written. */
#ifndef SINKS_SQLITE_ROWS_H
#define SINKS_SQLITE_ROWS_H

#include <glib.h>
#include <sqlite3.h>

struct field;
struct record;

struct sqlite_table {
	const char *name;
	/* Besides the fields', in the order in which they are bound;
	 * NULL-terminated. */
	const char *const *columns;
	const struct field *fields;
};

extern const struct sqlite_table sqlite_letters;
extern const struct sqlite_table sqlite_issues;
extern const struct sqlite_table sqlite_warnings;

/* INSERT INTO, and SELECT count(*) of the rows that are the same in every
 * column. The caller frees them. */
char *sqlite_insert_sql(const struct sqlite_table *table);
char *sqlite_count_sql(const struct sqlite_table *table);

/* The one parameter, or all of a row's. */
void sqlite_bind_id(sqlite3_stmt *statement, const struct record *record);
void sqlite_bind_letter(sqlite3_stmt *statement, const struct record *record);
void sqlite_bind_issue(sqlite3_stmt *statement, const struct record *record,
		       guint index);
void sqlite_bind_warning(sqlite3_stmt *statement, const struct record *record,
			 guint index);

#endif
