/* bullets.c - told by their shape: solid, round, and off the base line. */
#include "ocr/recognise/bullets.h"

#include <math.h>

#include "ocr/prepare/word_box.h"

/* A disc: as wide as high, and this part of its box; a glyph's counter or arms
 * leave more of it white, and a dash is not square. */
#define LEAST_SIDE 4  /* pixels */
#define UNEVEN_SIDE 2 /* pixels, at most */
#define LEAST_FILLED 0.6

/* Of the font size: no higher than this, and its middle so far above the base
 * line, where a full stop's is not. */
#define HIGHEST 0.5
#define LOWEST_MIDDLE 0.15
#define HIGHEST_MIDDLE 0.5

/* What there is of ink in the box, cut to it; NULL for nothing. */
static PIX *
ink_in(const struct prepared *prepared, const struct box *box, BOX **out_where)
{
	double scale = prepared->points_per_pixel;
	BOX *wide = boxCreate((int)floor(box->x0 / scale),
			      (int)floor(box->y0 / scale),
			      (int)ceil((box->x1 - box->x0) / scale) + 1,
			      (int)ceil((box->y1 - box->y0) / scale));
	PIX *all = pixClipRectangle(prepared->ink, wide, NULL), *ink = NULL;

	*out_where = NULL;
	if (all != NULL && pixClipToForeground(all, &ink, out_where) == 0 &&
	    *out_where != NULL)
		(*out_where)->y += MAX(wide->y, 0);
	boxDestroy(&wide);
	pixDestroy(&all);
	return ink;
}

static gboolean
is_disc(PIX *ink)
{
	int width = pixGetWidth(ink), height = pixGetHeight(ink);
	l_int32 area = 0;

	pixCountPixels(ink, &area, NULL);
	return MIN(width, height) >= LEAST_SIDE &&
	       ABS(width - height) <= UNEVEN_SIDE &&
	       area >= LEAST_FILLED * width * height;
}

gboolean
bullet_stands_in(const struct box *box, const struct prepared *prepared)
{
	double scale = prepared->points_per_pixel;
	double size =
		(box->y1 - box->y0) / (WORD_ASCENT + WORD_DESCENT) / scale;
	double base = box->y1 / scale - WORD_DESCENT * size;
	BOX *where;
	PIX *ink = ink_in(prepared, box, &where);
	gboolean found = FALSE;

	if (ink != NULL && where != NULL && is_disc(ink)) {
		double above = base - where->y - where->h / 2.0;

		found = where->h <= HIGHEST * size &&
			above >= LOWEST_MIDDLE * size &&
			above <= HIGHEST_MIDDLE * size;
	}
	pixDestroy(&ink);
	boxDestroy(&where);
	return found;
}

void
bullets_mark(const GPtrArray *words, const struct prepared *prepared)
{
	for (guint i = 0; i < words->len; i++) {
		struct word *word = words->pdata[i];

		if (*g_utf8_next_char(word->text) != '\0' ||
		    g_unichar_isalnum(g_utf8_get_char(word->text)) ||
		    !bullet_stands_in(&word->box, prepared))
			continue;
		g_free(word->text);
		word->text = g_strdup(BULLET_TEXT);
		word->confidence = MAX(word->confidence, BULLET_SURE);
	}
}
