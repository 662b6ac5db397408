/* settle_tiff.c - TIFF 6.0 and BigTIFF: whether everything that the directories
 * refer to lies inside the file.
 *
 * Many writers put a page's directory before its strips, so the last strip of
 * each page is looked at as well. Waiting does not help a circular chain: it
 * ends when the budget is used up, and the decoder decides. */
#include "sources/directory/settle_tiff.h"

#include <string.h>

#include "core/descriptor.h"

#define MAX_ENTRIES 65536u /* of all directories: some 3,000 pages */

enum {
	TAG_STRIP_OFFSETS = 273,
	TAG_STRIP_BYTES = 279,
	TAG_TILE_OFFSETS = 324,
	TAG_TILE_BYTES = 325,
};

struct tiff {
	int fd;
	guint64 size;
	gboolean big_endian;
	gboolean is_big; /* BigTIFF: 64-bit offsets */
	guint budget;	 /* entries and directories yet to be looked at */
};

/* Of the last strip or tile of a page. */
struct extent {
	guint64 offset, bytes;
};

static guint64
number(const struct tiff *tiff, const guint8 *bytes, gsize width)
{
	guint64 value = 0;

	for (gsize i = 0; i < width; i++)
		value = value << 8 |
			bytes[tiff->big_endian ? i : width - 1 - i];
	return value;
}

static gboolean
lies_inside(const struct tiff *tiff, guint64 offset, guint64 bytes)
{
	return offset <= tiff->size && bytes <= tiff->size - offset;
}

static gboolean
read_inside(const struct tiff *tiff, guint64 offset, guint8 *buffer,
	    gsize bytes)
{
	return lies_inside(tiff, offset, bytes) &&
	       descriptor_read_at(tiff->fd, buffer, bytes, offset) ==
		       (gssize)bytes;
}

static gsize
type_width(guint64 type)
{
	static const guint8 widths[] = { 0, 1, 1, 2, 4, 8, 1, 1, 2, 4,
					 8, 4, 8, 4, 0, 0, 8, 8, 8 };

	return type < G_N_ELEMENTS(widths) ? widths[type] : 0;
}

/* Where the values of an entry lie, and the last of them where it is wanted. */
static gboolean
check_entry(const struct tiff *tiff, const guint8 *entry, struct extent *extent)
{
	gsize wide = tiff->is_big ? 8 : 4;
	guint64 tag = number(tiff, entry, 2);
	gsize width = type_width(number(tiff, entry + 2, 2));
	guint64 count = number(tiff, entry + 4, wide);
	const guint8 *values = entry + 4 + wide;
	guint64 offset = number(tiff, values, wide);
	guint8 last[8];

	if (width == 0 || count == 0)
		return TRUE;
	if (count > tiff->size / width)
		return FALSE;
	if (count * width > wide) {
		if (!lies_inside(tiff, offset, count * width) ||
		    !read_inside(tiff, offset + (count - 1) * width, last,
				 width))
			return FALSE;
	} else {
		memcpy(last, values + (count - 1) * width, width);
	}
	if (tag == TAG_STRIP_OFFSETS || tag == TAG_TILE_OFFSETS)
		extent->offset = number(tiff, last, width);
	if (tag == TAG_STRIP_BYTES || tag == TAG_TILE_BYTES)
		extent->bytes = number(tiff, last, width);
	return TRUE;
}

/* *at: of a directory, becomes that of the next; 0: there is none. */
static gboolean
check_directory(struct tiff *tiff, guint64 *at)
{
	gsize wide = tiff->is_big ? 8 : 4;
	gsize count_width = tiff->is_big ? 8 : 2;
	gsize entry_width = 4 + 2 * wide;
	guint8 buffer[20];
	guint64 count, place = *at + count_width;
	struct extent extent = { 0 };

	if (!read_inside(tiff, *at, buffer, count_width))
		return FALSE;
	count = number(tiff, buffer, count_width);
	tiff->budget--;
	for (; count > 0 && tiff->budget > 0; count--, tiff->budget--) {
		if (!read_inside(tiff, place, buffer, entry_width) ||
		    !check_entry(tiff, buffer, &extent))
			return FALSE;
		place += entry_width;
	}
	if (count > 0)
		return TRUE;
	if (!lies_inside(tiff, extent.offset, extent.bytes) ||
	    !read_inside(tiff, place, buffer, wide))
		return FALSE;
	*at = number(tiff, buffer, wide);
	return TRUE;
}

gboolean
settle_tiff_is_complete(int fd, const guint8 *head, gsize head_length,
			guint64 size)
{
	struct tiff tiff = { .fd = fd,
			     .size = size,
			     .big_endian = head[0] == 'M',
			     .budget = MAX_ENTRIES };
	guint64 version = head_length < 4 ? 0 : number(&tiff, head + 2, 2);
	guint64 at;

	/* "II" and "MM" may also begin a text, but not one as short as this. */
	if (version != 42 && version != 43)
		return head_length >= 4;
	tiff.is_big = version == 43;
	if (head_length < (tiff.is_big ? 16 : 8))
		return FALSE;
	at = tiff.is_big ? number(&tiff, head + 8, 8)
			 : number(&tiff, head + 4, 4);
	/* A writer that has not written its directory yet leaves 0 here. */
	if (at == 0)
		return FALSE;
	while (at != 0 && tiff.budget > 0) {
		if (!check_directory(&tiff, &at))
			return FALSE;
	}
	return TRUE;
}
