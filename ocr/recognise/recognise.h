/* recognise.h - the recogniser as the rest of ocr/ uses it. */
#ifndef OCR_RECOGNISE_RECOGNISE_H
#define OCR_RECOGNISE_RECOGNISE_H

#include <glib.h>

#include "core/document.h"
#include "ocr/prepare/prepare.h"
#include "ocr/recognise/recogniser.h"

/* Reads the prepared page's words into page: lines, confidence, bold. The
 * page's size is set already. */
gboolean recogniser_read(struct recogniser *recogniser,
			 const struct prepared *prepared, struct page *page,
			 GError **error);

/* What our own network makes of the page: its glyphs, less those in doubt.
 * Reads it along its level lines only, whichever engine was chosen. */
double recogniser_rate(struct recogniser *recogniser,
		       const struct prepared *prepared);
/* Whether this processor can run it. */
gboolean recogniser_can_rate(const struct recogniser *recogniser);

/* The words of prepared->gray and ->ink, of struct word, in points, by the fast
 * engine alone; NULL where it cannot run. */
GPtrArray *recogniser_read_fast(struct recogniser *recogniser,
				const struct prepared *prepared);

#endif
