/* fill.c - a record's issues get their requests and citations, and each of
 * these the words that it was read from. */
#include "meaning/fill.h"

#include <string.h>

#include "core/flow_evidence.h"
#include "meaning/meaning.h"

/* Below, a word that decided a category is doubtful. */
#define LEAST_CONFIDENCE 0.80

static const struct evidence *
find_evidence(const struct record *record, const char *path)
{
	for (guint i = 0; i < record->evidence->len; i++) {
		const struct evidence *evidence = record->evidence->pdata[i];

		if (strcmp(evidence->path, path) == 0)
			return evidence;
	}
	return NULL;
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

static void
enter_places(struct record *record, const struct flow *flow,
	     const struct issue *issue, const struct evidence *whole,
	     const GArray *places)
{
	g_autoptr(GArray) map = map_text(flow, whole, issue->treatment);
	const char *last = "";

	for (guint i = 0; i < places->len; i++) {
		const struct meaning_place *place =
			&g_array_index(places, struct meaning_place, i);
		g_autofree char *path =
			g_strdup_printf("/issues/%d/request/%s",
					issue->number - 1, place->member);

		if (strcmp(last, place->member) == 0)
			continue;
		last = place->member;
		g_ptr_array_add(record->evidence,
				make_evidence(flow, whole, map, path, places,
					      place->member));
	}
}

static void
tell_doubts(struct record *record, const struct issue *issue, const char *rival)
{
	g_autofree char *path = g_strdup_printf("/issues/%d/request/category",
						issue->number - 1);
	const struct evidence *evidence = find_evidence(record, path);

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
fill_request(struct record *record, const struct flow *flow,
	     struct issue *issue, const struct lexicon *lexicon)
{
	g_autoptr(GArray) places =
		g_array_new(FALSE, FALSE, sizeof(struct meaning_place));
	g_autofree char *path =
		g_strdup_printf("/issues/%d/treatment", issue->number - 1);
	const struct evidence *whole = find_evidence(record, path);
	g_autofree char *rival = NULL;

	issue->request = meaning_read_request(
		lexicon, issue->treatment != NULL ? issue->treatment : "",
		places, &rival);
	if (whole != NULL)
		enter_places(record, flow, issue, whole, places);
	tell_doubts(record, issue, rival);
}

/* A side's citations stand where its guideline does. */
static void
fill_side(struct record *record, const struct issue *issue,
	  const struct lexicon *lexicon, const char *member, const char *text,
	  const char *side_name, GPtrArray *side)
{
	g_autofree char *path =
		g_strdup_printf("/issues/%d/%s", issue->number - 1, member);
	g_autofree char *own = g_strdup_printf("/issues/%d/citations/%s",
					       issue->number - 1, side_name);
	const struct evidence *whole = find_evidence(record, path);

	if (text == NULL)
		return;
	meaning_read_citations(lexicon, text, side);
	if (whole != NULL && side->len > 0)
		g_ptr_array_add(record->evidence, evidence_copy(whole, own));
}

void
meaning_fill(struct record *record, const struct flow *flow,
	     const struct lexicon *lexicon)
{
	record->lexicon = g_strdup(lexicon_hash(lexicon));
	for (guint i = 0; i < record->issues->len; i++) {
		struct issue *issue = record->issues->pdata[i];

		fill_request(record, flow, issue, lexicon);
		issue->citations = citations_new();
		fill_side(record, issue, lexicon,
			  "claims_administrator_guideline",
			  issue->claims_administrator_guideline,
			  "claims_administrator",
			  issue->citations->claims_administrator);
		fill_side(record, issue, lexicon, "reviewer_guideline",
			  issue->reviewer_guideline, "reviewer",
			  issue->citations->reviewer);
	}
}
