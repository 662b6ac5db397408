/* frame.c - length-prefixed JSON over a socket pair, descriptors riding along.
 *
 * One reader serves both ways of receiving: blocking, where a descriptor may
 * come with the length, and piecewise, where none may. Memory grows with what
 * has come, never with what the length promises. */
#include "core/frame.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

#include "core/error.h"

#define PIECE_BYTES (256u << 10)

struct frame_reader {
	guint8 header[sizeof(guint32)];
	gsize header_length;
	GByteArray *body;
};

/* Only the first byte sent may carry the descriptor. */
static gssize
send_piece(int fd, struct iovec *pieces, gsize count, int passed_fd)
{
	union {
		char bytes[CMSG_SPACE(sizeof(int))];
		struct cmsghdr align;
	} control = { 0 };
	struct msghdr message = { .msg_iov = pieces, .msg_iovlen = count };
	gssize sent;

	if (passed_fd >= 0) {
		struct cmsghdr *header;

		message.msg_control = control.bytes;
		message.msg_controllen = sizeof(control.bytes);
		header = CMSG_FIRSTHDR(&message);
		header->cmsg_level = SOL_SOCKET;
		header->cmsg_type = SCM_RIGHTS;
		header->cmsg_len = CMSG_LEN(sizeof(int));
		memcpy(CMSG_DATA(header), &passed_fd, sizeof(int));
	}
	do {
		sent = sendmsg(fd, &message, MSG_NOSIGNAL);
	} while (sent < 0 && errno == EINTR);
	return sent;
}

static gboolean
refuse_send(GError **error)
{
	switch (errno) {
	case EPIPE:
	case ECONNRESET:
		return error_set(error, IMR_ERROR_RETRY, "the peer is gone");
	case EAGAIN:
		return error_set(error, IMR_ERROR_RETRY,
				 "the peer does not read");
	default:
		return error_set_errno(error, "send");
	}
}

gboolean
frame_send(int fd, json_t *message, int passed_fd, GError **error)
{
	g_autofree char *text =
		json_dumps(message, JSON_COMPACT | JSON_REAL_PRECISION(12));
	gsize length = text != NULL ? strlen(text) : 0;
	guint32 header = GUINT32_TO_LE((guint32)length);
	gsize sent = 0, total = sizeof(header) + length;

	if (length == 0 || length > FRAME_MAX_BYTES)
		return error_set(error, IMR_ERROR_REJECT,
				 "a message of %" G_GSIZE_FORMAT " bytes",
				 length);
	while (sent < total) {
		gsize of_header = MIN(sent, sizeof(header));
		gsize of_text = sent - of_header;
		struct iovec pieces[] = {
			{ (char *)&header + of_header,
			  sizeof(header) - of_header },
			{ text + of_text, length - of_text },
		};
		gssize step = send_piece(fd, pieces, G_N_ELEMENTS(pieces),
					 sent == 0 ? passed_fd : -1);

		if (step < 0)
			return refuse_send(error);
		sent += (gsize)step;
	}
	return TRUE;
}

/* Keeps the first descriptor that came, if one is wanted and none is held;
 * closes all others. */
static void
take_descriptors(struct msghdr *message, int *passed_fd)
{
	for (struct cmsghdr *header = CMSG_FIRSTHDR(message); header != NULL;
	     header = CMSG_NXTHDR(message, header)) {
		gsize count = (header->cmsg_len - CMSG_LEN(0)) / sizeof(int);

		if (header->cmsg_level != SOL_SOCKET ||
		    header->cmsg_type != SCM_RIGHTS)
			continue;
		for (gsize i = 0; i < count; i++) {
			int fd;

			memcpy(&fd, CMSG_DATA(header) + i * sizeof(int),
			       sizeof(int));
			if (*passed_fd < 0)
				*passed_fd = fd;
			else
				close(fd);
		}
	}
}

/* The kernel itself closes what comes where there is no room for it: with
 * passed_fd NULL no descriptor is accepted. */
static gssize
receive_piece(int fd, gpointer bytes, gsize size, int flags, int *passed_fd)
{
	union {
		char bytes[CMSG_SPACE(sizeof(int))];
		struct cmsghdr align;
	} control;
	struct iovec piece = { bytes, size };
	struct msghdr message = { .msg_iov = &piece, .msg_iovlen = 1 };
	gssize got;

	if (passed_fd != NULL) {
		message.msg_control = control.bytes;
		message.msg_controllen = sizeof(control.bytes);
	}
	do {
		got = recvmsg(fd, &message, flags | MSG_CMSG_CLOEXEC);
	} while (got < 0 && errno == EINTR);
	if (got >= 0 && passed_fd != NULL)
		take_descriptors(&message, passed_fd);
	/* A peer that died with our words unread resets the connection. */
	if (got < 0 && errno == ECONNRESET)
		return 0;
	return got;
}

static gsize
body_length(const struct frame_reader *reader)
{
	guint32 length;

	memcpy(&length, reader->header, sizeof(length));
	return GUINT32_FROM_LE(length);
}

static json_t *
parse_body(struct frame_reader *reader, GError **error)
{
	json_error_t problem;
	json_t *json =
		json_loadb((const char *)reader->body->data, reader->body->len,
			   JSON_REJECT_DUPLICATES, &problem);

	reader->header_length = 0;
	g_byte_array_set_size(reader->body, 0);
	if (json != NULL && json_is_object(json))
		return json;
	if (json != NULL)
		g_snprintf(problem.text, sizeof(problem.text), "no object");
	json_decref(json);
	error_set(error, IMR_ERROR_REJECT, "a message that is not JSON: %s",
		  problem.text);
	return NULL;
}

/* Reads one piece of the frame: of its header, or of its body. */
static gssize
read_piece(struct frame_reader *reader, int fd, int flags, int *passed_fd)
{
	gsize had = reader->body->len, size;
	gssize got;

	if (reader->header_length < sizeof(reader->header)) {
		got = receive_piece(fd, reader->header + reader->header_length,
				    sizeof(reader->header) -
					    reader->header_length,
				    flags, passed_fd);
		if (got > 0)
			reader->header_length += (gsize)got;
		return got;
	}
	size = MIN(body_length(reader) - had, PIECE_BYTES);
	g_byte_array_set_size(reader->body, (guint)(had + size));
	got = receive_piece(fd, reader->body->data + had, size, flags, NULL);
	g_byte_array_set_size(reader->body, (guint)(had + (gsize)MAX(got, 0)));
	return got;
}

static enum frame_status
refuse_piece(const struct frame_reader *reader, gssize got, GError **error)
{
	if (got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK))
		return FRAME_INCOMPLETE;
	if (got < 0)
		error_set_errno(error, "receive");
	else if (reader->header_length == 0)
		return FRAME_CLOSED;
	else
		error_set(error, IMR_ERROR_RETRY,
			  "the peer was gone in the middle of a message");
	return FRAME_BROKEN;
}

static enum frame_status
reader_run(struct frame_reader *reader, int fd, int flags, int *passed_fd,
	   json_t **out_message, GError **error)
{
	for (;;) {
		gssize got = read_piece(reader, fd, flags, passed_fd);
		json_t *message;

		if (got <= 0)
			return refuse_piece(reader, got, error);
		if (reader->header_length < sizeof(reader->header))
			continue;
		if (body_length(reader) == 0 ||
		    body_length(reader) > FRAME_MAX_BYTES) {
			error_set(error, IMR_ERROR_REJECT,
				  "a message of %" G_GSIZE_FORMAT " bytes",
				  body_length(reader));
			return FRAME_BROKEN;
		}
		if (reader->body->len < body_length(reader))
			continue;
		message = parse_body(reader, error);
		if (message == NULL)
			return FRAME_BROKEN;
		*out_message = message;
		return FRAME_COMPLETE;
	}
}

json_t *
frame_receive(int fd, int *out_passed_fd, GError **error)
{
	struct frame_reader reader = { .body = g_byte_array_new() };
	json_t *message = NULL;
	int passed_fd = -1;
	enum frame_status status = reader_run(
		&reader, fd, 0, out_passed_fd != NULL ? &passed_fd : NULL,
		&message, error);

	g_byte_array_unref(reader.body);
	if (status == FRAME_INCOMPLETE)
		error_set(error, IMR_ERROR_RETRY, "the peer does not send");
	if (status == FRAME_COMPLETE && out_passed_fd != NULL)
		*out_passed_fd = passed_fd;
	else if (passed_fd >= 0)
		close(passed_fd);
	return message;
}

struct frame_reader *
frame_reader_new(void)
{
	struct frame_reader *reader = g_new0(struct frame_reader, 1);

	reader->body = g_byte_array_new();
	return reader;
}

void
frame_reader_free(struct frame_reader *reader)
{
	g_byte_array_unref(reader->body);
	g_free(reader);
}

enum frame_status
frame_reader_feed(struct frame_reader *reader, int fd, json_t **out_message,
		  GError **error)
{
	return reader_run(reader, fd, MSG_DONTWAIT, NULL, out_message, error);
}
