/* zero_run.h - blocks of a file that a disk or a transfer left empty. */
#ifndef OCR_IMAGE_ZERO_RUN_H
#define OCR_IMAGE_ZERO_RUN_H

#include <glib.h>

/* The first run of at least least zero bytes at or after from. FALSE: there is
 * none. */
gboolean zero_run_find(const guint8 *data, gsize size, gsize from, gsize least,
		       gsize *out_start, gsize *out_end);

/* A run of zeros outside a PDF's streams, or over the end of one: objects are
 * lost there. What stands behind the last %%EOF is padding. */
gboolean zero_run_is_in_pdf(const guint8 *data, gsize size);

#endif
