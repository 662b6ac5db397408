/* tiff_header.h - a TIFF's data about a page, before its pixels are decoded. */
#ifndef OCR_IMAGE_TIFF_HEADER_H
#define OCR_IMAGE_TIFF_HEADER_H

#include <glib.h>

struct tiff_header {
	guint32 width, height;
	double x_dpi, y_dpi;   /* 0: unknown; a fax's differ */
	guint16 bits, samples; /* a pixel has so many samples of so many */
	guint16 format;	       /* of a sample: SAMPLEFORMAT_ of libtiff */
	guint16 photometric;   /* PHOTOMETRIC_ */
	guint16 compression;   /* COMPRESSION_ */
	gboolean white_is_zero;
	guint16 orientation; /* 1 to 8: orientation.h */
};

/* The directories, from 1, that are pages and not a thumbnail or a mask of one;
 * all of them where none is. The caller's, of guint. NULL if their chain breaks
 * off: the pages before the break would be only part of a letter. */
GArray *tiff_list_pages(const guint8 *data, gsize size);

/* number: of a directory, as everywhere below. FALSE if there is no such
 * directory, or it has no size. */
gboolean tiff_header_read(const guint8 *data, gsize size, guint number,
			  struct tiff_header *out);

/* The file with that page marked upright; NULL if it cannot be done. Decoders
 * turn pages by that mark, and some of them do it wrongly. */
GBytes *tiff_mark_upright(const guint8 *data, gsize size, guint number);

#endif
