/* tones.h - how light the paper is and how dark the print, place by place.
 *
 * Print is dark beside its own paper, whatever both are: on a page that was
 * lit unevenly, on thermal paper, where toner ran out. Pixels are gray, 8
 * bits. */
#ifndef OCR_PREPARE_TONES_H
#define OCR_PREPARE_TONES_H

#include <glib.h>

#include "ocr/image/leptonica.h"
#include "ocr/prepare/tone_levels.h"

/* Evens out the light of a page at scale times PREPARED_DPI, and darkens faint
 * print to what print is elsewhere; *out_faint is then where, a pixel of 1 bit
 * a tile (tone_tiles.h), for the caller to destroy. Returns the level below
 * which a solid area is not paper. */
int tones_even(PIX **gray, double scale, PIX **out_faint);

/* Makes paper of tones that are lighter than black and darker than pale: of all
 * that is wider and higher than a glyph's strokes. White is then what
 * is as light as that part of its tone. The tones that were there, for the
 * caller to destroy. */
PIX *tones_lighten(PIX *gray, double scale, int pale, double white);

/* Whether most of the page is white on black: no paper shows anywhere, which
 * tells it from paper that lies on a scanner's black bed. */
gboolean tones_are_inverse(PIX *gray);

#endif
