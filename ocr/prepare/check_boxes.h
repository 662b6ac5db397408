/* check_boxes.h - the check boxes of a form, which the model cannot read: it
 * takes them for an O, an L or a bracket. */
#ifndef OCR_PREPARE_CHECK_BOXES_H
#define OCR_PREPARE_CHECK_BOXES_H

#include <glib.h>

#include "ocr/image/leptonica.h"

/* In pixels. */
struct check_box {
	int left, top, right, bottom; /* of its outline */
	gboolean checked;	      /* with a cross, a tick, or filled */
};

/* Finds them among the components of ink, and paints them over in both. scale:
 * of the page, over PREPARED_DPI. The caller frees the array (of struct
 * check_box). */
GArray *check_boxes_take(PIX *gray, PIX *ink, BOXA *components, double scale);

/* The box as the page lies once it is turned a quarter clockwise; height: of
 * the page before. */
void check_box_turn(struct check_box *box, int height);

/* U+2610 or U+2612 for each, among the words (of struct word) of their page. */
void check_boxes_add_words(const GArray *boxes, double points_per_pixel,
			   GPtrArray *words);

#endif
