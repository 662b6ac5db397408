/* sqlite_compare.c - runs the scripts in memory and compares the result with
 * the file, object by object. */
#include "db/sqlite_compare.h"

#include <string.h>

#include "core/error.h"
#include "db/sqlite_db.h"

/* Not the tables that belong to a virtual one: their form depends on SQLite's
 * version. */
#define OURS                                                                   \
	"SELECT type, name, tbl_name, sql FROM sqlite_schema"                  \
	" WHERE tbl_name NOT IN"                                               \
	"  (SELECT name FROM pragma_table_list WHERE type = 'shadow')"

#define THEIRS "SELECT type, sql FROM sqlite_schema WHERE name = ?"

#define TRIGGERS                                                               \
	"SELECT name FROM sqlite_schema WHERE type = 'trigger'"                \
	" AND lower(tbl_name) = lower(?)"

static const char *
text_of(sqlite3_stmt *statement, int column)
{
	const char *text = (const char *)sqlite3_column_text(statement, column);

	return text != NULL ? text : "";
}

static gboolean
is_word(char c)
{
	return g_ascii_isalnum(c) || c == '_' || (c & 0x80) != 0;
}

/* Normalises SQL: white space only between two words, lower case except in
 * quotes. */
static char *
normalise(const char *sql)
{
	GString *normal = g_string_new(NULL);
	gboolean space = FALSE;
	char quote = '\0';

	for (; *sql != '\0'; sql++) {
		char c = quote ? *sql : g_ascii_tolower(*sql);

		if (quote == '\0' && g_ascii_isspace(c)) {
			space = TRUE;
			continue;
		}
		if (space && normal->len > 0 && is_word(c) &&
		    is_word(normal->str[normal->len - 1]))
			g_string_append_c(normal, ' ');
		space = FALSE;
		if (quote == c)
			quote = '\0';
		else if (quote == '\0' && strchr("'\"`", c) != NULL)
			quote = c;
		g_string_append_c(normal, c);
	}
	return g_string_free(normal, FALSE);
}

static gboolean
is_same_sql(const char *a, const char *b)
{
	g_autofree char *first = normalise(a);
	g_autofree char *second = normalise(b);

	return strcmp(first, second) == 0;
}

static gboolean
refuse_schema(const char *type, const char *name, const char *how,
	      GError **error)
{
	return error_set(error, IMR_ERROR_FATAL, "%s '%s' %s", type, name, how);
}

/* names: of the scripts' triggers. */
static gboolean
compare_triggers(sqlite3_stmt *theirs, const char *table, GHashTable *names,
		 GError **error)
{
	gboolean good = TRUE;

	sqlite3_bind_text(theirs, 1, table, -1, SQLITE_TRANSIENT);
	while (good && sqlite3_step(theirs) == SQLITE_ROW)
		if (!g_hash_table_contains(names, text_of(theirs, 0)))
			good = refuse_schema(
				"trigger", text_of(theirs, 0),
				"is not this program's, and on a table "
				"that is",
				error);
	sqlite3_reset(theirs);
	return good;
}

static gboolean
compare_object(sqlite3_stmt *ours, sqlite3_stmt *theirs, GError **error)
{
	const char *type = text_of(ours, 0), *name = text_of(ours, 1);
	gboolean good;

	sqlite3_bind_text(theirs, 1, name, -1, SQLITE_TRANSIENT);
	if (sqlite3_step(theirs) != SQLITE_ROW)
		good = refuse_schema(type, name, "is missing", error);
	else if (strcmp(text_of(theirs, 0), type) != 0 ||
		 !is_same_sql(text_of(ours, 3), text_of(theirs, 1)))
		good = refuse_schema(
			type, name,
			"is not as this program made it, and was changed "
			"since",
			error);
	else
		good = TRUE;
	sqlite3_reset(theirs);
	return good;
}

struct comparison {
	sqlite3 *made;
	sqlite3_stmt *ours, *theirs, *triggers;
	GHashTable *names; /* of our triggers */
};

static void
comparison_clear(struct comparison *comparison)
{
	sqlite3_finalize(comparison->ours);
	sqlite3_finalize(comparison->theirs);
	sqlite3_finalize(comparison->triggers);
	sqlite3_close(comparison->made);
	g_hash_table_unref(comparison->names);
}

static gboolean
prepare(sqlite3 *db, const char *sql, sqlite3_stmt **out_statement,
	GError **error)
{
	return sqlite3_prepare_v2(db, sql, -1, out_statement, NULL) ==
		       SQLITE_OK ||
	       sqlite_db_error(db, error);
}

static gboolean
make(struct comparison *comparison, const char *const *scripts, guint version,
     GError **error)
{
	if (sqlite3_open(":memory:", &comparison->made) != SQLITE_OK)
		return sqlite_db_error(comparison->made, error);
	/* As in the file: a table's new name goes into references then. */
	if (!sqlite_db_run(comparison->made, "PRAGMA foreign_keys = ON", error))
		return FALSE;
	for (guint i = 0; i < version; i++)
		if (!sqlite_db_run(comparison->made, scripts[i], error))
			return FALSE;
	return prepare(comparison->made, OURS, &comparison->ours, error);
}

static void
note_triggers(struct comparison *comparison)
{
	sqlite3_stmt *ours = comparison->ours;

	while (sqlite3_step(ours) == SQLITE_ROW)
		if (strcmp(text_of(ours, 0), "trigger") == 0)
			g_hash_table_add(comparison->names,
					 g_strdup(text_of(ours, 1)));
	sqlite3_reset(ours);
}

static gboolean
compare_all(struct comparison *comparison, GError **error)
{
	sqlite3_stmt *ours = comparison->ours;

	note_triggers(comparison);
	while (sqlite3_step(ours) == SQLITE_ROW)
		if (!compare_object(ours, comparison->theirs, error) ||
		    !compare_triggers(comparison->triggers, text_of(ours, 1),
				      comparison->names, error))
			return FALSE;
	return TRUE;
}

gboolean
sqlite_compare(sqlite3 *db, const char *const *scripts, guint version,
	       GError **error)
{
	struct comparison comparison = {
		.names = g_hash_table_new_full(g_str_hash, g_str_equal, g_free,
					       NULL),
	};
	gboolean same = make(&comparison, scripts, version, error) &&
			prepare(db, THEIRS, &comparison.theirs, error) &&
			prepare(db, TRIGGERS, &comparison.triggers, error) &&
			compare_all(&comparison, error);

	comparison_clear(&comparison);
	return same;
}

/* --- restored from a dump --- */

static gboolean
is_unmarked(sqlite3 *db, gboolean *out_unmarked, GError **error)
{
	gint64 marks;

	if (!sqlite_db_integer(
		    db,
		    "SELECT (SELECT user_version FROM pragma_user_version)"
		    " OR (SELECT application_id FROM pragma_application_id)"
		    " OR NOT EXISTS (SELECT 1 FROM sqlite_schema)",
		    &marks, error))
		return FALSE;
	*out_unmarked = marks == 0;
	return TRUE;
}

/* A newer version's scripts make all that an older one's do. */
static gboolean
mark(sqlite3 *db, gint32 application_id, const char *const *scripts,
     GError **error)
{
	guint version = g_strv_length((char **)scripts);
	g_autofree char *sql = NULL;

	while (version > 0 && !sqlite_compare(db, scripts, version, NULL))
		version--;
	if (version == 0)
		return TRUE;
	sql = g_strdup_printf(
		"PRAGMA application_id = %d; PRAGMA user_version = %u",
		application_id, version);
	return sqlite_db_run(db, sql, error);
}

gboolean
sqlite_adopt(sqlite3 *db, gint32 application_id, const char *const *scripts,
	     GError **error)
{
	gboolean unmarked;

	if (!is_unmarked(db, &unmarked, error))
		return FALSE;
	return !unmarked ||
	       (sqlite_db_begin(db, error) &&
		sqlite_db_end(db, mark(db, application_id, scripts, error),
			      error));
}
