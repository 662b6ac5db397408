/* request_read.c - requests and citations from JSON that may be hostile, or
 * old (strict.h). */
#include "core/record.h"
#include "core/record_field_json.h"
#include "core/request/request_json.h"

#define MOST_NUMBER 1000000
#define MOST_QUANTITY 1e9
#define MAX_MEMBERS 1000

static const char *const request_keys[] = {
	"category", "subcategory",	"drugs",	 "frequency",
	"sessions", "sessions_printed", "body_parts",	 "laterality",
	"levels",   "dates_of_service", "retrospective", "surgical_association",
	NULL
};
static const char *const drug_keys[] = {
	"name",		 "ingredients", "strength", "quantity",
	"quantity_unit", "refills",	NULL
};
static const char *const frequency_keys[] = { "times", "times_max", "per",
					      "for",   "for_max",   "unit",
					      NULL };
static const char *const dates_keys[] = { "from", "to", NULL };
static const char *const citations_keys[] = { "claims_administrator",
					      "reviewer", NULL };
static const char *const citation_keys[] = { "system",	 "guideline", "year",
					     "sections", "pages",     "text",
					     NULL };

static const char *const quantity_units[] = { "ml", "grams", NULL };
static const char *const pers[] = { "day", "week", "month", NULL };
static const char *const units[] = { "days", "weeks", "months", NULL };
static const char *const sides[] = { "left", "right", "bilateral", NULL };

static gboolean
read_text(const struct node *object, const char *key, char **out_text,
	  GError **error)
{
	const struct node *node = STRICT_MEMBER(object, key);

	return strict_is_null(node) || strict_string(node, out_text, error);
}

static gboolean
read_choice(const struct node *object, const char *key,
	    const char *const *choices, char **out_choice, GError **error)
{
	const struct node *node = STRICT_MEMBER(object, key);
	guint index;

	if (strict_is_null(node))
		return TRUE;
	if (!strict_choice(node, choices, &index, error))
		return FALSE;
	*out_choice = g_strdup(choices[index]);
	return TRUE;
}

static gboolean
read_number(const struct node *object, const char *key, int *out_number,
	    GError **error)
{
	const struct node *node = STRICT_MEMBER(object, key);
	gint64 number;

	if (strict_is_null(node))
		return TRUE;
	if (!strict_integer(node, 0, MOST_NUMBER, &number, error))
		return FALSE;
	*out_number = (int)number;
	return TRUE;
}

/* Of a lenient node that is left out, the list stays. */
static gboolean
read_list(const struct node *object, const char *key, char ***list,
	  GError **error)
{
	const struct node *node = STRICT_MEMBER(object, key);
	g_auto(GStrv) strings = NULL;

	if (strict_is_left_out(node))
		return TRUE;
	if (!strict_strings(node, MAX_MEMBERS, &strings, error))
		return FALSE;
	g_strfreev(*list);
	*list = g_steal_pointer(&strings);
	return TRUE;
}

static gboolean
read_drug(const struct node *node, struct drug *drug, GError **error)
{
	const struct node *quantity = STRICT_MEMBER(node, "quantity");

	return strict_object(node, drug_keys, error) &&
	       read_text(node, "name", &drug->name, error) &&
	       (strict_is_null(STRICT_MEMBER(node, "ingredients")) ||
		read_list(node, "ingredients", &drug->ingredients, error)) &&
	       read_text(node, "strength", &drug->strength, error) &&
	       (strict_is_null(quantity) ||
		strict_number(quantity, 0, MOST_QUANTITY, &drug->quantity,
			      error)) &&
	       read_choice(node, "quantity_unit", quantity_units,
			   &drug->quantity_unit, error) &&
	       read_number(node, "refills", &drug->refills, error);
}

static gboolean
read_drugs(const struct node *drugs, struct request *request, GError **error)
{
	if (!strict_array(drugs, 0, MAX_MEMBERS, error))
		return FALSE;
	for (gsize i = 0; i < json_array_size(drugs->json); i++)
		if (!read_drug(STRICT_ELEMENT(drugs, i),
			       request_add_drug(request), error))
			return FALSE;
	return TRUE;
}

static gboolean
read_frequency(const struct node *node, struct request *request, GError **error)
{
	struct frequency *frequency;

	if (strict_is_null(node))
		return TRUE;
	request->frequency = frequency = frequency_new();
	return strict_object(node, frequency_keys, error) &&
	       read_number(node, "times", &frequency->times, error) &&
	       read_number(node, "times_max", &frequency->times_max, error) &&
	       read_choice(node, "per", pers, &frequency->per, error) &&
	       read_number(node, "for", &frequency->lasts, error) &&
	       read_number(node, "for_max", &frequency->lasts_max, error) &&
	       read_choice(node, "unit", units, &frequency->unit, error);
}

static gboolean
read_date(const struct node *object, const char *key, char **out_date,
	  GError **error)
{
	const struct node *node = STRICT_MEMBER(object, key);

	return strict_is_left_out(node) ||
	       date_from_json(node, out_date, error);
}

/* Stored dates that lack one say nothing. */
static gboolean
read_dates(const struct node *all, struct request *request, GError **error)
{
	if (!strict_array(all, 0, MAX_MEMBERS, error))
		return FALSE;
	for (gsize i = 0; i < json_array_size(all->json); i++) {
		const struct node *node = STRICT_ELEMENT(all, i);
		g_autofree char *from = NULL, *to = NULL;

		if (!strict_object(node, dates_keys, error) ||
		    !read_date(node, "from", &from, error) ||
		    !read_date(node, "to", &to, error))
			return FALSE;
		if (from != NULL && to != NULL)
			request_add_dates(request, from, to);
	}
	return TRUE;
}

/* A pair of the list; of what is stored, half a pair says nothing. */
static gboolean
read_category(const struct node *node, struct request *request, GError **error)
{
	if (!read_text(node, "category", &request->category, error) ||
	    !read_text(node, "subcategory", &request->subcategory, error))
		return FALSE;
	if (category_is_known(request->category, request->subcategory))
		return TRUE;
	if (!node->lenient)
		return strict_refuse(STRICT_MEMBER(node, "category"), error,
				     "no such category");
	g_clear_pointer(&request->category, g_free);
	g_clear_pointer(&request->subcategory, g_free);
	return TRUE;
}

gboolean
request_from_json(const struct node *node, struct request **out_request,
		  GError **error)
{
	g_autoptr(request) request = request_new();

	if (strict_is_null(node))
		return TRUE;
	if (!strict_object(node, request_keys, error) ||
	    !read_category(node, request, error) ||
	    !read_drugs(STRICT_MEMBER(node, "drugs"), request, error) ||
	    !read_frequency(STRICT_MEMBER(node, "frequency"), request, error) ||
	    !read_number(node, "sessions", &request->sessions, error) ||
	    !strict_boolean(STRICT_MEMBER(node, "sessions_printed"),
			    &request->sessions_printed, error) ||
	    !read_list(node, "body_parts", &request->body_parts, error) ||
	    !read_choice(node, "laterality", sides, &request->laterality,
			 error) ||
	    !read_list(node, "levels", &request->levels, error) ||
	    !read_dates(STRICT_MEMBER(node, "dates_of_service"), request,
			error) ||
	    !strict_boolean(STRICT_MEMBER(node, "retrospective"),
			    &request->retrospective, error) ||
	    !strict_boolean(STRICT_MEMBER(node, "surgical_association"),
			    &request->surgical_association, error))
		return FALSE;
	*out_request = g_steal_pointer(&request);
	return TRUE;
}

static gboolean
read_citation(const struct node *node, GPtrArray *side, GError **error)
{
	struct citation *citation = citations_add(side, NULL);
	const struct node *system = STRICT_MEMBER(node, "system");
	guint index = 3; /* "other" claims least */

	if (!strict_object(node, citation_keys, error) ||
	    !strict_choice(system, citation_systems, &index, error))
		return FALSE;
	citation->system = g_strdup(citation_systems[index]);
	return read_text(node, "guideline", &citation->guideline, error) &&
	       read_number(node, "year", &citation->year, error) &&
	       read_list(node, "sections", &citation->sections, error) &&
	       read_text(node, "pages", &citation->pages, error) &&
	       read_text(node, "text", &citation->text, error);
}

static gboolean
read_side(const struct node *node, GPtrArray *side, GError **error)
{
	if (!strict_array(node, 0, MAX_MEMBERS, error))
		return FALSE;
	for (gsize i = 0; i < json_array_size(node->json); i++)
		if (!read_citation(STRICT_ELEMENT(node, i), side, error))
			return FALSE;
	return TRUE;
}

gboolean
citations_from_json(const struct node *node, struct citations **out_citations,
		    GError **error)
{
	g_autoptr(citations) citations = citations_new();

	if (strict_is_null(node))
		return TRUE;
	if (!strict_object(node, citations_keys, error) ||
	    !read_side(STRICT_MEMBER(node, "claims_administrator"),
		       citations->claims_administrator, error) ||
	    !read_side(STRICT_MEMBER(node, "reviewer"), citations->reviewer,
		       error))
		return FALSE;
	*out_citations = g_steal_pointer(&citations);
	return TRUE;
}
