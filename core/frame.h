/* frame.h - the messages between the parent and its workers.
 *
 * A frame is a 32-bit little-endian length and that many bytes of JSON, over a
 * SOCK_STREAM socket pair; a descriptor may ride along with the length. What
 * comes from a worker is untrusted: lengths are capped and JSON is parsed
 * strictly (an object, no duplicate keys, UTF-8). */
#ifndef CORE_FRAME_H
#define CORE_FRAME_H

#include <glib.h>
#include <jansson.h>

#include "core/frame_weight.h"

#define FRAME_MAX_BYTES (64u << 20)
/* How large a message may become in memory: "{}," is 3 bytes long and takes 250
 * in memory. */
#define FRAME_MAX_MEMORY (512u << 20)

/* Blocks until all is sent; passed_fd is -1 or borrowed. A peer that is gone
 * is IMR_ERROR_RETRY, never SIGPIPE; so is one that does not read in the time
 * that SO_SNDTIMEO gives it. Reals keep 12 significant digits. */
gboolean frame_send(int fd, json_t *message, int passed_fd, GError **error);

/* Blocks. NULL without an error: the peer closed between frames; in the middle
 * of one it is IMR_ERROR_RETRY. A message that breaks the rules is REJECT.
 * *out_passed_fd (may be NULL) is the descriptor, close-on-exec and the
 * caller's, or -1. */
json_t *frame_receive(int fd, int *out_passed_fd, GError **error);

/* The same in two steps each. Encoding and decoding take memory and time, and
 * none of them waits for the peer; sending and receiving do. What the machine
 * had no memory for is error_is_shortage(), and never REJECT. The allowance
 * (may be NULL) is spent before anything is taken in or parsed. */
GBytes *frame_encode(json_t *message, GError **error);
gboolean frame_send_bytes(int fd, GBytes *bytes, int passed_fd, GError **error);
GBytes *frame_receive_bytes(int fd, struct allowance *allowance,
			    int *out_passed_fd, GError **error);
json_t *frame_decode(GBytes *bytes, struct allowance *allowance,
		     GError **error);

#endif
