/* colour_curves.h - sRGB's curve, computed once.
 *
 * For each page Poppler builds the transforms of its ICC profiles to sRGB, also
 * where only the text is taken. Little CMS computes sRGB's curve for that at
 * thousands of points, the same ones each time: a fifteenth of the time that a
 * letter with a text layer takes. */
#ifndef OCR_COLOUR_CURVES_H
#define OCR_COLOUR_CURVES_H

/* Has Little CMS take the values of such curves from memory from now on, of the
 * whole process and the processes forked from it; they are what it computes.
 * For a process of one thread. */
void colour_curves_remember(void);

#endif
