/* search_put.c - the rows of one letter in the search index. */
#include "view/search_put.h"

#include <string.h>

#include "core/record.h"
#include "db/sqlite_db.h"
#include "spool/spool.h"
#include "view/letter_case.h"
#include "view/search_facets.h"

#define WORDS                                                                  \
	"case_number, employee_name, claim_number, file_name, folder,"         \
	" treatment, heading, guidelines, rationale, summary"
#define OF_LETTER " BETWEEN :first AND :last"

enum statement {
	FORGET_WORDS,
	FORGET_FACETS,
	FORGET_TEXTS,
	FORGET_ISSUES,
	FORGET_SUMMARIES,
	FORGET_RECORDS,
	LIST_CASES,
	PUT_RECORD,
	PUT_SUMMARY,
	PUT_ISSUE,
	PUT_TEXT,
	PUT_NAME,
	PUT_FACET,
	PUT_WORDS,
	MARK_CURRENT,
	STATEMENTS,
};

static const char *const sql[STATEMENTS] = {
	[FORGET_WORDS] = "INSERT INTO words (words, rowid, " WORDS ")"
			 " SELECT 'delete', id, " WORDS
			 " FROM documents WHERE id" OF_LETTER,
	[FORGET_FACETS] = "DELETE FROM facets WHERE issue" OF_LETTER,
	[FORGET_TEXTS] = "DELETE FROM texts WHERE issue" OF_LETTER,
	[FORGET_ISSUES] = "DELETE FROM issues WHERE id" OF_LETTER,
	[FORGET_SUMMARIES] = "DELETE FROM summaries WHERE record" OF_LETTER,
	[FORGET_RECORDS] = "DELETE FROM records WHERE id" OF_LETTER,
	[LIST_CASES] = "SELECT DISTINCT case_key FROM records"
		       " WHERE id" OF_LETTER " AND case_key IS NOT NULL",
	[PUT_RECORD] = "INSERT INTO records (id, letter_id, record_id,"
		       " case_number, case_key, decision_date, outcome,"
		       " employee_name, claim_number, file_name, folder,"
		       " has_request) VALUES (:id, :letter_id, :record_id,"
		       " :case_number, :case_key, :decision_date, :outcome,"
		       " :employee_name, :claim_number, :file_name, :folder,"
		       " :has_request)",
	[PUT_SUMMARY] = "INSERT INTO summaries (record, summary)"
			" VALUES (:record, :summary)",
	[PUT_ISSUE] = "INSERT INTO issues (id, record, number, decision,"
		      " decision_date, outcome) VALUES (:id, :record,"
		      " :number, :decision, :decision_date, :outcome)",
	[PUT_TEXT] = "INSERT INTO texts (issue, treatment, heading,"
		     " guidelines, rationale) VALUES (:issue, :treatment,"
		     " :heading, :guidelines, :rationale)",
	[PUT_NAME] = "INSERT OR IGNORE INTO names (kind, value)"
		     " VALUES (:kind, :value)",
	[PUT_FACET] = "INSERT OR IGNORE INTO facets (name, issue)"
		      " SELECT id, :issue FROM names"
		      " WHERE kind = :kind AND value = :value",
	[PUT_WORDS] = "INSERT INTO words (rowid, " WORDS ")"
		      " SELECT id, " WORDS " FROM documents"
		      " WHERE id" OF_LETTER,
	[MARK_CURRENT] = "UPDATE issues SET is_current = (record = (SELECT id"
			 "  FROM records WHERE case_key = :case_key"
			 "  ORDER BY decision_date DESC, id DESC LIMIT 1))"
			 " WHERE record IN (SELECT id FROM records"
			 "  WHERE case_key = :case_key)",
};

struct search_put {
	sqlite3 *db;
	sqlite3_stmt *statements[STATEMENTS];
};

struct search_put *
search_put_new(sqlite3 *db)
{
	struct search_put *put = g_new0(struct search_put, 1);

	put->db = db;
	return put;
}

void
search_put_free(struct search_put *put)
{
	for (guint i = 0; i < STATEMENTS; i++)
		sqlite3_finalize(put->statements[i]);
	g_free(put);
}

/* Bound in the order in which the statement first names its parameters: 't'
 * const char * or NULL, 'i' gint64. NULL: the error is set. */
static sqlite3_stmt *
prepare(struct search_put *put, enum statement which, GError **error,
	const char *types, va_list values)
{
	sqlite3_stmt **statement = &put->statements[which];

	if (*statement == NULL &&
	    sqlite3_prepare_v3(put->db, sql[which], -1,
			       SQLITE_PREPARE_PERSISTENT, statement,
			       NULL) != SQLITE_OK) {
		sqlite_db_error(put->db, error);
		return NULL;
	}
	g_assert((int)strlen(types) ==
		 sqlite3_bind_parameter_count(*statement));
	for (int i = 0; types[i] != '\0'; i++)
		if (types[i] == 't')
			sqlite3_bind_text(*statement, i + 1,
					  va_arg(values, const char *), -1,
					  SQLITE_TRANSIENT);
		else
			sqlite3_bind_int64(*statement, i + 1,
					   va_arg(values, gint64));
	return *statement;
}

static gboolean
run(struct search_put *put, enum statement which, GError **error,
    const char *types, ...)
{
	sqlite3_stmt *statement;
	gboolean good;
	va_list values;

	va_start(values, types);
	statement = prepare(put, which, error, types, values);
	va_end(values);
	if (statement == NULL)
		return FALSE;
	good = sqlite3_step(statement) == SQLITE_DONE ||
	       sqlite_db_error(put->db, error);
	sqlite3_reset(statement);
	sqlite3_clear_bindings(statement);
	return good;
}

/* --- out --- */

/* The range of ids that a letter's rows can have. */
struct range {
	gint64 first, last;
};

static struct range
range_of(const struct spool_letter *letter)
{
	gint64 first = letter->sequence << SEARCH_ID_BITS;

	return (struct range){
		first, first + (G_GINT64_CONSTANT(1) << SEARCH_ID_BITS) - 1
	};
}

static sqlite3_stmt *
ask_cases(struct search_put *put, GError **error, ...)
{
	sqlite3_stmt *statement;
	va_list values;

	va_start(values, error);
	statement = prepare(put, LIST_CASES, error, "ii", values);
	va_end(values);
	return statement;
}

static gboolean
add_cases(struct search_put *put, const struct range *range, GHashTable *cases,
	  GError **error)
{
	sqlite3_stmt *statement =
		ask_cases(put, error, range->first, range->last);
	int code = SQLITE_ERROR;

	if (statement == NULL)
		return FALSE;
	while ((code = sqlite3_step(statement)) == SQLITE_ROW)
		g_hash_table_add(cases,
				 g_strdup((const char *)sqlite3_column_text(
					 statement, 0)));
	if (code != SQLITE_DONE)
		sqlite_db_error(put->db, error);
	sqlite3_reset(statement);
	return code == SQLITE_DONE;
}

/* The words first: they are read from the rows that are deleted after them. */
static gboolean
forget(struct search_put *put, const struct range *range, GError **error)
{
	for (enum statement which = FORGET_WORDS; which <= FORGET_RECORDS;
	     which++)
		if (!run(put, which, error, "ii", range->first, range->last))
			return FALSE;
	return TRUE;
}

/* --- in --- */

static gboolean
has_request(const struct record *record)
{
	for (guint i = 0; i < record->issues->len; i++) {
		const struct issue *issue = record->issues->pdata[i];

		if (issue->request == NULL)
			return FALSE;
	}
	return TRUE;
}

static gboolean
put_record(struct search_put *put, const struct spool_letter *letter,
	   const struct record *record, gint64 id, GError **error)
{
	const char *folder = record->folder ? record->folder : letter->folder;

	return run(put, PUT_RECORD, error, "itttttttttti", id, letter->id,
		   record->id, record->case_number,
		   letter_case_is_certain(record) ? record->case_number : NULL,
		   record->decision_date, record->outcome,
		   record->employee_name, record->claim_number,
		   record->file_name, folder, (gint64)has_request(record)) &&
	       run(put, PUT_SUMMARY, error, "it", id, record->summary_text);
}

struct target {
	struct search_put *put;
	gint64 issue;
};

static gboolean
put_facet(enum search_kind kind, const char *name, gpointer data,
	  GError **error)
{
	const struct target *target = data;

	return run(target->put, PUT_NAME, error, "it", (gint64)kind, name) &&
	       run(target->put, PUT_FACET, error, "iit", target->issue,
		   (gint64)kind, name);
}

static gboolean
put_issue(struct search_put *put, const struct record *record,
	  const struct issue *issue, gint64 record_id, gint64 id,
	  GError **error)
{
	struct target target = { put, id };
	g_autofree char *guidelines = g_strdup_printf(
		"%s\n%s",
		issue->claims_administrator_guideline
			? issue->claims_administrator_guideline
			: "",
		issue->reviewer_guideline ? issue->reviewer_guideline : "");

	return run(put, PUT_ISSUE, error, "iiittt", id, record_id,
		   (gint64)issue->number, issue->decision,
		   record->decision_date, record->outcome) &&
	       run(put, PUT_TEXT, error, "itttt", id, issue->treatment,
		   issue->heading, guidelines, issue->rationale) &&
	       search_facets_each(record, issue, put_facet, &target, error);
}

/* *id is the first free id, and is advanced. */
static gboolean
put_issues(struct search_put *put, const struct record *record, gint64 *id,
	   GError **error)
{
	static const struct issue none = { 0 };
	gint64 record_id = *id;

	if (record->issues->len == 0)
		return put_issue(put, record, &none, record_id, (*id)++, error);
	for (guint i = 0; i < record->issues->len; i++)
		if (!put_issue(put, record, record->issues->pdata[i], record_id,
			       (*id)++, error))
			return FALSE;
	return TRUE;
}

static gboolean
put_records(struct search_put *put, const struct spool_letter *letter,
	    const GPtrArray *records, const struct range *range, GError **error)
{
	gint64 id = range->first;

	for (guint i = 0; i < records->len; i++) {
		const struct record *record = records->pdata[i];

		/* More would not fit into the letter's range of ids; no real
		 * document has so many. */
		if (id + record->issues->len >= range->last)
			break;
		if (!put_record(put, letter, record, id, error) ||
		    !put_issues(put, record, &id, error))
			return FALSE;
	}
	return run(put, PUT_WORDS, error, "ii", range->first, range->last);
}

static gboolean
mark_current(struct search_put *put, GHashTable *cases, GError **error)
{
	GHashTableIter iter;
	gpointer number;

	g_hash_table_iter_init(&iter, cases);
	while (g_hash_table_iter_next(&iter, &number, NULL))
		if (!run(put, MARK_CURRENT, error, "t", (const char *)number))
			return FALSE;
	return TRUE;
}

gboolean
search_put_letter(struct search_put *put, const struct spool_letter *letter,
		  const GPtrArray *records, GError **error)
{
	g_autoptr(GHashTable) cases =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	struct range range = range_of(letter);

	return add_cases(put, &range, cases, error) &&
	       forget(put, &range, error) &&
	       (records == NULL ||
		put_records(put, letter, records, &range, error)) &&
	       add_cases(put, &range, cases, error) &&
	       mark_current(put, cases, error);
}
