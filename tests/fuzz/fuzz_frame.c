/* fuzz_frame.c - the wire reader: bytes as a peer sends them. */
#include <jansson.h>
#include <sys/socket.h>
#include <unistd.h>

#include "core/frame.h"
#include "tests/fuzz/fuzz.h"

#define MOST_BYTES 100000 /* what a socket holds without a reader */

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	g_autoptr(GError) error = NULL;
	json_t *message;
	int pair[2], fd = -1;

	if (size > MOST_BYTES ||
	    socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) < 0)
		return 0;
	g_assert_cmpint(send(pair[0], data, size, 0), ==, (gssize)size);
	close(pair[0]);
	while ((message = frame_receive(pair[1], &fd, &error)) != NULL) {
		g_assert_true(json_is_object(message));
		g_assert_cmpint(fd, ==, -1);
		json_decref(message);
	}
	close(pair[1]);
	return 0;
}
