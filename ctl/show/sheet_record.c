/* sheet_record.c - a record on a sheet. */
#include "ctl/show/sheet_record.h"

#include <string.h>

#include "core/record.h"
#include "ctl/show/sheet.h"
#include "ctl/show/sheet_json.h"
#include "output/decision_words.h"
#include "output/warning_words.h"

#define LONG_TEXT 100 /* bytes: paragraphs of its own */

static enum colour
decision_colour(const char *decision)
{
	if (g_strcmp0(decision, "overturned") == 0)
		return COLOUR_GOOD;
	return g_strcmp0(decision, "upheld") == 0 ? COLOUR_BAD : COLOUR_DOUBT;
}

static char *
label_of(const struct field *field)
{
	return g_strdelimit(g_strdup(field->column), "_", ' ');
}

static gboolean
is_long(const struct field *field, const char *text)
{
	return field->type == FIELD_TEXT &&
	       (strlen(text) > LONG_TEXT || strchr(text, '\n') != NULL);
}

static gboolean
is_list(const struct field *field)
{
	return strcmp(field->path, "documents_reviewed") == 0;
}

static void
add_list(GPtrArray *sheet, const char *label, char **items)
{
	sheet_add(sheet, SHEET_PROSE, COLOUR_NONE, label, NULL);
	for (; *items != NULL; items++)
		sheet_add(sheet, SHEET_ITEM, COLOUR_NONE, NULL, *items);
}

static void
add_field(GPtrArray *sheet, const struct field *field, gconstpointer owner,
	  gboolean prose)
{
	g_autofree char *label = label_of(field);
	g_autofree char *text = field_to_string(field, owner);

	if ((is_list(field) || is_long(field, text)) != prose)
		return;
	if (is_list(field))
		add_list(sheet, label, *FIELD_VALUE(char **, owner, field));
	else if (prose)
		sheet_add(sheet, SHEET_PROSE, COLOUR_NONE, label, text);
	else
		sheet_add(sheet, SHEET_FACT, COLOUR_NONE, label,
			  field->type == FIELD_CHOICE
				  ? g_strdelimit(text, "_", ' ')
				  : text);
}

/* Adds the short fields, or the long ones. */
static void
add_fields(GPtrArray *sheet, const struct field *fields, gconstpointer owner,
	   gboolean prose)
{
	for (const struct field *field = fields; field->path != NULL; field++)
		if (!field_is_null(field, owner) &&
		    strcmp(field->path, "number") != 0)
			add_field(sheet, field, owner, prose);
}

/* The request and the citations; the texts themselves are shown above. */
static void
add_meaning(GPtrArray *sheet, json_t *issue)
{
	json_t *citations = json_object_get(issue, "citations");
	const char *side;
	json_t *list, *citation;
	gsize i;

	sheet_add_json(sheet, "", json_object_get(issue, "request"));
	json_object_foreach(citations, side, list)
		json_array_foreach(list, i, citation)
			json_object_del(citation, "text");
	sheet_add_json(sheet, "cited by ", citations);
}

static void
add_issue(GPtrArray *sheet, const struct issue *issue, json_t *json)
{
	g_autofree char *label = g_strdup_printf("Treatment %d", issue->number);

	sheet_add(sheet, SHEET_SECTION, decision_colour(issue->decision), label,
		  decision_words_issue(issue->decision));
	add_fields(sheet, issue_fields, issue, FALSE);
	add_meaning(sheet, json);
	add_fields(sheet, issue_fields, issue, TRUE);
}

void
sheet_add_record(GPtrArray *sheet, const struct record *record)
{
	g_autofree char *outcome = decision_words_outcome(record);
	json_auto_t *json = record_to_json_value(record);
	json_t *issues = json_object_get(json, "issues");

	sheet_add(sheet, SHEET_TITLE, decision_colour(record->outcome),
		  record->case_number ? record->case_number : "no case number",
		  outcome);
	for (guint i = 0; i < record->warnings->len;) {
		g_autofree char *text = warning_words(record, i, &i);

		sheet_add(sheet, SHEET_WARNING, COLOUR_DOUBT, NULL, text);
	}
	sheet_add(sheet, SHEET_FACT, COLOUR_NONE, "file name",
		  record->file_name);
	add_fields(sheet, record_fields, record, FALSE);
	add_fields(sheet, record_fields, record, TRUE);
	for (guint i = 0; i < record->issues->len; i++)
		add_issue(sheet, record->issues->pdata[i],
			  json_array_get(issues, i));
}
