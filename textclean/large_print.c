/* large_print.c - pass: words of a scan that are far larger than its print: a
 * watermark's, read where no text lies below it. One that recognition has in
 * the middle of a line may be both, the line's and a mark's. */
#include "textclean/marks.h"

#define LARGE 1.7 /* times the usual height; titles are smaller */
#define WIDE 0.8  /* times that, for each letter; capitals are narrower */
#define CLEAR 1.0 /* from its neighbours, in usual heights */

static gboolean
is_high(const struct word *word, double usual)
{
	return word->box.y1 - word->box.y0 > LARGE * usual;
}

/* A mark over a line makes it high, and its print no wider. */
static gboolean
is_large(const struct word *word, double usual)
{
	return is_high(word, usual) &&
	       word->box.x1 - word->box.x0 >
		       WIDE * usual * (double)g_utf8_strlen(word->text, -1);
}

/* All that stands close to it in its line is large too. */
static gboolean
stands_clear(const struct line *line, guint index, double usual)
{
	const struct word *word = line->words->pdata[index];

	for (guint i = 0; i < line->words->len; i++) {
		const struct word *other = line->words->pdata[i];
		double gap = MAX(other->box.x0 - word->box.x1,
				 word->box.x0 - other->box.x1);

		if (gap < CLEAR * usual && !is_large(other, usual))
			return FALSE;
	}
	return TRUE;
}

void
large_print_find(const struct page *page, GHashTable *marks)
{
	double usual = marks_usual_height(page);

	/* In a text layer it is told by its looks. */
	if (page->text_source != TEXT_SOURCE_OCR)
		return;
	for (guint i = 0; i < page->lines->len; i++) {
		const struct line *line = page->lines->pdata[i];

		for (guint j = 0; j < line->words->len; j++) {
			struct word *word = line->words->pdata[j];

			if (is_large(word, usual) &&
			    stands_clear(line, j, usual))
				g_hash_table_add(marks, word);
			else if (is_high(word, usual))
				word_doubt(word);
		}
	}
}
