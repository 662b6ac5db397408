/* frame.h - what the parent and its workers say to each other.
 *
 * A frame is a 32-bit little-endian length and that many bytes of JSON, over a
 * SOCK_STREAM socket pair; a descriptor may ride along with the length. What
 * comes from a worker is untrusted: lengths are capped and JSON is parsed
 * strictly (an object, no duplicate keys, UTF-8). */
#ifndef CORE_FRAME_H
#define CORE_FRAME_H

#include <glib.h>
#include <jansson.h>

#define FRAME_MAX_BYTES (64u << 20)

/* Blocks until all is sent; passed_fd is -1 or borrowed. A peer that is gone
 * is IMR_ERROR_RETRY, never SIGPIPE. */
gboolean frame_send(int fd, json_t *message, int passed_fd, GError **error);

/* Blocks. NULL without an error: the peer closed between frames.
 * *out_passed_fd (may be NULL) is the descriptor, close-on-exec and the
 * caller's, or -1. */
json_t *frame_receive(int fd, int *out_passed_fd, GError **error);

/* Receiving piecewise from a non-blocking descriptor (no descriptors are
 * accepted from the peer). Feed until a message is complete. */
struct frame_reader;
struct frame_reader *frame_reader_new(void);
void frame_reader_free(struct frame_reader *reader);

enum frame_status {
	FRAME_INCOMPLETE, /* come back when fd is readable */
	FRAME_COMPLETE,   /* *out_message is set, the caller's */
	FRAME_CLOSED,     /* the peer is gone */
	FRAME_BROKEN,     /* error is set: the peer must be given up */
};
enum frame_status frame_reader_feed(struct frame_reader *reader, int fd,
				    json_t **out_message, GError **error);

#endif
