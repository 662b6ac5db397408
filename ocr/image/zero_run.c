/* zero_run.c - looks at one byte in so many: a long run cannot hide. */
#define _GNU_SOURCE /* memmem, memrchr */
#include "ocr/image/zero_run.h"

#include <string.h>

/* Half a sector. No writer puts so many outside a stream; some pad a little. */
#define LEAST_IN_PDF 256

/* Where words of a PDF's syntax are looked for around a run. */
#define AROUND_BYTES (1u << 20)

gboolean
zero_run_find(const guint8 *data, gsize size, gsize from, gsize least,
	      gsize *out_start, gsize *out_end)
{
	gsize start, end;

	for (gsize at = from + least - 1; at < size; at += least) {
		if (data[at] != 0)
			continue;
		for (start = at; start > from && data[start - 1] == 0;)
			start--;
		for (end = at; end < size && data[end] == 0;)
			end++;
		if (end - start >= least) {
			*out_start = start;
			*out_end = end;
			return TRUE;
		}
		at = end;
	}
	return FALSE;
}

/* The last place of word in [data, data + size), or NULL. */
static const guint8 *
find_last(const guint8 *data, gsize size, const char *word)
{
	const gsize length = strlen(word);
	const guint8 *p = NULL;
	gsize left = size >= length ? size - length + 1 : 0;

	while ((p = memrchr(data, word[0], left)) != NULL &&
	       memcmp(p, word, length) != 0)
		left = (gsize)(p - data);
	return p;
}

/* "stream" ends "endstream" too, which begins with "end". */
static gboolean
is_in_stream(const guint8 *data, gsize start)
{
	const gsize from = start > AROUND_BYTES ? start - AROUND_BYTES : 0;
	const guint8 *stream = find_last(data + from, start - from, "stream");

	/* In the midst of a long one. */
	if (stream == NULL)
		return from > 0;
	return stream < data + 3 || memcmp(stream - 3, "end", 3) != 0;
}

/* The stream that the run is in ends before another object begins. */
static gboolean
ends_in_stream(const guint8 *data, gsize size, gsize end)
{
	const gsize left = MIN(size - end, AROUND_BYTES);
	const guint8 *stream = memmem(data + end, left, "endstream", 9);
	const guint8 *object = memmem(data + end, left, " obj", 4);

	if (stream == NULL)
		return size - end > left;
	return object == NULL || stream < object;
}

gboolean
zero_run_is_in_pdf(const guint8 *data, gsize size)
{
	const guint8 *last = find_last(data, size, "%%EOF");
	gsize start = 0, end = 0;

	if (last != NULL)
		size = (gsize)(last - data);
	while (zero_run_find(data, size, end, LEAST_IN_PDF, &start, &end))
		if (!is_in_stream(data, start) ||
		    !ends_in_stream(data, size, end))
			return TRUE;
	return FALSE;
}
