/* assemble.c - pass: rows to the flow's text, every word's place kept. */
#include "textclean/rows.h"

#include <string.h>

#define SOFT_HYPHEN "\xC2\xAD"

/* How the next word is joined to the text before it. */
static const char *
close_row(GString *text, enum hyphen hyphen)
{
	const gsize length = strlen(SOFT_HYPHEN);
	/* Not by g_str_has_suffix(): it would measure all the text so far. */
	gboolean soft =
		text->len >= length &&
		strcmp(text->str + text->len - length, SOFT_HYPHEN) == 0;

	switch (hyphen) {
	case HYPHEN_REMOVED:
		g_string_truncate(text, text->len - (soft ? length : 1));
		return "";
	case HYPHEN_KEPT:
		if (soft) {
			g_string_truncate(text, text->len - length);
			g_string_append_c(text, '-');
		}
		return "";
	default:
		return " ";
	}
}

static void
append_word(struct flow *flow, GString *text, const struct row *row,
	    const struct word *word, gboolean starts_line)
{
	struct span span = {
		.start = text->len,
		.end = text->len + strlen(word->text),
		.word = word,
		.page = row->page,
		.starts_line = starts_line,
		.gap_above = row->gap_above,
	};

	g_string_append(text, word->text);
	g_array_append_val(flow->spans, span);
}

static void
append_row(struct flow *flow, GString *text, const struct row *row)
{
	for (guint i = 0; i < row->line->words->len; i++) {
		if (i > 0)
			g_string_append_c(text, ' ');
		append_word(flow, text, row,
			    g_ptr_array_index(row->line->words, i), i == 0);
	}
}

static void
open_paragraph(struct flow *flow, GString *text, const struct row *row)
{
	struct paragraph paragraph = { .certain = row->certain };

	if (text->len > 0)
		g_string_append(text, "\n\n");
	paragraph.start = text->len;
	g_array_append_val(flow->paragraphs, paragraph);
}

/* A removed hyphen shortens the span of the word that it ended. */
static void
join_rows(struct flow *flow, GString *text, const struct row *row,
	  const struct row *next, GHashTable *letter_words,
	  struct dictionary *dictionary)
{
	const struct word *last = row_last_word(row);
	gboolean typed = row->page->text_source != TEXT_SOURCE_OCR &&
			 last->confidence >= 1;
	enum hyphen hyphen =
		hyphen_resolve(last->text, row_first_word(next)->text, typed,
			       letter_words, dictionary);
	const char *joint = close_row(text, hyphen);

	g_array_index(flow->spans, struct span, flow->spans->len - 1).end =
		text->len;
	g_string_append(text, joint);
}

void
paragraphs_assemble(struct flow *flow, GArray *rows,
		    struct dictionary *dictionary)
{
	g_autoptr(GHashTable) letter_words = hyphen_letter_words(rows);
	GString *text = g_string_new(NULL);

	for (guint i = 0; i < rows->len; i++) {
		const struct row *row = &g_array_index(rows, struct row, i);
		const struct row *next;

		if (row->dropped)
			continue;
		if (row->starts_paragraph)
			open_paragraph(flow, text, row);
		append_row(flow, text, row);
		next = rows_next(rows, i);
		if (next != NULL && !next->starts_paragraph)
			join_rows(flow, text, row, next, letter_words,
				  dictionary);
		g_array_index(flow->paragraphs, struct paragraph,
			      flow->paragraphs->len - 1)
			.end = text->len;
	}
	g_free(flow->text);
	flow->text = g_string_free(text, FALSE);
}
