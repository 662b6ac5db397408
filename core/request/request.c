/* request.c - the list of categories, and what a request is made of. */
#include "core/request/request.h"

#include "core/record.h"

#define LIST(...) ((const char *const[]){ __VA_ARGS__, NULL })

const char *const citation_systems[] = { "MTUS",  "ODG",  "ACOEM",
					 "other", "none", NULL };

const struct category request_categories[] = {
	{ "Diagnostic Testing",
	  LIST("Imaging & Radiology", "EMG/NCV/NCS", "Lab & Pathology",
	       "Other Diagnostic Tests") },
	{ "DMEPOS", LIST("DME", "Electrical Stimulation",
			 "Prosthetics/Orthotics", "Supplies") },
	{ "Evaluation & Management",
	  LIST("Dental Services", "Medical Specialties") },
	{ "Home Health", LIST("Home Health") },
	{ "Injection", LIST("Facet Injection", "Injection") },
	{ "Pharmaceuticals",
	  LIST("Adrenal Cortical Steroids", "Alpha-blocker",
	       "Androgens & Anabolic Steroids", "AntiAnxiety", "Anti-coagulant",
	       "Antidepressant", "Antidiabetics", "Antiemetic",
	       "Anti-epilepsy drugs", "Antihistamine", "Antihypertensive",
	       "Anti-infectives", "Antimigraine Agent", "Asthma Medications",
	       "Atypical Antipsychotic", "Barbiturates", "Benzodiazepines",
	       "Beta-blocker", "Bisphosphonates", "Calcium Channel Blocker",
	       "Cannabinoids", "Dopamine agonists", "Fibric Acid", "GI Agents",
	       "H2 Blocker", "Hormones", "Impotence Agents", "Injection",
	       "Misc Analgesics", "Muscle Relaxant", "NSAID",
	       "Nutritional Products", "Opioids", "Opioid Antagonist",
	       "Proton Pump Inhibitors", "Sedative-hypnotics", "Statin",
	       "Stimulants", "Topical Analgesics", "Topical Compounds",
	       "TNF modifier", "Viscosupplementation") },
	{ "Programs", LIST("Programs") },
	{ "Psych Services", LIST("Evaluation & Management", "Therapies") },
	{ "Rehabilitation",
	  LIST("Acupuncture", "Chiropractic",
	       "Physical Therapy/Occupational Therapy (PT/OT)",
	       "Other Therapies") },
	{ "Surgery", LIST("Adjunct Surgical Services", "Arthroscopic Surgery",
			  "Non-arthroscopic Surgery", "Surgical Consult") },
	{ "Transportation", LIST("Transportation") },
	{ NULL },
};

gboolean
category_is_known(const char *category, const char *subcategory)
{
	for (const struct category *row = request_categories; row->category;
	     row++) {
		if (g_strcmp0(row->category, category) == 0)
			return subcategory == NULL ||
			       g_strv_contains(row->subcategories, subcategory);
	}
	return category == NULL && subcategory == NULL;
}

static void
drug_free(gpointer data)
{
	struct drug *drug = data;

	g_free(drug->name);
	g_strfreev(drug->ingredients);
	g_free(drug->strength);
	g_free(drug->quantity_unit);
	g_free(drug);
}

static void
service_dates_free(gpointer data)
{
	struct service_dates *dates = data;

	g_free(dates->from);
	g_free(dates->to);
	g_free(dates);
}

struct request *
request_new(void)
{
	struct request *request = g_new0(struct request, 1);

	request->drugs = g_ptr_array_new_with_free_func(drug_free);
	request->sessions = INTEGER_UNKNOWN;
	request->body_parts = g_new0(char *, 1);
	request->levels = g_new0(char *, 1);
	request->dates_of_service =
		g_ptr_array_new_with_free_func(service_dates_free);
	return request;
}

void
request_free(struct request *request)
{
	if (request == NULL)
		return;
	g_free(request->category);
	g_free(request->subcategory);
	g_ptr_array_unref(request->drugs);
	if (request->frequency != NULL) {
		g_free(request->frequency->per);
		g_free(request->frequency->unit);
		g_free(request->frequency);
	}
	g_strfreev(request->body_parts);
	g_free(request->laterality);
	g_strfreev(request->levels);
	g_ptr_array_unref(request->dates_of_service);
	g_free(request);
}

struct drug *
request_add_drug(struct request *request)
{
	struct drug *drug = g_new0(struct drug, 1);

	drug->quantity = -1;
	drug->refills = INTEGER_UNKNOWN;
	g_ptr_array_add(request->drugs, drug);
	return drug;
}

void
request_add_dates(struct request *request, const char *from, const char *to)
{
	struct service_dates *dates = g_new0(struct service_dates, 1);

	dates->from = g_strdup(from);
	dates->to = g_strdup(to);
	g_ptr_array_add(request->dates_of_service, dates);
}

struct frequency *
frequency_new(void)
{
	struct frequency *frequency = g_new0(struct frequency, 1);

	frequency->times = frequency->times_max = INTEGER_UNKNOWN;
	frequency->lasts = frequency->lasts_max = INTEGER_UNKNOWN;
	return frequency;
}

static void
citation_free(gpointer data)
{
	struct citation *citation = data;

	g_free(citation->system);
	g_free(citation->guideline);
	g_strfreev(citation->sections);
	g_free(citation->pages);
	g_free(citation->text);
	g_free(citation);
}

struct citations *
citations_new(void)
{
	struct citations *citations = g_new0(struct citations, 1);

	citations->claims_administrator =
		g_ptr_array_new_with_free_func(citation_free);
	citations->reviewer = g_ptr_array_new_with_free_func(citation_free);
	return citations;
}

void
citations_free(struct citations *citations)
{
	if (citations == NULL)
		return;
	g_ptr_array_unref(citations->claims_administrator);
	g_ptr_array_unref(citations->reviewer);
	g_free(citations);
}

struct citation *
citations_add(GPtrArray *side, const char *system)
{
	struct citation *citation = g_new0(struct citation, 1);

	citation->system = g_strdup(system);
	citation->year = INTEGER_UNKNOWN;
	citation->sections = g_new0(char *, 1);
	g_ptr_array_add(side, citation);
	return citation;
}
