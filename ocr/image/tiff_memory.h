/* tiff_memory.h - libtiff over bytes in memory. */
#ifndef OCR_IMAGE_TIFF_MEMORY_H
#define OCR_IMAGE_TIFF_MEMORY_H

#include <glib.h>
#include <tiffio.h>

struct tiff_memory {
	const guint8 *data;
	gsize size, position;
};

/* NULL if it is not a TIFF. memory must outlive it. */
TIFF *tiff_open_memory(struct tiff_memory *memory);

#endif
