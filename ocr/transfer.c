/* transfer.c - by what chance would have left in compressed data. */
#define _GNU_SOURCE /* memmem */
#include "ocr/transfer.h"

#include <string.h>

#define LINE_ENDS                                                              \
	"damaged in transfer: its line ends were changed, as FTP in text "     \
	"mode does; send it again in binary mode"
#define AS_TEXT                                                                \
	"damaged in transfer: a program took it for text and changed its "     \
	"bytes; send the original again"

/* So often compressed data of the size at hand would have a byte by chance, and
 * it has none: less likely than one in a million. */
#define LEAST_EXPECTED 16

/* The first bytes of each kind of file, as they are left. */
static const struct {
	const char *bytes;
	gsize length;
	const char *fault;
} heads[] = {
	{ "\x89PNG\n\x1a\n", 7, LINE_ENDS },
	{ "\x89PNG\r\r\n\x1a\r\n", 10, LINE_ENDS },
	{ "\x89PNG\r\x1a\r", 7, LINE_ENDS },
	{ "\x89PNG\n\n\x1a\n", 8, LINE_ENDS },
	{ "\x89PNG\r\r\x1a\r", 8, LINE_ENDS },
	{ "\tPNG\r\n", 6, AS_TEXT },
	{ "\xef\xbf\xbdPNG", 6, AS_TEXT },
	{ "\xc2\x89PNG", 5, AS_TEXT },
	{ "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd", 9, AS_TEXT },
	{ "\xc3\xbf\xc3\x98\xc3\xbf", 6, AS_TEXT },
};

static gboolean
is_binary(guint8 byte)
{
	return byte >= 0x80;
}

/* Every line feed has a return before it, also where no line ends. */
static gboolean
has_added_returns(const guint8 *data, gsize size)
{
	const guint8 *end = data + size, *p = data;
	guint within = 0;

	while ((p = memchr(p, '\n', (gsize)(end - p))) != NULL) {
		if (p == data || p[-1] != '\r')
			return FALSE;
		within += p - data >= 2 && p + 1 < end && is_binary(p[-2]) &&
			  is_binary(p[1]);
		p++;
	}
	return within >= LEAST_EXPECTED / 2;
}

/* The byte is not there, though its neighbours are, and binary ones. */
static gboolean
lacks(guint8 byte, const guint8 *data, gsize size)
{
	gsize counts[256] = { 0 }, binary = 0;

	if (memchr(data, byte, size) != NULL)
		return FALSE;
	for (gsize i = 0; i < size; i++)
		counts[data[i]]++;
	for (guint i = 0x80; i < 0x100; i++) {
		binary += counts[i];
		if (counts[i] < LEAST_EXPECTED / 2)
			return FALSE;
	}
	return binary / 128 >= LEAST_EXPECTED &&
	       counts[0x0b] >= LEAST_EXPECTED / 2 &&
	       counts[0x0c] >= LEAST_EXPECTED / 2 &&
	       counts[0x0e] >= LEAST_EXPECTED / 2;
}

const char *
transfer_fault(const guint8 *data, gsize size)
{
	for (guint i = 0; i < G_N_ELEMENTS(heads); i++)
		if (size >= heads[i].length &&
		    memcmp(data, heads[i].bytes, heads[i].length) == 0)
			return heads[i].fault;
	if (!g_utf8_validate_len((const char *)data, size, NULL) &&
	    (has_added_returns(data, size) || lacks('\r', data, size) ||
	     lacks('\n', data, size)))
		return LINE_ENDS;
	return NULL;
}
