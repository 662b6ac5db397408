/* sqlite_db.h - one SQLite file, opened hard, its errors in our codes.
 *
 * Errors: RETRY for what time may mend (locked, disk full, I/O), REJECT where
 * the row itself is refused, FATAL for what an operator must mend (corrupt,
 * not a database, read-only, cannot be opened). */
#ifndef DB_SQLITE_DB_H
#define DB_SQLITE_DB_H

#include <glib.h>
#include <sqlite3.h>

/* Creates the file, mode 0600, where there is none; never follows a symbolic
 * link in its place. One that is open to anybody (0644), or whose -wal, -shm or
 * -journal is, is made 0600, FATAL where it is another user's; one that is open
 * to its group alone (0640, 0660) stays so. Whoever else holds it is waited
 * for, up to busy_seconds a time. Foreign keys are enforced, triggers do not
 * run, and no value is longer than 256 MiB. The caller sqlite3_close()s it. */
sqlite3 *sqlite_db_open(const char *path, double busy_seconds, GError **error);

/* The same of a file that is there, for who may only read it: nothing is made
 * or changed. */
sqlite3 *sqlite_db_open_to_read(const char *path, double busy_seconds,
				GError **error);

/* Sets the connection's last error and returns FALSE. A full disk is named as
 * such (error_is_disk_full()), whatever SQLite made of it. */
gboolean sqlite_db_error(sqlite3 *db, GError **error);

/* Runs statements whose rows nobody wants. */
gboolean sqlite_db_run(sqlite3 *db, const char *sql, GError **error);

/* The first column of the one row that sql gives. */
gboolean sqlite_db_integer(sqlite3 *db, const char *sql, gint64 *out_number,
			   GError **error);

/* A write transaction is begun here, so that no statement inside it can find
 * the file locked, and ended there: committed when good, else rolled back.
 * sqlite_db_end() returns whether it was committed. */
gboolean sqlite_db_begin(sqlite3 *db, GError **error);
gboolean sqlite_db_end(sqlite3 *db, gboolean good, GError **error);

/* Readers and one writer side by side. A file system without shared memory
 * keeps the rollback journal, which holds others up longer and is as durable.
 * What else has the file open while the mode changes is waited for, as at
 * opening. */
gboolean sqlite_db_use_wal(sqlite3 *db, double busy_seconds, GError **error);

/* What a database is, and of which version. scripts[n] brings version n to
 * version n + 1 (PRAGMA user_version); NULL-terminated. sqlite_db_migrate()
 * brings an empty or older database to the newest in one transaction. Both are
 * FATAL, with nothing changed, for one that a newer version made or whose
 * application_id is not this. */
gboolean sqlite_db_check_version(sqlite3 *db, gint32 application_id,
				 const char *const *scripts, guint *out_version,
				 GError **error);
gboolean sqlite_db_migrate(sqlite3 *db, gint32 application_id,
			   const char *const *scripts, GError **error);

/* SQLite would go on writing to a file that has no name any more, and what was
 * written would be gone at the end of the process: FATAL then. */
gboolean sqlite_db_check_place(sqlite3 *db, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(sqlite3, sqlite3_close)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(sqlite3_stmt, sqlite3_finalize)

#endif
