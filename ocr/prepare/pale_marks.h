/* pale_marks.h - marks that are lighter than the page's print: watermarks over
 * or below its text.
 *
 * Being lighter is not enough: it may be print that has faded. A mark is also
 * much larger than the print, or repeats the same text on a grid. */
#ifndef OCR_PREPARE_PALE_MARKS_H
#define OCR_PREPARE_PALE_MARKS_H

#include <glib.h>

#include "ocr/image/leptonica.h"
#include "ocr/prepare/tone_tiles.h"

/* Makes paper of such marks on a gray page (8 bits, at scale times
 * PREPARED_DPI) that is lit evenly; print that they touch stays. Whether there
 * were any. */
gboolean pale_marks_wipe(PIX *gray, const struct tone_tiles *tiles,
			 double scale);

#endif
