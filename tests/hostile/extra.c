/* extra.c - a worker that answers honestly, and once more: for whatever it is
 * asked next. Both go out at once, before anybody can hang up. */
#include <stdlib.h>

#include "tests/hostile/hostile.h"

static void
append_frame(GByteArray *frames, const char *text)
{
	const guint32 length = GUINT32_TO_LE((guint32)strlen(text));

	g_byte_array_append(frames, (const guint8 *)&length, sizeof(length));
	g_byte_array_append(frames, (const guint8 *)text, (guint)strlen(text));
}

static void
misbehave(json_t *request)
{
	g_autoptr(GByteArray) frames = g_byte_array_new();
	json_t *answer = hostile_reading(request);
	char *text = json_dumps(answer, JSON_COMPACT);

	append_frame(frames, text);
	append_frame(frames, text);
	hostile_send_bytes(frames->data, frames->len);
	free(text);
	json_decref(answer);
}

int
main(void)
{
	return hostile_serve(misbehave);
}
