PRAGMA application_id = 1229804115;
PRAGMA user_version = 1;
BEGIN;
CREATE TABLE letters (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  watch TEXT NOT NULL,
  size INTEGER NOT NULL,
  state INTEGER NOT NULL DEFAULT 0,
  attempts INTEGER NOT NULL DEFAULT 0,
  next_attempt INTEGER NOT NULL DEFAULT 0,
  reason TEXT,
  from_scratch INTEGER NOT NULL DEFAULT 0,
  received INTEGER NOT NULL,
  waiting INTEGER NOT NULL,
  extracted INTEGER NOT NULL DEFAULT 0,
  finished INTEGER NOT NULL DEFAULT 0,
  seconds REAL NOT NULL DEFAULT 0,
  pages INTEGER NOT NULL DEFAULT 0,
  ocr_pages INTEGER NOT NULL DEFAULT 0,
  records INTEGER NOT NULL DEFAULT 0,
  duplicates INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX letters_state ON letters (state, sequence);
CREATE INDEX letters_due ON letters (next_attempt, sequence)
  WHERE state = 0;
CREATE INDEX letters_waiting ON letters (waiting) WHERE state <= 1;
CREATE INDEX letters_extracted ON letters (extracted)
  WHERE extracted > 0;
CREATE INDEX letters_quarantined ON letters (finished, sequence)
  WHERE state >= 4;
CREATE INDEX letters_duplicates ON letters (duplicates)
  WHERE duplicates > 0;
CREATE TABLE arrivals (
  id TEXT NOT NULL,
  name TEXT NOT NULL,
  watch TEXT NOT NULL,
  path BLOB NOT NULL,
  first INTEGER NOT NULL,
  last INTEGER NOT NULL,
  times INTEGER NOT NULL DEFAULT 1,
  original_gone INTEGER NOT NULL DEFAULT 0,
  UNIQUE (id, name)
);
CREATE TABLE records (
  record_id TEXT PRIMARY KEY NOT NULL,
  letter_id TEXT NOT NULL,
  idx INTEGER NOT NULL,
  case_number TEXT,
  decision_date TEXT,
  outcome TEXT,
  revision INTEGER NOT NULL DEFAULT 1
);
CREATE INDEX records_letter ON records
  (letter_id, decision_date);
CREATE INDEX records_case_number ON records (case_number);
CREATE TABLE deliveries (
  record_id TEXT NOT NULL,
  sink TEXT NOT NULL,
  letter_id TEXT NOT NULL,
  state INTEGER NOT NULL DEFAULT 0,
  attempts INTEGER NOT NULL DEFAULT 0,
  queued INTEGER NOT NULL,
  next_attempt INTEGER NOT NULL DEFAULT 0,
  delivered INTEGER NOT NULL DEFAULT 0,
  reason TEXT,
  PRIMARY KEY (record_id, sink)
);
CREATE INDEX deliveries_letter ON deliveries
  (letter_id, state, sink);
CREATE INDEX deliveries_due ON deliveries
  (sink, next_attempt, queued) WHERE state = 0;
CREATE INDEX deliveries_open ON deliveries (sink, state, queued)
  WHERE state <> 1;
CREATE TABLE sinks (
  name TEXT PRIMARY KEY NOT NULL,
  state INTEGER NOT NULL DEFAULT 0,
  since INTEGER NOT NULL,
  next_try INTEGER NOT NULL DEFAULT 0,
  last_success INTEGER NOT NULL DEFAULT 0,
  reason TEXT,
  delivered INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE totals (
  letters INTEGER NOT NULL,
  records INTEGER NOT NULL
);
CREATE TABLE events (
  number INTEGER PRIMARY KEY,
  letter_id TEXT NOT NULL,
  at INTEGER NOT NULL,
  what TEXT NOT NULL,
  detail TEXT
);
CREATE INDEX events_letter ON events (letter_id, number);
CREATE TABLE left_files (
  path BLOB PRIMARY KEY NOT NULL,
  stamp TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE strays (
  watch TEXT NOT NULL,
  path BLOB NOT NULL,
  reason TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (watch, path)
) WITHOUT ROWID;
DELETE FROM letters;
INSERT INTO letters (sequence, id, name, watch, size, state, attempts, next_attempt, reason, from_scratch, received, waiting, extracted, finished, seconds, pages, ocr_pages, records, duplicates) VALUES (1, '187bc90e97a69d90519ce325052d29c6c338bc3e1ab60b31ce9ad820b77937f6', 'body.txt', 'inbox', 3760, 3, 0, 0, NULL, 0, 1796070901029, 1796070901029, 1796070901403, 1796070901453, 0.322245, 1, 0, 1, 1);
INSERT INTO letters (sequence, id, name, watch, size, state, attempts, next_attempt, reason, from_scratch, received, waiting, extracted, finished, seconds, pages, ocr_pages, records, duplicates) VALUES (2, 'df7dcc4fded656826282562cc84e71a5c07cdb8f8d8335bbb43e70d269c3adc8', 'several.pdf', 'inbox', 74911, 3, 0, 0, NULL, 0, 1796070901645, 1796070901645, 1796070901769, 1796070901791, 0.076055, 4, 0, 2, 0);
INSERT INTO letters (sequence, id, name, watch, size, state, attempts, next_attempt, reason, from_scratch, received, waiting, extracted, finished, seconds, pages, ocr_pages, records, duplicates) VALUES (3, '4ff9052891a917ec48fddf284f860e4a890947e8ef6735fa16d9913181825e9c', 'recipe.txt', 'inbox', 37, 4, 0, 0, 'not an IMR letter: none of the form''s headings or labels is in its text; give it to who it is for', 0, 1796070901912, 1796070901912, 0, 1796070901941, 0.0, 0, 0, 0, 0);
INSERT INTO letters (sequence, id, name, watch, size, state, attempts, next_attempt, reason, from_scratch, received, waiting, extracted, finished, seconds, pages, ocr_pages, records, duplicates) VALUES (4, '50ee5996d97f1c33d7cc5a50a88facc0cc4b83c6d07bb3012ac076d944b6a89d', 'hidden.pdf', 'inbox', 46500, 2, 0, 0, NULL, 0, 1796070902273, 1796070902273, 1796070903766, 0, 1.421751, 2, 2, 1, 0);
INSERT INTO letters (sequence, id, name, watch, size, state, attempts, next_attempt, reason, from_scratch, received, waiting, extracted, finished, seconds, pages, ocr_pages, records, duplicates) VALUES (5, 'a59d0dc7a23322e070e1c481e3589c6d47d6d2d8eb97e2ea0243f35502b80a68', 'fax.tif', 'inbox', 30392, 2, 0, 0, NULL, 0, 1796070903946, 1796070903946, 1796070910910, 0, 6.840554, 1, 1, 1, 0);
DELETE FROM arrivals;
INSERT INTO arrivals (id, name, watch, path, first, last, times, original_gone) VALUES ('187bc90e97a69d90519ce325052d29c6c338bc3e1ab60b31ce9ad820b77937f6', 'body.txt', 'inbox', CAST('/srv/imr/inbox/body.txt' AS BLOB), 1796070901029, 1796070901029, 1, 1);
INSERT INTO arrivals (id, name, watch, path, first, last, times, original_gone) VALUES ('df7dcc4fded656826282562cc84e71a5c07cdb8f8d8335bbb43e70d269c3adc8', 'several.pdf', 'inbox', CAST('/srv/imr/inbox/several.pdf' AS BLOB), 1796070901645, 1796070901645, 1, 1);
INSERT INTO arrivals (id, name, watch, path, first, last, times, original_gone) VALUES ('4ff9052891a917ec48fddf284f860e4a890947e8ef6735fa16d9913181825e9c', 'recipe.txt', 'inbox', CAST('/srv/imr/inbox/recipe.txt' AS BLOB), 1796070901912, 1796070901912, 1, 1);
INSERT INTO arrivals (id, name, watch, path, first, last, times, original_gone) VALUES ('187bc90e97a69d90519ce325052d29c6c338bc3e1ab60b31ce9ad820b77937f6', 'again.txt', 'inbox', CAST('/srv/imr/inbox/again.txt' AS BLOB), 1796070902189, 1796070902189, 1, 1);
INSERT INTO arrivals (id, name, watch, path, first, last, times, original_gone) VALUES ('50ee5996d97f1c33d7cc5a50a88facc0cc4b83c6d07bb3012ac076d944b6a89d', 'hidden.pdf', 'inbox', CAST('/srv/imr/inbox/hidden.pdf' AS BLOB), 1796070902273, 1796070902273, 1, 1);
INSERT INTO arrivals (id, name, watch, path, first, last, times, original_gone) VALUES ('a59d0dc7a23322e070e1c481e3589c6d47d6d2d8eb97e2ea0243f35502b80a68', 'fax.tif', 'inbox', CAST('/srv/imr/inbox/fax.tif' AS BLOB), 1796070903946, 1796070903946, 1, 1);
DELETE FROM records;
INSERT INTO records (record_id, letter_id, idx, case_number, decision_date, outcome, revision) VALUES ('187bc90e97a69d90519ce325052d29c6c338bc3e1ab60b31ce9ad820b77937f6', '187bc90e97a69d90519ce325052d29c6c338bc3e1ab60b31ce9ad820b77937f6', 0, NULL, NULL, 'partially_overturned', 1);
INSERT INTO records (record_id, letter_id, idx, case_number, decision_date, outcome, revision) VALUES ('df7dcc4fded656826282562cc84e71a5c07cdb8f8d8335bbb43e70d269c3adc8', 'df7dcc4fded656826282562cc84e71a5c07cdb8f8d8335bbb43e70d269c3adc8', 0, 'CM16-9900303', '2016-11-02', 'partially_overturned', 1);
INSERT INTO records (record_id, letter_id, idx, case_number, decision_date, outcome, revision) VALUES ('df7dcc4fded656826282562cc84e71a5c07cdb8f8d8335bbb43e70d269c3adc8-2', 'df7dcc4fded656826282562cc84e71a5c07cdb8f8d8335bbb43e70d269c3adc8', 1, 'CM16-9900304', '2016-11-03', 'overturned', 1);
INSERT INTO records (record_id, letter_id, idx, case_number, decision_date, outcome, revision) VALUES ('50ee5996d97f1c33d7cc5a50a88facc0cc4b83c6d07bb3012ac076d944b6a89d', '50ee5996d97f1c33d7cc5a50a88facc0cc4b83c6d07bb3012ac076d944b6a89d', 0, 'CM16-9900001', '2016-12-12', 'overturned', 1);
INSERT INTO records (record_id, letter_id, idx, case_number, decision_date, outcome, revision) VALUES ('a59d0dc7a23322e070e1c481e3589c6d47d6d2d8eb97e2ea0243f35502b80a68', 'a59d0dc7a23322e070e1c481e3589c6d47d6d2d8eb97e2ea0243f35502b80a68', 0, 'CM17-99000070', '2017-02-17', 'overturned', 1);
DELETE FROM deliveries;
INSERT INTO deliveries (record_id, sink, letter_id, state, attempts, queued, next_attempt, delivered, reason) VALUES ('187bc90e97a69d90519ce325052d29c6c338bc3e1ab60b31ce9ad820b77937f6', 'sqlite', '187bc90e97a69d90519ce325052d29c6c338bc3e1ab60b31ce9ad820b77937f6', 1, 1, 1796070901403, 0, 1796070901453, NULL);
INSERT INTO deliveries (record_id, sink, letter_id, state, attempts, queued, next_attempt, delivered, reason) VALUES ('187bc90e97a69d90519ce325052d29c6c338bc3e1ab60b31ce9ad820b77937f6', 'http', '187bc90e97a69d90519ce325052d29c6c338bc3e1ab60b31ce9ad820b77937f6', 1, 1, 1796070901403, 0, 1796070901438, NULL);
INSERT INTO deliveries (record_id, sink, letter_id, state, attempts, queued, next_attempt, delivered, reason) VALUES ('df7dcc4fded656826282562cc84e71a5c07cdb8f8d8335bbb43e70d269c3adc8', 'sqlite', 'df7dcc4fded656826282562cc84e71a5c07cdb8f8d8335bbb43e70d269c3adc8', 1, 1, 1796070901769, 0, 1796070901784, NULL);
INSERT INTO deliveries (record_id, sink, letter_id, state, attempts, queued, next_attempt, delivered, reason) VALUES ('df7dcc4fded656826282562cc84e71a5c07cdb8f8d8335bbb43e70d269c3adc8', 'http', 'df7dcc4fded656826282562cc84e71a5c07cdb8f8d8335bbb43e70d269c3adc8', 1, 1, 1796070901769, 0, 1796070901783, NULL);
INSERT INTO deliveries (record_id, sink, letter_id, state, attempts, queued, next_attempt, delivered, reason) VALUES ('df7dcc4fded656826282562cc84e71a5c07cdb8f8d8335bbb43e70d269c3adc8-2', 'sqlite', 'df7dcc4fded656826282562cc84e71a5c07cdb8f8d8335bbb43e70d269c3adc8', 1, 1, 1796070901769, 0, 1796070901791, NULL);
INSERT INTO deliveries (record_id, sink, letter_id, state, attempts, queued, next_attempt, delivered, reason) VALUES ('df7dcc4fded656826282562cc84e71a5c07cdb8f8d8335bbb43e70d269c3adc8-2', 'http', 'df7dcc4fded656826282562cc84e71a5c07cdb8f8d8335bbb43e70d269c3adc8', 1, 1, 1796070901769, 0, 1796070901789, NULL);
INSERT INTO deliveries (record_id, sink, letter_id, state, attempts, queued, next_attempt, delivered, reason) VALUES ('50ee5996d97f1c33d7cc5a50a88facc0cc4b83c6d07bb3012ac076d944b6a89d', 'sqlite', '50ee5996d97f1c33d7cc5a50a88facc0cc4b83c6d07bb3012ac076d944b6a89d', 1, 1, 1796070903766, 0, 1796070903826, NULL);
INSERT INTO deliveries (record_id, sink, letter_id, state, attempts, queued, next_attempt, delivered, reason) VALUES ('50ee5996d97f1c33d7cc5a50a88facc0cc4b83c6d07bb3012ac076d944b6a89d', 'http', '50ee5996d97f1c33d7cc5a50a88facc0cc4b83c6d07bb3012ac076d944b6a89d', 2, 1, 1796070903766, 0, 0, 'sink http: http://127.0.0.1:34077 refused the record: HTTP 400');
INSERT INTO deliveries (record_id, sink, letter_id, state, attempts, queued, next_attempt, delivered, reason) VALUES ('a59d0dc7a23322e070e1c481e3589c6d47d6d2d8eb97e2ea0243f35502b80a68', 'sqlite', 'a59d0dc7a23322e070e1c481e3589c6d47d6d2d8eb97e2ea0243f35502b80a68', 1, 1, 1796070910910, 0, 1796070910945, NULL);
INSERT INTO deliveries (record_id, sink, letter_id, state, attempts, queued, next_attempt, delivered, reason) VALUES ('a59d0dc7a23322e070e1c481e3589c6d47d6d2d8eb97e2ea0243f35502b80a68', 'http', 'a59d0dc7a23322e070e1c481e3589c6d47d6d2d8eb97e2ea0243f35502b80a68', 0, 1, 1796070910910, 1796070911575, 0, 'sink http: http://127.0.0.1:34077: HTTP 503');
DELETE FROM sinks;
INSERT INTO sinks (name, state, since, next_try, last_success, reason, delivered) VALUES ('sqlite', 0, 1796070900888, 0, 1796070910945, NULL, 5);
INSERT INTO sinks (name, state, since, next_try, last_success, reason, delivered) VALUES ('http', 0, 1796070900888, 0, 1796070901789, NULL, 3);
DELETE FROM totals;
INSERT INTO totals (letters, records) VALUES (5, 5);
DELETE FROM events;
INSERT INTO events (number, letter_id, at, what, detail) VALUES (1, '187bc90e97a69d90519ce325052d29c6c338bc3e1ab60b31ce9ad820b77937f6', 1796070901029, 'received', 'body.txt');
INSERT INTO events (number, letter_id, at, what, detail) VALUES (2, '187bc90e97a69d90519ce325052d29c6c338bc3e1ab60b31ce9ad820b77937f6', 1796070901403, 'extracted', NULL);
INSERT INTO events (number, letter_id, at, what, detail) VALUES (3, '187bc90e97a69d90519ce325052d29c6c338bc3e1ab60b31ce9ad820b77937f6', 1796070901453, 'delivered', NULL);
INSERT INTO events (number, letter_id, at, what, detail) VALUES (4, 'df7dcc4fded656826282562cc84e71a5c07cdb8f8d8335bbb43e70d269c3adc8', 1796070901645, 'received', 'several.pdf');
INSERT INTO events (number, letter_id, at, what, detail) VALUES (5, 'df7dcc4fded656826282562cc84e71a5c07cdb8f8d8335bbb43e70d269c3adc8', 1796070901769, 'extracted', NULL);
INSERT INTO events (number, letter_id, at, what, detail) VALUES (6, 'df7dcc4fded656826282562cc84e71a5c07cdb8f8d8335bbb43e70d269c3adc8', 1796070901791, 'delivered', NULL);
INSERT INTO events (number, letter_id, at, what, detail) VALUES (7, '4ff9052891a917ec48fddf284f860e4a890947e8ef6735fa16d9913181825e9c', 1796070901912, 'received', 'recipe.txt');
INSERT INTO events (number, letter_id, at, what, detail) VALUES (8, '4ff9052891a917ec48fddf284f860e4a890947e8ef6735fa16d9913181825e9c', 1796070901941, 'rejected', 'not an IMR letter: none of the form''s headings or labels is in its text; give it to who it is for');
INSERT INTO events (number, letter_id, at, what, detail) VALUES (9, '187bc90e97a69d90519ce325052d29c6c338bc3e1ab60b31ce9ad820b77937f6', 1796070902189, 'duplicate', 'again.txt');
INSERT INTO events (number, letter_id, at, what, detail) VALUES (10, '50ee5996d97f1c33d7cc5a50a88facc0cc4b83c6d07bb3012ac076d944b6a89d', 1796070902273, 'received', 'hidden.pdf');
INSERT INTO events (number, letter_id, at, what, detail) VALUES (11, '50ee5996d97f1c33d7cc5a50a88facc0cc4b83c6d07bb3012ac076d944b6a89d', 1796070903766, 'extracted', NULL);
INSERT INTO events (number, letter_id, at, what, detail) VALUES (12, '50ee5996d97f1c33d7cc5a50a88facc0cc4b83c6d07bb3012ac076d944b6a89d', 1796070903787, 'parked', 'http: sink http: http://127.0.0.1:34077 refused the record: HTTP 400');
INSERT INTO events (number, letter_id, at, what, detail) VALUES (13, 'a59d0dc7a23322e070e1c481e3589c6d47d6d2d8eb97e2ea0243f35502b80a68', 1796070903946, 'received', 'fax.tif');
INSERT INTO events (number, letter_id, at, what, detail) VALUES (14, 'a59d0dc7a23322e070e1c481e3589c6d47d6d2d8eb97e2ea0243f35502b80a68', 1796070910910, 'extracted', NULL);
INSERT INTO events (number, letter_id, at, what, detail) VALUES (15, 'a59d0dc7a23322e070e1c481e3589c6d47d6d2d8eb97e2ea0243f35502b80a68', 1796070910969, 'delayed', 'http: sink http: http://127.0.0.1:34077: HTTP 503');
DELETE FROM left_files;
DELETE FROM strays;
DELETE FROM sqlite_sequence;
INSERT INTO sqlite_sequence (name, seq) VALUES ('letters', 5);
COMMIT;
