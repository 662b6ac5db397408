/* flate_rows.c - zlib's output, a row after the other. */
#define ZLIB_CONST
#include "ocr/image/flate_rows.h"

#include <stdlib.h>
#include <string.h>
#include <zlib.h>

static guint8
paeth(guint8 left, guint8 above, guint8 corner)
{
	int p = left + above - corner;
	int a = abs(p - left), b = abs(p - above), c = abs(p - corner);

	return a <= b && a <= c ? left : b <= c ? above : corner;
}

/* Undoes PNG's filter of that number (PNG, 9.2) in row. */
static gboolean
unfilter(guint8 filter, guint8 *row, const guint8 *above,
	 const struct flate_rows *rows)
{
	if (filter > 4)
		return FALSE;
	for (gsize i = 0; filter != 0 && i < rows->stride; i++) {
		const gboolean first = i < rows->pixel;
		guint8 left = first ? 0 : row[i - rows->pixel];
		guint8 corner = first ? 0 : above[i - rows->pixel];
		guint8 guess = filter == 1   ? left
			       : filter == 2 ? above[i]
			       : filter == 3
				       ? (guint8)(((guint)left + above[i]) / 2)
				       : paeth(left, above[i], corner);

		row[i] = (guint8)((row[i] + guess) & 0xff);
	}
	return TRUE;
}

static gboolean
fill(z_stream *stream, guint8 *out, gsize size)
{
	int status = Z_OK;

	stream->next_out = out;
	stream->avail_out = (uInt)size;
	while (stream->avail_out > 0 && status == Z_OK)
		status = inflate(stream, Z_NO_FLUSH);
	return stream->avail_out == 0;
}

static gboolean
read_rows(const struct flate_rows *rows, z_stream *stream, guint8 *row,
	  guint8 *above,
	  void (*take)(int y, const guint8 *row, gpointer closure),
	  gpointer closure)
{
	for (int y = 0; y < rows->count; y++) {
		guint8 filter = 0, *last = above;

		if ((rows->pixel != 0 && !fill(stream, &filter, 1)) ||
		    !fill(stream, row, rows->stride) ||
		    !unfilter(filter, row, above, rows))
			return FALSE;
		take(y, row, closure);
		above = row;
		row = last;
	}
	return TRUE;
}

/* Behind the last row the stream says that it ends, and gives the sum of what
 * it held. Some writers leave both out. */
static gboolean
ends_well(z_stream *stream)
{
	guint8 rest[4096];
	int status = Z_OK;

	while (status == Z_OK) {
		stream->next_out = rest;
		stream->avail_out = sizeof(rest);
		status = inflate(stream, Z_NO_FLUSH);
	}
	return status != Z_DATA_ERROR;
}

gboolean
flate_rows_read(const struct flate_rows *rows,
		void (*take)(int y, const guint8 *row, gpointer closure),
		gpointer closure)
{
	g_autofree guint8 *both = g_try_malloc0_n(2, rows->stride);
	z_stream stream = { .next_in = rows->data };
	gboolean good;

	if (both == NULL || rows->size > G_MAXUINT ||
	    rows->stride > G_MAXUINT || inflateInit(&stream) != Z_OK)
		return FALSE;
	stream.avail_in = (uInt)rows->size;
	good = read_rows(rows, &stream, both, both + rows->stride, take,
			 closure);
	if (!good && stream.avail_in == 0)
		damage_note(rows->damage, DAMAGE_PART, "its image is cut off");
	else if (!good || !ends_well(&stream))
		damage_note(rows->damage, DAMAGE_ALL, "its image is damaged");
	inflateEnd(&stream);
	return good;
}
