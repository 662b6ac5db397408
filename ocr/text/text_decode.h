/* text_decode.h - the bytes of a text file as UTF-8.
 *
 * UTF-8, UTF-16 and UTF-32, each with a byte order mark or without, and
 * Windows-1252, which is what older programs of an office write. This is our
 * own code, because iconv opens its tables by path, which the worker cannot
 * do. */
#ifndef OCR_TEXT_TEXT_DECODE_H
#define OCR_TEXT_TEXT_DECODE_H

#include <glib.h>

/* Whether the bytes can be text of one of these encodings at all: they hold
 * none of the control characters that no text has. */
gboolean text_decode_matches(const guint8 *data, gsize size);

/* The text, without byte order mark; to be freed. A file that was decoded as
 * Windows-1252 before, although it was UTF-8, is put right. REJECT, with the
 * encoding's name, for what is cut off, damaged, in an encoding that cannot be
 * told, or has control characters. */
char *text_decode(const guint8 *data, gsize size, GError **error);

#endif
