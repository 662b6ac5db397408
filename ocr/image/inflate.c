/* inflate.c - zlib, with its checksum told from its codes. */
#define ZLIB_CONST
#include "ocr/image/inflate.h"

#include <zlib.h>

#define PIECE 32768
#define HEAD_BYTES 2
#define SUM_BYTES 4
#define PRESET_DICTIONARY 0x20

struct inflater {
	z_stream stream;
	uLong sum; /* Adler-32 of what came out */
	gsize count;
	guint8 piece[PIECE];
};

/* The codes alone are asked of zlib: it takes a wrong checksum for wrong data,
 * and a missing one for missing data. */
static gboolean
begin(struct inflater *inflater, const guint8 *data, gsize size)
{
	inflater->sum = adler32(0, NULL, 0);
	if (size < HEAD_BYTES || size > G_MAXUINT ||
	    (data[0] & 0x0f) != Z_DEFLATED ||
	    ((guint)data[0] << 8 | data[1]) % 31 != 0 ||
	    (data[1] & PRESET_DICTIONARY) != 0)
		return FALSE;
	inflater->stream.next_in = data + HEAD_BYTES;
	inflater->stream.avail_in = (uInt)(size - HEAD_BYTES);
	return inflateInit2(&inflater->stream, -MAX_WBITS) == Z_OK;
}

/* The next bytes are in piece. */
static int
step(struct inflater *inflater, guint *out_count)
{
	int status;

	inflater->stream.next_out = inflater->piece;
	inflater->stream.avail_out = PIECE;
	status = inflate(&inflater->stream, Z_NO_FLUSH);
	*out_count = PIECE - inflater->stream.avail_out;
	inflater->sum = adler32(inflater->sum, inflater->piece, *out_count);
	inflater->count += *out_count;
	return status;
}

static void
note_end(struct inflater *inflater, int status, struct damage *damage,
	 const char *what)
{
	const guint8 *sum = inflater->stream.next_in;
	uLong told = 0;

	if (status == Z_BUF_ERROR) {
		damage_note(damage, DAMAGE_PART, "%s is cut off", what);
		return;
	}
	if (status == Z_STREAM_END) {
		for (guint i = 0; i < SUM_BYTES; i++)
			if (inflater->stream.avail_in >= SUM_BYTES)
				told = told << 8 | sum[i];
		if (told == 0 || told == inflater->sum)
			return;
	}
	damage_note(damage, DAMAGE_ALL, "%s is damaged", what);
}

static GByteArray *
run(const guint8 *data, gsize size, gsize most, gboolean keep,
    struct damage *damage, const char *what)
{
	g_autofree struct inflater *inflater = g_new0(struct inflater, 1);
	GByteArray *bytes = g_byte_array_new();
	int status = Z_OK;
	guint count;

	if (!begin(inflater, data, size)) {
		damage_note(damage, DAMAGE_ALL,
			    size < HEAD_BYTES ? "%s is missing"
					      : "%s is damaged",
			    what);
		return bytes;
	}
	while (status == Z_OK && inflater->count <= most) {
		status = step(inflater, &count);
		if (keep)
			g_byte_array_append(bytes, inflater->piece, count);
	}
	if (status != Z_OK)
		note_end(inflater, status, damage, what);
	inflateEnd(&inflater->stream);
	if (inflater->count > most)
		g_clear_pointer(&bytes, g_byte_array_unref);
	return bytes;
}

GByteArray *
inflate_bytes(const guint8 *data, gsize size, gsize most, struct damage *damage,
	      const char *what)
{
	return run(data, size, most, TRUE, damage, what);
}

void
inflate_check(const guint8 *data, gsize size, gsize most, struct damage *damage,
	      const char *what)
{
	GByteArray *none = run(data, size, most, FALSE, damage, what);

	if (none != NULL)
		g_byte_array_unref(none);
}
