/* search_schema.c - the SQL of the search index. */
#include "view/search_schema.h"

#include <stddef.h>

/* state: spool is spool_index_name(); of the letters that existed when the
 * index was begun, up to sequence last, those up to filled are in it; changes
 * is the number of the last change that was indexed.
 *
 * Long text is in separate tables, so that counting reads only short rows.
 * records.case_key is NULL if the case number is missing or in doubt.
 * issues.is_current: of all letters of one case, the one with the latest
 * decision, and of several with that date the latest arrival.
 *
 * The words are not stored a second time: the view documents supplies them. */
static const char version_1[] =
	"CREATE TABLE state (\n"
	"  spool TEXT NOT NULL,\n"
	"  filled INTEGER NOT NULL,\n"
	"  last INTEGER NOT NULL,\n"
	"  changes INTEGER NOT NULL\n"
	");\n"
	"CREATE TABLE records (\n"
	"  id INTEGER PRIMARY KEY,\n"
	"  letter_id TEXT NOT NULL,\n"
	"  record_id TEXT NOT NULL,\n"
	"  case_number TEXT,\n"
	"  case_key TEXT,\n"
	"  decision_date TEXT,\n"
	"  outcome TEXT,\n"
	"  employee_name TEXT,\n"
	"  claim_number TEXT,\n"
	"  file_name TEXT,\n"
	"  folder TEXT,\n"
	"  has_request INTEGER NOT NULL\n"
	");\n"
	"CREATE INDEX records_case ON records (case_key);\n"
	"CREATE INDEX records_request ON records (has_request);\n"
	"CREATE TABLE summaries (\n"
	"  record INTEGER PRIMARY KEY,\n"
	"  summary TEXT\n"
	");\n"
	"CREATE TABLE issues (\n"
	"  id INTEGER PRIMARY KEY,\n"
	"  record INTEGER NOT NULL,\n"
	"  number INTEGER NOT NULL,\n"
	"  decision TEXT,\n"
	"  decision_date TEXT,\n"
	"  outcome TEXT,\n"
	"  is_current INTEGER NOT NULL DEFAULT 1\n"
	");\n"
	"CREATE INDEX issues_record ON issues (record);\n"
	"CREATE TABLE texts (\n"
	"  issue INTEGER PRIMARY KEY,\n"
	"  treatment TEXT,\n"
	"  heading TEXT,\n"
	"  guidelines TEXT,\n"
	"  rationale TEXT\n"
	");\n"
	"CREATE TABLE names (\n"
	"  id INTEGER PRIMARY KEY,\n"
	"  kind INTEGER NOT NULL,\n"
	"  value TEXT NOT NULL,\n"
	"  UNIQUE (kind, value)\n"
	");\n"
	"CREATE TABLE facets (\n"
	"  name INTEGER NOT NULL,\n"
	"  issue INTEGER NOT NULL,\n"
	"  PRIMARY KEY (name, issue)\n"
	") WITHOUT ROWID;\n"
	"CREATE INDEX facets_issue ON facets (issue);\n"
	"CREATE VIEW documents AS\n"
	"  SELECT i.id AS id, r.case_number AS case_number,\n"
	"    r.employee_name AS employee_name,\n"
	"    r.claim_number AS claim_number, r.file_name AS file_name,\n"
	"    r.folder AS folder, t.treatment AS treatment,\n"
	"    t.heading AS heading, t.guidelines AS guidelines,\n"
	"    t.rationale AS rationale, s.summary AS summary\n"
	"  FROM issues i JOIN records r ON r.id = i.record\n"
	"  JOIN texts t ON t.issue = i.id\n"
	"  JOIN summaries s ON s.record = i.record;\n"
	"CREATE VIRTUAL TABLE words USING fts5 (\n"
	"  case_number, employee_name, claim_number, file_name, folder,\n"
	"  treatment, heading, guidelines, rationale, summary,\n"
	"  content = 'documents', content_rowid = 'id',\n"
	"  tokenize = 'porter unicode61 remove_diacritics 2'\n"
	");\n";

const char *const search_schema_scripts[] = { version_1, NULL };
