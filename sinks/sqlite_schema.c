/* sqlite_schema.c - the SQL that makes and changes the tables.
 *
 * A released script never changes, because existing databases were made by it.
 * So each version is spelled out here and not generated from the field tables.
 * A new field of the record is a new script at the end of the list (ALTER TABLE
 * ... ADD COLUMN); tests/sinks/test_sqlite.c fails until it is there, and fails
 * when an old script is touched. */
#include "sinks/sqlite_schema.h"

#include "core/error.h"
#include "db/sqlite_compare.h"
#include "db/sqlite_db.h"

/* "IMRL", at a fixed place of the file's header: file(1) can tell it. */
#define APPLICATION_ID 0x494d524c

/* rowid is spelled out because VACUUM may renumber a hidden one, and it ties
 * letter_search to letters.
 *
 * letter_search keeps its own copy of the text. An index over other tables'
 * rows is smaller, but needs the old text at each deletion, and stays wrong
 * once somebody has edited that text by hand.
 *
 * The trigger is for people who delete letters by hand: it removes them from
 * letter_search, and deletes their issues where foreign keys are off, as in the
 * sqlite3 shell. The sink itself runs no triggers. */
static const char version_1[] =
	"CREATE TABLE letters (\n"
	"  rowid INTEGER PRIMARY KEY,\n"
	"  id TEXT NOT NULL UNIQUE,\n"
	"  file_name TEXT,\n"
	"  media_type TEXT,\n"
	"  size_bytes INTEGER NOT NULL,\n"
	"  page_count INTEGER NOT NULL,\n"
	"  format TEXT,\n"
	"  case_number TEXT,\n"
	"  date_assigned TEXT,\n"
	"  date_of_injury TEXT,\n"
	"  decision_date TEXT,\n"
	"  ur_denial_date TEXT,\n"
	"  application_received TEXT,\n"
	"  priority TEXT,\n"
	"  employee_name TEXT,\n"
	"  claim_number TEXT,\n"
	"  licensed_states TEXT,\n"
	"  certifications TEXT,\n"
	"  summary_text TEXT,\n"
	"  age INTEGER,\n"
	"  sex TEXT,\n"
	"  documents_reviewed TEXT,\n"
	"  outcome TEXT,\n"
	"  confidence REAL NOT NULL,\n"
	"  producer_version TEXT,\n"
	"  ingested_at TEXT,\n"
	"  json TEXT NOT NULL\n"
	");\n"
	"CREATE INDEX letters_case_number ON letters (case_number);\n"
	"CREATE INDEX letters_decision_date ON letters (decision_date);\n"
	"CREATE INDEX letters_outcome ON letters (outcome);\n"
	"CREATE TABLE issues (\n"
	"  letter_id TEXT NOT NULL REFERENCES letters (id) ON DELETE CASCADE,\n"
	"  number INTEGER NOT NULL,\n"
	"  heading TEXT,\n"
	"  treatment TEXT,\n"
	"  original_request TEXT,\n"
	"  authorized TEXT,\n"
	"  decision TEXT,\n"
	"  claims_administrator_guideline TEXT,\n"
	"  reviewer_guideline TEXT,\n"
	"  rationale TEXT,\n"
	"  PRIMARY KEY (letter_id, number)\n"
	");\n"
	"CREATE INDEX issues_decision ON issues (decision);\n"
	"CREATE INDEX issues_treatment ON issues (treatment);\n"
	"CREATE TABLE warnings (\n"
	"  letter_id TEXT NOT NULL REFERENCES letters (id) ON DELETE CASCADE,\n"
	"  number INTEGER NOT NULL,\n"
	"  code TEXT NOT NULL,\n"
	"  path TEXT NOT NULL,\n"
	"  message TEXT NOT NULL,\n"
	"  PRIMARY KEY (letter_id, number)\n"
	");\n"
	"CREATE INDEX warnings_code ON warnings (code);\n"
	"CREATE VIRTUAL TABLE letter_search USING fts5(\n"
	"  treatments, rationales, summary_text,\n"
	"  tokenize = 'porter unicode61'\n"
	");\n"
	"CREATE TRIGGER letters_deleted AFTER DELETE ON letters BEGIN\n"
	"  DELETE FROM issues WHERE letter_id = old.id;\n"
	"  DELETE FROM warnings WHERE letter_id = old.id;\n"
	"  DELETE FROM letter_search WHERE rowid = old.rowid;\n"
	"END;\n";

const char *const sqlite_schema_scripts[] = {
	version_1,
	sqlite_version_2,
	NULL,
};

guint
sqlite_schema_version(void)
{
	return G_N_ELEMENTS(sqlite_schema_scripts) - 1;
}

static gboolean
compare(sqlite3 *db, guint version, GError **error)
{
	g_autoptr(GError) problem = NULL;

	if (sqlite_compare(db, sqlite_schema_scripts, version, &problem))
		return TRUE;
	return error_set(error, problem->code,
			 "%s; undo that, or give the sink another file and "
			 "have the records delivered there",
			 problem->message);
}

gboolean
sqlite_schema_update(sqlite3 *db, GError **error)
{
	guint version = 0;

	return sqlite_adopt(db, APPLICATION_ID, sqlite_schema_scripts, error) &&
	       sqlite_db_check_version(db, APPLICATION_ID,
				       sqlite_schema_scripts, &version,
				       error) &&
	       compare(db, version, error) &&
	       sqlite_db_migrate(db, APPLICATION_ID, sqlite_schema_scripts,
				 error);
}
