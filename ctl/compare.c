/* compare.c - compares two records. */
#include "ctl/compare.h"

#include <string.h>

#include "core/record.h"

enum other {
	OTHER_ISSUES,
	OTHER_WARNINGS,
	OTHER_EVIDENCE,
	OTHER_CONFIDENCE,
	OTHER_TEXT,
	OTHER_REQUEST, /* of any issue */
	OTHER_CITATIONS,
	OTHERS,
};

static const char *const other_names[OTHERS] = {
	[OTHER_ISSUES] = "issues",
	[OTHER_WARNINGS] = "warnings",
	[OTHER_EVIDENCE] = "evidence",
	[OTHER_CONFIDENCE] = "confidence",
	[OTHER_TEXT] = "text",
	[OTHER_REQUEST] = "issues/request",
	[OTHER_CITATIONS] = "issues/citations",
};

static guint
field_count(const struct field *fields)
{
	guint count = 0;

	while (fields[count].path != NULL)
		count++;
	return count;
}

guint
compare_count(void)
{
	return field_count(record_fields) + field_count(issue_fields) + OTHERS;
}

/* The table that an index belongs to, and its position there. */
static const struct field *
find_field(guint index, gboolean *out_of_issue, enum other *out_other)
{
	guint letters = field_count(record_fields);
	guint issues = field_count(issue_fields);

	*out_of_issue = index >= letters;
	if (index < letters)
		return &record_fields[index];
	if (index < letters + issues)
		return &issue_fields[index - letters];
	*out_other = (enum other)(index - letters - issues);
	return NULL;
}

char *
compare_name(guint index)
{
	gboolean of_issue;
	enum other other;
	const struct field *field = find_field(index, &of_issue, &other);

	if (field == NULL)
		return g_strdup(other_names[other]);
	return of_issue ? g_strdup_printf("issues/%s", field->path)
			: g_strdup(field->path);
}

/* --- differences --- */

/* Lists are joined in the text: ["a; b"] and ["a", "b"] are not the same. */
static guint
list_length(const struct field *field, gconstpointer owner)
{
	char **list;

	if (field->type != FIELD_STRINGS)
		return 0;
	list = *FIELD_VALUE(char **, owner, field);
	return list ? g_strv_length(list) : 0;
}

static gboolean
field_differs(const struct field *field, gconstpointer before,
	      gconstpointer after)
{
	g_autofree char *old = field_to_string(field, before);
	g_autofree char *new = field_to_string(field, after);

	return field_is_null(field, before) != field_is_null(field, after) ||
	       list_length(field, before) != list_length(field, after) ||
	       strcmp(old, new) != 0;
}

static gboolean
issue_field_differs(const struct field *field, const struct record *before,
		    const struct record *after)
{
	guint count = MIN(before->issues->len, after->issues->len);

	for (guint i = 0; i < count; i++)
		if (field_differs(field, before->issues->pdata[i],
				  after->issues->pdata[i]))
			return TRUE;
	return FALSE;
}

static gboolean
member_differs(json_t *before, json_t *after, const char *key)
{
	return !json_equal(json_object_get(before, key),
			   json_object_get(after, key));
}

/* Of the issues that both have. */
static gboolean
issue_member_differs(json_t *before, json_t *after, const char *key)
{
	json_t *old = json_object_get(before, "issues");
	json_t *new = json_object_get(after, "issues");
	gsize count = MIN(json_array_size(old), json_array_size(new));

	for (gsize i = 0; i < count; i++)
		if (member_differs(json_array_get(old, i),
				   json_array_get(new, i), key))
			return TRUE;
	return FALSE;
}

/* Compared as JSON, in which numbers are rounded as they are stored. */
static void
compare_others(const struct record *before, const struct record *after,
	       gboolean *out_differs)
{
	json_auto_t *old = record_to_json_value(before);
	json_auto_t *new = record_to_json_value(after);

	out_differs[OTHER_ISSUES] = before->issues->len != after->issues->len;
	out_differs[OTHER_WARNINGS] = member_differs(old, new, "warnings");
	out_differs[OTHER_EVIDENCE] = member_differs(old, new, "evidence");
	out_differs[OTHER_CONFIDENCE] = member_differs(old, new, "confidence");
	out_differs[OTHER_REQUEST] = issue_member_differs(old, new, "request");
	out_differs[OTHER_CITATIONS] =
		issue_member_differs(old, new, "citations");
	out_differs[OTHER_TEXT] = g_strcmp0(before->text, after->text) != 0;
}

gboolean
compare_records(const struct record *before, const struct record *after,
		gboolean *out_differs)
{
	guint count = compare_count();
	gboolean any = FALSE;

	compare_others(before, after, out_differs + count - OTHERS);
	for (guint i = 0; i < count; i++) {
		gboolean of_issue;
		enum other other;
		const struct field *field = find_field(i, &of_issue, &other);

		if (field != NULL)
			out_differs[i] =
				of_issue ? issue_field_differs(field, before,
							       after)
					 : field_differs(field, before, after);
		any |= out_differs[i];
	}
	return any;
}

/* --- values --- */

static json_t *
field_value(const struct field *field, gconstpointer owner)
{
	g_autofree char *text = field_to_string(field, owner);

	return field_is_null(field, owner) ? json_null() : json_string(text);
}

static json_t *
issue_values(const struct field *field, const struct record *record)
{
	json_t *array = json_array();

	for (guint i = 0; i < record->issues->len; i++)
		json_array_append_new(
			array, field_value(field, record->issues->pdata[i]));
	return array;
}

static json_t *
warning_values(const struct record *record)
{
	json_t *array = json_array();

	for (guint i = 0; i < record->warnings->len; i++) {
		const struct warning *warning = record->warnings->pdata[i];

		json_array_append_new(array, json_string(warning->code));
	}
	return array;
}

static json_t *
issue_members(const struct record *record, const char *key)
{
	json_auto_t *json = record_to_json_value(record);
	json_t *array = json_array(), *issue;
	gsize i;

	json_array_foreach(json_object_get(json, "issues"), i, issue)
	{
		json_t *member = json_object_get(issue, key);

		json_array_append_new(array, member != NULL
						     ? json_incref(member)
						     : json_null());
	}
	return array;
}

json_t *
compare_value(const struct record *record, guint index)
{
	gboolean of_issue;
	enum other other;
	const struct field *field = find_field(index, &of_issue, &other);

	if (field != NULL)
		return of_issue ? issue_values(field, record)
				: field_value(field, record);
	switch (other) {
	case OTHER_ISSUES:
		return json_integer(record->issues->len);
	case OTHER_WARNINGS:
		return warning_values(record);
	case OTHER_CONFIDENCE:
		return json_real(record->confidence);
	case OTHER_REQUEST:
		return issue_members(record, "request");
	case OTHER_CITATIONS:
		return issue_members(record, "citations");
	default:
		return json_null();
	}
}
