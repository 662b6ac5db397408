/* specks.c - pass: dirt on a scan, or what is left of a mark, taken for
 * letters: words that stand alone in their line and are far lower than print.
 * What stands by itself among words, as no print does, is in doubt. */
#include "textclean/marks.h"

#include <string.h>

#define LOW 0.45 /* times the usual height; a dash is read with its line */
#define MOST_LETTERS 2
#define EDGE 0.05 /* of the page's width: less than half an inch */
#define FAR 2.0	  /* usual heights */

/* A letter has no line to itself; a dash may begin one, as a list's items
 * do. */
static gboolean
may_be_speck(const struct line *line, guint index)
{
	const char *text = ((struct word *)line->words->pdata[index])->text;

	return (line->words->len == 1 && g_ascii_isalnum(text[0]) &&
		text[1] == '\0') ||
	       strspn(text, ".,'`~^_") == strlen(text) ||
	       (index > 0 && index + 1 == line->words->len &&
		(strcmp(text, "|") == 0 || strcmp(text, "-") == 0 ||
		 strcmp(text, "\u2013") == 0 || strcmp(text, "\u2014") == 0));
}

/* In the outermost strip of the paper, which no printer prints on, and far from
 * the rest of its line: a letter of what was stamped upright beside the text.
 */
static gboolean
is_at_edge(const struct page *page, const struct line *line, guint index,
	   double usual)
{
	const struct word *word = line->words->pdata[index];
	double width = marks_page_width(page);

	if (g_utf8_strlen(word->text, -1) > MOST_LETTERS)
		return FALSE;
	if (word->box.x0 > width * (1 - EDGE))
		return index == 0 ||
		       word->box.x0 - ((struct word *)
					       line->words->pdata[index - 1])
					       ->box.x1 >
			       FAR * usual;
	return word->box.x1 < width * EDGE &&
	       (index + 1 == line->words->len ||
		((struct word *)line->words->pdata[index + 1])->box.x0 -
				word->box.x1 >
			FAR * usual);
}

/* Code 39, as people read it below its bars: between its start and its stop. */
static gboolean
is_barcode(const char *text)
{
	return g_regex_match_simple("^\\*[A-Z0-9-]{4,}\\*$", text, 0, 0);
}

void
specks_find(const struct page *page, GHashTable *marks)
{
	double usual = marks_usual_height(page);

	if (page->text_source != TEXT_SOURCE_OCR)
		return;
	for (guint i = 0; i < page->lines->len; i++) {
		const struct line *line = page->lines->pdata[i];
		struct word *word = line->words->pdata[0];

		if (line->words->len == 1 &&
		    word->box.y1 - word->box.y0 < LOW * usual &&
		    g_utf8_strlen(word->text, -1) <= MOST_LETTERS)
			g_hash_table_add(marks, word);
		for (guint j = 0; j < line->words->len; j++) {
			struct word *part = line->words->pdata[j];

			if (is_at_edge(page, line, j, usual) ||
			    is_barcode(part->text))
				g_hash_table_add(marks, part);
			else if (may_be_speck(line, j))
				word_doubt(part);
		}
	}
}
