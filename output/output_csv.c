/* output_csv.c - forms: RFC 4180, one row a disputed item.
 *
 * Each row repeats its letter's fields, so it stands by itself; a letter
 * without items has one row, its item's columns empty. Columns and their names
 * are the tables of fields, with the letter's and the request's around them.
 *
 * Values of csv are the author's words, unchanged: one that begins with = or +
 * is not defused, because a program that reads CSV would then read something
 * that the letter does not say. For a spreadsheet, which would take it for a
 * formula and run it, there is the form of that name. */
#include <string.h>

#include "core/record.h"
#include "output/csv_value.h"
#include "output/output.h"
#include "output/request_words.h"

/* Before the tables' columns, and after them. */
static const char *const letter_columns[] = { "id", "file_name", "folder",
					      "page_count", NULL };
static const char *const request_columns[] = {
	"category",
	"subcategory",
	"drugs",
	"ingredients",
	"body_parts",
	"laterality",
	"levels",
	"frequency",
	"sessions",
	"dates_of_service",
	"retrospective",
	"surgical_association",
	"claims_administrator_citations",
	"reviewer_citations",
	NULL,
};
static const char *const closing_columns[] = { "confidence", "ingested_at",
					       "producer_version", "warnings",
					       NULL };

static void
append_row(GString *out, const GPtrArray *values)
{
	for (guint i = 0; i < values->len; i++) {
		if (i > 0)
			g_string_append_c(out, ',');
		csv_value_append(out, values->pdata[i]);
	}
	g_string_append(out, "\r\n");
}

static void
add_names(GPtrArray *values, const char *const *names)
{
	for (; *names != NULL; names++)
		g_ptr_array_add(values, g_strdup(*names));
}

static void
add_columns(GPtrArray *values, const struct field *fields)
{
	for (; fields->path != NULL; fields++)
		g_ptr_array_add(values,
				g_strdup(strcmp(fields->column, "number") == 0
						 ? "issue_number"
						 : fields->column));
}

/* owner NULL: all empty. */
static void
add_fields(GPtrArray *values, const struct field *fields, gconstpointer owner)
{
	for (; fields->path != NULL; fields++)
		g_ptr_array_add(values, owner ? field_to_string(fields, owner)
					      : g_strdup(""));
}

static char *
all_warnings(const struct record *record)
{
	GString *all = g_string_new(NULL);

	for (guint i = 0; i < record->warnings->len; i++) {
		const struct warning *warning = record->warnings->pdata[i];

		g_string_append_printf(all, "%s%s", i ? "; " : "",
				       warning->message);
	}
	return g_string_free(all, FALSE);
}

static void
add(GPtrArray *values, const char *text)
{
	g_ptr_array_add(values, g_strdup(text ? text : ""));
}

static void
add_number(GPtrArray *values, int number)
{
	g_ptr_array_add(values, number == INTEGER_UNKNOWN
					? g_strdup("")
					: g_strdup_printf("%d", number));
}

/* In the order of request_columns, of which citations are the last two. */
static void
add_request(GPtrArray *values, const struct request *request)
{
	add(values, request->category);
	add(values, request->subcategory);
	g_ptr_array_add(values, request_words_drugs(request->drugs));
	g_ptr_array_add(values, request_words_ingredients(request->drugs));
	g_ptr_array_add(values, g_strjoinv("; ", request->body_parts));
	add(values, request->laterality);
	g_ptr_array_add(values, g_strjoinv("; ", request->levels));
	g_ptr_array_add(values, request_words_frequency(request->frequency));
	add_number(values, request->sessions);
	g_ptr_array_add(values, request_words_dates(request->dates_of_service));
	add(values, request->retrospective ? "true" : "false");
	add(values, request->surgical_association ? "true" : "false");
}

/* What is not known of an issue, which may be NULL, is left empty. */
static void
add_meaning(GPtrArray *values, const struct issue *issue)
{
	guint end = values->len + G_N_ELEMENTS(request_columns) - 1;
	const struct citations *citations = issue ? issue->citations : NULL;

	if (issue != NULL && issue->request != NULL)
		add_request(values, issue->request);
	while (values->len < end - 2)
		add(values, NULL);
	if (citations != NULL) {
		g_ptr_array_add(values,
				request_words_citations(
					citations->claims_administrator));
		g_ptr_array_add(values,
				request_words_citations(citations->reviewer));
	}
	while (values->len < end)
		add(values, NULL);
}

static void
append_issue(GString *out, const struct record *record,
	     const struct issue *issue, gboolean defused)
{
	g_autoptr(GPtrArray) values = g_ptr_array_new_with_free_func(g_free);
	char confidence[G_ASCII_DTOSTR_BUF_SIZE];

	/* With its point always: who guesses a column's type from its first
	 * rows would take 1 for a whole number. */
	g_ascii_formatd(confidence, sizeof(confidence), "%.3f",
			record->confidence);
	add(values, record->id);
	add(values, record->file_name);
	add(values, record->folder);
	add_number(values, (int)record->pages->len);
	add_fields(values, record_fields, record);
	add_fields(values, issue_fields, issue);
	add_meaning(values, issue);
	add(values, confidence);
	add(values, record->ingested_at);
	add(values, record->producer_version);
	g_ptr_array_add(values, all_warnings(record));
	for (guint i = 0; defused && i < values->len; i++)
		values->pdata[i] = csv_value_defuse(values->pdata[i]);
	append_row(out, values);
}

static void
begin(GString *out)
{
	g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);

	add_names(names, letter_columns);
	add_columns(names, record_fields);
	add_columns(names, issue_fields);
	add_names(names, request_columns);
	add_names(names, closing_columns);
	append_row(out, names);
}

static void
append_issues(GString *out, const struct record *record, gboolean defused)
{
	for (guint i = 0; i < record->issues->len; i++)
		append_issue(out, record, record->issues->pdata[i], defused);
	if (record->issues->len == 0)
		append_issue(out, record, NULL, defused);
}

static void
append(GString *out, const struct record *record,
       const struct output_style *style G_GNUC_UNUSED)
{
	append_issues(out, record, FALSE);
}

static void
append_defused(GString *out, const struct record *record,
	       const struct output_style *style G_GNUC_UNUSED)
{
	append_issues(out, record, TRUE);
}

static void
begin_with_mark(GString *out)
{
	g_string_append(out, "\ufeff");
	begin(out);
}

#define CSV .name = "csv", .summary = "RFC 4180, one row a disputed item"
#define SPREADSHEET                                                            \
	.name = "spreadsheet", .summary = "csv, in which nothing is a formula"

static const struct output_format csv_with_mark = {
	CSV,
	.begin = begin_with_mark,
	.append = append,
};

static const struct output_format spreadsheet_with_mark = {
	SPREADSHEET,
	.begin = begin_with_mark,
	.append = append_defused,
};

const struct output_format output_csv = {
	CSV,
	.begin = begin,
	.append = append,
	.with_mark = &csv_with_mark,
};

const struct output_format output_spreadsheet = {
	SPREADSHEET,
	.begin = begin,
	.append = append_defused,
	.with_mark = &spreadsheet_with_mark,
};
