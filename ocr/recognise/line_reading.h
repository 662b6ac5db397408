/* line_reading.h - what the network saw in a piece of a line, as words. */
#ifndef OCR_RECOGNISE_LINE_READING_H
#define OCR_RECOGNISE_LINE_READING_H

#include <glib.h>

#include "ocr/lstm/lstm_network.h"
#include "ocr/prepare/prepare.h"
#include "ocr/recognise/line_finder.h"

struct line_reading {
	const struct line_piece *piece;
	int left; /* of the image that was read, in pixels of the page */
	struct lstm_output output;
	double font_size; /* pixels; 0: the glyphs do not tell */
	GPtrArray *words; /* of struct word */

	/* Private to line_reading.c. */
	GArray *characters; /* of struct ctc_character */
	int *ink;	    /* of the piece's columns */
};

/* Sets font_size from the output. */
void line_reading_decode(struct line_reading *reading,
			 const struct lstm_model *model);

/* Makes the words, and frees the output. usual_size: of the page's glyphs, for
 * a line whose own do not tell. */
void line_reading_make_words(struct line_reading *reading,
			     const struct prepared *prepared,
			     double usual_size);

#endif
