/* bullets.h - bullets of lists, for which the model has no character: it takes
 * them for a star, a plus, a cent sign or a dash. */
#ifndef OCR_RECOGNISE_BULLETS_H
#define OCR_RECOGNISE_BULLETS_H

#include <glib.h>

#include "core/document.h"
#include "ocr/prepare/prepare.h"

#define BULLET 0x2022
#define BULLET_TEXT "\u2022"
#define BULLET_SURE 0.95

/* The character BULLET for each of the words (of struct word) that is a single
 * sign, no letter or digit, and as ink a disc above the base line. */
void bullets_mark(const GPtrArray *words, const struct prepared *prepared);

/* Whether there is such a disc, and nothing else, in the box of a word. */
gboolean bullet_stands_in(const struct box *box,
			  const struct prepared *prepared);

#endif
