/* orientation.c - mirrored, then turned.
 *
 * libjpeg finds the EXIF block, which a PNG has in a chunk of its own; of its
 * directory one number is wanted, which
 * is less than a library that reads every camera's notes is worth to a worker
 * that reads strangers' files. */
#include "ocr/image/orientation.h"

#include <string.h>

#include "ocr/image/jpeg_read.h"

#define EXIF_HEAD 6 /* "Exif", 0, 0; offsets count from behind it */
#define ORIENTATION_TAG 0x112
#define TYPE_SHORT 3
#define ENTRY_BYTES 12

/* A PNG's chunks: length, name, what it holds, a checksum. */
#define PNG_HEAD 8
#define CHUNK_HEAD 8
#define CHUNK_TAIL 4

static const struct {
	gboolean mirrored; /* left and right, first of all */
	int turns;	   /* then by so many quarters clockwise */
} orientations[] = {
	{ FALSE, 0 }, { FALSE, 0 }, { TRUE, 0 }, { FALSE, 2 }, { TRUE, 2 },
	{ TRUE, 3 },  { FALSE, 1 }, { TRUE, 1 }, { FALSE, 3 },
};

/* --- EXIF --- */

struct exif {
	const guint8 *data;
	gsize size;
	gboolean big_endian;
};

/* 0 beyond the end. */
static guint32
number_at(const struct exif *exif, gsize offset, guint bytes)
{
	guint32 value = 0;

	if (offset > exif->size || bytes > exif->size - offset)
		return 0;
	for (guint i = 0; i < bytes; i++) {
		guint place = exif->big_endian ? bytes - 1 - i : i;

		value |= (guint32)exif->data[offset + i] << (8 * place);
	}
	return value;
}

static int
read_orientation(const guint8 *data, gsize size)
{
	struct exif exif = { data, size, size > 0 && *data == 'M' };
	gsize directory = number_at(&exif, 4, 4);
	guint32 count = number_at(&exif, directory, 2), found;

	for (gsize i = 0; i < count; i++) {
		gsize entry = directory + 2 + i * ENTRY_BYTES;

		if (number_at(&exif, entry, 2) != ORIENTATION_TAG ||
		    number_at(&exif, entry + 2, 2) != TYPE_SHORT)
			continue;
		found = number_at(&exif, entry + 8, 2);
		return found >= 1 && found < G_N_ELEMENTS(orientations)
			       ? (int)found
			       : ORIENTATION_UPRIGHT;
	}
	return ORIENTATION_UPRIGHT;
}

static void
read_markers(struct jpeg_decompress_struct *jpeg, gpointer closure)
{
	jpeg_saved_marker_ptr marker;
	int *found = closure;

	jpeg_save_markers(jpeg, JPEG_APP0 + 1, 0xffff);
	jpeg_read_header(jpeg, TRUE);
	for (marker = jpeg->marker_list; marker != NULL; marker = marker->next)
		if (marker->data_length > EXIF_HEAD &&
		    memcmp(marker->data, "Exif\0", EXIF_HEAD) == 0) {
			*found = read_orientation(marker->data + EXIF_HEAD,
						  marker->data_length -
							  EXIF_HEAD);
			return;
		}
}

int
orientation_of_jpeg(const guint8 *data, gsize size)
{
	struct damage ignored = { DAMAGE_NONE, NULL };
	int found = ORIENTATION_UPRIGHT;

	jpeg_read(data, size, read_markers, &found, &ignored);
	damage_clear(&ignored);
	return found;
}

int
orientation_of_png(const guint8 *data, gsize size)
{
	const struct exif png = { data, size, TRUE };
	gsize at = PNG_HEAD;

	while (at <= size && size - at > CHUNK_HEAD + CHUNK_TAIL) {
		gsize length = number_at(&png, at, 4);
		gsize left = size - at - CHUNK_HEAD - CHUNK_TAIL;

		if (length > left)
			break;
		if (memcmp(data + at + 4, "eXIf", 4) == 0)
			return read_orientation(data + at + CHUNK_HEAD, length);
		at += CHUNK_HEAD + length + CHUNK_TAIL;
	}
	return ORIENTATION_UPRIGHT;
}

/* --- what it means --- */

gboolean
orientation_is_on_side(int orientation)
{
	return orientations[orientation].turns % 2 != 0;
}

PIX *
orientation_apply(PIX *pix, int orientation)
{
	PIX *turned;

	if (orientation == ORIENTATION_UPRIGHT)
		return pix;
	if (orientations[orientation].mirrored)
		pixFlipLR(pix, pix);
	turned = pixRotateOrth(pix, orientations[orientation].turns);
	pixDestroy(&pix);
	return turned;
}

struct matrix
orientation_place(int orientation, double width, double height)
{
	static const struct matrix turned[] = {
		{ 1, 0, 0, 1, 0, 0 },
		{ 0, -1, 1, 0, 0, 1 },
		{ -1, 0, 0, -1, 1, 1 },
		{ 0, 1, -1, 0, 1, 0 },
	};
	const struct matrix mirror = { -1, 0, 0, 1, 1, 0 };
	const struct matrix page = { width, 0, 0, height, 0, 0 };
	struct matrix m = turned[orientations[orientation].turns];

	if (orientations[orientation].mirrored)
		m = matrix_multiply(&mirror, &m);
	return matrix_multiply(&m, &page);
}
