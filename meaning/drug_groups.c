/* drug_groups.c - which of the drugs that a text names are one entry. */
#include "meaning/drug_groups.h"

#include <string.h>

#include "meaning/amounts.h"

gboolean
drug_is_suffix(const struct tokens *tokens, guint index)
{
	return token_in(tokens, index,
			"er|xr|sr|dr|cr|ir|la|ec|xl|cd|odt|hcl|hydrochloride|"
			"sodium|sod|tartrate|succinate|hbr|mesylate|citrate|"
			"maleate|acetate|besylate|phosphate|sulfate|"
			"potassium|hcl|forte|ds|magnesium|calcium|fumarate|"
			"bitartrate|tromethamine|acid");
}

gboolean
drug_is_skin_form(const struct tokens *tokens, guint index)
{
	return token_in(tokens, index,
			"cream|creams|gel|gels|ointment|ointments|lotion|"
			"lotions|salve|balm|liniment|topical|transdermal|"
			"compound|compounds|compounded");
}

gboolean
drug_is_form(const struct tokens *tokens, guint index)
{
	return drug_is_skin_form(tokens, index) ||
	       token_in(tokens, index,
			"patch|patches|tab|tabs|tablet|tablets|cap|caps|"
			"capsule|capsules|spray|suspension|susp|oral|solution|"
			"syrup|liquid|base|roll|on|pad|pads|film|buccal|"
			"sublingual|injection|injections|nasal|kit|plaster|"
			"medication|pump|powder|inhaler|autoinjector");
}

gboolean
drug_says_compound(const struct tokens *tokens)
{
	for (guint i = 0; i < tokens->count; i++)
		if (token_in(tokens, i,
			     "compound|compounds|compounded|compounding") ||
		    (token_in(tokens, i,
			      "cream|gel|base|vanicream|pluronic|"
			      "lipoderm|ultraderm|mediderm") &&
		     token_in(tokens, i + 1, "base")))
			return TRUE;
	return FALSE;
}

static const struct find *
find_of(const struct reader *reader, guint index)
{
	return &g_array_index(reader->drugs, struct find, index);
}

/* What stands between two names. */
struct gap {
	gboolean opens; /* a parenthesis, and no more */
	gboolean slash; /* or hyphen or plus */
	gboolean list;	/* comma, and, or nothing */
	gboolean with;
	gboolean within; /* "in" */
	gboolean apart;	 /* "plus", a semicolon, a word that does not belong */
	gboolean has_dose; /* mg, or a number of tablets */
	gboolean has_percent;
	gboolean has_bare; /* a number alone */
};

/* A number in the gap; the tokens that it takes. */
static guint
look_at_number(const struct reader *reader, guint i, struct gap *gap)
{
	struct strength strength;
	const char *unit;
	guint behind;

	if (volume_at(reader, i, &unit, &behind)) {
		gap->has_dose = TRUE;
		return behind;
	}
	if (strength_at(reader, i, &strength)) {
		if (strength.is_percent)
			gap->has_percent = TRUE;
		else
			gap->has_dose = TRUE;
		return strength.next;
	}
	if (bare_strength_at(reader, i, &strength)) {
		gap->has_bare = TRUE;
		return strength.next;
	}
	gap->has_dose = TRUE;
	return i + 1;
}

static void
look_at_word(const struct tokens *tokens, guint i, struct gap *gap)
{
	if (token_in(tokens, i, "/|-|+"))
		gap->slash = TRUE;
	else if (token_in(tokens, i, ",|and|&"))
		gap->list = TRUE;
	else if (token_in(tokens, i, "with|w"))
		gap->with = TRUE;
	else if (token_is(tokens, i, "in"))
		gap->within = TRUE;
	else if (token_is(tokens, i, "("))
		gap->opens = TRUE;
	else if (token_is(tokens, i, "#"))
		gap->has_dose = TRUE;
	else if (!token_in(tokens, i, ")|.|:|generic|brand|name|for|aka") &&
		 !drug_is_suffix(tokens, i) && !drug_is_form(tokens, i))
		gap->apart = TRUE;
}

static struct gap
look_between(const struct reader *reader, guint from, guint to)
{
	const struct tokens *tokens = reader->tokens;
	struct gap gap = { FALSE };

	for (guint i = from; i < to;) {
		if (tokens->at[i].kind == TOKEN_NUMBER) {
			i = look_at_number(reader, i, &gap);
			continue;
		}
		look_at_word(tokens, i, &gap);
		i++;
	}
	return gap;
}

static gboolean
has_ingredient(const struct drug_group *group, const char *ingredient)
{
	for (guint i = 0; i < group->ingredients->len; i++)
		if (strcmp(group->ingredients->pdata[i], ingredient) == 0)
			return TRUE;
	return FALSE;
}

/* All that it is made of is in the group already. */
static gboolean
is_synonym(const struct drug_group *group, const struct entry *entry)
{
	if (entry->ingredients == NULL)
		return FALSE;
	for (char **at = entry->ingredients; *at != NULL; at++)
		if (!has_ingredient(group, *at))
			return FALSE;
	return TRUE;
}

static void
add_ingredients(struct drug_group *group, const struct entry *entry)
{
	if (entry->ingredients == NULL) {
		group->unknown = TRUE;
		return;
	}
	for (char **at = entry->ingredients; *at != NULL; at++)
		if (!has_ingredient(group, *at))
			g_ptr_array_add(group->ingredients, *at);
}

static gboolean
has_skin_form(const struct tokens *tokens)
{
	for (guint i = 0; i < tokens->count; i++)
		if (drug_is_skin_form(tokens, i))
			return TRUE;
	return FALSE;
}

/* "flurbiprofen 20%, baclofen": a list for the skin goes on. */
static gboolean
goes_on(const struct reader *reader, const struct drug_group *group,
	const struct find *find, const struct gap *gap, gboolean compound)
{
	struct strength strength;
	gboolean bare = bare_strength_at(reader, find->next, &strength);
	gboolean percent = bare && strength.is_percent;

	if (gap->has_dose || (gap->apart && !gap->has_percent))
		return FALSE;
	if (gap->within)
		return gap->has_percent;
	if (gap->slash && !gap->list)
		return TRUE;
	if (gap->with && !gap->has_percent && !gap->has_bare)
		return !percent;
	if (gap->has_percent && (percent || compound || gap->slash))
		return TRUE;
	if (gap->has_percent && group->members > 1)
		return TRUE;
	if (gap->has_bare && bare && !strength.has_unit)
		return has_skin_form(reader->tokens);
	return compound && !gap->with;
}

static gboolean
joins(const struct reader *reader, const struct drug_group *group,
      const struct find *before, const struct find *find, gboolean compound)
{
	struct gap gap = look_between(reader, before->next, find->first);
	guint opening = find->first - 1;

	if (token_in(reader->tokens, opening, "generic|brand|for|aka"))
		opening--;
	if (is_synonym(group, find->entry) &&
	    (token_is(reader->tokens, opening, "(") ||
	     (!gap.apart && !gap.list && !gap.with)))
		return TRUE;
	if (gap.opens && !gap.has_dose && !gap.apart)
		return TRUE;
	return goes_on(reader, group, find, &gap, compound);
}

/* The group's other names stand in one parenthesis behind the first. */
static gboolean
has_list(const struct drug_group *group, const struct reader *reader)
{
	guint first = find_of(reader, group->first + 1)->first;
	guint last = find_of(reader, group->next - 1)->first;

	for (guint i = first; i < last; i++)
		if (token_is(reader->tokens, i, ")"))
			return FALSE;
	return TRUE;
}

/* A list in parentheses has the order of the strengths, and says what is in it
 * where that differs from the lexicon. */
static void
reorder(struct drug_group *group, const struct reader *reader)
{
	g_autoptr(GPtrArray) ordered = g_ptr_array_new();

	if (group->next - group->first < 3 || !has_list(group, reader))
		return;
	for (guint i = group->first + 1; i < group->next; i++) {
		const struct entry *entry = find_of(reader, i)->entry;

		if (entry->ingredients == NULL)
			return;
		for (char **at = entry->ingredients; *at != NULL; at++)
			if (!g_ptr_array_find_with_equal_func(
				    ordered, *at, g_str_equal, NULL))
				g_ptr_array_add(ordered, *at);
	}
	g_ptr_array_unref(group->ingredients);
	group->ingredients = g_steal_pointer(&ordered);
}

static void
group_clear(gpointer data)
{
	struct drug_group *group = data;

	g_ptr_array_unref(group->ingredients);
}

static void
extend(struct drug_group *group, const struct find *find)
{
	if (!is_synonym(group, find->entry))
		group->members++;
	add_ingredients(group, find->entry);
}

/* What the group is called by in parentheses: "LF520 (Lidocaine 5%, ...)". */
static void
settle(struct drug_group *group, const struct reader *reader)
{
	gboolean parenthesis =
		group->next - group->first > 1 &&
		token_is(reader->tokens,
			 find_of(reader, group->first + 1)->first - 1, "(");

	if (parenthesis && group->unknown && group->ingredients->len > 0)
		group->unknown = FALSE;
	if (parenthesis)
		reorder(group, reader);
}

GArray *
drug_groups_make(const struct reader *reader)
{
	GArray *groups = g_array_new(FALSE, TRUE, sizeof(struct drug_group));
	gboolean compound = drug_says_compound(reader->tokens);
	struct drug_group *group = NULL;

	g_array_set_clear_func(groups, group_clear);
	for (guint i = 0; i < reader->drugs->len; i++) {
		const struct find *find = find_of(reader, i);

		if (group == NULL ||
		    !joins(reader, group, find_of(reader, i - 1), find,
			   compound)) {
			struct drug_group fresh = {
				.first = i,
				.ingredients = g_ptr_array_new(),
			};

			g_array_append_val(groups, fresh);
			group = &g_array_index(groups, struct drug_group,
					       groups->len - 1);
		}
		extend(group, find);
		group->next = i + 1;
	}
	for (guint i = 0; i < groups->len; i++)
		settle(&g_array_index(groups, struct drug_group, i), reader);
	return groups;
}
