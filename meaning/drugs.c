/* drugs.c - the drugs of a request: names, ingredients, strengths. */
#include <string.h>

#include "core/record.h"
#include "meaning/amounts.h"
#include "meaning/drug_groups.h"

/* A tablet's or a vial's. */
#define MOST_GRAMS 4

static const struct find *
find_of(const struct reader *reader, guint index)
{
	return &g_array_index(reader->drugs, struct find, index);
}

/* Behind the last word of the name: its suffixes. */
static guint
name_end(const struct reader *reader, const struct find *find)
{
	guint next = find->next;

	while (drug_is_suffix(reader->tokens, next))
		next++;
	return next;
}

/* "5cc of", "60mg", "two refills of" before a name are of that name. */
static guint
lead_start(const struct reader *reader, guint first)
{
	const struct tokens *tokens = reader->tokens;
	guint at = first;
	const char *unit;
	struct strength strength;
	guint behind;

	if (token_is(tokens, at - 1, "of"))
		at--;
	for (guint back = 1; back <= 4 && back <= at; back++) {
		if (volume_at(reader, at - back, &unit, &behind) &&
		    behind == at)
			return at - back;
		if (strength_at(reader, at - back, &strength) &&
		    strength.next == at)
			return at - back;
	}
	return first;
}

/* Where a group's own words begin and end. */
static void
group_bounds(const struct reader *reader, const GArray *groups, guint index,
	     guint *out_first, guint *out_next)
{
	const struct drug_group *group =
		&g_array_index(groups, struct drug_group, index);
	guint first = find_of(reader, group->first)->first;

	*out_first = index == 0 ? 0 : lead_start(reader, first);
	*out_next = reader->tokens->count;
	if (index + 1 < groups->len)
		*out_next =
			lead_start(reader, find_of(reader, group->next)->first);
}

static char *
slice(const struct reader *reader, guint first, guint next)
{
	gsize start = reader->tokens->at[first].start;

	return g_strndup(reader->tokens->text + start,
			 reader->tokens->at[next - 1].end - start);
}

/* The strengths in the text become one, with the signs between them. */
static void
append_strength(struct reader *reader, GString *text, guint last,
		const struct strength *strength)
{
	g_autofree char *own = slice(reader, strength->first, strength->next);

	if (text->len > 0) {
		gboolean slash = FALSE, comma = FALSE, hyphen = FALSE;

		for (guint i = last; i < strength->first; i++) {
			slash |= token_is(reader->tokens, i, "/");
			hyphen |= token_is(reader->tokens, i, "-");
			comma |= token_in(reader->tokens, i, ",|and|&|+");
		}
		g_string_append(text, slash    ? "/"
				      : comma  ? ", "
				      : hyphen ? "-"
					       : " ");
	}
	g_string_append(text, own);
	reader_take(reader, SENSE_DRUGS, strength->first, strength->next);
}

/* A number behind a name, where its strength stands: forms and a parenthesis
 * may stand between. */
static gboolean
strength_behind(const struct reader *reader, guint index,
		struct strength *strength)
{
	const struct tokens *tokens = reader->tokens;

	while (drug_is_suffix(tokens, index) || drug_is_form(tokens, index) ||
	       token_in(tokens, index, "(|-|:"))
		index++;
	return bare_strength_at(reader, index, strength);
}

/* Of each name in turn. */
static void
read_strengths(struct reader *reader, const struct drug_group *group,
	       struct drug *drug, guint first, guint next)
{
	g_autoptr(GString) text = g_string_new(NULL);
	struct strength strength;
	guint last = first;
	gboolean many = group->members > 1 || group->next - group->first > 2;

	for (guint i = first; i < next; i++) {
		const struct find *find = reader_find_at(reader->drugs, i);
		gboolean found;

		if (find != NULL) {
			found = strength_behind(reader, find->next, &strength);
			i = find->next - 1;
		} else {
			found = strength_at(reader, i, &strength);
		}
		if (!found || strength.next > next)
			continue;
		append_strength(reader, text, last, &strength);
		last = strength.next;
		i = strength.next - 1;
		if (!many && (group->ingredients->len < 2 ||
			      !strength.is_percent || strength.parts > 1))
			break;
	}
	if (text->len > 0)
		drug->strength = g_strdup(text->str);
}

/* "Carafate 1gm": of what is not for the skin so little is no quantity. */
static void
read_grams(struct reader *reader, const struct drug_group *group,
	   struct drug *drug, guint next)
{
	const struct find *find = find_of(reader, group->first);
	guint at = name_end(reader, find), behind;
	const char *unit;

	if (drug->strength != NULL ||
	    (g_strcmp0(find->entry->route, "oral") != 0 &&
	     g_strcmp0(find->entry->route, "injection") != 0) ||
	    !volume_at(reader, at, &unit, &behind) || behind > next ||
	    strcmp(unit, "grams") != 0 ||
	    reader->tokens->at[at].number > MOST_GRAMS)
		return;
	drug->strength = slice(reader, at, behind);
	reader_take(reader, SENSE_DRUGS, at, behind);
}

/* As printed, less the strengths in it. */
static char *
read_name(const struct reader *reader, const struct drug_group *group)
{
	const struct find *last = find_of(reader, group->next - 1);
	guint first = find_of(reader, group->first)->first;
	guint next = name_end(reader, last);
	g_autoptr(GString) name = g_string_new(NULL);

	if (token_is(reader->tokens, next, ")") &&
	    group->next > group->first + 1)
		next++;
	for (guint i = first; i < next; i++) {
		const struct token *token = &reader->tokens->at[i];
		gsize before = i > 0 ? reader->tokens->at[i - 1].end : 0;

		if (reader->used[i] != SENSE_NONE &&
		    reader_find_at(reader->drugs, i) == NULL)
			continue;
		if (name->len > 0 && token->start > before)
			g_string_append_c(name, ' ');
		g_string_append_len(name, reader->tokens->text + token->start,
				    (gssize)(token->end - token->start));
	}
	return g_strdup(name->str);
}

static char **
read_ingredients(const struct drug_group *group)
{
	char **ingredients;

	if (group->unknown || group->ingredients->len == 0)
		return NULL;
	ingredients = g_new0(char *, group->ingredients->len + 1);
	for (guint i = 0; i < group->ingredients->len; i++)
		ingredients[i] = g_strdup(group->ingredients->pdata[i]);
	return ingredients;
}

static void
read_group(struct reader *reader, const GArray *groups, guint index)
{
	const struct drug_group *group =
		&g_array_index(groups, struct drug_group, index);
	struct drug *drug = request_add_drug(reader->request);
	guint first, next;
	struct drug_bounds bounds = { .members = group->members };

	group_bounds(reader, groups, index, &first, &next);
	bounds.entry = find_of(reader, group->first)->entry;
	bounds.first = first;
	bounds.next = next;
	g_array_append_val(reader->drug_bounds, bounds);
	for (guint i = group->first; i < group->next; i++) {
		const struct find *find = find_of(reader, i);

		reader_take(reader, SENSE_DRUGS, find->first, find->next);
	}
	amounts_read_refills(reader, drug, first, next);
	read_strengths(reader, group, drug, first, next);
	read_grams(reader, group, drug, next);
	drug->name = read_name(reader, group);
	drug->ingredients = read_ingredients(group);
}

/* "Medical food: Theramine": a class of drugs as the title of one. */
static void
drop_titles(struct reader *reader)
{
	for (guint i = reader->drugs->len; i-- > 0;) {
		const struct find *find = find_of(reader, i);

		if (i + 1 < reader->drugs->len &&
		    find->entry->ingredients == NULL &&
		    token_is(reader->tokens, find->next, ":"))
			g_array_remove_index(reader->drugs, i);
	}
}

/* What is named after it says what for was not asked for, unless it has an
 * amount. */
static void
drop_reasons(struct reader *reader)
{
	guint first = reader->drugs->len;

	for (guint i = 0; i < reader->drugs->len; i++) {
		const struct find *find = find_of(reader, i);
		struct strength strength;

		if (find->first < reader->purpose ||
		    strength_behind(reader, find->next, &strength))
			continue;
		first = i;
		break;
	}
	if (first > 0 || reader->treatments->len > 0)
		g_array_set_size(reader->drugs, first);
}

void
reader_read_drugs(struct reader *reader)
{
	g_autoptr(GArray) groups = NULL;

	drop_titles(reader);
	drop_reasons(reader);
	groups = drug_groups_make(reader);
	for (guint i = 0; i < groups->len; i++)
		read_group(reader, groups, i);
}
