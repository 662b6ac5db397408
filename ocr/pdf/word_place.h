/* word_place.h - how a word's box lies to what the page's operators paint, and
 * to the runs of text that it may be of. */
#ifndef OCR_PDF_WORD_PLACE_H
#define OCR_PDF_WORD_PLACE_H

#include "core/document.h"
#include "ocr/pdf/pdf_survey.h"

/* Of a word's width, for a line to go through it. */
#define LEAST_STRUCK 0.4

/* Of two ranges; below 0: how far they are apart. */
double word_place_shared(double a0, double a1, double b0, double b1);
gboolean word_place_overlaps(const struct area *area, const struct box *box);

/* Where a word's glyphs are for certain. */
struct box word_place_inner(const struct box *word);

/* Of a run that the word may be of: how far from the run's start it stands;
 * -1 where it does not. */
double word_place_along(const struct shown_run *run, const struct box *word);

/* Of the width of a word of that run, so much has the shape going through its
 * glyphs, whichever way both lie: a rule, or what a pen drew. */
double word_place_struck_part(const struct shown_shape *shape,
			      const struct shown_run *run,
			      const struct box *word);

#endif
