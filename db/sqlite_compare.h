/* sqlite_compare.h - whether a database's tables are as our scripts made them.
 *
 * A file that others can write to may hold our tables with more in them than we
 * put there: a check or a generated column that runs for ever, a view in a
 * table's place, a trigger. */
#ifndef DB_SQLITE_COMPARE_H
#define DB_SQLITE_COMPARE_H

#include <glib.h>
#include <sqlite3.h>

/* The first `version` scripts made it. FATAL where a table, index or trigger of
 * theirs is missing or other than they make it, beside the spelling, or where
 * one of the tables has a trigger that they do not make. Tables, views and
 * indices of others' are theirs. */
gboolean sqlite_compare(sqlite3 *db, const char *const *scripts, guint version,
			GError **error);

/* A database that was restored from the output of .dump has our tables and rows
 * and neither our application_id nor its version, which a dump leaves out. One
 * without both whose tables are as some version's scripts make them is given
 * them back, in one transaction; any other is left as it is, which is no
 * error. */
gboolean sqlite_adopt(sqlite3 *db, gint32 application_id,
		      const char *const *scripts, GError **error);

#endif
