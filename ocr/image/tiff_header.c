/* tiff_header.c - libtiff over bytes in memory.
 *
 * Leptonica reads the pixels, but of its headers it tells neither the vertical
 * resolution nor which end of the scale is white. */
#include "ocr/image/tiff_header.h"

#include <string.h>

#include "ocr/image/tiff_memory.h"

static double
resolution(TIFF *tiff, ttag_t tag, guint16 unit)
{
	float value = 0;

	if (!TIFFGetField(tiff, tag, &value) || !(value > 0))
		return 0;
	return unit == RESUNIT_CENTIMETER ? value * 2.54 : (double)value;
}

static gboolean
read_tags(TIFF *tiff, struct tiff_header *out)
{
	guint16 unit = RESUNIT_INCH;

	memset(out, 0, sizeof(*out));
	if (!TIFFGetField(tiff, TIFFTAG_IMAGEWIDTH, &out->width) ||
	    !TIFFGetField(tiff, TIFFTAG_IMAGELENGTH, &out->height))
		return FALSE;
	TIFFGetFieldDefaulted(tiff, TIFFTAG_BITSPERSAMPLE, &out->bits);
	TIFFGetFieldDefaulted(tiff, TIFFTAG_SAMPLESPERPIXEL, &out->samples);
	TIFFGetFieldDefaulted(tiff, TIFFTAG_ORIENTATION, &out->orientation);
	if (out->orientation < ORIENTATION_TOPLEFT ||
	    out->orientation > ORIENTATION_LEFTBOT)
		out->orientation = ORIENTATION_TOPLEFT;
	TIFFGetFieldDefaulted(tiff, TIFFTAG_RESOLUTIONUNIT, &unit);
	out->photometric = PHOTOMETRIC_MINISBLACK;
	TIFFGetField(tiff, TIFFTAG_PHOTOMETRIC, &out->photometric);
	TIFFGetFieldDefaulted(tiff, TIFFTAG_SAMPLEFORMAT, &out->format);
	TIFFGetFieldDefaulted(tiff, TIFFTAG_COMPRESSION, &out->compression);
	out->x_dpi = resolution(tiff, TIFFTAG_XRESOLUTION, unit);
	out->y_dpi = resolution(tiff, TIFFTAG_YRESOLUTION, unit);
	out->white_is_zero = out->photometric == PHOTOMETRIC_MINISWHITE;
	return out->width > 0 && out->height > 0;
}

/* A smaller copy of another page, or a mask to show one through. */
static gboolean
is_no_page(TIFF *tiff)
{
	guint32 kind = 0;
	guint16 old_kind = 0;

	if (TIFFGetField(tiff, TIFFTAG_SUBFILETYPE, &kind))
		return (kind & (FILETYPE_REDUCEDIMAGE | FILETYPE_MASK)) != 0;
	return TIFFGetField(tiff, TIFFTAG_OSUBFILETYPE, &old_kind) &&
	       old_kind == OFILETYPE_REDUCEDIMAGE;
}

/* Where the chain leads beyond the file's end, in a circle, or to what is not a
 * directory, libtiff ends it as if nothing had been to come. */
GArray *
tiff_list_pages(const guint8 *data, gsize size)
{
	struct tiff_memory memory = { data, size, 0 };
	TIFF *tiff = tiff_open_memory(&memory);
	g_autoptr(GArray) pages = g_array_new(FALSE, FALSE, sizeof(guint));
	g_autoptr(GArray) all = g_array_new(FALSE, FALSE, sizeof(guint));
	gboolean whole = tiff != NULL;

	for (guint n = 1; whole; n++) {
		g_array_append_val(all, n);
		if (!is_no_page(tiff))
			g_array_append_val(pages, n);
		if (TIFFLastDirectory(tiff))
			break;
		whole = n < G_MAXUINT16 && TIFFReadDirectory(tiff);
	}
	if (tiff != NULL)
		TIFFClose(tiff);
	if (!whole)
		return NULL;
	return pages->len > 0 ? g_steal_pointer(&pages) : g_steal_pointer(&all);
}

gboolean
tiff_header_read(const guint8 *data, gsize size, guint number,
		 struct tiff_header *out)
{
	struct tiff_memory memory = { data, size, 0 };
	TIFF *tiff = tiff_open_memory(&memory);
	gboolean good;

	if (tiff == NULL)
		return FALSE;
	good = number <= G_MAXUINT16 &&
	       TIFFSetDirectory(tiff, (tdir_t)(number - 1)) &&
	       read_tags(tiff, out);
	TIFFClose(tiff);
	return good;
}

/* A number of the file, in its own order of bytes. */
struct number {
	gboolean big_endian;
	guint bytes;
};

static guint64
get_number(const struct number *kind, const guint8 *from)
{
	guint64 value = 0;

	for (guint i = 0; i < kind->bytes; i++)
		value = value << 8 |
			from[kind->big_endian ? i : kind->bytes - 1 - i];
	return value;
}

static void
put_number(const struct number *kind, guint8 *to, guint value)
{
	for (guint i = 0; i < kind->bytes; i++)
		to[kind->big_endian ? kind->bytes - 1 - i : i] =
			(guint8)(value >> (8 * i));
}

/* In the directory at that place of a file that libtiff has read it from. */
static gboolean
mark_directory(guint8 *data, gsize size, gsize directory)
{
	const gboolean big = data[0] == 'M';
	const gboolean large = data[big ? 3 : 2] == 43; /* BigTIFF */
	const struct number two = { big, 2 }, head = { big, large ? 8 : 2 };
	const gsize entry_size = large ? 20 : 12, value_at = large ? 12 : 8;
	guint64 count;

	if (directory > size || size - directory < head.bytes)
		return FALSE;
	count = get_number(&head, data + directory);
	for (gsize at = directory + head.bytes;
	     count > 0 && at <= size && size - at >= entry_size;
	     at += entry_size, count--)
		if (get_number(&two, data + at) == TIFFTAG_ORIENTATION) {
			put_number(&two, data + at + 2, TIFF_SHORT);
			put_number(&two, data + at + value_at,
				   ORIENTATION_TOPLEFT);
			return TRUE;
		}
	return FALSE;
}

GBytes *
tiff_mark_upright(const guint8 *data, gsize size, guint number)
{
	struct tiff_memory memory = { data, size, 0 };
	TIFF *tiff = tiff_open_memory(&memory);
	guint8 *copy = NULL;
	gboolean good;

	if (tiff == NULL)
		return NULL;
	good = number <= G_MAXUINT16 &&
	       TIFFSetDirectory(tiff, (tdir_t)(number - 1));
	if (good)
		copy = g_try_malloc(size);
	if (copy != NULL) {
		memcpy(copy, data, size);
		if (!mark_directory(copy, size, TIFFCurrentDirOffset(tiff)))
			g_clear_pointer(&copy, g_free);
	}
	TIFFClose(tiff);
	return copy != NULL ? g_bytes_new_take(copy, size) : NULL;
}
