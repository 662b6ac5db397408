/* lines.h - documents and flows for unit tests, from lines of text.
 *
 * Lines become typewriter cells (core/document.h). "" is an empty line, "\f"
 * begins a page, and a line that starts with '*' is bold as far as its next
 * '*'. */
#ifndef TESTS_SUPPORT_LINES_H
#define TESTS_SUPPORT_LINES_H

#include <string.h>

#include "core/flow.h"

static inline void
lines_add_word(struct line *line, const char *text, gsize length, guint column,
	       guint row, gboolean bold)
{
	g_autofree char *word = g_strndup(text, length);
	double x = column * TEXT_CELL_WIDTH_PT;
	double y = row * TEXT_CELL_HEIGHT_PT;
	struct box box = { x, y,
			   x + (double)g_utf8_strlen(word, -1) *
					   TEXT_CELL_WIDTH_PT,
			   y + TEXT_CELL_HEIGHT_PT };

	g_ptr_array_add(line->words, word_new(word, box, 1.0, bold));
}

/* Adds text as the page's line number row; spaces are columns. */
static inline void
lines_add_line(struct page *page, const char *text, guint row)
{
	struct line *line = line_new();
	gboolean bold = *text == '*';
	const char *p = text + bold;
	guint column = 0;

	while (*p != '\0') {
		gsize length = strcspn(p, " *");

		if (length > 0)
			lines_add_word(line, p, length, column, row, bold);
		column += (guint)g_utf8_strlen(p, (gssize)length) + 1;
		p += length;
		if (*p == '*') {
			bold = FALSE;
			page->tells_bold = TRUE;
			p++;
		}
		if (*p == ' ')
			p++;
	}
	if (line->words->len > 0)
		g_ptr_array_add(page->lines, line);
	else
		line_free(line);
}

static inline struct document *
lines_document(const char *const *lines)
{
	struct document *document = document_new();
	struct page *page = page_new(1, 612, 792);
	guint row = 6;

	document->id = g_strnfill(64, '0');
	document->name = g_strdup("test.pdf");
	document->media_type = g_strdup("application/pdf");
	page->text_source = TEXT_SOURCE_TEXT_LAYER;
	g_ptr_array_add(document->pages, page);
	for (; *lines != NULL; lines++) {
		if (strcmp(*lines, "\f") == 0) {
			page = page_new(page->number + 1, 612, 792);
			page->text_source = TEXT_SOURCE_TEXT_LAYER;
			g_ptr_array_add(document->pages, page);
			row = 6;
			continue;
		}
		lines_add_line(page, *lines, row++);
	}
	return document;
}

/* What textclean would make of it where every empty line and every page ends
 * a paragraph and nothing else does: enough for the parser's tests. */
static inline struct flow *
lines_flow(const struct document *document)
{
	struct flow *flow = flow_new(document);
	GString *text = g_string_new(NULL);
	double above = -1000;

	for (guint p = 0; p < document->pages->len; p++) {
		const struct page *page = g_ptr_array_index(document->pages, p);

		for (guint l = 0; l < page->lines->len; l++) {
			const struct line *line =
				g_ptr_array_index(page->lines, l);
			double y = line_box(line).y0;
			gboolean gap =
				l == 0 || y - above > 1.5 * TEXT_CELL_HEIGHT_PT;
			struct paragraph paragraph = { .certain = TRUE };

			if (gap && text->len > 0)
				g_string_append(text, "\n\n");
			else if (text->len > 0)
				g_string_append_c(text, ' ');
			paragraph.start = text->len;
			if (gap)
				g_array_append_val(flow->paragraphs, paragraph);
			for (guint w = 0; w < line->words->len; w++) {
				const struct word *word =
					g_ptr_array_index(line->words, w);
				struct span span = { .word = word,
						     .page = page,
						     .starts_line = w == 0,
						     .gap_above = gap };

				if (w > 0)
					g_string_append_c(text, ' ');
				span.start = text->len;
				g_string_append(text, word->text);
				span.end = text->len;
				g_array_append_val(flow->spans, span);
			}
			g_array_index(flow->paragraphs, struct paragraph,
				      flow->paragraphs->len - 1)
				.end = text->len;
			above = y;
		}
	}
	g_free(flow->text);
	flow->text = g_string_free(text, FALSE);
	return flow;
}

#endif
