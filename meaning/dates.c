/* dates.c - the days on which a treatment was given. */
#include <stdlib.h>
#include <string.h>

#include "meaning/reader.h"

static gboolean
digits_at(const struct tokens *tokens, guint i, guint most, int *out_number)
{
	const char *digits;

	if (i >= tokens->count || tokens->at[i].kind != TOKEN_NUMBER)
		return FALSE;
	digits = tokens->at[i].plain;
	if (strlen(digits) > most || strchr(digits, '.') != NULL)
		return FALSE;
	*out_number = atoi(digits);
	return TRUE;
}

/* "5/15/2014", "7-22-13", "2014-05-15"; an ISO date for the caller, and the
 * token after it. */
static char *
date_at(const struct tokens *tokens, guint i, guint *out_next)
{
	int month, day, year;
	const char *sign;

	if (i + 4 >= tokens->count || !token_joins(tokens, i + 1) ||
	    !digits_at(tokens, i, 4, &month) ||
	    !digits_at(tokens, i + 2, 2, &day) ||
	    !digits_at(tokens, i + 4, 4, &year))
		return NULL;
	sign = tokens->at[i + 1].plain;
	if (!token_is(tokens, i + 3, sign) || !tokens->at[i + 1].glued ||
	    !tokens->at[i + 2].glued)
		return NULL;
	if (month > 1900) {
		int first = month;

		month = day;
		day = year;
		year = first;
	}
	if (strlen(tokens->at[i + 4].plain) < 2 ||
	    token_is(tokens, i + 5, "/") || token_is(tokens, i + 5, "%"))
		return NULL;
	if (year < 100)
		year += 2000;
	if (year < 1990 || month < 1 || month > 12 || day < 1 || day > 31 ||
	    !g_date_valid_dmy((GDateDay)day, (GDateMonth)month,
			      (GDateYear)year))
		return NULL;
	*out_next = i + 5;
	return g_strdup_printf("%04d-%02d-%02d", year, month, day);
}

/* "to", "-", "through" and a later date. */
static char *
range_end_at(const struct tokens *tokens, guint i, const char *from,
	     guint *out_next)
{
	g_autofree char *to = NULL;
	guint next;

	if (!token_in(tokens, i, "to|-|through|thru|until"))
		return NULL;
	to = date_at(tokens, i + 1, &next);
	if (to == NULL || strcmp(to, from) < 0)
		return NULL;
	*out_next = next;
	return g_steal_pointer(&to);
}

/* Words that make the dates after them dates of service, until a word that ends
 * this. */
static gboolean
is_service_word(const struct tokens *tokens, guint i)
{
	return token_in(tokens, i,
			"dos|retro|retrospective|retrospectively|"
			"retroactive|on|performed|rendered|"
			"provided|dispensed|service|dated|given|"
			"administered") &&
	       !token_in(tokens, i - 1,
			 "prescribed|rx|written|report|"
			 "prescription|rfa");
}

void
reader_read_dates(struct reader *reader)
{
	const struct tokens *tokens = reader->tokens;
	gboolean service = FALSE;

	for (guint i = 0; i < tokens->count; i++) {
		g_autofree char *from = NULL, *to = NULL;
		guint next;

		service |= is_service_word(tokens, i);
		if (token_in(tokens, i,
			     "prescribed|rx|prescription|between|"
			     "report|rfa|written"))
			service = FALSE;
		from = date_at(tokens, i, &next);
		if (from == NULL)
			continue;
		to = range_end_at(tokens, next, from, &next);
		if (service) {
			request_add_dates(reader->request, from,
					  to != NULL ? to : from);
			reader_take(reader, SENSE_DATES, i, next);
		} else {
			/* Not evidence, but not a count either. */
			for (guint at = i; at < next; at++)
				reader->used[at] = SENSE_DATES;
		}
		i = next - 1;
	}
}
