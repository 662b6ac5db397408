/* sqlite_db.h - opens one SQLite file with strict settings; its errors get our
 * codes.
 *
 * Errors: RETRY for what time may mend (locked, disk full, I/O), REJECT where
 * the row itself is refused, FATAL for what an operator must mend (corrupt,
 * not a database, read-only, cannot be opened). */
#ifndef DB_SQLITE_DB_H
#define DB_SQLITE_DB_H

#include <glib.h>
#include <sqlite3.h>

/* Creates the file, mode 0600, where there is none; never follows a symbolic
 * link in its place. A file that is open to everybody (0644), or whose -wal,
 * -shm or -journal is, is made 0600; FATAL if it belongs to another user. A
 * file that is open to its group only (0640, 0660) stays so. If another
 * connection has it locked, each call waits up to busy_seconds. Foreign keys
 * are enforced, triggers do not run, and no value is longer than 256 MiB. The
 * caller sqlite3_close()s it. */
sqlite3 *sqlite_db_open(const char *path, double busy_seconds, GError **error);

/* The same for an existing file, for users who may only read it: nothing is
 * created or changed. */
sqlite3 *sqlite_db_open_to_read(const char *path, double busy_seconds,
				GError **error);

/* Sets the connection's last error and returns FALSE. A full disk is named as
 * such (error_is_disk_full()), whatever SQLite made of it. */
gboolean sqlite_db_error(sqlite3 *db, GError **error);

/* Runs statements and ignores the rows that they give. */
gboolean sqlite_db_run(sqlite3 *db, const char *sql, GError **error);

/* The first column of the one row that sql gives. */
gboolean sqlite_db_integer(sqlite3 *db, const char *sql, gint64 *out_number,
			   GError **error);

/* Begin and end a write transaction; no statement inside it can find the file
 * locked. It is committed if good, else rolled back. sqlite_db_end() returns
 * whether it was committed. */
gboolean sqlite_db_begin(sqlite3 *db, GError **error);
gboolean sqlite_db_end(sqlite3 *db, gboolean good, GError **error);

/* Readers and one writer side by side. On a file system without shared memory
 * the rollback journal stays, which makes others wait longer and is just as
 * durable. If other connections have the file open while the mode changes, this
 * waits as opening does. */
gboolean sqlite_db_use_wal(sqlite3 *db, double busy_seconds, GError **error);

/* What a database is, and of which version. scripts[n] brings version n to
 * version n + 1 (PRAGMA user_version); NULL-terminated. sqlite_db_migrate()
 * brings an empty or older database to the newest in one transaction. Both fail
 * with FATAL, and change nothing, if a newer version made the database or it
 * has another application_id. */
gboolean sqlite_db_check_version(sqlite3 *db, gint32 application_id,
				 const char *const *scripts, guint *out_version,
				 GError **error);
gboolean sqlite_db_migrate(sqlite3 *db, gint32 application_id,
			   const char *const *scripts, GError **error);

/* FATAL if the file was deleted: SQLite would go on writing to it, and the data
 * would be lost at the end of the process. */
gboolean sqlite_db_check_place(sqlite3 *db, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(sqlite3, sqlite3_close)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(sqlite3_stmt, sqlite3_finalize)

#endif
