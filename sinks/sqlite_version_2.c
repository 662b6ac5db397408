/* sqlite_version_2.c - the script that brings a letters database to version 2.
 *
 * It makes empty tables and renames the old ones, which takes a moment however
 * many letters there are; sqlite_move.h brings the rows over.
 *
 * In letters the short columns stand first and the long texts last, and the
 * JSON is apart, so that a question about the short ones reads little. rowid is
 * spelled out because VACUUM may renumber a hidden one. AUTOINCREMENT starts
 * behind the old rows: letter_search, which stays as it is, knows letters by
 * their rowid.
 *
 * legacy_alter_table leaves an operator's views on letters. */
#include "sinks/sqlite_schema.h"

#define RENAME_OLD                                                             \
	"PRAGMA legacy_alter_table = ON;\n"                                    \
	"DROP TRIGGER letters_deleted;\n"                                      \
	"DROP INDEX letters_case_number;\n"                                    \
	"DROP INDEX letters_decision_date;\n"                                  \
	"DROP INDEX letters_outcome;\n"                                        \
	"DROP INDEX issues_decision;\n"                                        \
	"DROP INDEX issues_treatment;\n"                                       \
	"DROP INDEX warnings_code;\n"                                          \
	"ALTER TABLE letters RENAME TO unmoved_letters;\n"                     \
	"ALTER TABLE issues RENAME TO unmoved_issues;\n"                       \
	"ALTER TABLE warnings RENAME TO unmoved_warnings;\n"                   \
	"PRAGMA legacy_alter_table = OFF;\n"

#define LETTERS                                                                \
	"CREATE TABLE letters (\n"                                             \
	"  rowid INTEGER PRIMARY KEY AUTOINCREMENT,\n"                         \
	"  id TEXT NOT NULL UNIQUE,\n"                                         \
	"  file_name TEXT,\n"                                                  \
	"  folder TEXT,\n"                                                     \
	"  media_type TEXT,\n"                                                 \
	"  size_bytes INTEGER NOT NULL,\n"                                     \
	"  page_count INTEGER NOT NULL,\n"                                     \
	"  format TEXT,\n"                                                     \
	"  case_number TEXT,\n"                                                \
	"  date_assigned TEXT,\n"                                              \
	"  date_of_injury TEXT,\n"                                             \
	"  decision_date TEXT,\n"                                              \
	"  ur_denial_date TEXT,\n"                                             \
	"  application_received TEXT,\n"                                       \
	"  priority TEXT,\n"                                                   \
	"  employee_name TEXT,\n"                                              \
	"  claim_number TEXT,\n"                                               \
	"  age INTEGER,\n"                                                     \
	"  sex TEXT,\n"                                                        \
	"  outcome TEXT,\n"                                                    \
	"  confidence REAL NOT NULL,\n"                                        \
	"  revision INTEGER NOT NULL,\n"                                       \
	"  lexicon TEXT,\n"                                                    \
	"  producer_version TEXT,\n"                                           \
	"  ingested_at TEXT,\n"                                                \
	"  licensed_states TEXT,\n"                                            \
	"  certifications TEXT,\n"                                             \
	"  summary_text TEXT,\n"                                               \
	"  documents_reviewed TEXT\n"                                          \
	");\n"                                                                 \
	"INSERT INTO sqlite_sequence (name, seq)\n"                            \
	"  SELECT 'letters', coalesce(max(rowid), 0) FROM unmoved_letters;\n"  \
	"CREATE INDEX letters_case_number ON letters (case_number);\n"         \
	"CREATE INDEX letters_decision_date ON letters (decision_date);\n"     \
	"CREATE INDEX letters_outcome ON letters (outcome);\n"                 \
	"CREATE TABLE records (\n"                                             \
	"  letter_rowid INTEGER PRIMARY KEY\n"                                 \
	"    REFERENCES letters (rowid) ON DELETE CASCADE,\n"                  \
	"  json TEXT NOT NULL\n"                                               \
	");\n"

#define OF_LETTER                                                              \
	"  letter_rowid INTEGER NOT NULL\n"                                    \
	"    REFERENCES letters (rowid) ON DELETE CASCADE,\n"                  \
	"  number INTEGER NOT NULL,\n"

#define NAMES_OF_LETTER(table)                                                 \
	"CREATE TABLE " table " (\n" OF_LETTER "  name TEXT NOT NULL,\n"       \
	"  PRIMARY KEY (letter_rowid, number)\n"                               \
	") WITHOUT ROWID;\n"                                                   \
	"CREATE INDEX " table "_name ON " table " (name);\n"

#define WARNINGS                                                               \
	"CREATE TABLE warnings (\n" OF_LETTER "  code TEXT NOT NULL,\n"        \
	"  path TEXT NOT NULL,\n"                                              \
	"  message TEXT NOT NULL,\n"                                           \
	"  PRIMARY KEY (letter_rowid, number)\n"                               \
	") WITHOUT ROWID;\n"                                                   \
	"CREATE INDEX warnings_code ON warnings (code);\n"

#define ISSUES                                                                 \
	"CREATE TABLE issues (\n"                                              \
	"  rowid INTEGER PRIMARY KEY,\n" OF_LETTER "  decision TEXT,\n"        \
	"  category TEXT,\n"                                                   \
	"  subcategory TEXT,\n"                                                \
	"  laterality TEXT,\n"                                                 \
	"  levels TEXT,\n"                                                     \
	"  frequency_times INTEGER,\n"                                         \
	"  frequency_times_max INTEGER,\n"                                     \
	"  frequency_per TEXT,\n"                                              \
	"  frequency_for INTEGER,\n"                                           \
	"  frequency_for_max INTEGER,\n"                                       \
	"  frequency_unit TEXT,\n"                                             \
	"  sessions INTEGER,\n"                                                \
	"  sessions_printed INTEGER,\n"                                        \
	"  service_from TEXT,\n"                                               \
	"  service_to TEXT,\n"                                                 \
	"  retrospective INTEGER,\n"                                           \
	"  surgical_association INTEGER,\n"                                    \
	"  treatment TEXT,\n"                                                  \
	"  heading TEXT,\n"                                                    \
	"  original_request TEXT,\n"                                           \
	"  authorized TEXT,\n"                                                 \
	"  claims_administrator_guideline TEXT,\n"                             \
	"  reviewer_guideline TEXT,\n"                                         \
	"  rationale TEXT,\n"                                                  \
	"  UNIQUE (letter_rowid, number)\n"                                    \
	");\n"                                                                 \
	"CREATE INDEX issues_decision ON issues (decision);\n"                 \
	"CREATE INDEX issues_treatment ON issues (treatment);\n"               \
	"CREATE INDEX issues_category ON issues"                               \
	" (category, subcategory, decision);\n"

#define OF_ISSUE                                                               \
	"  issue_rowid INTEGER NOT NULL\n"                                     \
	"    REFERENCES issues (rowid) ON DELETE CASCADE,\n"                   \
	"  number INTEGER NOT NULL,\n"

#define REQUESTS                                                               \
	"CREATE TABLE body_parts (\n" OF_ISSUE "  name TEXT NOT NULL,\n"       \
	"  PRIMARY KEY (issue_rowid, number)\n"                                \
	") WITHOUT ROWID;\n"                                                   \
	"CREATE INDEX body_parts_name ON body_parts (name);\n"                 \
	"CREATE TABLE drugs (\n"                                               \
	"  rowid INTEGER PRIMARY KEY,\n" OF_ISSUE "  name TEXT,\n"             \
	"  strength TEXT,\n"                                                   \
	"  quantity REAL,\n"                                                   \
	"  quantity_unit TEXT,\n"                                              \
	"  refills INTEGER,\n"                                                 \
	"  UNIQUE (issue_rowid, number)\n"                                     \
	");\n"                                                                 \
	"CREATE INDEX drugs_name ON drugs (name COLLATE NOCASE);\n"            \
	"CREATE TABLE drug_ingredients (\n"                                    \
	"  drug_rowid INTEGER NOT NULL\n"                                      \
	"    REFERENCES drugs (rowid) ON DELETE CASCADE,\n"                    \
	"  number INTEGER NOT NULL,\n"                                         \
	"  name TEXT NOT NULL,\n"                                              \
	"  PRIMARY KEY (drug_rowid, number)\n"                                 \
	") WITHOUT ROWID;\n"                                                   \
	"CREATE INDEX drug_ingredients_name ON drug_ingredients (name);\n"     \
	"CREATE TABLE citations (\n"                                           \
	"  issue_rowid INTEGER NOT NULL\n"                                     \
	"    REFERENCES issues (rowid) ON DELETE CASCADE,\n"                   \
	"  side TEXT NOT NULL,\n"                                              \
	"  number INTEGER NOT NULL,\n"                                         \
	"  system TEXT NOT NULL,\n"                                            \
	"  guideline TEXT,\n"                                                  \
	"  year INTEGER,\n"                                                    \
	"  sections TEXT,\n"                                                   \
	"  pages TEXT,\n"                                                      \
	"  text TEXT,\n"                                                       \
	"  PRIMARY KEY (issue_rowid, side, number)\n"                          \
	") WITHOUT ROWID;\n"                                                   \
	"CREATE INDEX citations_guideline ON citations (system, guideline);\n"

#define SEARCH                                                                 \
	"CREATE VIRTUAL TABLE issue_search USING fts5(\n"                      \
	"  treatment, heading, rationale, claims_administrator_guideline,\n"   \
	"  reviewer_guideline, tokenize = 'porter unicode61'\n"                \
	");\n"

/* For those who delete letters by hand with foreign keys off, as they are in
 * the sqlite3 shell. The sink runs no triggers. */
#define TRIGGERS                                                               \
	"CREATE TRIGGER letters_deleted AFTER DELETE ON letters BEGIN\n"       \
	"  DELETE FROM records WHERE letter_rowid = old.rowid;\n"              \
	"  DELETE FROM certifications WHERE letter_rowid = old.rowid;\n"       \
	"  DELETE FROM licensed_states WHERE letter_rowid = old.rowid;\n"      \
	"  DELETE FROM warnings WHERE letter_rowid = old.rowid;\n"             \
	"  DELETE FROM issues WHERE letter_rowid = old.rowid;\n"               \
	"  DELETE FROM letter_search WHERE rowid = old.rowid;\n"               \
	"END;\n"                                                               \
	"CREATE TRIGGER issues_deleted AFTER DELETE ON issues BEGIN\n"         \
	"  DELETE FROM body_parts WHERE issue_rowid = old.rowid;\n"            \
	"  DELETE FROM drugs WHERE issue_rowid = old.rowid;\n"                 \
	"  DELETE FROM citations WHERE issue_rowid = old.rowid;\n"             \
	"  DELETE FROM issue_search WHERE rowid = old.rowid;\n"                \
	"END;\n"                                                               \
	"CREATE TRIGGER drugs_deleted AFTER DELETE ON drugs BEGIN\n"           \
	"  DELETE FROM drug_ingredients WHERE drug_rowid = old.rowid;\n"       \
	"END;\n"

/* Else it would make a staircase of strings and macros. */
/* clang-format off */

/* A case, as view/letter_case.h has it. A case number with a warning is in
 * doubt; such a letter, and one without a number, stands for itself. */
#define DOUBTED(letter) \
	"EXISTS (SELECT 1 FROM warnings WHERE letter_rowid = " letter ".rowid" \
	" AND path = '/case/case_number')"
#define ORDER(letter) \
	"(coalesce(" letter ".decision_date, '')," \
	" coalesce(" letter ".ingested_at, ''), " letter ".id)"

#define CURRENT_LETTERS \
	"CREATE VIEW current_letters AS\n" \
	"SELECT * FROM letters AS one\n" \
	"WHERE case_number IS NULL OR " DOUBTED("one") "\n" \
	"  OR NOT EXISTS (SELECT 1 FROM letters AS other\n" \
	"    WHERE other.case_number = one.case_number\n" \
	"    AND NOT " DOUBTED("other") "\n" \
	"    AND " ORDER("other") " > " ORDER("one") ");\n"

#define DECISIONS(letter) \
	"(SELECT group_concat(coalesce(decision, '?')) FROM" \
	" (SELECT decision FROM issues WHERE letter_rowid = " letter ".rowid" \
	" ORDER BY number))"

#define LETTER_CASES \
	"CREATE VIEW letter_cases AS\n" \
	"SELECT one.rowid AS letter_rowid, one.id, one.case_number,\n" \
	"  now.id AS current_id,\n" \
	"  CASE WHEN one.id = now.id THEN 'current'\n" \
	"    WHEN one.decision_date IS now.decision_date\n" \
	"      AND " DECISIONS("one") "\n" \
	"      IS " DECISIONS("now") " THEN 'rescan'\n" \
	"    ELSE 'reissue' END AS relation\n" \
	"FROM current_letters AS now\n" \
	"  JOIN letters AS one ON one.case_number = now.case_number\n" \
	"WHERE NOT " DOUBTED("one") "\n" \
	"  AND NOT " DOUBTED("now") ";\n"

#define DAYS(from, to) \
	"CAST(julianday(" to ") - julianday(" from ") AS INTEGER)"

#define TREATMENTS \
	"CREATE VIEW treatments AS\n" \
	"SELECT issues.rowid AS issue_rowid, letter_rowid, letters.id,\n" \
	"  file_name, folder, case_number, number, treatment, decision,\n" \
	"  decision = 'upheld' AS is_upheld,\n" \
	"  category, subcategory, laterality, levels, frequency_times,\n" \
	"  frequency_times_max, frequency_per, frequency_for,\n" \
	"  frequency_for_max, frequency_unit, sessions, sessions_printed,\n" \
	"  service_from, service_to, retrospective, surgical_association,\n" \
	"  date_of_injury, ur_denial_date, application_received,\n" \
	"  date_assigned, decision_date,\n" \
	"  substr(decision_date, 1, 7) AS decision_month,\n" \
	"  CAST(substr(decision_date, 1, 4) AS INTEGER) AS decision_year,\n" \
	"  " DAYS("date_of_injury", "decision_date") "\n" \
	"    AS days_injury_to_decision,\n" \
	"  " DAYS("ur_denial_date", "decision_date") "\n" \
	"    AS days_denial_to_decision,\n" \
	"  " DAYS("application_received", "decision_date") "\n" \
	"    AS days_application_to_decision,\n" \
	"  " DAYS("date_assigned", "decision_date") "\n" \
	"    AS days_assigned_to_decision,\n" \
	"  age, (age / 10 * 10) || '-' || (age / 10 * 10 + 9) AS age_band,\n" \
	"  sex, priority, format, outcome, confidence, page_count,\n" \
	"  certifications, licensed_states, ingested_at, producer_version,\n" \
	"  heading, original_request, authorized,\n" \
	"  claims_administrator_guideline, reviewer_guideline, rationale\n" \
	"FROM issues JOIN letters ON letters.rowid = letter_rowid;\n"

/* A case counts once, with its current letter. */
#define OVERTURN_RATES \
	"CREATE VIEW overturn_rates AS\n" \
	"SELECT category, subcategory, count(decision) AS treatments,\n" \
	"  sum(decision = 'overturned') AS overturned,\n" \
	"  avg(decision = 'overturned') AS rate\n" \
	"FROM issues\n" \
	"WHERE letter_rowid IN (SELECT rowid FROM current_letters)\n" \
	"GROUP BY category, subcategory;\n"
/* clang-format on */

const char sqlite_version_2[] =
	RENAME_OLD LETTERS NAMES_OF_LETTER("certifications")
		NAMES_OF_LETTER("licensed_states")
			WARNINGS ISSUES REQUESTS SEARCH TRIGGERS CURRENT_LETTERS
				LETTER_CASES TREATMENTS OVERTURN_RATES;
