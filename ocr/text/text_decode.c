/* text_decode.c - which encoding it is, and out of it. */
#include "ocr/text/text_decode.h"

#include <string.h>

#include "core/error.h"
#include "ocr/text/windows_1252.h"

#define SAVE_AS_UTF8 "save it as UTF-8"

/* Of a file without a byte order mark; English text tells sooner. */
#define LOOKED_AT_BYTES 4096
#define END_OF_FILE 0x1a /* which DOS programs write behind a text */

struct encoding {
	const char *name;
	guint unit;   /* bytes */
	gboolean big; /* the first byte of a unit is the highest */
	gsize mark;   /* bytes of the byte order mark */
};

static gboolean
begins(const guint8 *data, gsize size, const char *mark, gsize length)
{
	return size >= length && memcmp(data, mark, length) == 0;
}

static gboolean
find_mark(const guint8 *data, gsize size, struct encoding *out)
{
	static const struct {
		const char *bytes;
		struct encoding encoding;
	} marks[] = {
		/* UTF-32's begins as UTF-16's does. */
		{ "\xff\xfe\0\0", { "UTF-32", 4, FALSE, 4 } },
		{ "\0\0\xfe\xff", { "UTF-32", 4, TRUE, 4 } },
		{ "\xff\xfe", { "UTF-16", 2, FALSE, 2 } },
		{ "\xfe\xff", { "UTF-16", 2, TRUE, 2 } },
		{ "\xef\xbb\xbf", { "UTF-8", 1, FALSE, 3 } },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(marks); i++) {
		*out = marks[i].encoding;
		if (begins(data, size, marks[i].bytes, out->mark))
			return TRUE;
	}
	return FALSE;
}

/* Text in Latin letters has zeros at all the places of a unit but one. */
static struct encoding
guess_encoding(const guint8 *data, gsize size)
{
	struct encoding encoding = { "UTF-8", 1, FALSE, 0 };
	guint zeros[4] = { 0 };
	gsize units;

	if (find_mark(data, size, &encoding))
		return encoding;
	encoding = (struct encoding){ "UTF-8", 1, FALSE, 0 };
	size = MIN(size, LOOKED_AT_BYTES) / 4 * 4;
	units = size / 4;
	for (gsize i = 0; i < size; i++)
		zeros[i % 4] += data[i] == 0;
	if (units > 0 && zeros[2] == units && zeros[3] == units &&
	    zeros[0] == 0)
		return (struct encoding){ "UTF-32", 4, FALSE, 0 };
	if (units > 0 && zeros[0] == units && zeros[1] == units &&
	    zeros[3] == 0)
		return (struct encoding){ "UTF-32", 4, TRUE, 0 };
	if (zeros[0] + zeros[2] == 0 && zeros[1] + zeros[3] > units)
		return (struct encoding){ "UTF-16", 2, FALSE, 0 };
	if (zeros[1] + zeros[3] == 0 && zeros[0] + zeros[2] > units)
		return (struct encoding){ "UTF-16", 2, TRUE, 0 };
	return encoding;
}

static gboolean
is_control(gunichar c)
{
	return (c < 0x20 && (c < '\t' || c > '\r')) || c == 0x7f;
}

gboolean
text_decode_matches(const guint8 *data, gsize size)
{
	struct encoding encoding = guess_encoding(data, size);

	if (encoding.unit > 1)
		return TRUE;
	if (size > 0 && data[size - 1] == END_OF_FILE)
		size--;
	for (gsize i = 0; i < size; i++)
		if (is_control(data[i]))
			return FALSE;
	return TRUE;
}

static gunichar
read_unit(const guint8 *data, const struct encoding *encoding)
{
	gunichar value = 0;

	for (guint i = 0; i < encoding->unit; i++)
		value = value << 8 |
			data[encoding->big ? i : encoding->unit - 1 - i];
	return value;
}

/* Of UTF-16, a character beyond 0xffff is two units, a high and a low one. */
static gboolean
is_half(gunichar unit, gunichar first)
{
	return unit >= first && unit < first + 0x400;
}

/* NULL where a unit is none that the encoding has. */
static char *
read_wide(const guint8 *data, gsize size, const struct encoding *encoding)
{
	g_autoptr(GString) text = g_string_new(NULL);
	gboolean halves = encoding->unit == 2;
	gunichar high = 0;

	for (gsize at = 0; at < size; at += encoding->unit) {
		gunichar c = read_unit(data + at, encoding);

		if (halves && is_half(c, 0xdc00) != (high != 0))
			return NULL;
		if (halves && is_half(c, 0xd800)) {
			high = c;
			continue;
		}
		if (high != 0)
			c = 0x10000 + ((high - 0xd800) << 10) + (c - 0xdc00);
		high = 0;
		if (c == 0 || !g_unichar_validate(c))
			return NULL;
		g_string_append_unichar(text, c);
	}
	if (high != 0)
		return NULL;
	return g_string_free(g_steal_pointer(&text), FALSE);
}

static char *
decode_wide(const guint8 *data, gsize size, const struct encoding *encoding,
	    GError **error)
{
	char *text = NULL;

	if (size % encoding->unit == 0)
		text = read_wide(data, size, encoding);
	if (text == NULL)
		error_reject(error, "damaged",
			     "text in %s that is damaged or cut off; ask for "
			     "it again",
			     encoding->name);
	return text;
}

/* UTF-8, or text that is not UTF-8 and makes sense as Windows-1252. */
static char *
decode_bytes(const guint8 *data, gsize size, GError **error)
{
	const char *bytes = (const char *)data, *end;
	char *text;

	if (g_utf8_validate_len(bytes, size, &end)) {
		text = windows_1252_undo(bytes, size);
		return text != NULL ? text : g_strndup(bytes, size);
	}
	text = windows_1252_decode(data, size);
	if (text == NULL)
		error_reject(error, "text-encoding",
			     "text is not UTF-8 (byte %" G_GSIZE_FORMAT
			     "), nor surely another encoding; " SAVE_AS_UTF8,
			     (gsize)(end - bytes) + 1);
	return text;
}

static gboolean
check_controls(const char *text, const char *name, GError **error)
{
	for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p))
		if (is_control(g_utf8_get_char(p)))
			return error_reject(
				error, "damaged",
				"text in %s with control characters; ask for "
				"it again",
				name);
	return TRUE;
}

char *
text_decode(const guint8 *data, gsize size, GError **error)
{
	struct encoding encoding = guess_encoding(data, size);
	g_autofree char *text = NULL;
	gsize length;

	data += encoding.mark;
	size -= encoding.mark;
	text = encoding.unit > 1 ? decode_wide(data, size, &encoding, error)
				 : decode_bytes(data, size, error);
	if (text == NULL)
		return NULL;
	length = strlen(text);
	if (length > 0 && text[length - 1] == END_OF_FILE)
		text[length - 1] = '\0';
	windows_1252_mend_controls(&text);
	return check_controls(text, encoding.name, error)
		       ? g_steal_pointer(&text)
		       : NULL;
}
