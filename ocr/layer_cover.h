/* layer_cover.h - is all that a scan says in the text that lies hidden over
 * it? */
#ifndef OCR_LAYER_COVER_H
#define OCR_LAYER_COVER_H

#include <glib.h>

#include "ocr/prepare.h"

struct layer_cover {
	guint letters; /* of the scan, by their looks */
	guint lost;    /* of them, those in lines that no word covers */
};

/* words: of struct word, on the page as shown, which has that size in points.
 * Signatures, stamps, logos and pictures are no letters. */
struct layer_cover layer_cover_measure(const GPtrArray *words,
				       const struct prepared *scan,
				       double width, double height);

/* The layer is not all there. */
gboolean layer_cover_lacks_text(const struct layer_cover *cover);

#endif
