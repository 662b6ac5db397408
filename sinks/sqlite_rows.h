/* sqlite_rows.h - what a record is in the tables, row by row. */
#ifndef SINKS_SQLITE_ROWS_H
#define SINKS_SQLITE_ROWS_H

#include <glib.h>
#include <sqlite3.h>

#include "sinks/sqlite_tables.h"

struct record;

/* Inserts the rows of a record that has none; inserts[] are the prepared
 * sqlite_insert_sql(), by table. */
gboolean sqlite_rows_insert(sqlite3_stmt *const *inserts,
			    const struct record *record, GError **error);

#endif
