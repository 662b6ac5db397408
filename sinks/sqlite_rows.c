/* sqlite_rows.c - the values of each table's columns, in their order. */
#include "sinks/sqlite_rows.h"

#include "core/record.h"
#include "db/sqlite_db.h"

#define FREQUENCY_COLUMNS 6
#define REQUEST_COLUMNS 16 /* with those */

/* One execution of a statement; its parameters are bound in turn. */
struct row {
	sqlite3_stmt *statement;
	int bound;
};

/* Only a value over a gigabyte, or one parameter too many, can fail. */
static void
bind_text(struct row *row, const char *text)
{
	int code = sqlite3_bind_text(row->statement, ++row->bound, text, -1,
				     SQLITE_TRANSIENT);

	g_assert(code == SQLITE_OK);
}

static void
bind_integer(struct row *row, gint64 number)
{
	int code = sqlite3_bind_int64(row->statement, ++row->bound, number);

	g_assert(code == SQLITE_OK);
}

static void
bind_real(struct row *row, double number)
{
	int code = sqlite3_bind_double(row->statement, ++row->bound, number);

	g_assert(code == SQLITE_OK);
}

static void
bind_null(struct row *row)
{
	bind_text(row, NULL);
}

/* NULL for what is unknown. */
static void
bind_known(struct row *row, int number)
{
	if (number == INTEGER_UNKNOWN)
		bind_null(row);
	else
		bind_integer(row, number);
}

/* NULL for no list, or an empty one. */
static void
bind_list(struct row *row, char **list)
{
	g_autofree char *text = list && *list ? g_strjoinv("; ", list) : NULL;

	bind_text(row, text);
}

static void
bind_fields(struct row *row, const struct field *fields, gconstpointer owner)
{
	for (const struct field *field = fields; field->path != NULL; field++) {
		g_autofree char *text = field_to_string(field, owner);

		if (field_is_null(field, owner))
			bind_null(row);
		else if (field->type == FIELD_INTEGER)
			bind_integer(row, *FIELD_VALUE(int, owner, field));
		else
			bind_text(row, text);
	}
}

/* What a record's rows are inserted with. */
struct insertion {
	sqlite3_stmt *const *inserts;
	gint64 key; /* of the row that was inserted last */
	GError **error;
};

static struct row
begin_row(const struct insertion *insertion, enum sqlite_table table,
	  gint64 key)
{
	struct row row = { .statement = insertion->inserts[table] };

	if (sqlite_table_has_key(table))
		bind_integer(&row, key);
	else
		bind_null(&row);
	return row;
}

static gboolean
insert(struct insertion *insertion, const struct row *row)
{
	sqlite3 *db = sqlite3_db_handle(row->statement);
	gboolean done = sqlite3_step(row->statement) == SQLITE_DONE;

	if (!done)
		sqlite_db_error(db, insertion->error);
	sqlite3_reset(row->statement);
	sqlite3_clear_bindings(row->statement);
	insertion->key = sqlite3_last_insert_rowid(db);
	return done;
}

static gboolean
insert_names(struct insertion *insertion, enum sqlite_table table, gint64 key,
	     char **names)
{
	for (guint i = 0; names != NULL && names[i] != NULL; i++) {
		struct row row = begin_row(insertion, table, key);

		bind_integer(&row, i + 1);
		bind_text(&row, names[i]);
		if (!insert(insertion, &row))
			return FALSE;
	}
	return TRUE;
}

static gboolean
insert_drugs(struct insertion *insertion, gint64 issue, const GPtrArray *drugs)
{
	for (guint i = 0; i < drugs->len; i++) {
		const struct drug *drug = drugs->pdata[i];
		struct row row = begin_row(insertion, SQLITE_DRUGS, issue);

		bind_integer(&row, i + 1);
		bind_text(&row, drug->name);
		bind_text(&row, drug->strength);
		if (drug->quantity < 0)
			bind_null(&row);
		else
			bind_real(&row, drug->quantity);
		bind_text(&row, drug->quantity_unit);
		bind_known(&row, drug->refills);
		if (!insert(insertion, &row) ||
		    !insert_names(insertion, SQLITE_DRUG_INGREDIENTS,
				  insertion->key, drug->ingredients))
			return FALSE;
	}
	return TRUE;
}

static gboolean
insert_citations(struct insertion *insertion, gint64 issue, const char *side,
		 const GPtrArray *citations)
{
	for (guint i = 0; i < citations->len; i++) {
		const struct citation *citation = citations->pdata[i];
		struct row row = begin_row(insertion, SQLITE_CITATIONS, issue);

		bind_text(&row, side);
		bind_integer(&row, i + 1);
		bind_text(&row, citation->system);
		bind_text(&row, citation->guideline);
		bind_known(&row, citation->year);
		bind_list(&row, citation->sections);
		bind_text(&row, citation->pages);
		bind_text(&row, citation->text);
		if (!insert(insertion, &row))
			return FALSE;
	}
	return TRUE;
}

static void
bind_frequency(struct row *row, const struct frequency *frequency)
{
	bind_known(row, frequency->times);
	bind_known(row, frequency->times_max);
	bind_text(row, frequency->per);
	bind_known(row, frequency->lasts);
	bind_known(row, frequency->lasts_max);
	bind_text(row, frequency->unit);
}

/* From the first day of all to the last. */
static void
bind_service(struct row *row, const GPtrArray *dates)
{
	const char *from = NULL, *to = NULL;

	for (guint i = 0; i < dates->len; i++) {
		const struct service_dates *one = dates->pdata[i];

		if (from == NULL || g_strcmp0(one->from, from) < 0)
			from = one->from;
		if (g_strcmp0(one->to, to) > 0)
			to = one->to;
	}
	bind_text(row, from);
	bind_text(row, to);
}

static void
bind_request(struct row *row, const struct request *request)
{
	bind_text(row, request->category);
	bind_text(row, request->subcategory);
	bind_text(row, request->laterality);
	bind_list(row, request->levels);
	if (request->frequency != NULL)
		bind_frequency(row, request->frequency);
	else
		row->bound += FREQUENCY_COLUMNS;
	bind_known(row, request->sessions);
	if (request->sessions == INTEGER_UNKNOWN)
		bind_null(row);
	else
		bind_integer(row, request->sessions_printed);
	bind_service(row, request->dates_of_service);
	bind_integer(row, request->retrospective);
	bind_integer(row, request->surgical_association);
}

static gboolean
insert_issue_search(struct insertion *insertion, gint64 key,
		    const struct issue *issue)
{
	struct row row = begin_row(insertion, SQLITE_ISSUE_SEARCH, key);

	bind_text(&row, issue->treatment);
	bind_text(&row, issue->heading);
	bind_text(&row, issue->rationale);
	bind_text(&row, issue->claims_administrator_guideline);
	bind_text(&row, issue->reviewer_guideline);
	return insert(insertion, &row);
}

static gboolean
insert_issue(struct insertion *insertion, gint64 letter,
	     const struct issue *issue)
{
	const struct request *request = issue->request;
	const struct citations *citations = issue->citations;
	struct row row = begin_row(insertion, SQLITE_ISSUES, letter);
	gint64 key;

	if (request != NULL)
		bind_request(&row, request);
	else
		row.bound += REQUEST_COLUMNS;
	bind_fields(&row, issue_fields, issue);
	if (!insert(insertion, &row))
		return FALSE;
	key = insertion->key;
	return insert_issue_search(insertion, key, issue) &&
	       (request == NULL ||
		(insert_names(insertion, SQLITE_BODY_PARTS, key,
			      request->body_parts) &&
		 insert_drugs(insertion, key, request->drugs))) &&
	       (citations == NULL ||
		(insert_citations(insertion, key, "claims_administrator",
				  citations->claims_administrator) &&
		 insert_citations(insertion, key, "reviewer",
				  citations->reviewer)));
}

static gboolean
insert_letter(struct insertion *insertion, const struct record *record)
{
	struct row row = begin_row(insertion, SQLITE_LETTERS, 0);

	bind_text(&row, record->id);
	bind_text(&row, record->file_name);
	bind_text(&row, record->folder);
	bind_text(&row, record->media_type);
	bind_integer(&row, (gint64)record->size_bytes);
	bind_integer(&row, record->pages->len);
	bind_real(&row, record->confidence);
	bind_integer(&row, record->revision);
	bind_text(&row, record->lexicon);
	bind_text(&row, record->producer_version);
	bind_text(&row, record->ingested_at);
	bind_fields(&row, record_fields, record);
	return insert(insertion, &row);
}

static gboolean
insert_json(struct insertion *insertion, gint64 letter,
	    const struct record *record)
{
	g_autofree char *json = record_to_json(record);
	struct row row = begin_row(insertion, SQLITE_RECORDS, letter);

	bind_text(&row, json);
	return insert(insertion, &row);
}

static gboolean
insert_warnings(struct insertion *insertion, gint64 letter,
		const struct record *record)
{
	for (guint i = 0; i < record->warnings->len; i++) {
		const struct warning *warning = record->warnings->pdata[i];
		struct row row = begin_row(insertion, SQLITE_WARNINGS, letter);

		bind_integer(&row, i + 1);
		bind_text(&row, warning->code);
		bind_text(&row, warning->path);
		bind_text(&row, warning->message);
		if (!insert(insertion, &row))
			return FALSE;
	}
	return TRUE;
}

gboolean
sqlite_rows_insert(sqlite3_stmt *const *inserts, const struct record *record,
		   GError **error)
{
	struct insertion insertion = { .inserts = inserts, .error = error };
	gint64 letter;

	if (!insert_letter(&insertion, record))
		return FALSE;
	letter = insertion.key;
	if (!insert_json(&insertion, letter, record) ||
	    !insert_names(&insertion, SQLITE_CERTIFICATIONS, letter,
			  record->certifications) ||
	    !insert_names(&insertion, SQLITE_LICENSED_STATES, letter,
			  record->licensed_states) ||
	    !insert_warnings(&insertion, letter, record))
		return FALSE;
	for (guint i = 0; i < record->issues->len; i++)
		if (!insert_issue(&insertion, letter, record->issues->pdata[i]))
			return FALSE;
	return TRUE;
}
