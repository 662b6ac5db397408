/* counts.c - how many: of each drug, and of visits, sessions and units. */
#include <string.h>

#include "core/record.h"
#include "meaning/amounts.h"

#define MOST_SESSIONS 400

/* The number in a name, "Ortho Stim 4", "SurgiStim4", or of one of a row,
 * "1st". */
static gboolean
is_of_name(const struct reader *reader, guint i)
{
	const struct tokens *tokens = reader->tokens;

	return reader_find_at(reader->treatments, i) != NULL ||
	       (i > 0 && i < tokens->count && tokens->at[i].glued &&
		tokens->at[i - 1].kind == TOKEN_WORD &&
		!token_in(tokens, i - 1, "x|times|qty")) ||
	       (token_in(tokens, i + 1, "st|nd|rd|th") &&
		tokens->at[i + 1].glued);
}

static gboolean
count_at(const struct reader *reader, guint i, int *out_count)
{
	return reader_is_free(reader, i) && !is_of_name(reader, i) &&
	       token_count(reader->tokens, i, MOST_SESSIONS, out_count);
}

/* "30 of each", "#30 each": for those before that have no quantity. */
static void
share_quantity(struct reader *reader)
{
	const GPtrArray *drugs = reader->request->drugs;
	gboolean each = FALSE;
	const struct drug *last = NULL;

	for (guint i = 0; i < reader->tokens->count; i++)
		each |= token_is(reader->tokens, i, "each");
	if (drugs->len > 0)
		last = drugs->pdata[drugs->len - 1];
	if (!each || last == NULL)
		return;
	for (guint i = 0; i < drugs->len; i++) {
		struct drug *drug = drugs->pdata[i];

		if (drug->quantity >= 0)
			continue;
		drug->quantity = last->quantity;
		drug->quantity_unit = g_strdup(last->quantity_unit);
	}
}

/* "x6" of a single drug that has no other quantity, nor is given at visits. */
static void
read_times(struct reader *reader)
{
	struct drug *drug;
	int count;

	if (reader->request->drugs->len != 1)
		return;
	drug = reader->request->drugs->pdata[0];
	for (guint i = g_array_index(reader->drugs, struct find, 0).first;
	     drug->quantity < 0 && i < reader->tokens->count; i++) {
		const char *unit;
		guint next;

		if (!token_in(reader->tokens, i, "x|times") ||
		    !count_at(reader, i + 1, &count) ||
		    volume_at(reader, i + 1, &unit, &next) ||
		    token_in(reader->tokens, i - 1, "wk|wks|week|weeks"))
			continue;
		drug->quantity = count;
		reader_note(reader, SENSE_DRUGS, i, i + 2);
	}
}

void
reader_read_counts(struct reader *reader)
{
	for (guint i = 0; i < reader->drug_bounds->len; i++) {
		const struct drug_bounds *bounds = &g_array_index(
			reader->drug_bounds, struct drug_bounds, i);

		amounts_read_quantity(reader, reader->request->drugs->pdata[i],
				      bounds->first, bounds->next);
	}
	share_quantity(reader);
	read_times(reader);
}

static const char visit_words[] =
	"visit|visits|session|sessions|treatment|treatments|hour|hours|hrs|"
	"injection|injections|appointment|appointments|pair|pairs|block|"
	"blocks|unit|units|trip|trips|class|classes|procedure|procedures|"
	"evaluation|evaluations|consultation|consultations|exam|exams|test|"
	"tests|box|boxes|pack|packs";

/* "80 hours" of a program are asked for; "24 hour monitor" is its name. */
static gboolean
is_given_by_hours(const struct reader *reader)
{
	const char *category = reader->request->category;

	return category == NULL ||
	       (strcmp(category, "Surgery") != 0 &&
		strcmp(category, "Diagnostic Testing") != 0 &&
		strcmp(category, "DMEPOS") != 0);
}

/* "12 visits", "Eight physical therapy sessions"; of "12-18 sessions" nothing
 * is known, but that ends the search. */
static gboolean
read_visits(struct reader *reader, guint i)
{
	const struct tokens *tokens = reader->tokens;
	guint at = i + 1;
	gboolean range = FALSE;
	int count, high;

	if (!count_at(reader, i, &count))
		return FALSE;
	if (token_in(tokens, at, "-|to") && count_at(reader, at + 1, &high)) {
		range = TRUE;
		at += 2;
	}
	if (token_is(tokens, at, "(") && token_is(tokens, at + 2, ")"))
		at += 3;
	for (guint steps = 0; steps < 6 && !token_in(tokens, at, visit_words);
	     steps++) {
		if (at >= tokens->count || tokens->at[at].number >= 0 ||
		    (tokens->at[at].kind == TOKEN_SIGN &&
		     !token_joins(tokens, at)) ||
		    token_in(tokens, at,
			     "of|for|with|level|levels|view|views|"
			     "day|days|week|weeks|month|months"))
			return FALSE;
		at++;
	}
	if (!token_in(tokens, at, visit_words) ||
	    token_in(tokens, at + 1, "/|per|a") ||
	    (token_in(tokens, at, "hour|hours|hrs") &&
	     !is_given_by_hours(reader)))
		return FALSE;
	if (!range) {
		reader->request->sessions = count;
		reader->request->sessions_printed = TRUE;
	} else {
		reader->request->sessions = INTEGER_UNKNOWN;
	}
	reader_take(reader, SENSE_SESSIONS, i, at + 1);
	return TRUE;
}

/* Numbers are those of teeth. */
static gboolean
is_dental(const struct reader *reader)
{
	return g_strcmp0(reader->request->subcategory, "Dental Services") == 0;
}

/* "x 12", "times 6", "#120", "qty 2", "series of 3" */
static guint
counted_by_sign(const struct reader *reader, guint i)
{
	const struct tokens *tokens = reader->tokens;

	if (token_is(tokens, i, "series") && token_is(tokens, i + 1, "of"))
		return i + 2;
	if (!token_in(tokens, i, "x|times|#|qty|quantity|\u00d7"))
		return 0;
	i++;
	while (token_in(tokens, i, ":|.|of|#|="))
		i++;
	return i;
}

/* "x 4 per year" says how often, which has no form here. */
static gboolean
is_yearly(const struct tokens *tokens, guint i)
{
	return token_in(tokens, i, "per|a|/|each") &&
	       token_in(tokens, i + 1, "year|yr|annum");
}

static gboolean
read_signs(struct reader *reader)
{
	gboolean teeth = is_dental(reader);
	const struct tokens *tokens = reader->tokens;
	int sum = 0, count;

	for (guint i = 0; i < tokens->count; i++) {
		guint at = counted_by_sign(reader, i);

		if (at == 0 || !reader_is_free(reader, i) ||
		    (teeth && token_is(tokens, i, "#")) ||
		    !count_at(reader, at, &count) || count == 0 ||
		    is_yearly(tokens, at + 1) ||
		    token_in(tokens, at + 1,
			     "view|views|level|levels|day|days|week|weeks|"
			     "month|months|year|years|mg|%|refill|refills|"
			     "inch|inches|-|x|cm"))
			continue;
		sum += count;
		reader_take(reader, SENSE_SESSIONS, i, at + 1);
	}
	if (sum == 0)
		return FALSE;
	reader->request->sessions = sum;
	reader->request->sessions_printed = TRUE;
	return TRUE;
}

/* "2 leg wraps", and "..., 2". */
static gboolean
read_ends(struct reader *reader)
{
	const struct tokens *tokens = reader->tokens;
	guint i = 0, last = tokens->count - 1;
	int count;

	if (is_dental(reader))
		return FALSE;
	if (token_is(tokens, 0, "associated") && token_is(tokens, 3, ":"))
		i = 4;
	if (count_at(reader, i, &count) && count > 0 && i + 1 < tokens->count &&
	    tokens->at[i + 1].kind == TOKEN_WORD &&
	    !token_in(tokens, i + 1,
		      "view|views|level|levels|day|days|week|weeks|month|"
		      "months|year|years|lead|leads|hour|hours|mg|wheel|"
		      "wheeled|point|d|phase|tesla|t|person|st|nd|rd|th|of|"
		      "in|inch|or|to|x|bedroom|way") &&
	    !token_joins(tokens, i + 1)) {
		last = i;
	} else if (tokens->count < 3 || !token_is(tokens, last - 1, ",") ||
		   !count_at(reader, last, &count) || count == 0) {
		return FALSE;
	}
	reader->request->sessions = count;
	reader->request->sessions_printed = TRUE;
	reader_take(reader, SENSE_SESSIONS, last, last + 1);
	return TRUE;
}

/* Drugs are counted, and not in sessions, unless they are given at visits. */
static gboolean
is_given_at_visits(const struct reader *reader)
{
	const struct request *request = reader->request;

	return g_strcmp0(request->category, "Pharmaceuticals") != 0 ||
	       g_strcmp0(request->subcategory, "Viscosupplementation") == 0;
}

void
reader_read_sessions(struct reader *reader)
{
	if (!is_given_at_visits(reader)) {
		reader->request->sessions = INTEGER_UNKNOWN;
		return;
	}
	for (guint i = 0; i < reader->tokens->count; i++)
		if (read_visits(reader, i))
			return;
	if (read_signs(reader) || reader->request->sessions >= 0)
		return;
	if (reader->tokens->count > 0)
		read_ends(reader);
}
