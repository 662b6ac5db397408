/* letter.c - values and their evidence, entered into the record together. */
#include "parser/letter/letter.h"

#include <string.h>

#include "core/flow_evidence.h"

struct letter *
letter_new(const struct flow *flow, gsize start, gsize end)
{
	struct letter *letter = g_new0(struct letter, 1);

	letter->flow = flow;
	letter->start = start;
	letter->end = end;
	letter->record = record_new();
	letter->noted =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	return letter;
}

void
letter_free(struct letter *letter)
{
	if (letter == NULL)
		return;
	g_clear_pointer(&letter->record, record_free); /* may be taken */
	g_hash_table_unref(letter->noted);
	g_free(letter);
}

/* Whether the empty line at offset is a paragraph's certain start. */
static gboolean
break_is_certain(const struct flow *flow, gsize offset)
{
	guint index = flow_paragraph_at(flow, offset + strlen("\n\n"));

	return index >= flow->paragraphs->len ||
	       g_array_index(flow->paragraphs, struct paragraph, index).certain;
}

char *
letter_slice(const struct letter *letter, gsize start, gsize end)
{
	g_autofree char *raw = NULL;
	GString *text = g_string_new(NULL);

	for (gsize i = start; i < end; i++) {
		if (g_str_has_prefix(letter->flow->text + i, "\n\n") &&
		    !break_is_certain(letter->flow, i)) {
			g_string_append_c(text, ' ');
			i++;
		} else {
			g_string_append_c(text, letter->flow->text[i]);
		}
	}
	raw = g_strstrip(g_string_free(text, FALSE));
	return *raw != '\0' ? g_steal_pointer(&raw) : NULL;
}

struct evidence *
letter_evidence(const struct letter *letter, const char *path)
{
	const GPtrArray *all = letter->record->evidence;

	if (!g_hash_table_contains(letter->noted, path))
		return NULL;
	/* From the end: what is asked for was noted not long ago. */
	for (guint i = all->len; i-- > 0;) {
		struct evidence *evidence = all->pdata[i];

		if (strcmp(evidence->path, path) == 0)
			return evidence;
	}
	return NULL;
}

const struct place *
letter_place(const struct letter *letter, const char *path)
{
	return g_hash_table_lookup(letter->noted, path);
}

static void
drop_evidence(struct letter *letter, const char *path)
{
	struct evidence *evidence = letter_evidence(letter, path);

	g_hash_table_remove(letter->noted, path);
	if (evidence != NULL)
		g_ptr_array_remove(letter->record->evidence, evidence);
}

void
letter_note(struct letter *letter, const char *path, gsize start, gsize end)
{
	struct place place = { start, end };
	struct evidence *evidence;

	if (g_hash_table_contains(letter->noted, path))
		return;
	evidence = evidence_from_flow(letter->flow, path, start, end);
	if (evidence == NULL)
		return;
	g_hash_table_insert(letter->noted, g_strdup(path),
			    g_memdup2(&place, sizeof(place)));
	g_ptr_array_add(letter->record->evidence, evidence);
}

void
letter_set(struct letter *letter, const char *path, char **field,
	   char *take_value, gsize start, gsize end)
{
	g_free(*field);
	*field = take_value;
	if (take_value != NULL)
		letter_note(letter, path, start, end);
}

void
letter_adopt(struct letter *letter, const char *path, char **field,
	     struct letter *reading, const char *other_path, char **other)
{
	struct evidence *evidence = letter_evidence(reading, other_path);
	GPtrArray *others = reading->record->evidence;
	guint index;

	*field = g_steal_pointer(other);
	g_hash_table_remove(reading->noted, other_path);
	if (!g_ptr_array_find(others, evidence, &index))
		return;
	evidence = g_ptr_array_steal_index(others, index);
	g_free(evidence->path);
	evidence->path = g_strdup(path);
	evidence->start = evidence->end = 0; /* of another flow */
	g_hash_table_insert(letter->noted, g_strdup(path), NULL);
	g_ptr_array_add(letter->record->evidence, evidence);
}

void
letter_withdraw(struct letter *letter, const char *path, char **field,
		const char *code, const char *format, ...)
{
	g_autofree char *message = NULL;
	va_list arguments;

	va_start(arguments, format);
	message = g_strdup_vprintf(format, arguments);
	va_end(arguments);
	drop_evidence(letter, path);
	g_clear_pointer(field, g_free);
	record_add_warning(letter->record, code, path, "%s", message);
}

char *
letter_issue_path(const struct issue *issue, const char *member)
{
	return g_strdup_printf("/issues/%d/%s", issue->number - 1, member);
}
