/* page_marks.h - removes marks that are not text: black areas, a scanner's
 * edges, punch holes, staples, rules.
 *
 * All work on a gray page and its ink (bilevel, of the same size) at scale
 * times PREPARED_DPI or near it, paint white in both, and say whether they
 * did. */
#ifndef OCR_PREPARE_PAGE_MARKS_H
#define OCR_PREPARE_PAGE_MARKS_H

#include <glib.h>

#include "ocr/image/leptonica.h"

/* Redactions, the black of a glass larger than the page, holes and staples;
 * tones below print, darker than pale, become paper (solid_areas.h). boxes:
 * those of the ink's connected components. Call before the page is turned,
 * because such marks disturb the search for its lines. What was painted white
 * is added to wiped, as large as the ink. */
gboolean marks_wipe_solid(PIX *gray, PIX *ink, BOXA *boxes, double scale,
			  int pale, PIX *wiped);

/* Ruled lines: a table's, underlines. On a level page. */
gboolean marks_wipe_rules(PIX *gray, PIX *ink, double scale);

#endif
