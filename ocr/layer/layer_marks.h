/* layer_marks.h - words of a text layer that were set over the letter's. */
#ifndef OCR_LAYER_LAYER_MARKS_H
#define OCR_LAYER_LAYER_MARKS_H

#include <glib.h>

/* How a word looks. */
struct word_style {
	guint32 color; /* 0xRRGGBB */
	double size;   /* of the font, in points; 0 where nothing tells */
	GQuark family; /* of the font, its weights and slopes taken as one */
};

static inline gboolean
word_style_equal(const struct word_style *a, const struct word_style *b)
{
	return a->color == b->color && a->size == b->size &&
	       a->family == b->family;
}

/* "ABCDEF+TimesNewRomanPS-BoldMT" is of the family "times". */
GQuark layer_marks_family(const char *font_name);

/* Takes watermarks, stamps and the like out of a page's words (of struct word;
 * styles: one struct word_style for each): what overlaps the letter's own words
 * and looks otherwise than they do, and what is of another colour and in none
 * of their rows. Words that overlap and look alike are left, with the
 * confidence of a doubt: it is unknown which of them are the letter's. Returns
 * whether so much went that it may have been the letter's own. Adds to marks
 * (of struct word_style) how the classes look that went as a whole. */
gboolean layer_marks_drop(GPtrArray *words, const GArray *styles,
			  GArray *marks);

#endif
