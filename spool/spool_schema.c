/* spool_schema.c - the SQL that makes and changes the spool's tables.
 *
 * A released script never changes: each change is a new script at the end of
 * the list. States are the numbers of spool.h's enums, written out here and in
 * the statements so that SQLite can prove that a partial index applies. */
#include "spool/spool_schema.h"

#include <stddef.h>

/* Everything that the daemon queries repeatedly is found through an index that
 * contains little besides the answer: finding a backlog, or the few letters
 * that wait, costs the same among a million delivered letters as among ten.
 *
 * next_attempt is 0 for "now" and not the time of queueing: if the clock is set
 * back, new letters must not wait.
 *
 * The number of delivered letters grows for years; it is kept up to date in
 * totals and sinks.delivered and not counted each time. Open ones are counted,
 * through their indices.
 *
 * letters.waiting is the time since which a letter has waited for a worker;
 * received, when its bytes first came, may be years before a reocr. Paths are
 * BLOBs: they may contain any bytes. */
static const char version_1[] =
	"CREATE TABLE letters (\n"
	"  sequence INTEGER PRIMARY KEY AUTOINCREMENT,\n"
	"  id TEXT NOT NULL UNIQUE,\n"
	"  name TEXT NOT NULL,\n"
	"  watch TEXT NOT NULL,\n"
	"  size INTEGER NOT NULL,\n"
	"  state INTEGER NOT NULL DEFAULT 0,\n"
	"  attempts INTEGER NOT NULL DEFAULT 0,\n"
	"  next_attempt INTEGER NOT NULL DEFAULT 0,\n"
	"  reason TEXT,\n"
	"  from_scratch INTEGER NOT NULL DEFAULT 0,\n"
	"  received INTEGER NOT NULL,\n"
	"  waiting INTEGER NOT NULL,\n"
	"  extracted INTEGER NOT NULL DEFAULT 0,\n"
	"  finished INTEGER NOT NULL DEFAULT 0,\n"
	"  seconds REAL NOT NULL DEFAULT 0,\n"
	"  pages INTEGER NOT NULL DEFAULT 0,\n"
	"  ocr_pages INTEGER NOT NULL DEFAULT 0,\n"
	"  records INTEGER NOT NULL DEFAULT 0,\n"
	"  duplicates INTEGER NOT NULL DEFAULT 0\n"
	");\n"
	"CREATE INDEX letters_state ON letters (state, sequence);\n"
	"CREATE INDEX letters_due ON letters (next_attempt, sequence)\n"
	"  WHERE state = 0;\n"
	"CREATE INDEX letters_waiting ON letters (waiting) WHERE state <= 1;\n"
	"CREATE INDEX letters_extracted ON letters (extracted)\n"
	"  WHERE extracted > 0;\n"
	"CREATE INDEX letters_quarantined ON letters (finished, sequence)\n"
	"  WHERE state >= 4;\n"
	"CREATE INDEX letters_duplicates ON letters (duplicates)\n"
	"  WHERE duplicates > 0;\n"
	"CREATE TABLE arrivals (\n"
	"  id TEXT NOT NULL,\n"
	"  name TEXT NOT NULL,\n"
	"  watch TEXT NOT NULL,\n"
	"  path BLOB NOT NULL,\n"
	"  first INTEGER NOT NULL,\n"
	"  last INTEGER NOT NULL,\n"
	"  times INTEGER NOT NULL DEFAULT 1,\n"
	"  original_gone INTEGER NOT NULL DEFAULT 0,\n"
	"  UNIQUE (id, name)\n"
	");\n"
	"CREATE TABLE records (\n"
	"  record_id TEXT PRIMARY KEY NOT NULL,\n"
	"  letter_id TEXT NOT NULL,\n"
	"  idx INTEGER NOT NULL,\n"
	"  case_number TEXT,\n"
	"  decision_date TEXT,\n"
	"  outcome TEXT,\n"
	"  revision INTEGER NOT NULL DEFAULT 1\n"
	");\n"
	"CREATE INDEX records_letter ON records\n"
	"  (letter_id, decision_date);\n"
	"CREATE INDEX records_case_number ON records (case_number);\n"
	"CREATE TABLE deliveries (\n"
	"  record_id TEXT NOT NULL,\n"
	"  sink TEXT NOT NULL,\n"
	"  letter_id TEXT NOT NULL,\n"
	"  state INTEGER NOT NULL DEFAULT 0,\n"
	"  attempts INTEGER NOT NULL DEFAULT 0,\n"
	"  queued INTEGER NOT NULL,\n"
	"  next_attempt INTEGER NOT NULL DEFAULT 0,\n"
	"  delivered INTEGER NOT NULL DEFAULT 0,\n"
	"  reason TEXT,\n"
	"  PRIMARY KEY (record_id, sink)\n"
	");\n"
	"CREATE INDEX deliveries_letter ON deliveries\n"
	"  (letter_id, state, sink);\n"
	"CREATE INDEX deliveries_due ON deliveries\n"
	"  (sink, next_attempt, queued) WHERE state = 0;\n"
	"CREATE INDEX deliveries_open ON deliveries (sink, state, queued)\n"
	"  WHERE state <> 1;\n"
	"CREATE TABLE sinks (\n"
	"  name TEXT PRIMARY KEY NOT NULL,\n"
	"  state INTEGER NOT NULL DEFAULT 0,\n"
	"  since INTEGER NOT NULL,\n"
	"  next_try INTEGER NOT NULL DEFAULT 0,\n"
	"  last_success INTEGER NOT NULL DEFAULT 0,\n"
	"  reason TEXT,\n"
	"  delivered INTEGER NOT NULL DEFAULT 0\n"
	");\n"
	"CREATE TABLE totals (\n"
	"  letters INTEGER NOT NULL,\n"
	"  records INTEGER NOT NULL\n"
	");\n"
	"INSERT INTO totals VALUES (0, 0);\n"
	"CREATE TABLE events (\n"
	"  number INTEGER PRIMARY KEY,\n"
	"  letter_id TEXT NOT NULL,\n"
	"  at INTEGER NOT NULL,\n"
	"  what TEXT NOT NULL,\n"
	"  detail TEXT\n"
	");\n"
	"CREATE INDEX events_letter ON events (letter_id, number);\n"
	"CREATE TABLE left_files (\n"
	"  path BLOB PRIMARY KEY NOT NULL,\n"
	"  stamp TEXT NOT NULL\n"
	") WITHOUT ROWID;\n"
	"CREATE TABLE strays (\n"
	"  watch TEXT NOT NULL,\n"
	"  path BLOB NOT NULL,\n"
	"  reason TEXT NOT NULL,\n"
	"  at INTEGER NOT NULL,\n"
	"  PRIMARY KEY (watch, path)\n"
	") WITHOUT ROWID;\n";

/* Which letters need a person's look. This is a separate table, because a
 * column of letters would need an index, and making that would read all
 * letters. look_fill.filled is how far the letters from before this version
 * have been looked through; look_fill.last is the last of them. */
static const char version_2[] =
	"ALTER TABLE letters ADD COLUMN reason_code TEXT;\n"
	"ALTER TABLE totals ADD COLUMN looks INTEGER NOT NULL DEFAULT 0;\n"
	"ALTER TABLE totals ADD COLUMN looks_needed INTEGER NOT NULL\n"
	"  DEFAULT 0;\n"
	"CREATE TABLE looks (\n"
	"  letter_id TEXT PRIMARY KEY NOT NULL,\n"
	"  needed INTEGER NOT NULL,\n"
	"  codes TEXT NOT NULL,\n"
	"  seen INTEGER NOT NULL DEFAULT 0\n"
	") WITHOUT ROWID;\n"
	"CREATE INDEX looks_open ON looks (needed)\n"
	"  WHERE needed = 1 AND seen = 0;\n"
	"CREATE TABLE look_fill (\n"
	"  filled INTEGER NOT NULL,\n"
	"  last INTEGER NOT NULL\n"
	");\n"
	"INSERT INTO look_fill\n"
	"  SELECT 0, ifnull(max(sequence), 0) FROM letters;\n";

/* Watched directories and archives that do not respond (reason NULL) or cannot
 * be read, since when. place is a number of enum spool_place. */
static const char version_3[] = "CREATE TABLE outages (\n"
				"  watch TEXT NOT NULL,\n"
				"  place INTEGER NOT NULL,\n"
				"  path BLOB NOT NULL,\n"
				"  reason TEXT,\n"
				"  since INTEGER NOT NULL,\n"
				"  PRIMARY KEY (watch, place)\n"
				") WITHOUT ROWID;\n";

/* What the daemon reports of itself (spool_situation.h): what is wrong, and the
 * state of its sources; directory NULL: the source is no longer in the
 * settings. service has one row. Then the letters in quarantine that were
 * marked as seen, and what imrctl alert has reported to whom. */
static const char version_4[] = "CREATE TABLE troubles (\n"
				"  kind TEXT NOT NULL,\n"
				"  subject TEXT NOT NULL,\n"
				"  reason TEXT NOT NULL,\n"
				"  since INTEGER NOT NULL,\n"
				"  last INTEGER NOT NULL,\n"
				"  count INTEGER NOT NULL,\n"
				"  PRIMARY KEY (kind, subject)\n"
				") WITHOUT ROWID;\n"
				"CREATE TABLE sources (\n"
				"  watch TEXT PRIMARY KEY NOT NULL,\n"
				"  directory BLOB,\n"
				"  reported INTEGER NOT NULL DEFAULT 0,\n"
				"  last_arrival INTEGER NOT NULL DEFAULT 0\n"
				") WITHOUT ROWID;\n"
				"CREATE TABLE source_waits (\n"
				"  watch TEXT NOT NULL,\n"
				"  why INTEGER NOT NULL,\n"
				"  files INTEGER NOT NULL,\n"
				"  since INTEGER NOT NULL,\n"
				"  names BLOB NOT NULL,\n"
				"  PRIMARY KEY (watch, why)\n"
				") WITHOUT ROWID;\n"
				"CREATE TABLE service (\n"
				"  read INTEGER NOT NULL,\n"
				"  times INTEGER NOT NULL,\n"
				"  refused TEXT\n"
				");\n"
				"INSERT INTO service VALUES (0, 0, NULL);\n"
				"CREATE TABLE quarantine_seen (\n"
				"  letter_id TEXT PRIMARY KEY NOT NULL,\n"
				"  state INTEGER NOT NULL,\n"
				"  seen INTEGER NOT NULL\n"
				") WITHOUT ROWID;\n"
				"CREATE TABLE told (\n"
				"  way TEXT PRIMARY KEY NOT NULL,\n"
				"  what TEXT NOT NULL,\n"
				"  at INTEGER NOT NULL\n"
				") WITHOUT ROWID;\n";

/* The folder of a document below its watched directory; '': directly in it;
 * NULL: from before this version, or recovered from the store. */
static const char version_5[] =
	"ALTER TABLE letters ADD COLUMN folder TEXT;\n"
	"ALTER TABLE arrivals ADD COLUMN folder TEXT;\n";

/* When the daemon last noted its state. */
static const char version_6[] = "ALTER TABLE service"
				" ADD COLUMN noted INTEGER NOT NULL DEFAULT 0;";

/* Indices for lists: letters of a period, of a name, decided in a period. And
 * looks_open contains both columns of the query that counts with it: without
 * seen, each row had to be looked up. */
static const char version_7[] =
	"DROP INDEX looks_open;\n"
	"CREATE INDEX looks_open ON looks (needed, seen)\n"
	"  WHERE needed = 1 AND seen = 0;\n"
	"CREATE INDEX letters_received ON letters (received);\n"
	"CREATE INDEX arrivals_name ON arrivals (name);\n"
	"CREATE INDEX records_decided ON records (decision_date);\n";

/* Changes that the search index does not have yet (spool_change.h), and the
 * name of the index that belongs to this spool. */
static const char version_8[] =
	"CREATE TABLE index_changes (\n"
	"  number INTEGER PRIMARY KEY AUTOINCREMENT,\n"
	"  letter_id TEXT NOT NULL UNIQUE\n"
	");\n"
	"CREATE TABLE search_index (name TEXT NOT NULL);\n"
	"INSERT INTO search_index VALUES (hex(randomblob(16)));\n";

const char *const spool_schema_scripts[] = {
	version_1, version_2, version_3, version_4, version_5,
	version_6, version_7, version_8, NULL,
};
