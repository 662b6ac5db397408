/* tone_levels.h - what counts as paper, ink and black among an image's grays.
 */
#ifndef OCR_PREPARE_TONE_LEVELS_H
#define OCR_PREPARE_TONE_LEVELS_H

/* What tones_even() makes of a page: paper is white, print black, and what is
 * darker than this is ink. */
#define TONES_INK 170

/* Of a tone's own light: from here on it is white. */
#define TONES_WHITE 0.9

/* Print on a darker tone has less than a quarter of the contrast that it has on
 * paper: the tone is black. */
#define TONES_BLACK 64

#endif
