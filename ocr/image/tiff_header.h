/* tiff_header.h - what a TIFF says of a page, before its pixels are decoded. */
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
 * all of them where none is. The caller's, of guint. NULL where their chain
 * breaks off: what can still be reached would be part of a letter. */
GArray *tiff_list_pages(const guint8 *data, gsize size);

/* number: of a directory, as everywhere below. FALSE where there is no such
 * one, or no size to it. */
gboolean tiff_header_read(const guint8 *data, gsize size, guint number,
			  struct tiff_header *out);

/* The file with that page marked upright; NULL where it cannot be. Decoders
 * turn pages by that mark, and not all of them right. */
GBytes *tiff_mark_upright(const guint8 *data, gsize size, guint number);

#endif
