/* documents.c - the documents that the reviewer was given. */
#include "parser/fields/documents.h"

#include <string.h>

static gboolean
is_bullet(gunichar c)
{
	return c != 0 &&
	       (g_unichar_isspace(c) || c == '-' || c == '*' ||
		c == '+' /* a bullet, recognised */ ||
		c == 0x2022 /* bullet */ || c == 0x25A0 /* black square */ ||
		c == 0x25AA /* small black square */ ||
		c == 0x2013 /* en dash */);
}

/* Behind bullets and "12.". */
static const char *
skip_bullet(const char *text)
{
	const char *digits;

	while (is_bullet(g_utf8_get_char(text)))
		text = g_utf8_next_char(text);
	for (digits = text; g_ascii_isdigit(*digits); digits++)
		;
	if (digits == text || (*digits != '.' && *digits != ')'))
		return text;
	for (text = digits + 1; *text == ' '; text++)
		;
	return text;
}

static gboolean
starts_item(const struct flow *flow, const struct span *span)
{
	guint index = flow_paragraph_at(flow, span->start);
	const char *word = flow->text + span->start;

	return g_array_index(flow->paragraphs, struct paragraph, index).start ==
		       span->start ||
	       (span->starts_line && skip_bullet(word) != word);
}

static gsize
item_end(const struct flow *flow, guint index, gsize end)
{
	for (guint i = index + 1; i < flow->spans->len; i++) {
		const struct span *span =
			&g_array_index(flow->spans, struct span, i);

		if (span->start >= end)
			break;
		if (starts_item(flow, span))
			return span->start;
	}
	return end;
}

void
documents_read(struct letter *letter, gsize start, gsize end)
{
	const struct flow *flow = letter->flow;
	g_autoptr(GStrvBuilder) documents = g_strv_builder_new();
	guint count = 0;

	for (guint i = flow_span_at(flow, start); i < flow->spans->len; i++) {
		const struct span *span =
			&g_array_index(flow->spans, struct span, i);
		g_autofree char *text = NULL;

		if (span->start >= end)
			break;
		if (!starts_item(flow, span))
			continue;
		text = letter_slice(letter, span->start,
				    item_end(flow, i, end));
		if (text == NULL || *skip_bullet(text) == '\0' ||
		    (count == 0 && g_str_has_suffix(text, ":")))
			continue;
		g_strv_builder_add(documents, skip_bullet(text));
		count++;
	}
	if (count == 0)
		return;
	letter->record->documents_reviewed = g_strv_builder_end(documents);
	letter_note(letter, "/documents_reviewed", start, end);
}
