/* fill.c - a record's issues get their requests and citations, and each of
 * these the words that it was read from. */
#include "meaning/fill.h"

#include <string.h>

#include "core/flow_evidence.h"
#include "meaning/meaning.h"
#include "meaning/operation.h"

/* Below, a word that decided a category is doubtful. */
#define LEAST_CONFIDENCE 0.80

struct filling {
	struct record *record;
	const struct flow *flow;
	const struct lexicon *lexicon;
	GHashTable *evidence; /* path -> the parser's struct evidence */
};

static GHashTable *
index_evidence(const struct record *record)
{
	GHashTable *table = g_hash_table_new(g_str_hash, g_str_equal);

	for (guint i = 0; i < record->evidence->len; i++) {
		struct evidence *evidence = record->evidence->pdata[i];

		g_hash_table_insert(table, evidence->path, evidence);
	}
	return table;
}

/* Where each byte of the text stands in the flow, and in the last element where
 * it ends; NULL where the text was not read from there as it is. */
static GArray *
map_text(const struct flow *flow, const struct evidence *evidence,
	 const char *text)
{
	g_autoptr(GArray) map = g_array_new(FALSE, FALSE, sizeof(gsize));
	gsize at = evidence->start;

	while (at < evidence->end && g_ascii_isspace(flow->text[at]))
		at++;
	for (; *text != '\0'; text++) {
		if (at >= evidence->end)
			return NULL;
		g_array_append_val(map, at);
		if (*text == flow->text[at])
			at++;
		else if (*text == ' ' &&
			 g_str_has_prefix(flow->text + at, "\n\n"))
			at += 2;
		else
			return NULL;
	}
	g_array_append_val(map, at);
	return g_steal_pointer(&map);
}

/* What one member was read from; whole is that of the text that it stands
 * in. */
static struct evidence *
make_evidence(const struct flow *flow, const struct evidence *whole,
	      const GArray *map, const char *path, const GArray *places,
	      const char *member)
{
	struct evidence *evidence = NULL;

	for (guint i = 0; map != NULL && i < places->len; i++) {
		const struct meaning_place *place =
			&g_array_index(places, struct meaning_place, i);
		gsize start = g_array_index(map, gsize, place->start);
		gsize end = g_array_index(map, gsize, place->end - 1) + 1;

		if (strcmp(place->member, member) != 0)
			continue;
		if (evidence == NULL)
			evidence = evidence_from_flow(flow, path, start, end);
		else
			evidence_extend(evidence, flow, start, end);
	}
	return evidence != NULL ? evidence : evidence_copy(whole, path);
}

/* Returns that of the category; NULL: none. */
static const struct evidence *
enter_places(const struct filling *filling, const struct issue *issue,
	     const struct evidence *whole, const GArray *places)
{
	g_autoptr(GArray) map =
		map_text(filling->flow, whole, issue->treatment);
	const struct evidence *category = NULL;
	const char *last = "";

	for (guint i = 0; i < places->len; i++) {
		const char *member =
			g_array_index(places, struct meaning_place, i).member;
		g_autofree char *path = g_strdup_printf(
			"/issues/%d/request/%s", issue->number - 1, member);
		struct evidence *evidence;

		if (strcmp(last, member) == 0)
			continue;
		last = member;
		evidence = make_evidence(filling->flow, whole, map, path,
					 places, member);
		g_ptr_array_add(filling->record->evidence, evidence);
		if (strcmp(member, "category") == 0)
			category = evidence;
	}
	return category;
}

static void
tell_doubts(struct record *record, const struct issue *issue,
	    const struct evidence *evidence, const char *rival)
{
	g_autofree char *path = g_strdup_printf("/issues/%d/request/category",
						issue->number - 1);

	if (rival != NULL)
		record_add_warning(record, "category-doubt", path,
				   "the treatment could as well be of %s",
				   rival);
	else if (evidence != NULL && evidence->confidence < LEAST_CONFIDENCE)
		record_add_warning(record, "category-doubt", path,
				   "the words that decided the category were "
				   "read with confidence %.2f",
				   evidence->confidence);
}

static void
fill_request(const struct filling *filling, struct issue *issue)
{
	g_autoptr(GArray) places =
		g_array_new(FALSE, FALSE, sizeof(struct meaning_place));
	g_autofree char *path =
		g_strdup_printf("/issues/%d/treatment", issue->number - 1);
	const struct evidence *whole =
		g_hash_table_lookup(filling->evidence, path);
	const struct evidence *category = NULL;
	g_autofree char *rival = NULL;

	issue->request = meaning_read_request(
		filling->lexicon,
		issue->treatment != NULL ? issue->treatment : "", places,
		&rival);
	if (whole != NULL)
		category = enter_places(filling, issue, whole, places);
	tell_doubts(filling->record, issue, category, rival);
}

/* What only the letter's other issues tell. */
static void
associate_tests(const struct filling *filling)
{
	if (!operation_is_asked(filling->record))
		return;
	for (guint i = 0; i < filling->record->issues->len; i++) {
		struct issue *issue = filling->record->issues->pdata[i];
		g_autofree char *path = g_strdup_printf("/issues/%d/treatment",
							issue->number - 1);
		g_autofree char *own = g_strdup_printf(
			"/issues/%d/request/surgical_association",
			issue->number - 1);
		const struct evidence *whole =
			g_hash_table_lookup(filling->evidence, path);

		if (!operation_has_test(issue))
			continue;
		issue->request->surgical_association = TRUE;
		if (whole != NULL)
			g_ptr_array_add(filling->record->evidence,
					evidence_copy(whole, own));
	}
}

/* A side's citations stand where its guideline does. */
static void
fill_side(const struct filling *filling, const struct issue *issue,
	  const char *member, const char *text, const char *side_name,
	  GPtrArray *side)
{
	g_autofree char *path =
		g_strdup_printf("/issues/%d/%s", issue->number - 1, member);
	g_autofree char *own = g_strdup_printf("/issues/%d/citations/%s",
					       issue->number - 1, side_name);
	const struct evidence *whole =
		g_hash_table_lookup(filling->evidence, path);

	if (text == NULL)
		return;
	meaning_read_citations(filling->lexicon, text, side);
	if (whole != NULL && side->len > 0)
		g_ptr_array_add(filling->record->evidence,
				evidence_copy(whole, own));
}

void
meaning_fill(struct record *record, const struct flow *flow,
	     const struct lexicon *lexicon)
{
	g_autoptr(GHashTable) evidence = index_evidence(record);
	const struct filling filling = { record, flow, lexicon, evidence };

	record->lexicon = g_strdup(lexicon_hash(lexicon));
	for (guint i = 0; i < record->issues->len; i++) {
		struct issue *issue = record->issues->pdata[i];

		fill_request(&filling, issue);
		issue->citations = citations_new();
		fill_side(&filling, issue, "claims_administrator_guideline",
			  issue->claims_administrator_guideline,
			  "claims_administrator",
			  issue->citations->claims_administrator);
		fill_side(&filling, issue, "reviewer_guideline",
			  issue->reviewer_guideline, "reviewer",
			  issue->citations->reviewer);
	}
	associate_tests(&filling);
}
