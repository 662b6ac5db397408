/* sqlite_schema.h - the tables of a letters database, and their versions. */
#ifndef SINKS_SQLITE_SCHEMA_H
#define SINKS_SQLITE_SCHEMA_H

#include <glib.h>
#include <sqlite3.h>

/* Script n brings version n to version n + 1; NULL-terminated. */
extern const char *const sqlite_schema_scripts[];
extern const char sqlite_version_2[]; /* one of them */

/* The newest version that this program knows: PRAGMA user_version. */
guint sqlite_schema_version(void);

/* Brings an empty or older database to it in one transaction. FATAL, with
 * nothing changed, if a newer version made it, it is not ours, or its tables
 * are not as we made them. One that was restored from a dump is known by its
 * tables (db/sqlite_compare.h). */
gboolean sqlite_schema_update(sqlite3 *db, GError **error);

#endif
