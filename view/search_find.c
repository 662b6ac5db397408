/* search_find.c - finds letters in the index. */
#include "view/search_find.h"

#include <string.h>

#include "db/sqlite_db.h"
#include "view/search_filter.h"
#include "view/search_reader.h"
#include "view/search_schema.h"

#define SNIPPET                                                                \
	"SELECT snippet(words, -1, char(2), char(3), '\u2026', 14)"            \
	" FROM words WHERE words MATCH :match AND rowid = :id"

/* --- words --- */

static gboolean
is_word(const char *text, gsize length)
{
	const char *end = text + length;

	for (; text < end; text = g_utf8_next_char(text))
		if (g_unichar_isalnum(g_utf8_get_char(text)))
			return TRUE;
	return FALSE;
}

/* One word or phrase, in quotes: FTS5 has no syntax inside quotes. */
static void
append_phrase(GString *match, const char *text, gsize length)
{
	gboolean prefix = length > 1 && text[length - 1] == '*';

	if (!is_word(text, length))
		return;
	g_string_append_c(match, '"');
	g_string_append_len(match, text, (gssize)(length - (prefix ? 1 : 0)));
	g_string_append(match, prefix ? "\"* " : "\" ");
}

char *
search_match(const char *words)
{
	g_autofree char *valid = g_utf8_make_valid(words, -1);
	g_autoptr(GString) match = g_string_new(NULL);
	const char *rest = valid;

	while (*rest != '\0') {
		gboolean quoted = *rest == '"';
		gsize length;

		rest += quoted ? 1 : 0;
		length = strcspn(rest, quoted ? "\"" : " \t\r\n\"");
		append_phrase(match, rest, length);
		rest += length;
		if (*rest != '\0' && (quoted || *rest != '"'))
			rest++;
	}
	return match->len > 0 ? g_string_free(g_steal_pointer(&match), FALSE)
			      : NULL;
}

/* --- rows --- */

static char *
text_of(sqlite3_stmt *query, int column)
{
	return g_strdup((const char *)sqlite3_column_text(query, column));
}

static void
issue_free(struct search_issue *issue)
{
	g_free(issue->treatment);
	g_free(issue->decision);
	g_free(issue->category);
	g_free(issue->subcategory);
	g_free(issue->snippet);
	g_free(issue);
}

static void
hit_free(struct search_hit *hit)
{
	g_free(hit->letter_id);
	g_free(hit->record_id);
	g_free(hit->case_number);
	g_free(hit->decision_date);
	g_free(hit->outcome);
	g_free(hit->employee_name);
	g_free(hit->file_name);
	g_free(hit->folder);
	g_ptr_array_unref(hit->issues);
	g_free(hit);
}

void
search_result_free(struct search_result *result)
{
	g_ptr_array_unref(result->hits);
	g_free(result);
}

/* The statements that one search uses repeatedly. */
struct finder {
	sqlite3 *db;
	const char *match; /* NULL: no words */
	sqlite3_stmt *rows, *record, *issue, *snippet;
	gint64 last_record; /* of the row before; 0: none */
};

static sqlite3_stmt *
prepare(struct finder *finder, const char *sql, GError **error)
{
	sqlite3_stmt *statement = NULL;

	if (sqlite3_prepare_v2(finder->db, sql, -1, &statement, NULL) !=
	    SQLITE_OK)
		sqlite_db_error(finder->db, error);
	return statement;
}

/* The ids descend, so that the rows of one record are adjacent, and nothing has
 * to be sorted. */
static gboolean
prepare_rows(struct finder *finder, const struct search_filter *filter,
	     GError **error)
{
	g_autoptr(GString) sql = g_string_new(
		finder->match ? "SELECT i.id, i.record FROM words w"
				" CROSS JOIN issues i ON i.id = w.rowid"
				" WHERE words MATCH :match"
			      : "SELECT i.id, i.record FROM issues i"
				" WHERE 1");

	search_filter_append(filter, sql);
	g_string_append(sql, finder->match ? " ORDER BY w.rowid DESC"
					   : " ORDER BY i.id DESC");
	finder->rows = prepare(finder, sql->str, error);
	if (finder->rows == NULL)
		return FALSE;
	search_filter_bind(filter, finder->rows);
	if (finder->match != NULL)
		sqlite3_bind_text(finder->rows, 1, finder->match, -1,
				  SQLITE_TRANSIENT);
	return TRUE;
}

static gboolean
prepare_details(struct finder *finder, GError **error)
{
	finder->record = prepare(
		finder,
		"SELECT letter_id, record_id, case_number, decision_date,"
		" outcome, employee_name, file_name, folder"
		" FROM records WHERE id = :id",
		error);
	finder->issue =
		prepare(finder,
			"SELECT i.number, t.treatment, i.decision,"
			" (SELECT value FROM facets JOIN names ON id = name"
			"  WHERE issue = i.id AND kind = :category),"
			" (SELECT value FROM facets JOIN names ON id = name"
			"  WHERE issue = i.id AND kind = :subcategory)"
			" FROM issues i JOIN texts t ON t.issue = i.id"
			" WHERE i.id = :id",
			error);
	if (finder->record == NULL || finder->issue == NULL)
		return FALSE;
	sqlite3_bind_int(finder->issue, 1, SEARCH_CATEGORY);
	sqlite3_bind_int(finder->issue, 2, SEARCH_SUBCATEGORY);
	if (finder->match == NULL)
		return TRUE;
	finder->snippet = prepare(finder, SNIPPET, error);
	if (finder->snippet == NULL)
		return FALSE;
	sqlite3_bind_text(finder->snippet, 1, finder->match, -1,
			  SQLITE_TRANSIENT);
	return TRUE;
}

/* The row of that id, or FALSE. */
static gboolean
look_up(struct finder *finder, sqlite3_stmt *query, int parameter, gint64 id,
	GError **error)
{
	int code;

	sqlite3_reset(query);
	sqlite3_bind_int64(query, parameter, id);
	code = sqlite3_step(query);
	if (code == SQLITE_DONE)
		sqlite3_reset(query);
	return code == SQLITE_ROW || sqlite_db_error(finder->db, error);
}

static struct search_hit *
read_hit(struct finder *finder, gint64 record, GError **error)
{
	sqlite3_stmt *query = finder->record;
	struct search_hit *hit;

	if (!look_up(finder, query, 1, record, error))
		return NULL;
	hit = g_new0(struct search_hit, 1);
	hit->letter_id = text_of(query, 0);
	hit->record_id = text_of(query, 1);
	hit->case_number = text_of(query, 2);
	hit->decision_date = text_of(query, 3);
	hit->outcome = text_of(query, 4);
	hit->employee_name = text_of(query, 5);
	hit->file_name = text_of(query, 6);
	hit->folder = text_of(query, 7);
	hit->issues =
		g_ptr_array_new_with_free_func((GDestroyNotify)issue_free);
	return hit;
}

/* "Pharmaceuticals: Opioids" without its category. */
static char *
short_subcategory(const char *category, const char *both)
{
	gsize length = category ? strlen(category) : 0;

	return both != NULL && strlen(both) > length + 2
		       ? g_strdup(both + length + 2)
		       : NULL;
}

static gboolean
add_issue(struct finder *finder, struct search_hit *hit, gint64 id,
	  GError **error)
{
	sqlite3_stmt *query = finder->issue;
	struct search_issue *issue;

	if (!look_up(finder, query, 3, id, error))
		return FALSE;
	issue = g_new0(struct search_issue, 1);
	/* They are read from the last to the first. */
	g_ptr_array_insert(hit->issues, 0, issue);
	issue->number = sqlite3_column_int(query, 0);
	issue->treatment = text_of(query, 1);
	issue->decision = text_of(query, 2);
	issue->category = text_of(query, 3);
	issue->subcategory = short_subcategory(
		issue->category, (const char *)sqlite3_column_text(query, 4));
	if (finder->snippet == NULL)
		return TRUE;
	if (!look_up(finder, finder->snippet, 2, id, error))
		return FALSE;
	issue->snippet = text_of(finder->snippet, 0);
	return TRUE;
}

static gboolean
take_row(struct finder *finder, struct search_result *result, guint limit,
	 GError **error)
{
	gint64 id = sqlite3_column_int64(finder->rows, 0);
	gint64 record = sqlite3_column_int64(finder->rows, 1);

	if (record != finder->last_record) {
		finder->last_record = record;
		result->count++;
		if (result->count <= limit) {
			struct search_hit *hit =
				read_hit(finder, record, error);

			if (hit == NULL)
				return FALSE;
			g_ptr_array_add(result->hits, hit);
		}
	}
	return result->count > limit ||
	       add_issue(finder, result->hits->pdata[result->hits->len - 1], id,
			 error);
}

static gboolean
find(struct finder *finder, struct search_result *result, guint limit,
     GError **error)
{
	int code = SQLITE_DONE;

	while (result->count < SEARCH_MOST &&
	       (code = sqlite3_step(finder->rows)) == SQLITE_ROW)
		if (!take_row(finder, result, limit, error))
			return FALSE;
	return code == SQLITE_DONE || code == SQLITE_ROW ||
	       sqlite_db_error(finder->db, error);
}

/* All in one transaction, so that they are consistent. */
struct search_result *
search_find(const struct search_reader *reader, const char *words,
	    const struct search_filter *filter, guint limit, GError **error)
{
	g_autofree char *match = words ? search_match(words) : NULL;
	struct finder finder = { .db = reader->db, .match = match };
	g_autoptr(search_result) result = g_new0(struct search_result, 1);
	gboolean good;

	result->hits = g_ptr_array_new_with_free_func((GDestroyNotify)hit_free);
	good = sqlite_db_run(reader->db, "BEGIN", error) &&
	       prepare_rows(&finder, filter, error) &&
	       prepare_details(&finder, error) &&
	       find(&finder, result, limit, error);
	sqlite3_finalize(finder.rows);
	sqlite3_finalize(finder.record);
	sqlite3_finalize(finder.issue);
	sqlite3_finalize(finder.snippet);
	sqlite_db_end(reader->db, FALSE, NULL);
	return good ? g_steal_pointer(&result) : NULL;
}
