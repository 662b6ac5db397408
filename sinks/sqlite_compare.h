/* sqlite_compare.h - whether a database's tables are as our scripts made them.
 *
 * A file that others can write to may hold our tables with more in them than we
 * put there: a check or a generated column that runs for ever, a view in a
 * table's place, a trigger. */
#ifndef SINKS_SQLITE_COMPARE_H
#define SINKS_SQLITE_COMPARE_H

#include <glib.h>
#include <sqlite3.h>

/* The first `version` scripts made it. FATAL where a table, index or trigger of
 * theirs is missing or other than they make it, beside the spelling, or where
 * one of the tables has a trigger that they do not make. Tables, views and
 * indices of others' are theirs. */
gboolean sqlite_compare(sqlite3 *db, const char *const *scripts, guint version,
			GError **error);

#endif
