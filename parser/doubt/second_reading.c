/* second_reading.c - further readings of one letter, field by field. */
#include "parser/doubt/second_reading.h"

#include <string.h>

#include "parser/doubt/checks.h"

/* What stands alone, where another reading failed, must be surer than what no
 * reading spoke against: it is wrong once in ten at most. */
#define ALONE_CONFIDENCE 0.90

static gboolean
warns(const struct letter *letter, const char *code, const char *path)
{
	const GPtrArray *warnings = letter->record->warnings;

	for (guint i = 0; i < warnings->len; i++) {
		const struct warning *warning = warnings->pdata[i];

		if (strcmp(warning->code, code) == 0 &&
		    strcmp(warning->path, path) == 0)
			return TRUE;
	}
	return FALSE;
}

/* Drops warnings that no longer apply. */
static void
drop_warnings(struct letter *letter, const char *path)
{
	GPtrArray *warnings = letter->record->warnings;

	for (guint i = warnings->len; i-- > 0;) {
		const struct warning *warning = warnings->pdata[i];

		if (strcmp(warning->path, path) == 0)
			g_ptr_array_remove_index(warnings, i);
	}
}

/* A field of both readings. */
struct pair {
	struct letter *letter, *reading;
	const char *path, *reading_path;
	char **value, **reading_value;
	GHashTable *agreed;
};

static double
confidence_of(const struct letter *letter, const char *path)
{
	const struct evidence *evidence = letter_evidence(letter, path);

	return evidence != NULL ? evidence->confidence : 0;
}

/* A letter that gives two values in one reading is not settled by another. */
static void
take_reading(const struct pair *pair, const char *whose)
{
	double confidence = confidence_of(pair->reading, pair->reading_path);

	if (confidence < ALONE_CONFIDENCE ||
	    warns(pair->letter, "conflict", pair->path))
		return;
	drop_warnings(pair->letter, pair->path);
	letter_adopt(pair->letter, pair->path, pair->value, pair->reading,
		     pair->reading_path, pair->reading_value);
	record_add_warning(pair->letter->record, "second-reading", pair->path,
			   "only %s gave it, with confidence %.2f", whose,
			   confidence);
}

/* The page that a value was read from. */
static const struct page *
page_of(const struct letter *letter, const struct evidence *evidence)
{
	const GPtrArray *pages = letter->flow->document->pages;
	const struct evidence_part *part = evidence->parts->pdata[0];

	for (guint i = 0; i < pages->len; i++) {
		const struct page *page = pages->pdata[i];

		if (page->number == part->page)
			return page;
	}
	g_assert_not_reached();
}

static void
agree(const struct pair *pair, struct evidence *evidence)
{
	evidence->confidence =
		MAX(evidence->confidence,
		    confidence_of(pair->reading, pair->reading_path));
}

static void
merge_closer(const struct pair *pair)
{
	struct evidence *evidence = letter_evidence(pair->letter, pair->path);

	if (*pair->reading_value == NULL)
		return;
	if (*pair->value == NULL) {
		take_reading(pair, "a closer reading of the page");
	} else if (evidence == NULL) {
		return;
	} else if (strcmp(*pair->value, *pair->reading_value) == 0) {
		agree(pair, evidence);
		if (page_of(pair->letter, evidence)->closer != NULL)
			g_hash_table_add(pair->agreed, g_strdup(pair->path));
	} else if (confidence_of(pair->reading, pair->reading_path) >=
			   TRUSTED_CONFIDENCE ||
		   evidence->confidence < TRUSTED_CONFIDENCE) {
		letter_withdraw(pair->letter, pair->path, pair->value,
				"conflict",
				"two readings of the page, at two scales, give "
				"two different values");
	}
}

/* --- the page's other text --- */

/* No scan bears it out. */
static void
warn_hidden(struct letter *letter, const char *path, const char *value)
{
	const struct evidence *evidence = letter_evidence(letter, path);

	if (value != NULL && evidence != NULL &&
	    evidence->text_source == TEXT_SOURCE_TEXT_LAYER &&
	    page_of(letter, evidence)->other != NULL &&
	    !warns(letter, "second-reading", path))
		record_add_warning(letter->record, "second-reading", path,
				   "only the text that lies hidden over the "
				   "scan gave it");
}

static void
withdraw_other(const struct pair *pair)
{
	drop_warnings(pair->letter, pair->path);
	letter_withdraw(pair->letter, pair->path, pair->value, "conflict",
			"the scan, and the text hidden over it, give two "
			"different values");
}

static void
merge_other(const struct pair *pair)
{
	struct evidence *evidence = letter_evidence(pair->letter, pair->path);

	if (*pair->reading_value == NULL)
		warn_hidden(pair->letter, pair->path, *pair->value);
	else if (*pair->value == NULL)
		take_reading(pair, "the other text of the page");
	else if (evidence == NULL)
		return;
	else if (strcmp(*pair->value, *pair->reading_value) == 0)
		agree(pair, evidence);
	else if (g_hash_table_contains(pair->agreed, pair->path))
		record_add_warning(pair->letter->record, "second-reading",
				   pair->path,
				   "two readings of the scan gave it, but the "
				   "text hidden over it gives another value");
	else
		withdraw_other(pair);
}

/* --- issues --- */

static gboolean
overlap(const struct evidence_part *a, const struct evidence_part *b)
{
	for (guint i = 0; i < a->boxes->len; i++)
		for (guint j = 0; j < b->boxes->len; j++) {
			struct box one = g_array_index(a->boxes, struct box, i);
			struct box two = g_array_index(b->boxes, struct box, j);

			if (one.x0 < two.x1 && two.x0 < one.x1 &&
			    one.y0 < two.y1 && two.y0 < one.y1)
				return TRUE;
		}
	return FALSE;
}

static gboolean
stand_together(const struct evidence *a, const struct evidence *b)
{
	for (guint i = 0; i < a->parts->len; i++)
		for (guint j = 0; j < b->parts->len; j++) {
			const struct evidence_part *one = a->parts->pdata[i];
			const struct evidence_part *two = b->parts->pdata[j];

			if (one->page == two->page && overlap(one, two))
				return TRUE;
		}
	return FALSE;
}

static const struct evidence *
heading_of(const struct letter *letter, const struct issue *issue)
{
	g_autofree char *path = letter_issue_path(issue, "heading");

	return letter_evidence(letter, path);
}

/* The issue whose heading stands where this one's does. */
static struct issue *
find_issue(const struct letter *letter, const struct evidence *heading)
{
	for (guint i = 0; i < letter->record->issues->len; i++) {
		struct issue *issue = letter->record->issues->pdata[i];
		const struct evidence *other = heading_of(letter, issue);

		if (other != NULL && stand_together(heading, other))
			return issue;
	}
	return NULL;
}

static void
merge_issue(const struct pair *letters, struct issue *issue,
	    void (*merge)(const struct pair *pair))
{
	const struct evidence *heading = heading_of(letters->letter, issue);
	struct issue *again = heading != NULL && letters->reading != NULL
				      ? find_issue(letters->reading, heading)
				      : NULL;
	g_autofree char *path = letter_issue_path(issue, "decision");
	g_autofree char *reading_path =
		again != NULL ? letter_issue_path(again, "decision") : NULL;
	struct pair pair = *letters;
	char *none = NULL;

	pair.path = path;
	pair.reading_path = reading_path;
	pair.value = &issue->decision;
	pair.reading_value = again != NULL ? &again->decision : &none;
	merge(&pair);
}

/* Headings are compared each with each: no letter has so many. */
#define MOST_ISSUES 200

/* letters: a pair of no field yet; a reading of NULL has none. */
static void
merge_all(const struct pair *letters, void (*merge)(const struct pair *pair))
{
	struct record *record = letters->letter->record;
	const struct letter *reading = letters->reading;
	struct pair pair = *letters;
	char *none = NULL;

	for (const struct typed *field = typed_fields; field->path != NULL;
	     field++) {
		pair.path = pair.reading_path = field->path;
		pair.value = typed_value(record, field);
		pair.reading_value =
			reading != NULL ? typed_value(reading->record, field)
					: &none;
		merge(&pair);
	}
	if (record->issues->len > MOST_ISSUES ||
	    (reading != NULL && reading->record->issues->len > MOST_ISSUES))
		return;
	for (guint i = 0; i < record->issues->len; i++)
		merge_issue(letters, record->issues->pdata[i], merge);
}

void
second_reading_merge(struct letter *letter, struct letter *closer,
		     GHashTable *agreed)
{
	merge_all(&(struct pair){ .letter = letter,
				  .reading = closer,
				  .agreed = agreed },
		  merge_closer);
}

void
second_reading_merge_other(struct letter *letter, struct letter *other,
			   GHashTable *agreed)
{
	merge_all(&(struct pair){ .letter = letter,
				  .reading = other,
				  .agreed = agreed },
		  merge_other);
}
