/* line_piece.h - what lines are found as. */
#ifndef OCR_RECOGNISE_LINE_PIECE_H
#define OCR_RECOGNISE_LINE_PIECE_H

/* A piece of a line, without white wider than it is high: the text of a cell,
 * or a whole line. In pixels; right and bottom are just outside. */
struct line_piece {
	int left, top, right, bottom; /* of the ink */
	int base;		      /* where the glyphs stand */
	int x_height; /* of the small letters, as far as the ink tells */
};

#endif
