/* search_filter.c - a search's conditions in SQL. */
#include "view/search_filter.h"

#include <string.h>

#include "core/error.h"
#include "core/record.h"
#include "view/search_schema.h"
#include "view/times.h"

#define FIELD(name, member)                                                    \
	{                                                                      \
		name, G_STRUCT_OFFSET(struct search_filter, member)            \
	}

const struct search_filter_field search_filter_fields[] = {
	FIELD("decision", decision),
	FIELD("outcome", outcome),
	FIELD("category", category),
	FIELD("drug", drug),
	FIELD("body-part", body_part),
	FIELD("guideline", guideline),
	FIELD("specialty", specialty),
	FIELD("from", from),
	FIELD("to", to),
	FIELD("claim", claim),
	FIELD("employee", employee),
	FIELD("folder", folder),
	{ NULL },
};

/* A word of the value begins with the parameter. */
#define BEGINS(value, parameter)                                               \
	"instr(' ' || replace(replace(lower(" value "), '/', ' '), '-', ' ')," \
	" ' ' || replace(replace(lower(" parameter "), '/', ' '), '-', ' '))"  \
	" > 0"
#define NAMED(kinds, parameter)                                                \
	" AND i.id IN (SELECT f.issue FROM facets f WHERE f.name IN"           \
	" (SELECT id FROM names WHERE kind IN (" kinds                         \
	") AND " BEGINS("value", parameter) "))"
#define OF_RECORD(condition)                                                   \
	" AND i.record IN (SELECT id FROM records WHERE " condition ")"

/* The kinds as they are stored. */
#define CATEGORIES "0, 1"
#define GUIDELINES "3"
#define SPECIALTIES "4"
#define BODY_PARTS "6"
#define DRUGS "2, 7, 8"
_Static_assert(SEARCH_CATEGORY == 0 && SEARCH_SUBCATEGORY == 1 &&
		       SEARCH_DRUG == 2 && SEARCH_GUIDELINE == 3 &&
		       SEARCH_SPECIALTY == 4 && SEARCH_BODY_PART == 6 &&
		       SEARCH_DRUG_NAME == 7 && SEARCH_INGREDIENT == 8,
	       "the kinds in SQL");

/* In the order of search_filter_fields; the parameter has the member's name. */
static const struct {
	const char *parameter, *sql;
} conditions[] = {
	{ ":decision", " AND i.decision = :decision" },
	{ ":outcome", " AND i.outcome = :outcome" },
	{ ":category", NAMED(CATEGORIES, ":category") },
	{ ":drug", NAMED(DRUGS, ":drug") },
	{ ":body_part", NAMED(BODY_PARTS, ":body_part") },
	{ ":guideline", NAMED(GUIDELINES, ":guideline") },
	{ ":specialty", NAMED(SPECIALTIES, ":specialty") },
	{ ":from", " AND i.decision_date >= :from" },
	{ ":to", " AND i.decision_date <= :to" },
	{ ":claim", OF_RECORD("lower(substr(claim_number, 1, length(:claim)))"
			      " = lower(:claim)") },
	{ ":employee", OF_RECORD(BEGINS("employee_name", ":employee")) },
	{ ":folder", OF_RECORD("folder = :folder OR"
			       " substr(folder, 1, length(:folder) + 1)"
			       " = :folder || '/'") },
};
_Static_assert(G_N_ELEMENTS(conditions) + 1 ==
		       G_N_ELEMENTS(search_filter_fields),
	       "a condition for each field");

char **
search_filter_member(struct search_filter *filter,
		     const struct search_filter_field *field)
{
	return (char **)(gpointer)((char *)filter + field->offset);
}

static const char *
value_of(const struct search_filter *filter, guint field)
{
	const char *member =
		(const char *)filter + search_filter_fields[field].offset;

	return *(char *const *)(gconstpointer)member;
}

gboolean
search_filter_set(struct search_filter *filter, const char *equation,
		  GError **error)
{
	const char *equals = strchr(equation, '=');
	g_autofree char *name =
		g_strndup(equation, equals ? (gsize)(equals - equation)
					   : strlen(equation));
	g_autoptr(GString) known = g_string_new(NULL);

	for (guint i = 0; search_filter_fields[i].name != NULL; i++) {
		char **member =
			search_filter_member(filter, &search_filter_fields[i]);

		g_string_append_printf(known, "%s%s", i > 0 ? ", " : "",
				       search_filter_fields[i].name);
		if (equals == NULL ||
		    strcmp(search_filter_fields[i].name, name) != 0)
			continue;
		g_free(*member);
		*member = g_strdup(equals + 1);
		return TRUE;
	}
	return error_set(error, IMR_ERROR_FATAL,
			 "'%s': NAME=VALUE is wanted, with a name of %s",
			 equation, known->str);
}

static gboolean
check_choice(const char *name, const char *value, const char *const *choices,
	     GError **error)
{
	g_autofree char *known = NULL;

	if (value == NULL || g_strv_contains(choices, value))
		return TRUE;
	known = g_strjoinv(", ", (char **)(gpointer)choices);
	return error_set(error, IMR_ERROR_FATAL, "there is no %s '%s', only %s",
			 name, value, known);
}

gboolean
search_filter_check(const struct search_filter *filter, GError **error)
{
	static const char *const decisions[] = { "upheld", "overturned", NULL };
	static const char *const outcomes[] = { "upheld", "overturned",
						"partially_overturned", NULL };

	return check_choice("decision", filter->decision, decisions, error) &&
	       check_choice("outcome", filter->outcome, outcomes, error) &&
	       (filter->from == NULL || times_check_day(filter->from, error)) &&
	       (filter->to == NULL || times_check_day(filter->to, error));
}

void
search_filter_append(const struct search_filter *filter, GString *sql)
{
	for (guint i = 0; i < G_N_ELEMENTS(conditions); i++)
		if (value_of(filter, i) != NULL)
			g_string_append(sql, conditions[i].sql);
}

void
search_filter_bind(const struct search_filter *filter, sqlite3_stmt *statement)
{
	for (guint i = 0; i < G_N_ELEMENTS(conditions); i++) {
		int parameter = sqlite3_bind_parameter_index(
			statement, conditions[i].parameter);

		if (parameter > 0)
			sqlite3_bind_text(statement, parameter,
					  value_of(filter, i), -1,
					  SQLITE_TRANSIENT);
	}
}

void
search_filter_clear(struct search_filter *filter)
{
	for (guint i = 0; search_filter_fields[i].name != NULL; i++)
		g_free(*search_filter_member(filter, &search_filter_fields[i]));
	*filter = (struct search_filter){ 0 };
}
