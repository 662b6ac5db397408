/* search_facets.c - the names that an issue is counted and chosen by. */
#include "view/search_facets.h"

#include <string.h>

#include "core/record.h"

#define MONTH_DIGITS 7 /* of YYYY-MM-DD */

struct each {
	gboolean (*add)(enum search_kind kind, const char *name, gpointer data,
			GError **error);
	gpointer data;
	GError **error;
};

static gboolean
add(const struct each *each, enum search_kind kind, const char *name)
{
	return name == NULL || *name == '\0' ||
	       each->add(kind, name, each->data, each->error);
}

static gboolean
add_strings(const struct each *each, enum search_kind kind, char **names)
{
	for (; names != NULL && *names != NULL; names++)
		if (!add(each, kind, *names))
			return FALSE;
	return TRUE;
}

static gboolean
add_category(const struct each *each, const struct request *request)
{
	g_autofree char *both = NULL;

	if (request->category != NULL && request->subcategory != NULL)
		both = g_strdup_printf("%s: %s", request->category,
				       request->subcategory);
	return add(each, SEARCH_CATEGORY, request->category) &&
	       add(each, SEARCH_SUBCATEGORY, both);
}

static gboolean
add_drug(const struct each *each, const struct drug *drug)
{
	g_autofree char *name =
		drug->name ? g_utf8_strdown(drug->name, -1) : NULL;
	g_autofree char *ingredients =
		drug->ingredients ? g_strjoinv("/", drug->ingredients) : NULL;

	return add(each, SEARCH_DRUG, ingredients ? ingredients : name) &&
	       add(each, SEARCH_DRUG_NAME, name) &&
	       add_strings(each, SEARCH_INGREDIENT, drug->ingredients);
}

static gboolean
add_request(const struct each *each, const struct request *request)
{
	if (!add_category(each, request) ||
	    !add_strings(each, SEARCH_BODY_PART, request->body_parts))
		return FALSE;
	for (guint i = 0; request->drugs != NULL && i < request->drugs->len;
	     i++)
		if (!add_drug(each, request->drugs->pdata[i]))
			return FALSE;
	return TRUE;
}

/* A side that states that it cited nothing has no guideline. */
static gboolean
add_citation(const struct each *each, const struct citation *citation)
{
	g_autofree char *both = NULL;

	if (g_strcmp0(citation->system, "none") == 0)
		return TRUE;
	if (g_strcmp0(citation->system, "other") == 0 &&
	    citation->guideline != NULL)
		return add(each, SEARCH_GUIDELINE, citation->guideline);
	if (citation->guideline != NULL)
		both = g_strdup_printf("%s: %s", citation->system,
				       citation->guideline);
	return add(each, SEARCH_GUIDELINE, both ? both : citation->system);
}

static gboolean
add_side(const struct each *each, const GPtrArray *side)
{
	for (guint i = 0; side != NULL && i < side->len; i++)
		if (!add_citation(each, side->pdata[i]))
			return FALSE;
	return TRUE;
}

gboolean
search_facets_each(const struct record *record, const struct issue *issue,
		   gboolean (*add_name)(enum search_kind kind, const char *name,
					gpointer data, GError **error),
		   gpointer data, GError **error)
{
	const struct each each = { add_name, data, error };
	g_autofree char *month =
		record->decision_date
			? g_strndup(record->decision_date, MONTH_DIGITS)
			: NULL;

	if (!add(&each, SEARCH_MONTH, month) ||
	    !add_strings(&each, SEARCH_SPECIALTY, record->certifications) ||
	    (issue->request != NULL && !add_request(&each, issue->request)))
		return FALSE;
	return issue->citations == NULL ||
	       (add_side(&each, issue->citations->claims_administrator) &&
		add_side(&each, issue->citations->reviewer));
}
