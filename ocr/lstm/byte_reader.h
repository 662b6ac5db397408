/* byte_reader.h - little-endian values out of bytes that may be damaged.
 *
 * Reading beyond the end, or a byte count that does not fit, makes the reader
 * bad for good and gives zeros; ask once, at the end. */
#ifndef OCR_LSTM_BYTE_READER_H
#define OCR_LSTM_BYTE_READER_H

#include <glib.h>
#include <string.h>

struct byte_reader {
	const guint8 *data;
	gsize size; /* what is left */
	gboolean bad;
};

/* NULL where fewer than count bytes are left. */
static inline const guint8 *
byte_reader_take(struct byte_reader *reader, gsize count)
{
	const guint8 *data = reader->data;

	if (reader->bad || count > reader->size) {
		reader->bad = TRUE;
		return NULL;
	}
	reader->data += count;
	reader->size -= count;
	return data;
}

static inline guint8
byte_reader_u8(struct byte_reader *reader)
{
	const guint8 *data = byte_reader_take(reader, 1);

	return data != NULL ? *data : 0;
}

static inline guint32
byte_reader_u32(struct byte_reader *reader)
{
	const guint8 *data = byte_reader_take(reader, 4);
	guint32 value = 0;

	if (data != NULL)
		memcpy(&value, data, 4);
	return GUINT32_FROM_LE(value);
}

static inline guint64
byte_reader_u64(struct byte_reader *reader)
{
	guint64 low = byte_reader_u32(reader);

	return low | (guint64)byte_reader_u32(reader) << 32;
}

static inline double
byte_reader_double(struct byte_reader *reader)
{
	guint64 bits = byte_reader_u64(reader);
	double value;

	memcpy(&value, &bits, 8);
	return value;
}

#endif
