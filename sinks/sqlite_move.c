/* sqlite_move.c - the letters of version 1 move to the tables of version 2. */
#include "sinks/sqlite_move.h"

#include "db/sqlite_db.h"

/* With records of 15 kB, less than a tenth of a second. */
#define PIECE "SELECT id FROM unmoved_letters ORDER BY rowid DESC LIMIT 100"

#define LETTER_COLUMNS                                                         \
	"id, file_name, media_type, size_bytes, page_count, format,"           \
	" case_number, date_assigned, date_of_injury, decision_date,"          \
	" ur_denial_date, application_received, priority, employee_name,"      \
	" claim_number, licensed_states, certifications, summary_text, age,"   \
	" sex, documents_reviewed, outcome, confidence, producer_version,"     \
	" ingested_at"

#define ISSUE_COLUMNS                                                          \
	"number, heading, treatment, original_request, authorized, decision,"  \
	" claims_administrator_guideline, reviewer_guideline, rationale"

#define NAMES(table)                                                           \
	"INSERT INTO " table " (letter_rowid, number, name)"                   \
	" SELECT old.rowid, key + 1, value FROM unmoved_letters AS old,"       \
	" json_each(CASE WHEN json_valid(old.json) THEN old.json END,"         \
	" '$.reviewer." table "')"                                             \
	" WHERE old.id IN (SELECT id FROM moving) AND type = 'text';"

static const char move_sql[] =
	"INSERT INTO letters (rowid, revision, " LETTER_COLUMNS ")"
	" SELECT rowid, 1, " LETTER_COLUMNS " FROM unmoved_letters"
	" WHERE id IN (SELECT id FROM moving);"
	"INSERT INTO records (letter_rowid, json)"
	" SELECT rowid, json FROM unmoved_letters"
	" WHERE id IN (SELECT id FROM moving);" NAMES("certifications") NAMES(
		"licensed_states") "INSERT INTO warnings (letter_rowid, "
				   "number, code, path, message)"
				   " SELECT letters.rowid, number, code, path, "
				   "message"
				   " FROM unmoved_warnings JOIN letters ON id "
				   "= letter_id"
				   " WHERE letter_id IN (SELECT id FROM "
				   "moving);"
				   "INSERT INTO issues "
				   "(letter_rowid, " ISSUE_COLUMNS ")"
				   " SELECT letters.rowid, " ISSUE_COLUMNS
				   " FROM unmoved_issues JOIN letters ON id = "
				   "letter_id"
				   " WHERE letter_id IN (SELECT id FROM moving)"
				   " ORDER BY letters.rowid, number;"
				   "INSERT INTO issue_search (rowid, "
				   "treatment, heading, rationale,"
				   " claims_administrator_guideline, "
				   "reviewer_guideline)"
				   " SELECT rowid, treatment, heading, "
				   "rationale,"
				   " claims_administrator_guideline, "
				   "reviewer_guideline FROM issues"
				   " WHERE letter_rowid IN (SELECT "
				   "letters.rowid FROM letters"
				   " JOIN moving USING (id));"
				   "DELETE FROM unmoved_issues"
				   " WHERE letter_id IN (SELECT id FROM "
				   "moving);"
				   "DELETE FROM unmoved_warnings"
				   " WHERE letter_id IN (SELECT id FROM "
				   "moving);"
				   "DELETE FROM unmoved_letters WHERE id IN "
				   "(SELECT id FROM moving);"
				   "DROP TABLE temp.moving";

gboolean
sqlite_move_is_due(sqlite3 *db, gboolean *out_is_due, GError **error)
{
	gint64 there;

	if (!sqlite_db_integer(db,
			       "SELECT EXISTS (SELECT 1 FROM unmoved_letters)",
			       &there, error))
		return FALSE;
	*out_is_due = there != 0;
	return TRUE;
}

gboolean
sqlite_move_piece(sqlite3 *db, GError **error)
{
	return sqlite_db_run(db, "CREATE TEMP TABLE moving AS " PIECE, error) &&
	       sqlite_db_run(db, move_sql, error);
}

gboolean
sqlite_move_letter(sqlite3 *db, const char *id, GError **error)
{
	char *sql =
		sqlite3_mprintf("CREATE TEMP TABLE moving AS"
				" SELECT id FROM unmoved_letters WHERE id = %Q",
				id);
	gboolean good = sqlite_db_run(db, sql, error) &&
			sqlite_db_run(db, move_sql, error);

	sqlite3_free(sql);
	return good;
}
