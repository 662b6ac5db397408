/* second_reading.c - two readings of one letter, field by field. */
#include "parser/second_reading.h"

#include <string.h>

#include "parser/checks.h"

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

/* What is no longer so. */
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
	struct letter *letter, *closer;
	const char *path, *closer_path;
	char **value, **closer_value;
};

static double
confidence_of(const struct letter *letter, const char *path)
{
	const struct evidence *evidence = letter_evidence(letter, path);

	return evidence != NULL ? evidence->confidence : 0;
}

/* A letter that gives two values in one reading is not settled by another. */
static void
take_closer(const struct pair *pair)
{
	double confidence = confidence_of(pair->closer, pair->closer_path);

	if (confidence < ALONE_CONFIDENCE ||
	    warns(pair->letter, "conflict", pair->path))
		return;
	drop_warnings(pair->letter, pair->path);
	letter_adopt(pair->letter, pair->path, pair->value, pair->closer,
		     pair->closer_path, pair->closer_value);
	record_add_warning(pair->letter->record, "second-reading", pair->path,
			   "only a closer reading of the page gave it, with "
			   "confidence %.2f",
			   confidence);
}

static void
merge_field(const struct pair *pair)
{
	struct evidence *evidence = letter_evidence(pair->letter, pair->path);
	double again = confidence_of(pair->closer, pair->closer_path);

	if (*pair->closer_value == NULL)
		return;
	if (*pair->value == NULL)
		take_closer(pair);
	else if (evidence == NULL)
		return;
	else if (strcmp(*pair->value, *pair->closer_value) == 0)
		evidence->confidence = MAX(evidence->confidence, again);
	else if (again >= TRUSTED_CONFIDENCE ||
		 evidence->confidence < TRUSTED_CONFIDENCE)
		letter_withdraw(pair->letter, pair->path, pair->value,
				"conflict",
				"two readings of the page, at two scales, give "
				"two different values");
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
merge_issue(struct letter *letter, struct letter *closer, struct issue *issue)
{
	const struct evidence *heading = heading_of(letter, issue);
	struct issue *other =
		heading != NULL ? find_issue(closer, heading) : NULL;
	g_autofree char *path = NULL, *other_path = NULL;

	if (other == NULL)
		return;
	path = letter_issue_path(issue, "decision");
	other_path = letter_issue_path(other, "decision");
	merge_field(&(struct pair){ letter, closer, path, other_path,
				    &issue->decision, &other->decision });
}

/* Headings are compared each with each: no letter has so many. */
#define MOST_ISSUES 200

void
second_reading_merge(struct letter *letter, struct letter *closer)
{
	for (const struct typed *field = typed_fields; field->path != NULL;
	     field++)
		merge_field(&(struct pair){
			letter, closer, field->path, field->path,
			typed_value(letter->record, field),
			typed_value(closer->record, field) });
	if (MAX(letter->record->issues->len, closer->record->issues->len) >
	    MOST_ISSUES)
		return;
	for (guint i = 0; i < letter->record->issues->len; i++)
		merge_issue(letter, closer, letter->record->issues->pdata[i]);
}
