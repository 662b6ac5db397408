/* output_csv.c - form: RFC 4180, one row a disputed item.
 *
 * Each row repeats its letter's fields, so it stands by itself; a letter
 * without items has one row, its item's columns empty. Columns and their names
 * are the tables of fields.
 *
 * Values are the author's words, unchanged: one that begins with = or + is not
 * defused, because a program that reads CSV would then read something that the
 * letter does not say. Import the columns as text. */
#include <string.h>

#include "core/record.h"
#include "output/output.h"

/* Before the tables' columns, and after them. */
static const char *const letter_columns[] = { "id", "file_name", NULL };
static const char *const closing_columns[] = { "confidence", "warnings", NULL };

static void
append_value(GString *out, const char *value)
{
	if (strpbrk(value, ",\"\r\n") == NULL) {
		g_string_append(out, value);
		return;
	}
	g_string_append_c(out, '"');
	for (const char *p = value; *p != '\0'; p++) {
		if (*p == '"')
			g_string_append_c(out, '"');
		g_string_append_c(out, *p);
	}
	g_string_append_c(out, '"');
}

static void
append_row(GString *out, const GPtrArray *values)
{
	for (guint i = 0; i < values->len; i++) {
		if (i > 0)
			g_string_append_c(out, ',');
		append_value(out, values->pdata[i]);
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
		g_ptr_array_add(values, g_strdup(fields->column));
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
append_issue(GString *out, const struct record *record,
	     const struct issue *issue)
{
	g_autoptr(GPtrArray) values = g_ptr_array_new_with_free_func(g_free);
	char confidence[G_ASCII_DTOSTR_BUF_SIZE];

	g_ascii_formatd(confidence, sizeof(confidence), "%.3g",
			record->confidence);
	g_ptr_array_add(values, g_strdup(record->id));
	g_ptr_array_add(values, g_strdup(record->file_name));
	add_fields(values, record_fields, record);
	add_fields(values, issue_fields, issue);
	g_ptr_array_add(values, g_strdup(confidence));
	g_ptr_array_add(values, all_warnings(record));
	append_row(out, values);
}

static void
begin(GString *out)
{
	g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);

	add_names(names, letter_columns);
	add_columns(names, record_fields);
	add_columns(names, issue_fields);
	add_names(names, closing_columns);
	append_row(out, names);
}

static void
append(GString *out, const struct record *record,
       const struct output_style *style G_GNUC_UNUSED)
{
	for (guint i = 0; i < record->issues->len; i++)
		append_issue(out, record, record->issues->pdata[i]);
	if (record->issues->len == 0)
		append_issue(out, record, NULL);
}

const struct output_format output_csv = {
	.name = "csv",
	.summary = "RFC 4180, one row a disputed item",
	.begin = begin,
	.append = append,
};
