/* sqlite_db.c - opening a SQLite file and speaking to it.
 *
 * The file holds medical records and may have been touched by others since: it
 * is private to its owner, and nothing in its schema is trusted: its triggers
 * do not run, and its schema cannot call functions or virtual tables. */
#define _GNU_SOURCE /* O_PATH */
#include "db/sqlite_db.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "core/descriptor.h"
#include "core/error.h"

#define ANYBODY 0007 /* of a mode */
/* Limit of a value or a row: enough for anything that came in one frame of a
 * worker, and an expression in a stranger's schema cannot exceed it. */
#define MOST_BYTES (256 << 20)
#define LOOK_AGAIN_US 2000

static enum imr_error
code_of_sqlite(int code)
{
	switch (code & 0xff) {
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
	case SQLITE_PROTOCOL:
	case SQLITE_FULL:
	case SQLITE_IOERR:
	case SQLITE_NOMEM:
	case SQLITE_INTERRUPT:
		return IMR_ERROR_RETRY;
	case SQLITE_CONSTRAINT:
	case SQLITE_MISMATCH:
	case SQLITE_TOOBIG:
		return IMR_ERROR_REJECT;
	default:
		return IMR_ERROR_FATAL;
	}
}

/* Whether its disk has no space, or no inode, left. */
static gboolean
has_no_room(sqlite3 *db)
{
	const char *path = db ? sqlite3_db_filename(db, "main") : NULL;
	g_autofree char *directory = NULL;
	struct statvfs disk;

	if (path == NULL || *path == '\0')
		return FALSE;
	directory = g_path_get_dirname(path);
	return statvfs(directory, &disk) == 0 &&
	       (disk.f_bavail == 0 || (disk.f_files > 0 && disk.f_favail == 0));
}

/* SQLite calls it an I/O error where it is about its -shm, and cannot open what
 * it could not create; by then it may have lost the errno as well. */
static gboolean
is_disk_full(sqlite3 *db, int code)
{
	int number;

	if (code == SQLITE_FULL)
		return TRUE;
	if (code != SQLITE_IOERR && code != SQLITE_CANTOPEN)
		return FALSE;
	number = sqlite3_system_errno(db);
	return number == ENOSPC || number == EDQUOT || has_no_room(db);
}

gboolean
sqlite_db_error(sqlite3 *db, GError **error)
{
	if (is_disk_full(db, sqlite3_extended_errcode(db) & 0xff))
		return error_set_disk_full(error, sqlite3_errmsg(db));
	return error_set(error, code_of_sqlite(sqlite3_extended_errcode(db)),
			 "%s", sqlite3_errmsg(db));
}

/* A restored copy, or one that a shell's umask made, may be anybody's to read.
 * What is open to a group alone was meant so, and stays. O_PATH: closing a
 * descriptor for reading would drop the locks that another connection of this
 * process has on the file. */
static gboolean
close_to_others(const char *path, GError **error)
{
	g_auto(owned_fd) fd = open(path, O_PATH | O_NOFOLLOW | O_CLOEXEC);
	g_autofree char *self = g_strdup_printf("/proc/self/fd/%d", fd);
	g_autofree char *quoted = NULL;
	struct stat status;

	if (fd < 0)
		return errno == ENOENT || error_set_errno(error, "look at it");
	if (fstat(fd, &status) == 0 &&
	    (!S_ISREG(status.st_mode) || (status.st_mode & ANYBODY) == 0 ||
	     chmod(self, 0600) == 0))
		return TRUE;
	quoted = g_shell_quote(path);
	return error_set(error, IMR_ERROR_FATAL,
			 "is open to anybody (mode %04o), and another user's; "
			 "close it: chmod 600 %s",
			 status.st_mode & 07777u, quoted);
}

/* SQLite would create the file readable by all; its -wal and -shm take their
 * mode from it. */
static gboolean
create_private(const char *path, GError **error)
{
	static const char *const beside[] = { "", "-wal", "-shm", "-journal" };
	int fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

	if (fd >= 0)
		close(fd);
	else if (errno != EEXIST)
		return error_set_errno(error, "create");
	for (guint i = 0; i < G_N_ELEMENTS(beside); i++) {
		g_autofree char *one = g_strconcat(path, beside[i], NULL);

		if (!close_to_others(one, error))
			return FALSE;
	}
	return TRUE;
}

static gboolean
harden(sqlite3 *db, GError **error)
{
	static const struct {
		int option, value;
	} options[] = {
		{ SQLITE_DBCONFIG_DEFENSIVE, 1 },
		{ SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0 },
		{ SQLITE_DBCONFIG_ENABLE_TRIGGER, 0 },
		{ SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0 },
		{ SQLITE_DBCONFIG_DQS_DDL, 0 },
		{ SQLITE_DBCONFIG_DQS_DML, 0 },
		{ SQLITE_DBCONFIG_ENABLE_FKEY, 1 },
	};

	sqlite3_limit(db, SQLITE_LIMIT_LENGTH, MOST_BYTES);
	for (guint i = 0; i < G_N_ELEMENTS(options); i++)
		if (sqlite3_db_config(db, options[i].option, options[i].value,
				      NULL) != SQLITE_OK)
			return sqlite_db_error(db, error);
	/* Temporary data of a sort or a journal holds a letter's words, too:
	 * keep it out of /var/tmp. */
	return sqlite_db_run(db, "PRAGMA temp_store = MEMORY", error);
}

/* SQLITE_OPEN_NOFOLLOW refuses a link anywhere in the path. Only a link in
 * place of the file itself is dangerous; the operator may link directories. */
static char *
resolve_directory(const char *path, GError **error)
{
	g_autofree char *directory = g_path_get_dirname(path);
	g_autofree char *name = g_path_get_basename(path);
	char *resolved = realpath(directory, NULL);
	char *result = NULL;

	if (resolved == NULL)
		error_set_errno(error, "directory");
	else
		result = g_build_filename(resolved, name, NULL);
	free(resolved);
	return result;
}

sqlite3 *
sqlite_db_open(const char *path, double busy_seconds, GError **error)
{
	g_autofree char *resolved = resolve_directory(path, error);
	g_autoptr(sqlite3) db = NULL;
	int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOFOLLOW |
		    SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;

	if (resolved == NULL || !create_private(resolved, error))
		return NULL;
	if (sqlite3_open_v2(resolved, &db, flags, NULL) != SQLITE_OK) {
		sqlite_db_error(db, error);
		return NULL;
	}
	/* SQLite opens what it may not write for reading, and says nothing
	 * until the first INSERT. */
	if (sqlite3_db_readonly(db, "main")) {
		error_set(error, IMR_ERROR_FATAL, "is read-only");
		return NULL;
	}
	sqlite3_busy_timeout(db, (int)(busy_seconds * 1000));
	if (!harden(db, error))
		return NULL;
	return g_steal_pointer(&db);
}

sqlite3 *
sqlite_db_open_to_read(const char *path, double busy_seconds, GError **error)
{
	g_autofree char *resolved = resolve_directory(path, error);
	g_autoptr(sqlite3) db = NULL;
	int flags = SQLITE_OPEN_READONLY | SQLITE_OPEN_NOFOLLOW |
		    SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;

	if (resolved == NULL)
		return NULL;
	if (sqlite3_open_v2(resolved, &db, flags, NULL) != SQLITE_OK ||
	    !harden(db, NULL)) {
		sqlite_db_error(db, error);
		return NULL;
	}
	sqlite3_busy_timeout(db, (int)(busy_seconds * 1000));
	return g_steal_pointer(&db);
}

gboolean
sqlite_db_run(sqlite3 *db, const char *sql, GError **error)
{
	if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK)
		return sqlite_db_error(db, error);
	return TRUE;
}

gboolean
sqlite_db_integer(sqlite3 *db, const char *sql, gint64 *out_number,
		  GError **error)
{
	g_autoptr(sqlite3_stmt) statement = NULL;

	if (sqlite3_prepare_v2(db, sql, -1, &statement, NULL) != SQLITE_OK ||
	    sqlite3_step(statement) != SQLITE_ROW)
		return sqlite_db_error(db, error);
	*out_number = sqlite3_column_int64(statement, 0);
	return TRUE;
}

gboolean
sqlite_db_begin(sqlite3 *db, GError **error)
{
	return sqlite_db_run(db, "BEGIN IMMEDIATE", error);
}

gboolean
sqlite_db_end(sqlite3 *db, gboolean good, GError **error)
{
	if (good && sqlite_db_run(db, "COMMIT", error))
		return TRUE;
	/* A full disk may have rolled it back already. */
	if (!sqlite3_get_autocommit(db))
		sqlite3_exec(db, "ROLLBACK", NULL, NULL, NULL);
	return FALSE;
}

/* SQLite asks its busy handler for every lock but this one. */
gboolean
sqlite_db_use_wal(sqlite3 *db, double busy_seconds, GError **error)
{
	gint64 until = g_get_monotonic_time() +
		       (gint64)(busy_seconds * G_USEC_PER_SEC);
	int code;

	while (code = sqlite3_exec(db, "PRAGMA journal_mode = WAL", NULL, NULL,
				   NULL),
	       (code & 0xff) == SQLITE_BUSY && g_get_monotonic_time() < until)
		g_usleep(LOOK_AGAIN_US);
	return code == SQLITE_OK || sqlite_db_error(db, error);
}

/* One statement, so that all values are of one moment: another process may
 * create the tables between two statements. */
static gboolean
read_stamp(sqlite3 *db, gint64 *out_version, gint64 *out_application,
	   gint64 *out_objects, GError **error)
{
	static const char sql[] =
		"SELECT (SELECT user_version FROM pragma_user_version),"
		" (SELECT application_id FROM pragma_application_id),"
		" count(*) FROM sqlite_schema";
	g_autoptr(sqlite3_stmt) statement = NULL;

	if (sqlite3_prepare_v2(db, sql, -1, &statement, NULL) != SQLITE_OK ||
	    sqlite3_step(statement) != SQLITE_ROW) {
		sqlite_db_error(db, error);
		return FALSE;
	}
	*out_version = sqlite3_column_int64(statement, 0);
	*out_application = sqlite3_column_int64(statement, 1);
	*out_objects = sqlite3_column_int64(statement, 2);
	return TRUE;
}

/* Version 0 is right only for an empty file: we must not add our tables to
 * another program's database. */
gboolean
sqlite_db_check_version(sqlite3 *db, gint32 application_id,
			const char *const *scripts, guint *out_version,
			GError **error)
{
	guint newest = g_strv_length((char **)scripts);
	gint64 version, application, objects;

	if (!read_stamp(db, &version, &application, &objects, error))
		return FALSE;
	if (version == 0 ? application != 0 || objects > 0
			 : application != application_id || version < 0)
		return error_set(error, IMR_ERROR_FATAL,
				 "is some other program's database");
	if (version > newest)
		return error_set(error, IMR_ERROR_FATAL,
				 "has schema version %" G_GINT64_FORMAT
				 ", made by a newer imr-ingest; this one knows "
				 "versions up to %u",
				 version, newest);
	*out_version = (guint)version;
	return TRUE;
}

static gboolean
migrate(sqlite3 *db, gint32 application_id, const char *const *scripts,
	GError **error)
{
	guint newest = g_strv_length((char **)scripts);
	g_autofree char *stamp = g_strdup_printf(
		"PRAGMA application_id = %d; PRAGMA user_version = %u",
		application_id, newest);
	guint version = 0;

	if (!sqlite_db_check_version(db, application_id, scripts, &version,
				     error))
		return FALSE;
	if (version == newest)
		return TRUE;
	for (; version < newest; version++)
		if (!sqlite_db_run(db, scripts[version], error))
			return FALSE;
	return sqlite_db_run(db, stamp, error);
}

gboolean
sqlite_db_migrate(sqlite3 *db, gint32 application_id,
		  const char *const *scripts, GError **error)
{
	return sqlite_db_begin(db, error) &&
	       sqlite_db_end(db, migrate(db, application_id, scripts, error),
			     error);
}

gboolean
sqlite_db_check_place(sqlite3 *db, GError **error)
{
	int moved = 0;

	sqlite3_file_control(db, "main", SQLITE_FCNTL_HAS_MOVED, &moved);
	if (moved)
		return error_set(error, IMR_ERROR_FATAL,
				 "was removed or replaced while in use");
	return TRUE;
}
