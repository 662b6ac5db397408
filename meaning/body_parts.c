/* body_parts.c - parts of the body, their side, and levels of the spine. */
#include <stdlib.h>
#include <string.h>

#include "meaning/reader.h"

/* A part and its side. */
struct part {
	const struct entry *entry;
	const char *side;
	guint first, next;
};

/* --- levels --- */

/* "C5", "L4"; the token after it, or 0. */
static guint
vertebra_at(const struct tokens *tokens, guint i)
{
	static const struct {
		const char *letter;
		int most;
	} regions[] = { { "c", 8 }, { "t", 12 }, { "l", 6 }, { "s", 5 } };
	int number;

	if (i + 1 >= tokens->count || !tokens->at[i + 1].glued ||
	    tokens->at[i + 1].kind != TOKEN_NUMBER ||
	    !token_count(tokens, i + 1, 12, &number) || number < 1)
		return 0;
	for (guint n = 0; n < G_N_ELEMENTS(regions); n++)
		if (token_is(tokens, i, regions[n].letter) &&
		    number <= regions[n].most)
			return i + 2;
	return 0;
}

/* "-6", "-S1", "/5", "-L5-S1" after a vertebra. */
static guint
level_end(const struct tokens *tokens, guint i)
{
	int number;
	guint next;

	while (token_joins(tokens, i)) {
		next = vertebra_at(tokens, i + 1);
		if (next == 0 && tokens->at[i].glued && i + 1 < tokens->count &&
		    tokens->at[i + 1].glued &&
		    tokens->at[i + 1].kind == TOKEN_NUMBER &&
		    token_count(tokens, i + 1, 12, &number))
			next = i + 2;
		if (next == 0)
			break;
		i = next;
	}
	return i;
}

static char *
slice(const struct tokens *tokens, guint first, guint next)
{
	return g_strndup(tokens->text + tokens->at[first].start,
			 tokens->at[next - 1].end - tokens->at[first].start);
}

static void
append(char ***list, char *take_text)
{
	guint length = g_strv_length(*list);

	if (g_strv_contains((const char *const *)*list, take_text)) {
		g_free(take_text);
		return;
	}
	*list = g_renew(char *, *list, length + 2);
	(*list)[length] = take_text;
	(*list)[length + 1] = NULL;
}

/* T3 and T4 of a blood test are not vertebrae. */
static gboolean
is_hormone(const struct tokens *tokens, guint i)
{
	for (guint at = 0; token_is(tokens, i, "t") && at < tokens->count; at++)
		if (token_in(tokens, at, "free|tsh|thyroid|thyroxine|uptake"))
			return TRUE;
	return FALSE;
}

void
reader_read_levels(struct reader *reader)
{
	const struct tokens *tokens = reader->tokens;

	for (guint i = 0; i < tokens->count; i++) {
		guint next =
			reader_is_free(reader, i) ? vertebra_at(tokens, i) : 0;

		if (next == 0 || is_hormone(tokens, i))
			continue;
		next = level_end(tokens, next);
		append(&reader->request->levels, slice(tokens, i, next));
		reader_take(reader, SENSE_LEVELS, i, next);
		i = next - 1;
	}
}

/* --- sides --- */

/* "L" and "R" only where no region of the spine can be meant. */
static const char *
side_at(const struct tokens *tokens, guint i)
{
	if (token_in(tokens, i, "left|lt"))
		return "left";
	if (token_in(tokens, i, "right|rt"))
		return "right";
	if (token_in(tokens, i, "bilateral|bilaterally|bilat|bil|both"))
		return "bilateral";
	if (token_is(tokens, i, "b") && token_is(tokens, i + 1, "/") &&
	    token_is(tokens, i + 2, "l"))
		return "bilateral";
	if (!token_in(tokens, i, "l|r") || token_joins(tokens, i + 1) ||
	    token_joins(tokens, i - 1) ||
	    (i + 1 < tokens->count && tokens->at[i + 1].glued &&
	     tokens->at[i + 1].kind != TOKEN_SIGN))
		return NULL;
	return token_is(tokens, i, "l") ? "left" : "right";
}

/* "trigger finger release, ring finger": the finger is said more closely. */
static void
drop_general(GArray *parts)
{
	for (guint i = parts->len; i-- > 0;) {
		const char *name =
			g_array_index(parts, struct part, i).entry->part;
		g_autofree char *ending = g_strconcat(" ", name, NULL);

		for (guint j = 0; j < parts->len; j++) {
			if (!g_str_has_suffix(
				    g_array_index(parts, struct part, j)
					    .entry->part,
				    ending))
				continue;
			g_array_remove_index(parts, i);
			break;
		}
	}
}

static GArray *
find_parts(const struct reader *reader)
{
	GArray *parts = g_array_new(FALSE, TRUE, sizeof(struct part));

	for (guint i = 0; i < reader->tokens->count;) {
		struct part part = { .first = i, .next = i + 1 };

		if (reader->used[i] != SENSE_LEVELS &&
		    reader->used[i] != SENSE_DATES &&
		    reader->used[i] != SENSE_DRUGS)
			part.entry =
				lexicon_match(reader->lexicon, ENTRY_BODY_PART,
					      reader->tokens, i, &part.next);
		if (part.entry != NULL && part.entry->part != NULL) {
			part.side = part.entry->side;
			g_array_append_val(parts, part);
		}
		i = part.next;
	}
	drop_general(parts);
	return parts;
}

/* The side named between two tokens; if several, the last. */
static const char *
side_between(struct reader *reader, guint from, guint to)
{
	for (guint i = to; i-- > from;) {
		const char *side = side_at(reader->tokens, i);

		/* "B knees" */
		if (i + 1 == to && to < reader->tokens->count &&
		    token_is(reader->tokens, i, "b"))
			side = "bilateral";
		if (side == NULL || reader->used[i] == SENSE_LEVELS)
			continue;
		reader_note(reader, SENSE_LATERALITY, i, i + 1);
		return side;
	}
	return NULL;
}

/* "left hip and knee": parts that follow share the side; in "fingers of the
 * right hand", the part before does. */
static gboolean
shares(const struct tokens *tokens, guint from, guint to)
{
	for (guint i = from; i < to; i++)
		if (!token_in(tokens, i, "and|&|/|,|or|-|the|of|joint"))
			return FALSE;
	return TRUE;
}

static void
tell_sides(struct reader *reader, GArray *parts)
{
	for (guint i = 0; i < parts->len; i++) {
		struct part *part = &g_array_index(parts, struct part, i);
		struct part *before =
			i > 0 ? &g_array_index(parts, struct part, i - 1)
			      : NULL;
		guint from = before != NULL ? before->next : 0;

		if (part->side == NULL)
			part->side = side_between(reader, from, part->first);
		if (part->side == NULL && before != NULL &&
		    shares(reader->tokens, from, part->first))
			part->side = before->side;
	}
	for (guint i = parts->len; i-- > 1;) {
		struct part *part = &g_array_index(parts, struct part, i);
		struct part *before = &g_array_index(parts, struct part, i - 1);

		if (before->side == NULL && part->side != NULL &&
		    token_is(reader->tokens, before->next, "of"))
			before->side = part->side;
	}
	/* "shoulder, left" */
	if (parts->len > 0) {
		struct part *last =
			&g_array_index(parts, struct part, parts->len - 1);
		const char *side = last->side == NULL
					   ? side_between(reader, last->next,
							  reader->tokens->count)
					   : NULL;

		for (guint i = 0; side != NULL && i < parts->len; i++) {
			struct part *part =
				&g_array_index(parts, struct part, i);

			if (part->side == NULL)
				part->side = side;
		}
	}
}

/* "subacromial injection of the left shoulder" names the shoulder twice. */
static void
share_doubles(GArray *parts)
{
	for (guint i = 0; i < parts->len; i++) {
		struct part *part = &g_array_index(parts, struct part, i);

		for (guint j = 0; j < parts->len && part->side == NULL; j++) {
			const struct part *other =
				&g_array_index(parts, struct part, j);

			if (strcmp(other->entry->part, part->entry->part) == 0)
				part->side = other->side;
		}
	}
}

static const char *
common_side(GArray *parts)
{
	const char *side;

	share_doubles(parts);
	side = g_array_index(parts, struct part, 0).side;

	for (guint i = 1; i < parts->len; i++)
		if (g_strcmp0(g_array_index(parts, struct part, i).side,
			      side) != 0)
			return NULL;
	return side;
}

static void
enter_parts(struct reader *reader, const GArray *parts)
{
	for (guint i = 0; i < parts->len; i++) {
		const struct part *part = &g_array_index(parts, struct part, i);

		append(&reader->request->body_parts,
		       g_strdup(part->entry->part));
		reader_note(reader, SENSE_BODY_PARTS, part->first, part->next);
		if (part->entry->side != NULL)
			reader_note(reader, SENSE_LATERALITY, part->first,
				    part->next);
	}
}

void
reader_read_body_parts(struct reader *reader)
{
	g_autoptr(GArray) parts = find_parts(reader);
	const char *side;

	if (parts->len > 0) {
		tell_sides(reader, parts);
		side = common_side(parts);
	} else {
		side = side_between(reader, 0, reader->tokens->count);
	}
	enter_parts(reader, parts);
	reader->request->laterality = g_strdup(side);
}
