/* frame.c - length-prefixed JSON over a socket pair, descriptors riding along.
 *
 * Memory grows with what has come, never with what the length promises. */
#include "core/frame.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

#include "core/error.h"

#define PIECE_BYTES (256u << 10)

/* What jansson needs for a value, rather more than less, by the character that
 * brings one: objects come with a hash table, arrays with room for eight. */
static guint
memory_of(char c)
{
	switch (c) {
	case '{':
		return 256;
	case '[':
		return 128;
	case ':':
		return 80;
	case ',':
		return 48;
	case '"':
		return 24;
	default:
		return 0;
	}
}

static gboolean
check_size(const char *text, gsize length, GError **error)
{
	gboolean quoted = FALSE;
	guint64 memory = length;

	for (gsize i = 0; i < length; i++) {
		if (text[i] == '"')
			quoted = !quoted;
		if (quoted && text[i] == '\\')
			i++;
		else if (!quoted || text[i] == '"')
			memory += memory_of(text[i]);
	}
	if (memory <= FRAME_MAX_MEMORY)
		return TRUE;
	return error_set(error, IMR_ERROR_REJECT,
			 "a message that needs %" G_GUINT64_FORMAT
			 " bytes of memory",
			 memory);
}

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
	if (!check_size(text, length, error))
		return FALSE;
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
receive_piece(int fd, gpointer bytes, gsize size, int *passed_fd)
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
		got = recvmsg(fd, &message, MSG_CMSG_CLOEXEC);
	} while (got < 0 && errno == EINTR);
	if (got >= 0 && passed_fd != NULL)
		take_descriptors(&message, passed_fd);
	/* A peer that died with our words unread resets the connection. */
	if (got < 0 && errno == ECONNRESET)
		return 0;
	return got;
}

static gboolean
refuse_receive(gssize got, GError **error)
{
	if (got < 0)
		return error_set_errno(error, "receive");
	return error_set(error, IMR_ERROR_RETRY,
			 "the peer was gone in the middle of a message");
}

/* FALSE without an error: the peer closed. */
static gboolean
receive_length(int fd, int *passed_fd, gsize *out_length, GError **error)
{
	guint32 header;
	gsize had = 0, length;

	while (had < sizeof(header)) {
		gssize got = receive_piece(fd, (char *)&header + had,
					   sizeof(header) - had, passed_fd);

		if (got == 0 && had == 0)
			return FALSE;
		if (got <= 0)
			return refuse_receive(got, error);
		had += (gsize)got;
	}
	length = GUINT32_FROM_LE(header);
	if (length == 0 || length > FRAME_MAX_BYTES)
		return error_set(error, IMR_ERROR_REJECT,
				 "a message of %" G_GSIZE_FORMAT " bytes",
				 length);
	*out_length = length;
	return TRUE;
}

static gboolean
receive_body(int fd, GByteArray *body, gsize length, GError **error)
{
	while (body->len < length) {
		guint had = body->len;
		gsize size = MIN(length - had, PIECE_BYTES);
		gssize got;

		g_byte_array_set_size(body, had + (guint)size);
		got = receive_piece(fd, body->data + had, size, NULL);
		if (got <= 0)
			return refuse_receive(got, error);
		g_byte_array_set_size(body, had + (guint)got);
	}
	return TRUE;
}

static json_t *
parse_body(const GByteArray *body, GError **error)
{
	const char *text = (const char *)body->data;
	json_error_t problem;
	json_t *json;

	if (!check_size(text, body->len, error))
		return NULL;
	json = json_loadb(text, body->len, JSON_REJECT_DUPLICATES, &problem);
	if (json == NULL) {
		error_set(error, IMR_ERROR_REJECT,
			  "a message that is not JSON (line %d, column %d)",
			  problem.line, problem.column);
		return NULL;
	}
	if (!json_is_object(json)) {
		error_set(error, IMR_ERROR_REJECT,
			  "a message that is no object");
		json_decref(json);
		return NULL;
	}
	return json;
}

json_t *
frame_receive(int fd, int *out_passed_fd, GError **error)
{
	g_autoptr(GByteArray) body = g_byte_array_new();
	gboolean accepts = out_passed_fd != NULL;
	json_t *message = NULL;
	int passed_fd = -1;
	gsize length = 0;

	if (receive_length(fd, accepts ? &passed_fd : NULL, &length, error) &&
	    receive_body(fd, body, length, error))
		message = parse_body(body, error);
	if (message != NULL && accepts)
		*out_passed_fd = passed_fd;
	else if (passed_fd >= 0)
		close(passed_fd);
	return message;
}
