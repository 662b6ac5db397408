/* request_words.c - a request and its citations in short. */
#include "output/request_words.h"

#include <string.h>

#include "core/record.h"

char *
request_words_category(const struct request *request)
{
	if (request == NULL || request->category == NULL)
		return NULL;
	if (request->subcategory == NULL ||
	    strcmp(request->category, request->subcategory) == 0)
		return g_strdup(request->category);
	return g_strdup_printf("%s: %s", request->category,
			       request->subcategory);
}

/* "2", "2-3" */
static void
append_range(GString *words, int from, int to)
{
	g_string_append_printf(words, "%d", from);
	if (to != INTEGER_UNKNOWN)
		g_string_append_printf(words, "-%d", to);
}

char *
request_words_frequency(const struct frequency *frequency)
{
	GString *words = g_string_new(NULL);

	if (frequency == NULL)
		return g_string_free(words, FALSE);
	if (frequency->times != INTEGER_UNKNOWN) {
		append_range(words, frequency->times, frequency->times_max);
		if (frequency->per != NULL)
			g_string_append_printf(words, " a %s", frequency->per);
	}
	if (frequency->lasts != INTEGER_UNKNOWN) {
		g_string_append(words, words->len > 0 ? " for " : "for ");
		append_range(words, frequency->lasts, frequency->lasts_max);
		if (frequency->unit != NULL)
			g_string_append_printf(words, " %s", frequency->unit);
	}
	return g_string_free(words, FALSE);
}

static void
append_separator(GString *words)
{
	if (words->len > 0)
		g_string_append(words, "; ");
}

static void
append_drug(GString *words, const struct drug *drug)
{
	char quantity[G_ASCII_DTOSTR_BUF_SIZE];

	g_string_append(words, drug->name ? drug->name : "?");
	if (drug->strength != NULL)
		g_string_append_printf(words, " %s", drug->strength);
	if (drug->quantity < 0)
		return;
	g_ascii_formatd(quantity, sizeof(quantity), "%g", drug->quantity);
	g_string_append_printf(words, " #%s", quantity);
	if (drug->quantity_unit != NULL)
		g_string_append_printf(words, " %s", drug->quantity_unit);
}

char *
request_words_drugs(const GPtrArray *drugs)
{
	GString *words = g_string_new(NULL);

	for (guint i = 0; i < drugs->len; i++) {
		append_separator(words);
		append_drug(words, drugs->pdata[i]);
	}
	return g_string_free(words, FALSE);
}

char *
request_words_ingredients(const GPtrArray *drugs)
{
	GString *words = g_string_new(NULL);

	for (guint i = 0; i < drugs->len; i++) {
		const struct drug *drug = drugs->pdata[i];
		g_autofree char *all =
			drug->ingredients ? g_strjoinv(" + ", drug->ingredients)
					  : g_strdup("?");

		append_separator(words);
		g_string_append(words, all);
	}
	return g_string_free(words, FALSE);
}

static char *
citation_words(const struct citation *citation)
{
	GString *words = g_string_new(citation->system);

	if (citation->guideline != NULL)
		g_string_append_printf(words, " %s", citation->guideline);
	if (citation->year != INTEGER_UNKNOWN)
		g_string_append_printf(words, " %d", citation->year);
	return g_string_free(words, FALSE);
}

char *
request_words_citations(const GPtrArray *side)
{
	g_autoptr(GPtrArray) all = g_ptr_array_new_with_free_func(g_free);

	for (guint i = 0; i < side->len; i++) {
		char *one = citation_words(side->pdata[i]);

		if (g_ptr_array_find_with_equal_func(all, one, g_str_equal,
						     NULL))
			g_free(one);
		else
			g_ptr_array_add(all, one);
	}
	g_ptr_array_add(all, NULL);
	return g_strjoinv("; ", (char **)all->pdata);
}

char *
request_words_dates(const GPtrArray *dates)
{
	GString *words = g_string_new(NULL);

	for (guint i = 0; i < dates->len; i++) {
		const struct service_dates *one = dates->pdata[i];

		append_separator(words);
		g_string_append(words, one->from);
		if (strcmp(one->from, one->to) != 0)
			g_string_append_printf(words, " to %s", one->to);
	}
	return g_string_free(words, FALSE);
}
