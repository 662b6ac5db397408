/* state.c - names of states, as the form lists them. */
#include "parser/state.h"

#include <string.h>

#include "parser/phrase.h"

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

/* The state whose name is nearest, if it is near enough and no other is as
 * near; NULL if none. */
static const char *
nearest_state(const char *name)
{
	const char *nearest = NULL;
	guint least = G_MAXUINT;

	for (guint i = 0; states[i] != NULL; i++) {
		guint distance = phrase_distance(name, states[i]);

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

static void
add_state(struct letter *letter, GStrvBuilder *names, const char *name,
	  const char *path)
{
	const char *state = nearest_state(name);

	if (g_strv_contains(states, name)) {
		g_strv_builder_add(names, name);
	} else if (state != NULL && was_recognised(letter->record, path)) {
		g_strv_builder_add(names, state);
	} else {
		g_strv_builder_add(names, name);
		record_add_warning(letter->record, "unknown-state", path,
				   "not the name of a state");
	}
}

void
states_check(struct letter *letter)
{
	static const char path[] = "/reviewer/licensed_states";
	g_autoptr(GStrvBuilder) names = g_strv_builder_new();
	char **printed = letter->record->licensed_states;

	if (printed == NULL)
		return;
	for (guint i = 0; printed[i] != NULL; i++) {
		g_auto(GStrv) parts = g_strsplit(printed[i], " and ", -1);

		for (guint j = 0; parts[j] != NULL; j++)
			add_state(letter, names, g_strstrip(parts[j]), path);
	}
	g_strfreev(printed);
	letter->record->licensed_states = g_strv_builder_end(names);
}
