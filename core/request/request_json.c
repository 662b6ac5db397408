/* request_json.c - requests and citations as JSON, in the schema's order. */
#include "core/request/request_json.h"

#include "core/record.h"
#include "core/record_field_json.h"

static json_t *
number_or_null(int number)
{
	return number == INTEGER_UNKNOWN ? json_null() : json_integer(number);
}

/* 60, and 106.32 where it is not whole. */
static json_t *
quantity_to_json(double quantity)
{
	if (quantity < 0)
		return json_null();
	if (quantity == (double)(gint64)quantity)
		return json_integer((json_int_t)quantity);
	return json_real(quantity);
}

static json_t *
list_or_null(char *const *strings)
{
	json_t *array;

	if (strings == NULL)
		return json_null();
	array = json_array();
	for (; *strings != NULL; strings++)
		json_array_append_new(array, json_text(*strings));
	return array;
}

static json_t *
drugs_to_json(const GPtrArray *drugs)
{
	json_t *array = json_array();

	for (guint i = 0; i < drugs->len; i++) {
		const struct drug *drug = drugs->pdata[i];

		json_array_append_new(
			array,
			json_pack("{s:o, s:o, s:o, s:o, s:o, s:o}", "name",
				  json_text(drug->name), "ingredients",
				  list_or_null(drug->ingredients), "strength",
				  json_text(drug->strength), "quantity",
				  quantity_to_json(drug->quantity),
				  "quantity_unit",
				  json_text(drug->quantity_unit), "refills",
				  number_or_null(drug->refills)));
	}
	return array;
}

static json_t *
frequency_to_json(const struct frequency *frequency)
{
	if (frequency == NULL)
		return json_null();
	return json_pack("{s:o, s:o, s:o, s:o, s:o, s:o}", "times",
			 number_or_null(frequency->times), "times_max",
			 number_or_null(frequency->times_max), "per",
			 json_text(frequency->per), "for",
			 number_or_null(frequency->lasts), "for_max",
			 number_or_null(frequency->lasts_max), "unit",
			 json_text(frequency->unit));
}

static json_t *
dates_to_json(const GPtrArray *all)
{
	json_t *array = json_array();

	for (guint i = 0; i < all->len; i++) {
		const struct service_dates *dates = all->pdata[i];

		json_array_append_new(array,
				      json_pack("{s:o, s:o}", "from",
						json_text(dates->from), "to",
						json_text(dates->to)));
	}
	return array;
}

json_t *
request_to_json(const struct request *request)
{
	json_t *json;

	if (request == NULL)
		return json_null();
	json = json_object();
	json_object_set_new(json, "category", json_text(request->category));
	json_object_set_new(json, "subcategory",
			    json_text(request->subcategory));
	json_object_set_new(json, "drugs", drugs_to_json(request->drugs));
	json_object_set_new(json, "frequency",
			    frequency_to_json(request->frequency));
	json_object_set_new(json, "sessions",
			    number_or_null(request->sessions));
	json_object_set_new(json, "sessions_printed",
			    json_boolean(request->sessions_printed));
	json_object_set_new(json, "body_parts",
			    list_or_null(request->body_parts));
	json_object_set_new(json, "laterality", json_text(request->laterality));
	json_object_set_new(json, "levels", list_or_null(request->levels));
	json_object_set_new(json, "dates_of_service",
			    dates_to_json(request->dates_of_service));
	json_object_set_new(json, "retrospective",
			    json_boolean(request->retrospective));
	json_object_set_new(json, "surgical_association",
			    json_boolean(request->surgical_association));
	return json;
}

static json_t *
side_to_json(const GPtrArray *side)
{
	json_t *array = json_array();

	for (guint i = 0; i < side->len; i++) {
		const struct citation *citation = side->pdata[i];

		json_array_append_new(
			array,
			json_pack("{s:o, s:o, s:o, s:o, s:o, s:o}", "system",
				  json_text(citation->system), "guideline",
				  json_text(citation->guideline), "year",
				  number_or_null(citation->year), "sections",
				  list_or_null(citation->sections), "pages",
				  json_text(citation->pages), "text",
				  json_text(citation->text)));
	}
	return array;
}

json_t *
citations_to_json(const struct citations *citations)
{
	if (citations == NULL)
		return json_null();
	return json_pack("{s:o, s:o}", "claims_administrator",
			 side_to_json(citations->claims_administrator),
			 "reviewer", side_to_json(citations->reviewer));
}
