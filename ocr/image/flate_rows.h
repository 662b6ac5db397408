/* flate_rows.h - the rows of a deflated image, one at a time. */
#ifndef OCR_IMAGE_FLATE_ROWS_H
#define OCR_IMAGE_FLATE_ROWS_H

#include <glib.h>

#include "ocr/image/damage.h"

struct flate_rows {
	const guint8 *data;
	gsize size;
	gsize stride; /* bytes a row */
	int count;
	gsize pixel; /* PNG's filters stand before the rows, and reach back
		      * so many bytes; 0: none do */
	struct damage *damage; /* noted here */
};

/* Calls take for each row in turn, which it may not keep. FALSE where the data
 * is damaged or ends too soon: some rows may have been taken by then. */
gboolean flate_rows_read(const struct flate_rows *rows,
			 void (*take)(int y, const guint8 *row,
				      gpointer closure),
			 gpointer closure);

#endif
