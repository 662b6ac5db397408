/* frequency.c - reads how often, and for how long. */
#include <string.h>

#include "core/record.h"
#include "meaning/reader.h"

#define MOST_TIMES 31
#define MOST_LASTS 400

enum unit {
	UNIT_NONE,
	UNIT_DAY,
	UNIT_WEEK,
	UNIT_MONTH,
};

static const char *const per_names[] = { NULL, "day", "week", "month" };
static const char *const unit_names[] = { NULL, "days", "weeks", "months" };

/* The meaning of one phrase: "2-3 times a week", "6 weeks". */
struct rate {
	int times, times_max;
	enum unit per;
	int lasts, lasts_max;
	enum unit unit;
	guint first, next;
};

static enum unit
unit_at(const struct tokens *tokens, guint i)
{
	if (token_in(tokens, i, "day|days"))
		return UNIT_DAY;
	if (token_in(tokens, i, "week|weeks|wk|wks"))
		return UNIT_WEEK;
	if (token_in(tokens, i, "month|months|mo|mos|mth|mths"))
		return UNIT_MONTH;
	return UNIT_NONE;
}

static enum unit
adverb_at(const struct tokens *tokens, guint i)
{
	if (token_in(tokens, i, "daily|qd|nightly"))
		return UNIT_DAY;
	if (token_in(tokens, i, "weekly"))
		return UNIT_WEEK;
	if (token_in(tokens, i, "monthly"))
		return UNIT_MONTH;
	return UNIT_NONE;
}

static gboolean
count_at(const struct reader *reader, guint i, int high, int *out_count)
{
	return reader_is_free(reader, i) &&
	       token_count(reader->tokens, i, high, out_count);
}

static gboolean
crosses(const struct tokens *tokens, guint i)
{
	return token_in(tokens, i, "x|times|time|\u00d7|*");
}

/* "2", "2-3", "2 to 3"; the token after it, or 0. */
static guint
read_range(const struct reader *reader, guint i, int high, int *out_low,
	   int *out_high)
{
	*out_high = INTEGER_UNKNOWN;
	if (!count_at(reader, i, high, out_low))
		return 0;
	if (token_in(reader->tokens, i + 1, "-|to|or") &&
	    count_at(reader, i + 2, high, out_high)) {
		if (*out_high > *out_low)
			return i + 3;
		*out_high = INTEGER_UNKNOWN;
	}
	/* "two (2) times" */
	if (token_is(reader->tokens, i + 1, "(") &&
	    reader->tokens->at[i + 2].number == *out_low &&
	    token_is(reader->tokens, i + 3, ")"))
		return i + 4;
	return i + 1;
}

static guint
read_once(const struct reader *reader, guint i, int *out_low, int *out_high)
{
	static const char *const words[] = { "once", "twice", "thrice" };

	*out_high = INTEGER_UNKNOWN;
	for (guint n = 0; n < G_N_ELEMENTS(words); n++) {
		if (reader_is_free(reader, i) &&
		    token_is(reader->tokens, i, words[n])) {
			*out_low = (int)n + 1;
			return i + 1;
		}
	}
	return 0;
}

/* "2 times a week", "2x/wk", "7 days/wk", "2 packs per month", "once weekly" */
static gboolean
read_times(const struct reader *reader, guint i, struct rate *rate)
{
	const struct tokens *tokens = reader->tokens;
	gboolean counted = FALSE, per = FALSE;
	guint at = read_once(reader, i, &rate->times, &rate->times_max);

	if (at > 0) {
		counted = TRUE;
	} else {
		at = read_range(reader, i, MOST_TIMES, &rate->times,
				&rate->times_max);
		if (at == 0)
			return FALSE;
		while (crosses(tokens, at)) {
			at++;
			counted = TRUE;
		}
		if (!counted &&
		    token_in(tokens, at,
			     "visit|visits|session|sessions|"
			     "treatment|treatments|day|days|pack|"
			     "packs|injection|injections|pair|pairs|"
			     "tab|tabs|tablet|tablets|cap|caps|"
			     "capsule|capsules|appointments")) {
			at++;
			counted = !token_in(tokens, at - 1, "day|days");
		}
	}
	while (token_in(tokens, at, "a|per|/|each|every|in|p")) {
		at++;
		per = TRUE;
	}
	rate->per = unit_at(tokens, at);
	if (rate->per == UNIT_NONE && counted)
		rate->per = adverb_at(tokens, at);
	if (rate->per == UNIT_NONE || !(counted || per))
		return FALSE;
	rate->first = i;
	rate->next = at + 1;
	return TRUE;
}

static enum unit
unit_of_name(const char *name)
{
	for (guint unit = UNIT_DAY; unit <= UNIT_MONTH; unit++)
		if (strcmp(per_names[unit], name) == 0)
			return (enum unit)unit;
	return UNIT_NONE;
}

/* "BID", "qhs", "q am", "every morning", "weekly": the lexicon has them. */
static guint
read_word(const struct reader *reader, guint i, int *out_times,
	  enum unit *out_per)
{
	guint next;
	const struct entry *entry = lexicon_match(
		reader->lexicon, ENTRY_FREQUENCY, reader->tokens, i, &next);

	if (entry == NULL)
		return 0;
	*out_times = entry->rank;
	*out_per = unit_of_name(entry->name);
	return next;
}

/* "6 weeks", "1-2 months", "30-day"; the token after it, or 0. */
static guint
read_lasts(const struct reader *reader, guint i, struct rate *rate)
{
	guint at = read_range(reader, i, MOST_LASTS, &rate->lasts,
			      &rate->lasts_max);

	if (at == 0)
		return 0;
	if (token_is(reader->tokens, at, "-"))
		at++;
	rate->unit = unit_at(reader->tokens, at);
	return rate->unit != UNIT_NONE ? at + 1 : 0;
}

/* After "2 times a week": "for 6 weeks", "x 6", ", 6 weeks", within a few
 * words. */
static void
read_lasts_behind(const struct reader *reader, struct rate *rate)
{
	const struct tokens *tokens = reader->tokens;

	for (guint i = rate->next; i < rate->next + 8 && i < tokens->count;
	     i++) {
		guint next = read_lasts(reader, i, rate);

		if (token_in(tokens, i, ";|plus|together") ||
		    token_in(tokens, i - 1, "q|every"))
			break;
		if (next > 0 && !token_in(tokens, next, "/|per|a")) {
			rate->next = next;
			return;
		}
		if (i <= rate->next + 1 && crosses(tokens, i) &&
		    read_range(reader, i + 1, 52, &rate->lasts,
			       &rate->lasts_max) > 0 &&
		    !token_in(tokens, i + 2,
			      "visit|visits|session|sessions|refill|"
			      "refills|hour|hours|mg")) {
			rate->unit = rate->per;
			rate->next = i + (rate->lasts_max < 0 ? 2 : 4);
			return;
		}
	}
	rate->lasts = rate->lasts_max = INTEGER_UNKNOWN;
	rate->unit = UNIT_NONE;
}

/* "2x6", "2 times 8", "3 x 4 weeks": per week, unless another unit is named. */
static gboolean
read_cross(const struct reader *reader, guint i, struct rate *rate)
{
	const struct tokens *tokens = reader->tokens;
	guint at = read_range(reader, i, 7, &rate->times, &rate->times_max);
	enum unit unit;

	if (at == 0 || rate->times == 0 || !crosses(tokens, at))
		return FALSE;
	at = read_range(reader, at + 1, 52, &rate->lasts, &rate->lasts_max);
	if (at == 0 || token_in(tokens, at,
				"inch|inches|in|cm|mm|gauze|pad|pads|visit|"
				"visits|session|sessions|treatments|hours|"
				"hrs|x|refill|refills|mg|\""))
		return FALSE;
	unit = unit_at(tokens, at);
	rate->per = rate->unit = unit != UNIT_NONE ? unit : UNIT_WEEK;
	rate->first = i;
	rate->next = at + (unit != UNIT_NONE);
	return TRUE;
}

static gboolean
read_rate(const struct reader *reader, guint i, struct rate *rate)
{
	const struct tokens *tokens = reader->tokens;

	rate->lasts = rate->lasts_max = INTEGER_UNKNOWN;
	rate->unit = UNIT_NONE;
	/* "1/2 tab daily" */
	if (!reader_is_free(reader, i) ||
	    (token_is(tokens, i - 1, "/") && i >= 2 &&
	     tokens->at[i - 2].kind == TOKEN_NUMBER))
		return FALSE;
	if (read_times(reader, i, rate)) {
		read_lasts_behind(reader, rate);
		return TRUE;
	}
	if (reader->request->drugs->len == 0 && read_cross(reader, i, rate))
		return TRUE;
	rate->first = i;
	rate->times_max = INTEGER_UNKNOWN;
	rate->next = read_word(reader, i, &rate->times, &rate->per);
	if (rate->next == 0 || token_in(tokens, i - 1, "other"))
		return FALSE;
	read_lasts_behind(reader, rate);
	return TRUE;
}

/* A supply, a rental, a course: "30 day rental", "for one week". */
static gboolean
read_course(const struct reader *reader, guint i, struct rate *rate)
{
	const struct tokens *tokens = reader->tokens;
	guint next = read_lasts(reader, i, rate);

	if (next == 0 || rate->lasts == 0 ||
	    token_in(tokens, i - 1,
		     "q|every|each|age|last|past|previous|within|in|post|-") ||
	    token_in(tokens, next,
		     "/|old|ago|per|a|follow|status|post|later|postop"))
		return FALSE;
	rate->times = rate->times_max = INTEGER_UNKNOWN;
	rate->per = UNIT_NONE;
	rate->first = i;
	rate->next = next;
	return TRUE;
}

static void
set_frequency(struct reader *reader, const struct rate *rate)
{
	struct frequency *frequency = frequency_new();

	frequency->times = rate->times;
	frequency->times_max = rate->times_max;
	frequency->per = g_strdup(per_names[rate->per]);
	frequency->lasts = rate->lasts;
	frequency->lasts_max = rate->lasts_max;
	frequency->unit = g_strdup(unit_names[rate->unit]);
	reader->request->frequency = frequency;
}

/* The number of visits of a complete rate; else INTEGER_UNKNOWN. */
static int
visits_of(const struct rate *rate)
{
	if (rate->times < 0 || rate->times_max >= 0 || rate->lasts < 0 ||
	    rate->lasts_max >= 0)
		return INTEGER_UNKNOWN;
	if (rate->per == rate->unit)
		return rate->times * rate->lasts;
	if (rate->per == UNIT_DAY && rate->unit == UNIT_WEEK)
		return rate->times * rate->lasts * 7;
	return INTEGER_UNKNOWN;
}

/* Reads all rates of the text. The first is the request's; the visits are the
 * sum. */
static gboolean
read_rates(struct reader *reader)
{
	int visits = 0;
	gboolean any = FALSE;

	for (guint i = 0; i < reader->tokens->count; i++) {
		struct rate rate;
		int own;

		if (!read_rate(reader, i, &rate))
			continue;
		own = visits_of(&rate);
		visits = own < 0 || visits < 0 ? INTEGER_UNKNOWN : visits + own;
		if (!any)
			set_frequency(reader, &rate);
		any = TRUE;
		reader_take(reader, SENSE_FREQUENCY, rate.first, rate.next);
		i = rate.next - 1;
	}
	if (any)
		reader->request->sessions = visits;
	return any;
}

void
reader_read_frequency(struct reader *reader)
{
	if (read_rates(reader))
		return;
	for (guint i = 0; i < reader->tokens->count; i++) {
		struct rate rate;

		if (!read_course(reader, i, &rate))
			continue;
		set_frequency(reader, &rate);
		reader_take(reader, SENSE_FREQUENCY, rate.first, rate.next);
		return;
	}
}
