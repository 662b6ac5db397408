/* letter_case.c - compares letters of one case by their records. */
#include "view/letter_case.h"

#include <string.h>

#include "core/record.h"

gboolean
letter_case_is_certain(const struct record *record)
{
	for (guint i = 0; i < record->warnings->len; i++) {
		const struct warning *warning = record->warnings->pdata[i];

		if (strcmp(warning->path, "/case/case_number") == 0)
			return FALSE;
	}
	return record->case_number != NULL;
}

static gboolean
has_same_decisions(const struct record *one, const struct record *other)
{
	if (one->issues->len != other->issues->len)
		return FALSE;
	for (guint i = 0; i < one->issues->len; i++) {
		const struct issue *a = one->issues->pdata[i];
		const struct issue *b = other->issues->pdata[i];

		if (g_strcmp0(a->decision, b->decision) != 0)
			return FALSE;
	}
	return TRUE;
}

enum letter_relation
letter_case_relate(const struct record *one, const struct record *other)
{
	if (!letter_case_is_certain(one) || !letter_case_is_certain(other) ||
	    strcmp(one->case_number, other->case_number) != 0)
		return LETTER_UNRELATED;
	if (g_strcmp0(one->decision_date, other->decision_date) == 0 &&
	    has_same_decisions(one, other))
		return LETTER_RESCAN;
	return LETTER_REISSUE;
}

/* An unknown date is before all others: ISO 8601 sorts as text, and g_strcmp0()
 * puts NULL first. */
int
letter_case_order(const struct record *one, const struct record *other)
{
	int order = g_strcmp0(one->decision_date, other->decision_date);

	if (order == 0)
		order = g_strcmp0(one->ingested_at, other->ingested_at);
	return order != 0 ? order : strcmp(one->id, other->id);
}
