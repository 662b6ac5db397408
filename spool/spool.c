/* spool.c - opens the spool and runs its statements.
 *
 * synchronous=EXTRA is FULL and, if the file system forces a rollback journal
 * (no shared memory for a WAL), also syncs the directory: otherwise a power cut
 * could bring back a deleted journal, which would undo a commit. */
#include "spool/spool.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "core/commit_point.h"
#include "core/descriptor.h"
#include "core/error.h"
#include "db/sqlite_compare.h"
#include "db/sqlite_db.h"
#include "spool/directory.h"
#include "spool/spool_private.h"
#include "spool/spool_schema.h"

const char *const letter_state_names[] = {
	[LETTER_RECEIVED] = "received",
	[LETTER_EXTRACTING] = "extracting",
	[LETTER_EXTRACTED] = "extracted",
	[LETTER_DELIVERED] = "delivered",
	[LETTER_REJECTED] = "rejected",
	[LETTER_FAILED] = "failed",
	NULL,
};

const char *const delivery_state_names[] = {
	[DELIVERY_QUEUED] = "queued",
	[DELIVERY_DELIVERED] = "delivered",
	[DELIVERY_PARKED] = "parked",
	[DELIVERY_SPARED] = "spared",
	NULL,
};

const char *const sink_state_names[] = {
	[SINK_OK] = "ok",
	[SINK_WAITING] = "waiting",
	[SINK_HALTED] = "halted",
	[SINK_REMOVED] = "removed",
	NULL,
};

/* SQLite writes the WAL back into the file every 1000 pages, so it stays at
 * some megabytes; after a large transaction it is truncated. */
static const char settings[] = "PRAGMA synchronous = EXTRA;"
			       "PRAGMA wal_autocheckpoint = 1000;"
			       "PRAGMA cache_size = -8192;"
			       "PRAGMA journal_size_limit = 16777216;";

static void
finalize(gpointer statement)
{
	sqlite3_finalize(statement);
}

void
spool_close(struct spool *spool)
{
	g_hash_table_unref(spool->statements);
	sqlite3_close(spool->db);
	g_free(spool);
}

/* Without create nothing is created or changed, not even the tables of a spool
 * that another program is about to fill. */
static gboolean
check_tables(sqlite3 *db, GError **error)
{
	guint newest = g_strv_length((char **)spool_schema_scripts);
	guint version;

	if (!sqlite_db_check_version(db, SPOOL_APPLICATION_ID,
				     spool_schema_scripts, &version, error))
		return FALSE;
	if (version < newest)
		return error_set(error, IMR_ERROR_FATAL,
				 "has schema version %u, and this imrctl works "
				 "with version %u: restart the service, which "
				 "brings it there",
				 version, newest);
	return TRUE;
}

/* Checked first without the write lock, which a long transaction may hold. */
static gboolean
is_current(sqlite3 *db)
{
	guint newest = g_strv_length((char **)spool_schema_scripts);
	gint64 version, application;

	return sqlite_db_integer(db, "PRAGMA user_version", &version, NULL) &&
	       version == newest &&
	       sqlite_db_integer(db, "PRAGMA application_id", &application,
				 NULL) &&
	       application == SPOOL_APPLICATION_ID;
}

static gboolean
prepare_tables(sqlite3 *db, gboolean create, GError **error)
{
	if (is_current(db))
		return TRUE;
	if (!create)
		return check_tables(db, error);
	return sqlite_adopt(db, SPOOL_APPLICATION_ID, spool_schema_scripts,
			    error) &&
	       sqlite_db_migrate(db, SPOOL_APPLICATION_ID, spool_schema_scripts,
				 error);
}

/* In a shared directory, lets the group read the database, and keeps the files
 * beside it when the last connection closes, since users who may not write
 * there cannot create them. */
static gboolean
share(sqlite3 *db, const char *path, GError **error)
{
	static const char *const files[] = { SPOOL_FILE, SPOOL_FILE "-wal",
					     SPOOL_FILE "-shm" };
	g_autofree char *directory = g_path_get_dirname(path);
	g_auto(owned_fd) fd =
		open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	int stays = 1;

	if (fd < 0)
		return error_set_errno(error, "open '%s'", directory);
	if (directory_is_shared(fd))
		sqlite3_file_control(db, "main", SQLITE_FCNTL_PERSIST_WAL,
				     &stays);
	for (guint i = 0; i < G_N_ELEMENTS(files); i++)
		if (!directory_share_file(fd, files[i], error))
			return FALSE;
	return TRUE;
}

static sqlite3 *
open_database(const char *path, gboolean create, double busy_seconds,
	      GError **error)
{
	g_autoptr(sqlite3) db = NULL;

	if (!create && access(path, F_OK) < 0) {
		error_set_errno(error, "open");
		return NULL;
	}
	db = sqlite_db_open(path, busy_seconds, error);
	if (db == NULL)
		return NULL;
	if (!share(db, path, error) || !prepare_tables(db, create, error) ||
	    !sqlite_db_use_wal(db, busy_seconds, error) ||
	    !sqlite_db_run(db, settings, error))
		return NULL;
	return g_steal_pointer(&db);
}

static struct spool *
new_spool(sqlite3 *take_db, const char *path, GError **error)
{
	g_autoptr(sqlite3) db = take_db;
	struct spool *spool;
	gint64 version;

	if (db == NULL ||
	    !sqlite_db_integer(db, "PRAGMA data_version", &version, error)) {
		g_prefix_error(error, "'%s': ", path);
		return NULL;
	}
	spool = g_new0(struct spool, 1);
	spool->db = g_steal_pointer(&db);
	spool->statements = g_hash_table_new_full(g_str_hash, g_str_equal,
						  g_free, finalize);
	spool->data_version = version;
	return spool;
}

struct spool *
spool_open(const char *directory, gboolean create, double busy_seconds,
	   GError **error)
{
	g_autofree char *path = g_build_filename(directory, SPOOL_FILE, NULL);
	sqlite3 *db = open_database(path, create, busy_seconds, error);

	return new_spool(db, path, error);
}

struct spool *
spool_open_to_read(const char *directory, double busy_seconds, GError **error)
{
	g_autofree char *path = g_build_filename(directory, SPOOL_FILE, NULL);
	g_autoptr(sqlite3) db =
		sqlite_db_open_to_read(path, busy_seconds, error);

	if (db != NULL && !check_tables(db, error))
		g_clear_pointer(&db, sqlite3_close);
	return new_spool(g_steal_pointer(&db), path, error);
}

/* If it has no tables, the daemon has to make them. */
static gboolean
migrate_older(sqlite3 *db, GError **error)
{
	guint version = 0;

	return sqlite_adopt(db, SPOOL_APPLICATION_ID, spool_schema_scripts,
			    error) &&
	       sqlite_db_check_version(db, SPOOL_APPLICATION_ID,
				       spool_schema_scripts, &version, error) &&
	       (version == 0 || sqlite_db_migrate(db, SPOOL_APPLICATION_ID,
						  spool_schema_scripts, error));
}

gboolean
spool_update(const char *directory, double busy_seconds, GError **error)
{
	g_autofree char *path = g_build_filename(directory, SPOOL_FILE, NULL);
	g_autoptr(sqlite3) db = sqlite_db_open(path, busy_seconds, error);

	if (db != NULL && migrate_older(db, error))
		return TRUE;
	g_prefix_error(error, "'%s': ", path);
	return FALSE;
}

/* If it cannot be checked now, it may have changed. */
gboolean
spool_has_changed(struct spool *spool)
{
	gint64 version;

	if (!spool_integer(spool, &version, NULL, "PRAGMA data_version", ""))
		return TRUE;
	if (version == spool->data_version)
		return FALSE;
	spool->data_version = version;
	return TRUE;
}

gint64
spool_now(void)
{
	return g_get_real_time() / 1000;
}

static sqlite3_stmt *
prepare(struct spool *spool, const char *sql, GError **error)
{
	sqlite3_stmt *statement = g_hash_table_lookup(spool->statements, sql);

	if (statement != NULL)
		return statement;
	if (sqlite3_prepare_v3(spool->db, sql, -1, SQLITE_PREPARE_PERSISTENT,
			       &statement, NULL) != SQLITE_OK) {
		sqlite_db_error(spool->db, error);
		return NULL;
	}
	g_hash_table_insert(spool->statements, g_strdup(sql), statement);
	return statement;
}

/* The parameter that *types names, or the one after the last. Moves *types to
 * the parameter's type. */
static int
find_parameter(sqlite3_stmt *statement, const char **types, int last,
	       gboolean *out_optional)
{
	const char *type = *types;
	g_autofree char *name = NULL;

	*out_optional = FALSE;
	while (*type == ' ')
		type++;
	*types = type;
	if (*type != ':')
		return last + 1;
	*types = strchr(type, ' ') + 1;
	name = g_strndup(type, (gsize)(*types - 1 - type));
	*out_optional = g_str_has_suffix(name, "?");
	if (*out_optional)
		name[strlen(name) - 1] = '\0';
	return sqlite3_bind_parameter_index(statement, name);
}

/* This fails only for a value over a gigabyte, or an unknown parameter. */
static void
bind_values(sqlite3_stmt *statement, const char *types, va_list values)
{
	gboolean named = *types == ':';
	int i = 0, bound = 0;

	for (; *types != '\0'; types++) {
		int code = SQLITE_MISUSE;
		const char *bytes;
		gboolean optional;

		i = find_parameter(statement, &types, i, &optional);
		bound += i > 0;
		switch (*types) {
		case 't':
			bytes = va_arg(values, const char *);
			code = sqlite3_bind_text(statement, i, bytes, -1,
						 SQLITE_TRANSIENT);
			break;
		case 'b':
			bytes = va_arg(values, const char *);
			code = sqlite3_bind_blob64(statement, i, bytes,
						   strlen(bytes),
						   SQLITE_TRANSIENT);
			break;
		case 'i':
			code = sqlite3_bind_int64(statement, i,
						  va_arg(values, gint64));
			break;
		case 'n':
			code = sqlite3_bind_int(statement, i,
						va_arg(values, int));
			break;
		case 'd':
			code = sqlite3_bind_double(statement, i,
						   va_arg(values, double));
			break;
		}
		g_assert(code == SQLITE_OK || (optional && i == 0));
	}
	g_assert(!named || bound == sqlite3_bind_parameter_count(statement));
}

sqlite3_stmt *
spool_query_v(struct spool *spool, GError **error, const char *sql,
	      const char *types, va_list values)
{
	sqlite3_stmt *statement = prepare(spool, sql, error);

	if (statement != NULL)
		bind_values(statement, types, values);
	return statement;
}

sqlite3_stmt *
spool_query(struct spool *spool, GError **error, const char *sql,
	    const char *types, ...)
{
	sqlite3_stmt *statement;
	va_list values;

	va_start(values, types);
	statement = spool_query_v(spool, error, sql, types, values);
	va_end(values);
	return statement;
}

void
spool_leave(sqlite3_stmt *statement)
{
	sqlite3_reset(statement);
	sqlite3_clear_bindings(statement);
}

enum spool_step
spool_step(sqlite3_stmt *statement, GError **error)
{
	int code = sqlite3_step(statement);

	if (code == SQLITE_ROW)
		return SPOOL_ROW;
	if (code != SQLITE_DONE)
		sqlite_db_error(sqlite3_db_handle(statement), error);
	spool_leave(statement);
	return code == SQLITE_DONE ? SPOOL_DONE : SPOOL_ERROR;
}

gboolean
spool_run(struct spool *spool, GError **error, const char *sql,
	  const char *types, ...)
{
	sqlite3_stmt *statement;
	va_list values;

	va_start(values, types);
	statement = spool_query_v(spool, error, sql, types, values);
	va_end(values);
	return statement != NULL && spool_step(statement, error) == SPOOL_DONE;
}

gboolean
spool_integer(struct spool *spool, gint64 *out_number, GError **error,
	      const char *sql, const char *types, ...)
{
	sqlite3_stmt *statement;
	enum spool_step step;
	va_list values;

	va_start(values, types);
	statement = spool_query_v(spool, error, sql, types, values);
	va_end(values);
	if (statement == NULL)
		return FALSE;
	step = spool_step(statement, error);
	if (step == SPOOL_ERROR)
		return FALSE;
	*out_number = -1;
	if (step == SPOOL_ROW) {
		if (sqlite3_column_type(statement, 0) != SQLITE_NULL)
			*out_number = sqlite3_column_int64(statement, 0);
		spool_leave(statement);
	}
	return TRUE;
}

guint
spool_changes(const struct spool *spool)
{
	return (guint)sqlite3_changes(spool->db);
}

/* For both text and bytes. */
char *
spool_column_text(sqlite3_stmt *statement, int column)
{
	const void *bytes = sqlite3_column_blob(statement, column);
	gsize length = (gsize)sqlite3_column_bytes(statement, column);

	if (sqlite3_column_type(statement, column) == SQLITE_NULL)
		return NULL;
	return bytes == NULL ? g_strdup("") : g_strndup(bytes, length);
}

guint
spool_column_uint(sqlite3_stmt *statement, int column)
{
	return (guint)sqlite3_column_int64(statement, column);
}

gboolean
spool_begin(struct spool *spool, GError **error)
{
	if (sqlite_db_check_place(spool->db, error) &&
	    sqlite_db_begin(spool->db, error))
		return TRUE;
	g_prefix_error(error, "spool: ");
	return FALSE;
}

void
spool_let_others(gint64 begun)
{
	g_usleep((gulong)MAX(0, g_get_monotonic_time() - begun));
}

gboolean
spool_end_at(struct spool *spool, gboolean good, const char *begun,
	     const char *done, GError **error)
{
	if (good)
		commit_point(begun);
	if (!sqlite_db_end(spool->db, good, error)) {
		g_prefix_error(error, "spool: ");
		return FALSE;
	}
	commit_point(done);
	return TRUE;
}
