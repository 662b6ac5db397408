/* tiff_memory.c - what libtiff takes for a file. */
#include "ocr/image/tiff_memory.h"

#include <string.h>

#include "ocr/image/tiff_faults.h"

static tmsize_t
read_bytes(thandle_t handle, void *out, tmsize_t wanted)
{
	struct tiff_memory *memory = handle;
	gsize left = memory->size - MIN(memory->position, memory->size);
	gsize count = MIN((gsize)MAX(wanted, 0), left);

	memcpy(out, memory->data + memory->position, count);
	memory->position += count;
	return (tmsize_t)count;
}

static tmsize_t
write_nothing(G_GNUC_UNUSED thandle_t handle, G_GNUC_UNUSED void *data,
	      G_GNUC_UNUSED tmsize_t size)
{
	return 0;
}

static toff_t
seek(thandle_t handle, toff_t offset, int whence)
{
	struct tiff_memory *memory = handle;
	toff_t from = whence == SEEK_CUR   ? memory->position
		      : whence == SEEK_END ? memory->size
					   : 0;

	/* An offset may be negative, and then wraps about as it should. */
	memory->position = MIN(from + offset, memory->size);
	return memory->position;
}

static int
close_nothing(G_GNUC_UNUSED thandle_t handle)
{
	return 0;
}

static toff_t
tell_size(thandle_t handle)
{
	return ((const struct tiff_memory *)handle)->size;
}

TIFF *
tiff_open_memory(struct tiff_memory *memory)
{
	tiff_faults_hear();
	return TIFFClientOpen("letter", "rm", memory, read_bytes, write_nothing,
			      seek, close_nothing, tell_size, NULL, NULL);
}
