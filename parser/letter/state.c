/* state.c - names of states, as the form lists them. */
#include "parser/letter/state.h"

#include <string.h>

#include "parser/letter/phrase.h"

#define LONGEST_NAME_WORDS 3 /* District of Columbia */
#define STATES_PATH "/reviewer/licensed_states"

static const char *const states[] = {
	"Alabama",
	"Alaska",
	"Arizona",
	"Arkansas",
	"California",
	"Colorado",
	"Connecticut",
	"Delaware",
	"District of Columbia",
	"Florida",
	"Georgia",
	"Guam",
	"Hawaii",
	"Idaho",
	"Illinois",
	"Indiana",
	"Iowa",
	"Kansas",
	"Kentucky",
	"Louisiana",
	"Maine",
	"Maryland",
	"Massachusetts",
	"Michigan",
	"Minnesota",
	"Mississippi",
	"Missouri",
	"Montana",
	"Nebraska",
	"Nevada",
	"New Hampshire",
	"New Jersey",
	"New Mexico",
	"New York",
	"North Carolina",
	"North Dakota",
	"Ohio",
	"Oklahoma",
	"Oregon",
	"Pennsylvania",
	"Puerto Rico",
	"Rhode Island",
	"South Carolina",
	"South Dakota",
	"Tennessee",
	"Texas",
	"Utah",
	"Vermont",
	"Virgin Islands",
	"Virginia",
	"Washington",
	"Washington DC",
	"West Virginia",
	"Wisconsin",
	"Wyoming",
	NULL,
};

/* One blurred character in this many is a blurred name, more another name. */
#define CHARACTERS_A_MISTAKE 5

/* Of the shortest names no letter may be wrong, but a scan's I is an l. */
static gboolean
is_but_for_capital_i(const char *name, const char *state)
{
	return *state == 'I' && *name != '\0' && strchr("l1|", *name) != NULL &&
	       strcmp(name + 1, state + 1) == 0;
}

/* The state whose name is nearest, if it is near enough and no other is as
 * near; NULL if none. */
static const char *
nearest_state(const char *name)
{
	const char *nearest = NULL;
	guint least = G_MAXUINT;

	for (guint i = 0; states[i] != NULL; i++) {
		guint distance = phrase_distance(name, states[i]);

		if (is_but_for_capital_i(name, states[i]))
			return states[i];
		if (distance == least)
			nearest = NULL;
		if (distance >= least)
			continue;
		least = distance;
		if (distance <= strlen(states[i]) / CHARACTERS_A_MISTAKE)
			nearest = states[i];
		else
			nearest = NULL;
	}
	return nearest;
}

static gboolean
was_recognised(const struct record *record, const char *path)
{
	for (guint i = 0; i < record->evidence->len; i++) {
		const struct evidence *evidence =
			g_ptr_array_index(record->evidence, i);

		if (strcmp(evidence->path, path) == 0)
			return evidence->text_source == TEXT_SOURCE_OCR;
	}
	return FALSE;
}

/* "California He/she has ...": a scan that lost the period. */
static const char *
leading_state(const char *text)
{
	for (guint i = 0; states[i] != NULL; i++) {
		gsize length = strlen(states[i]);

		if (g_str_has_prefix(text, states[i]) && text[length] == ' ')
			return states[i];
	}
	return NULL;
}

/* A clause that a scan, with a comma for a period, runs the list on into. */
static gboolean
is_clause(const char *name)
{
	g_auto(GStrv) words = g_strsplit(name, " ", -1);

	return g_strv_length(words) > LONGEST_NAME_WORDS;
}

/* FALSE where the list ends with this name, or before it. */
static gboolean
add_state(struct letter *letter, GStrvBuilder *names, const char *name)
{
	gboolean known = g_strv_contains(states, name), is_last = FALSE;
	const char *meant = NULL;

	if (!known && was_recognised(letter->record, STATES_PATH)) {
		meant = nearest_state(name);
		if (meant == NULL) {
			meant = leading_state(name);
			is_last = meant != NULL;
			if (meant == NULL && is_clause(name))
				return FALSE;
		}
	}
	if (!known && meant == NULL)
		record_add_warning(letter->record, "unknown-state", STATES_PATH,
				   "not the name of a state");
	g_strv_builder_add(names, meant != NULL ? meant : name);
	return !is_last;
}

static gboolean
add_states(struct letter *letter, GStrvBuilder *names, const char *printed)
{
	g_auto(GStrv) parts = g_strsplit(printed, " and ", -1);

	for (guint i = 0; parts[i] != NULL; i++)
		if (!add_state(letter, names, g_strstrip(parts[i])))
			return FALSE;
	return TRUE;
}

void
states_check(struct letter *letter)
{
	g_autoptr(GStrvBuilder) names = g_strv_builder_new();
	char **printed = letter->record->licensed_states;

	if (printed == NULL)
		return;
	for (guint i = 0; printed[i] != NULL; i++)
		if (!add_states(letter, names, printed[i]))
			break;
	g_strfreev(printed);
	letter->record->licensed_states = g_strv_builder_end(names);
}
