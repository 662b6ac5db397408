/* category.c - chooses a treatment's category from the DWC's list. */
#include <string.h>

#include "meaning/amounts.h"
#include "meaning/drug_groups.h"

/* A phrase of this rank or higher outranks a drug that is named after it. */
#define RANK_SURE 4

static const struct find *
treatment_of(const struct reader *reader, guint index)
{
	return &g_array_index(reader->treatments, struct find, index);
}

/* --- the request: the first item of a list that names something --- */

static gboolean
ends_item(const struct tokens *tokens, guint i)
{
	/* "consultation with a spine surgeon" */
	if (token_in(tokens, i, "with|w") &&
	    token_in(tokens, i - 1,
		     "consultation|consult|consultations|evaluation|eval|"
		     "visit|visits|appointment|referral|exam|followup|up"))
		return FALSE;
	return token_in(tokens, i,
			",|;|and|&|+|plus|with|w|under|including|"
			"include|then|followed|or|together|along");
}

/* A title before other items, "Associated surgical service:", "Labs:". */
static guint
title_end(const struct reader *reader)
{
	guint end = 0;

	for (guint i = 0; i < MIN(reader->purpose, 8); i++)
		if (token_is(reader->tokens, i, ":") &&
		    !token_in(reader->tokens, i - 1, "dos|qty|quantity|rf"))
			end = i + 1;
	return end;
}

/* The highest-ranking phrase that begins in [first, next); a rival has the same
 * rank and another category. */
static const struct find *
best_between(const struct reader *reader, guint first, guint next,
	     const struct find **out_rival)
{
	const struct find *best = NULL;

	*out_rival = NULL;
	for (guint i = 0; i < reader->treatments->len; i++) {
		const struct find *find = treatment_of(reader, i);

		if (find->first < first || find->first >= next)
			continue;
		if (best == NULL || find->entry->rank > best->entry->rank) {
			best = find;
			*out_rival = NULL;
		} else if (find->entry->rank == best->entry->rank &&
			   strcmp(find->entry->subcategory,
				  best->entry->subcategory) != 0 &&
			   find->first >= best->next) {
			*out_rival = find;
		}
	}
	return best;
}

/* The phrase of the first item in [first, next) that names a treatment. */
static const struct find *
first_item(const struct reader *reader, guint first, guint next,
	   const struct find **out_rival)
{
	guint start = first;

	for (guint i = first; i <= next; i++) {
		const struct find *best;

		if (i < next && (!ends_item(reader->tokens, i) ||
				 reader_find_at(reader->treatments, i) != NULL))
			continue;
		best = best_between(reader, start, i, out_rival);
		if (best != NULL)
			return best;
		start = i;
	}
	*out_rival = NULL;
	return NULL;
}

static const struct find *
choose_treatment(const struct reader *reader, const struct find **out_rival)
{
	guint count = reader->tokens->count, title = title_end(reader);
	const struct find *find =
		first_item(reader, title, reader->purpose, out_rival);

	if (find == NULL && title > 0)
		find = first_item(reader, 0, title, out_rival);
	if (find == NULL)
		find = first_item(reader, reader->purpose, count, out_rival);
	return find;
}

/* --- drugs --- */

static gboolean
says(const struct tokens *tokens, const char *list)
{
	for (guint i = 0; i < tokens->count; i++)
		if (token_in(tokens, i, list))
			return TRUE;
	return FALSE;
}

/* Classes that do not change with the route. */
static gboolean
is_own_class(const char *class)
{
	static const char *const classes[] = {
		"Viscosupplementation",
		"TNF modifier",
		"Bisphosphonates",
		"Antimigraine Agent",
		"Opioid Antagonist",
		"Impotence Agents",
		"Androgens & Anabolic Steroids",
		"Antidiabetics",
		"Anti-coagulant",
		"Hormones",
		NULL,
	};

	return class != NULL && g_strv_contains(classes, class);
}

/* Classes that are marketed for the skin. */
static gboolean
is_marketed_for_skin(const struct drug *drug)
{
	static const char *const names[] = { "diclofenac",
					     "lidocaine",
					     "capsaicin",
					     "menthol",
					     "camphor",
					     "methyl salicylate",
					     "trolamine salicylate",
					     NULL };

	if (drug->ingredients == NULL)
		return FALSE;
	for (char **at = drug->ingredients; *at != NULL; at++)
		if (!g_strv_contains(names, *at))
			return FALSE;
	return TRUE;
}

static gboolean
is_pain_class(const char *class)
{
	static const char *const classes[] = { "NSAID",
					       "Muscle Relaxant",
					       "Anti-epilepsy drugs",
					       "Opioids",
					       "Antidepressant",
					       "Misc Analgesics",
					       "Topical Analgesics",
					       NULL };

	return class != NULL && g_strv_contains(classes, class);
}

static gboolean
is_percent(const struct drug *drug)
{
	return drug->strength != NULL && strpbrk(drug->strength, "%") != NULL;
}

/* A form for the skin among the words of the first drug. */
static gboolean
has_skin_form(const struct reader *reader, const struct drug_bounds *bounds)
{
	for (guint i = bounds->first; i < bounds->next; i++)
		if (drug_is_skin_form(reader->tokens, i))
			return TRUE;
	return FALSE;
}

static const char *
class_of_skin_drug(const struct reader *reader, const struct drug *drug,
		   const struct drug_bounds *bounds)
{
	const char *class = bounds->entry->subcategory;
	gboolean mixed = drug_says_compound(reader->tokens);
	guint ingredients = drug->ingredients != NULL
				    ? g_strv_length(drug->ingredients)
				    : 0;
	gboolean several = bounds->members > 1 && ingredients > 1;

	if (mixed && (is_pain_class(class) || several))
		return "Topical Compounds";
	if (several && (is_percent(drug) || has_skin_form(reader, bounds)))
		return is_marketed_for_skin(drug) && !is_percent(drug)
			       ? "Topical Analgesics"
			       : "Topical Compounds";
	if (is_pain_class(class) && strcmp(class, "Topical Analgesics") != 0 &&
	    (is_percent(drug) || has_skin_form(reader, bounds)))
		return is_marketed_for_skin(drug) ? "Topical Analgesics"
						  : "Topical Compounds";
	return class;
}

static gboolean
is_injected(const struct tokens *tokens)
{
	return says(tokens, "im|intramuscular|injection|injections|inj|iv|"
			    "intravenous|infusion|intraarticular|iinjection");
}

static const char botulinum[] = "botulinumtoxin";

/* What is given in a muscle or vein even where no word says so. */
static gboolean
is_systemic(const struct drug *drug)
{
	static const char *const names[] = { "ketorolac",      "ceftriaxone",
					     "cyanocobalamin", "promethazine",
					     "ondansetron",    NULL };

	return drug->ingredients != NULL && drug->ingredients[0] != NULL &&
	       g_strv_contains(names, drug->ingredients[0]);
}

/* A drug in a joint or the like is an injection, one in a muscle a drug. */
static gboolean
is_injection(const struct reader *reader, const struct drug *drug,
	     const struct find *treatment)
{
	if (drug->ingredients != NULL && drug->ingredients[0] != NULL &&
	    strstr(drug->ingredients[0], botulinum) != NULL)
		return TRUE;
	return treatment != NULL && !is_systemic(drug) &&
	       strcmp(treatment->entry->category, "Injection") == 0 &&
	       !says(reader->tokens, "im|intramuscular|office") &&
	       treatment->first < reader->purpose;
}

static void
set_category(struct reader *reader, const char *category,
	     const char *subcategory)
{
	reader->request->category = g_strdup(category);
	reader->request->subcategory = g_strdup(subcategory);
}

static void
choose_drug(struct reader *reader, const struct find *treatment)
{
	const struct drug_bounds *bounds =
		&g_array_index(reader->drug_bounds, struct drug_bounds, 0);
	const struct find *find = &g_array_index(reader->drugs, struct find, 0);
	const struct drug *drug = reader->request->drugs->pdata[0];
	const char *class = class_of_skin_drug(reader, drug, bounds);

	reader_note(reader, SENSE_CATEGORY, find->first, find->next);
	if (!is_own_class(class) && is_injection(reader, drug, treatment)) {
		if (treatment != NULL)
			reader_note(reader, SENSE_CATEGORY, treatment->first,
				    treatment->next);
		set_category(reader, "Injection", "Injection");
	} else if (!is_own_class(class) && is_injected(reader->tokens) &&
		   find->first < reader->purpose) {
		set_category(reader, "Pharmaceuticals", "Injection");
	} else {
		set_category(reader, "Pharmaceuticals", class);
	}
}

/* Notes as rival a drug named beside the first if its class differs. */
static void
tell_rival_drug(struct reader *reader)
{
	if (g_strcmp0(reader->request->subcategory, "Injection") == 0)
		return;
	for (guint i = 1; i < reader->drug_bounds->len; i++) {
		const struct entry *entry = g_array_index(reader->drug_bounds,
							  struct drug_bounds, i)
						    .entry;

		if (g_strcmp0(entry->subcategory,
			      reader->request->subcategory) != 0 &&
		    g_strcmp0(reader->request->subcategory,
			      "Topical Compounds") != 0) {
			reader->rival = entry;
			return;
		}
	}
}

/* A treatment takes precedence over a drug named after it. */
static gboolean
treatment_decides(const struct reader *reader, const struct find *treatment)
{
	const struct find *drug;
	const struct drug *first;

	if (reader->request->drugs->len == 0)
		return TRUE;
	if (treatment == NULL)
		return FALSE;
	drug = &g_array_index(reader->drugs, struct find, 0);
	first = reader->request->drugs->pdata[0];
	if (strcmp(treatment->entry->category, "Injection") == 0 ||
	    strcmp(treatment->entry->category, "Pharmaceuticals") == 0)
		return FALSE;
	if (drug->first >= reader->purpose && treatment->first < drug->first)
		return TRUE;
	return treatment->entry->rank >= RANK_SURE &&
	       treatment->first < drug->first && first->strength == NULL &&
	       first->quantity < 0;
}

/* "Topical compound cream, 120 gm": a drug, but nothing more is known. */
static void
name_unknown_drug(struct reader *reader, const struct find *treatment)
{
	const struct tokens *tokens = reader->tokens;
	gsize start = tokens->at[treatment->first].start;
	struct strength strength;
	struct drug *drug;

	if (strcmp(treatment->entry->category, "Pharmaceuticals") != 0 ||
	    reader->request->drugs->len > 0)
		return;
	drug = request_add_drug(reader->request);
	drug->name = g_strndup(tokens->text + start,
			       tokens->at[treatment->next - 1].end - start);
	reader_note(reader, SENSE_DRUGS, treatment->first, treatment->next);
	for (guint i = 0; i < tokens->count && drug->strength == NULL; i++) {
		if (!strength_at(reader, i, &strength))
			continue;
		drug->strength = g_strndup(tokens->text + tokens->at[i].start,
					   tokens->at[strength.next - 1].end -
						   tokens->at[i].start);
		reader_take(reader, SENSE_DRUGS, i, strength.next);
	}
	amounts_read_refills(reader, drug, 0, tokens->count);
	amounts_read_quantity(reader, drug, 0, tokens->count);
}

/* Stimulation that is given in sessions, and no unit to take home. */
static gboolean
is_given_in_sessions(const struct reader *reader)
{
	const struct frequency *frequency = reader->request->frequency;

	return g_strcmp0(reader->request->subcategory,
			 "Electrical Stimulation") == 0 &&
	       ((frequency != NULL && frequency->times >= 0 &&
		 frequency->lasts >= 0) ||
		says(reader->tokens, "session|sessions|visit|visits")) &&
	       !says(reader->tokens,
		     "unit|units|device|devices|machine|system|purchase|"
		     "rental|rent|trial|home|supplies|electrodes|garment");
}

static void
choose(struct reader *reader, const struct find *treatment)
{
	set_category(reader, treatment->entry->category,
		     treatment->entry->subcategory);
	if (is_given_in_sessions(reader)) {
		g_free(reader->request->category);
		g_free(reader->request->subcategory);
		set_category(reader, "Rehabilitation", "Other Therapies");
	}
	reader_note(reader, SENSE_CATEGORY, treatment->first, treatment->next);
}

void
reader_choose_category(struct reader *reader)
{
	const struct find *rival;
	const struct find *treatment = choose_treatment(reader, &rival);

	if (!treatment_decides(reader, treatment)) {
		choose_drug(reader, treatment);
		tell_rival_drug(reader);
	} else if (treatment != NULL) {
		name_unknown_drug(reader, treatment);
		choose(reader, treatment);
		if (rival != NULL)
			reader->rival = rival->entry;
	}
}
