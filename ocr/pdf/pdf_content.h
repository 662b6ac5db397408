/* pdf_content.h - does a page draw one image and nothing else? */
#ifndef OCR_PDF_PDF_CONTENT_H
#define OCR_PDF_PDF_CONTENT_H

#include <glib.h>

#include "ocr/image/matrix.h"

struct placed_image {
	char *name;	      /* of the page's XObject, without its slash */
	struct matrix matrix; /* of the unit square, to the page's user space */
	gboolean black;	      /* what an image mask would be painted in */
	GPtrArray *states;    /* names of the graphics states that it is drawn
			       * in, for the caller to look at */
};

/* A page's content, all its streams one after the other. TRUE where its only
 * mark is one image, drawn whole: around it may stand invisible text (of an
 * earlier OCR), and clips that cut nothing off. FALSE for anything more, and
 * for whatever is not understood: then the page must be drawn to be seen.
 * is_unseen: whether an XObject leaves no mark. */
gboolean content_is_one_image(const char *data, gsize size,
			      gboolean (*is_unseen)(const char *name,
						    gpointer closure),
			      gpointer closure, struct placed_image *out);
void placed_image_clear(struct placed_image *image);

#endif
