/* record.h - what one letter becomes (docs/record.schema.json, imr-record(5)).
 *
 * A field that the letter does not show, or that could not be read with
 * certainty, is NULL (an integer: INTEGER_UNKNOWN) and a warning says why:
 * never a guess. The tables of fields below drive JSON, CSV, SQL columns and
 * the documentation. */
#ifndef CORE_RECORD_H
#define CORE_RECORD_H

#include <glib.h>
#include <jansson.h>

#include "core/cleanup.h"
#include "core/document.h"
#include "core/request/request.h"

#define RECORD_FORM "imr-record"
#define RECORD_VERSION 2
#define RECORD_SCHEMA "imr-record/2" /* both */
#define RECORD_OLDEST_VERSION 1
#define RECORD_MAX_ISSUES 10000 /* a letter with more is none */
#define RECORD_PRODUCER "imr-ingest"
#define INTEGER_UNKNOWN (-1)

enum field_type {
	FIELD_TEXT,    /* char *: the author's words, paragraphs kept apart by
			* an empty line */
	FIELD_DATE,    /* char *: ISO 8601, YYYY-MM-DD */
	FIELD_CHOICE,  /* char *: one of the row's choices */
	FIELD_INTEGER, /* int, INTEGER_UNKNOWN when null */
	FIELD_STRINGS, /* char **: NULL-terminated; NULL when null */
};

struct field {
	const char *path;   /* "case/case_number": a JSON Pointer without its
			     * first slash, below the record or the issue */
	const char *column; /* SQL and CSV name: "case_number" */
	enum field_type type;
	gsize offset;
	const char *const *choices; /* FIELD_CHOICE: NULL-terminated */
	const char *meaning;	    /* one line for the documentation */
};

extern const struct field record_fields[]; /* end: path == NULL */
extern const struct field issue_fields[];

struct issue {
	int number; /* 1-based */
	char *heading;
	char *treatment;
	char *original_request;
	char *authorized;
	char *decision; /* upheld, overturned */
	char *claims_administrator_guideline;
	char *reviewer_guideline;
	char *rationale;

	/* Not in the table of fields. NULL: version 1 made the record. */
	struct request *request;
	struct citations *citations;
};

/* The boxes of one field on one page, as shown. */
struct evidence_part {
	guint page;
	GArray *boxes; /* of struct box, one a line, owned */
};

struct evidence {
	char *path; /* JSON Pointer: "/issues/0/decision" */
	enum text_source text_source;
	double confidence; /* the lowest of its words */
	GPtrArray *parts;  /* of struct evidence_part, in page order, >= 1 */

	/* Bytes [start, end) of the flow that the worker read it from, for the
	 * passes behind the parser; none where both are 0. Not in the JSON. */
	gsize start, end;
};

/* A value by which a person replaced the one that was read. */
struct correction {
	char *path;  /* JSON Pointer */
	json_t *old; /* the value before it; owned */
	char *kind;
	char *user;
	char *time; /* RFC 3339, UTC */
};

struct warning {
	char *code; /* "date-order": stable, for programs */
	char *path; /* JSON Pointer, "" for the whole record */
	char *message;
};

/* What the record says of a page: struct page without its words. */
struct source_page {
	guint number;
	double width_pt, height_pt;
	enum text_source text_source;
	char *reason;
	double dpi; /* 0: null */
	int rotation_deg;
	double skew_deg;
	double confidence;
};

struct record {
	guint version; /* of the record's form: RECORD_VERSION, or that which it
			* was stored in: of version 1, the members of version 2
			* are unknown */
	char *id; /* SHA-256 of the bytes; "-2", "-3" for further letters in
		   * one file */
	char *file_name;
	char *media_type;
	guint64 size_bytes;
	char *folder;	  /* below the watch root; NULL: it lay in it, or none
			   * is known */
	GPtrArray *pages; /* of struct source_page: the letter's own pages */

	char *format;
	char *case_number;
	char *date_assigned;
	char *date_of_injury;
	char *decision_date;
	char *ur_denial_date;
	char *application_received;
	char *priority;
	char *employee_name;
	char *claim_number;
	char **licensed_states;
	char **certifications;
	char *summary_text;
	int age;
	char *sex;
	char **documents_reviewed;
	char *outcome;
	GPtrArray *issues;   /* of struct issue */
	GPtrArray *evidence; /* of struct evidence, in field order */
	double confidence;
	GPtrArray *warnings;	/* of struct warning */
	int revision;		/* 1, and one more for each correction */
	GPtrArray *corrections; /* of struct correction, oldest first */
	char *producer_version; /* record_new() sets this program's */
	char *lexicon;		/* hash of the lexicon's files (meaning/); NULL:
				 * none was asked */
	char *ingested_at;	/* RFC 3339, UTC; set by the parent */

	char *text; /* the whole repaired text; not part of the JSON record */
};

/* The id of the number-th letter (from 1) of a document. The caller frees
 * it. */
char *record_make_id(const char *document_id, guint number);
struct record *record_new(void);
void record_free(struct record *record);
/* Both return a zeroed element (an issue has its number), which the record
 * owns. */
struct source_page *record_add_page(struct record *record);
struct issue *record_add_issue(struct record *record);
void record_add_warning(struct record *record, const char *code,
			const char *path, const char *format, ...)
	G_GNUC_PRINTF(4, 5);
struct evidence *evidence_new(const char *path);
/* The same place under another path. */
struct evidence *evidence_copy(const struct evidence *evidence,
			       const char *path);
void evidence_free(struct evidence *evidence);
/* Without boxes yet; stays the evidence's. */
struct evidence_part *evidence_add_part(struct evidence *evidence, guint page);

/* The value's place inside the record or issue. */
#define FIELD_VALUE(type, owner, field)                                        \
	((type *)(gpointer)((char *)(gpointer)(owner) + (field)->offset))

/* A field as one string, "" for null, lists joined by "; ": for CSV, SQL and
 * people. The caller frees it. */
char *field_to_string(const struct field *field, gconstpointer owner);
gboolean field_is_null(const struct field *field, gconstpointer owner);

/* Stays the record's; takes old. */
struct correction *record_add_correction(struct record *record,
					 const char *path, json_t *take_old);

/* In the record's own version. */
json_t *record_to_json_value(const struct record *record);
/* In the form of the given version, or of the record's own where that is older:
 * version 1 lacks the members that came with 2, and evidence for a field that a
 * person corrected. */
json_t *record_to_json_version(const struct record *record, guint version);
/* One line, no newline, keys in the schema's order. The caller frees it. */
char *record_to_json(const struct record *record);
char *record_to_json_line(const struct record *record, guint version);
/* Strict (see page_from_json); the caller owns the record. */
struct record *record_from_json(json_t *json, GError **error);
/* Lenient (strict.h), for what any version of this program has stored. What is
 * left out is null; where a record may not have a null it gets what claims
 * least: the id given, the file name "unknown", the media type
 * "application/octet-stream", the format "unknown", the confidence 0, the
 * warning code "unknown". Evidence that lacks its page, boxes or source is
 * dropped. FATAL for a record of a newer schema (stored_schema.h). */
struct record *record_from_stored_json(json_t *json, const char *id,
				       GError **error);

DEFINE_AUTOPTR(record, record_free)

#endif
