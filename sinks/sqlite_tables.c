/* sqlite_tables.c - the columns of each table, and its SQL. */
#include "sinks/sqlite_tables.h"

#include "core/record.h"

#define COLUMNS(...) ((const char *const[]){ __VA_ARGS__, NULL })

#define LETTER "(SELECT rowid FROM letters WHERE id = ?1)"
#define ISSUES "(SELECT rowid FROM issues WHERE letter_rowid = " LETTER ")"
#define ISSUE_NUMBER "(SELECT number FROM issues WHERE rowid = issue_rowid)"
#define DRUG_NUMBER                                                            \
	"(SELECT i.number || '/' || d.number FROM drugs AS d"                  \
	" JOIN issues AS i ON i.rowid = d.issue_rowid"                         \
	" WHERE d.rowid = drug_rowid)"
#define OF_LETTER "letter_rowid = " LETTER
#define OF_ISSUES "issue_rowid IN " ISSUES

static const struct field no_fields[] = { { NULL } };

static const struct table {
	const char *name;
	const char *key;   /* its first column; NULL: it has none */
	const char *told;  /* what is selected in its place */
	const char *where; /* and the order */
	const char *const *columns;
	const struct field *fields;
} tables[SQLITE_TABLES] = {
	[SQLITE_LETTERS] = { "letters", NULL, NULL, "id = ?1",
			     COLUMNS("id", "file_name", "folder", "media_type",
				     "size_bytes", "page_count", "confidence",
				     "revision", "lexicon", "producer_version",
				     "ingested_at"),
			     record_fields },
	[SQLITE_RECORDS] = { "records", "letter_rowid", "1", OF_LETTER,
			     COLUMNS("json"), no_fields },
	[SQLITE_CERTIFICATIONS] = { "certifications", "letter_rowid", "1",
				    OF_LETTER " ORDER BY number",
				    COLUMNS("number", "name"), no_fields },
	[SQLITE_LICENSED_STATES] = { "licensed_states", "letter_rowid", "1",
				     OF_LETTER " ORDER BY number",
				     COLUMNS("number", "name"), no_fields },
	[SQLITE_WARNINGS] = { "warnings", "letter_rowid", "1",
			      OF_LETTER " ORDER BY number",
			      COLUMNS("number", "code", "path", "message"),
			      no_fields },
	[SQLITE_ISSUES] = { "issues", "letter_rowid", "1",
			    OF_LETTER " ORDER BY number",
			    COLUMNS("category", "subcategory", "laterality",
				    "levels", "frequency_times",
				    "frequency_times_max", "frequency_per",
				    "frequency_for", "frequency_for_max",
				    "frequency_unit", "sessions",
				    "sessions_printed", "service_from",
				    "service_to", "retrospective",
				    "surgical_association"),
			    issue_fields },
	[SQLITE_ISSUE_SEARCH] = { "issue_search", "rowid", "1",
				  "rowid IN " ISSUES " ORDER BY rowid",
				  COLUMNS("treatment", "heading", "rationale",
					  "claims_administrator_guideline",
					  "reviewer_guideline"),
				  no_fields },
	[SQLITE_BODY_PARTS] = { "body_parts", "issue_rowid", ISSUE_NUMBER,
				OF_ISSUES " ORDER BY 1, number",
				COLUMNS("number", "name"), no_fields },
	[SQLITE_DRUGS] = { "drugs", "issue_rowid", ISSUE_NUMBER,
			   OF_ISSUES " ORDER BY 1, number",
			   COLUMNS("number", "name", "strength", "quantity",
				   "quantity_unit", "refills"),
			   no_fields },
	[SQLITE_DRUG_INGREDIENTS] = { "drug_ingredients", "drug_rowid",
				      DRUG_NUMBER,
				      "drug_rowid IN (SELECT rowid FROM drugs"
				      " WHERE " OF_ISSUES
				      ") ORDER BY 1, number",
				      COLUMNS("number", "name"), no_fields },
	[SQLITE_CITATIONS] = { "citations", "issue_rowid", ISSUE_NUMBER,
			       OF_ISSUES " ORDER BY 1, side, number",
			       COLUMNS("side", "number", "system", "guideline",
				       "year", "sections", "pages", "text"),
			       no_fields },
};

/* ", a, b, c", of all columns but the key. Returns how many. */
static guint
append_columns(GString *sql, const struct table *table)
{
	guint count = 0;

	for (; table->columns[count] != NULL; count++)
		g_string_append_printf(sql, ", %s", table->columns[count]);
	for (const struct field *field = table->fields; field->path != NULL;
	     field++, count++)
		g_string_append_printf(sql, ", %s", field->column);
	return count;
}

/* A key that the table lacks is a NULL for its rowid, which SQLite fills. */
char *
sqlite_insert_sql(enum sqlite_table which)
{
	const struct table *table = &tables[which];
	GString *sql = g_string_new(NULL);
	guint columns;

	g_string_printf(sql, "INSERT INTO %s (%s", table->name,
			table->key ? table->key : "rowid");
	columns = append_columns(sql, table);
	g_string_append(sql, ") VALUES (?");
	while (columns-- > 0)
		g_string_append(sql, ", ?");
	g_string_append_c(sql, ')');
	return g_string_free(sql, FALSE);
}

char *
sqlite_select_sql(enum sqlite_table which)
{
	const struct table *table = &tables[which];
	GString *sql = g_string_new("SELECT ");

	g_string_append(sql, table->told ? table->told : "1");
	append_columns(sql, table);
	g_string_append_printf(sql, " FROM %s WHERE %s", table->name,
			       table->where);
	return g_string_free(sql, FALSE);
}

gboolean
sqlite_table_has_key(enum sqlite_table which)
{
	return tables[which].key != NULL;
}
