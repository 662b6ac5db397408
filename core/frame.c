/* frame.c - length-prefixed JSON over a socket pair, descriptors riding along.
 *
 * Memory grows with what has come, never with what the length promises. */
#include "core/frame.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

#include "core/error.h"

#define PIECE_BYTES (256u << 10)

static gboolean
check_weight(const struct frame_weight *weight, GError **error)
{
	return weight->memory <= FRAME_MAX_MEMORY ||
	       error_set(error, IMR_ERROR_REJECT,
			 "a message that needs %" G_GUINT64_FORMAT
			 " bytes of memory",
			 weight->memory);
}

static gboolean
refuse_length(gsize length, GError **error)
{
	return error_set(error, IMR_ERROR_REJECT,
			 "a message of %" G_GSIZE_FORMAT " bytes", length);
}

/* The first byte carries the descriptor. */
static gssize
send_first(int fd, gconstpointer bytes, gsize size, int passed_fd)
{
	union {
		char bytes[CMSG_SPACE(sizeof(int))];
		struct cmsghdr align;
	} control = { 0 };
	struct iovec piece = { (gpointer)bytes, size };
	struct msghdr message = { .msg_iov = &piece,
				  .msg_iovlen = 1,
				  .msg_control = control.bytes,
				  .msg_controllen = sizeof(control.bytes) };
	struct cmsghdr *header = CMSG_FIRSTHDR(&message);

	header->cmsg_level = SOL_SOCKET;
	header->cmsg_type = SCM_RIGHTS;
	header->cmsg_len = CMSG_LEN(sizeof(int));
	memcpy(CMSG_DATA(header), &passed_fd, sizeof(int));
	return sendmsg(fd, &message, MSG_NOSIGNAL);
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

/* Without a descriptor it is send(), which a filter of system calls can look
 * through: a worker is allowed no other way. */
static gboolean
send_all(int fd, const char *bytes, gsize size, int passed_fd, GError **error)
{
	gsize sent = 0;

	while (sent < size) {
		gssize step = passed_fd >= 0 && sent == 0
				      ? send_first(fd, bytes, size, passed_fd)
				      : send(fd, bytes + sent, size - sent,
					     MSG_NOSIGNAL);

		if (step < 0 && errno != EINTR)
			return refuse_send(error);
		sent += (gsize)MAX(step, 0);
	}
	return TRUE;
}

GBytes *
frame_encode(json_t *message, GError **error)
{
	char *text =
		json_dumps(message, JSON_COMPACT | JSON_REAL_PRECISION(12));
	gsize length = text != NULL ? strlen(text) : 0;
	struct frame_weight weight;

	/* We make the messages ourselves, so encoding cannot fail for their
	 * contents. */
	if (text == NULL) {
		error_set_shortage(error, "no memory to write a message");
		return NULL;
	}
	weight = frame_weigh(text, length);
	if (length > FRAME_MAX_BYTES)
		refuse_length(length, error);
	else if (check_weight(&weight, error))
		return g_bytes_new_with_free_func(text, length, free, text);
	free(text);
	return NULL;
}

gboolean
frame_send_bytes(int fd, GBytes *bytes, int passed_fd, GError **error)
{
	gsize length;
	const char *text = g_bytes_get_data(bytes, &length);
	guint32 header = GUINT32_TO_LE((guint32)length);

	return send_all(fd, (const char *)&header, sizeof(header), passed_fd,
			error) &&
	       send_all(fd, text, length, -1, error);
}

gboolean
frame_send(int fd, json_t *message, int passed_fd, GError **error)
{
	g_autoptr(GBytes) bytes = frame_encode(message, error);

	return bytes != NULL && frame_send_bytes(fd, bytes, passed_fd, error);
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

/* The kernel closes descriptors for which the receiver provides no room: with
 * passed_fd NULL none is accepted. */
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
		return refuse_length(length, error);
	*out_length = length;
	return TRUE;
}

/* Grows as bytes come. NULL where there is no memory for more. */
static char *
make_room(char *take_text, gsize size)
{
	char *larger = realloc(take_text, size);

	if (larger == NULL)
		free(take_text);
	return larger;
}

static GBytes *
receive_body(int fd, gsize length, GError **error)
{
	gsize room = 0, had = 0;
	char *text = NULL;

	while (had < length) {
		gssize got;

		if (had == room) {
			room = MIN(length, MAX(2 * room, PIECE_BYTES));
			text = make_room(text, room);
		}
		if (text == NULL) {
			error_set_shortage(error,
					   "no memory to receive a message");
			return NULL;
		}
		got = receive_piece(fd, text + had,
				    MIN(room - had, PIECE_BYTES), NULL);
		if (got <= 0) {
			refuse_receive(got, error);
			free(text);
			return NULL;
		}
		had += (gsize)got;
	}
	return g_bytes_new_with_free_func(text, length, free, text);
}

GBytes *
frame_receive_bytes(int fd, struct allowance *allowance, int *out_passed_fd,
		    GError **error)
{
	gboolean accepts = out_passed_fd != NULL;
	g_autoptr(GBytes) bytes = NULL;
	int passed_fd = -1;
	gsize length = 0;

	if (receive_length(fd, accepts ? &passed_fd : NULL, &length, error)) {
		struct frame_weight weight = { .bytes = length };

		if (allowance == NULL ||
		    allowance_spend(allowance, &weight, error))
			bytes = receive_body(fd, length, error);
	}
	if (bytes != NULL && accepts)
		*out_passed_fd = passed_fd;
	else if (passed_fd >= 0)
		close(passed_fd);
	return g_steal_pointer(&bytes);
}

/* --- reading JSON, and knowing when it was memory that it lacked --- */

static _Thread_local gboolean lacked_memory;
static json_malloc_t real_malloc;

/* jansson's lexer takes a lack of memory for a wrong token. */
static gpointer
note_lack(gsize size)
{
	gpointer memory = real_malloc(size);

	lacked_memory |= memory == NULL;
	return memory;
}

static void
watch_memory(void)
{
	static GMutex lock;
	json_malloc_t take;
	json_free_t give;

	g_mutex_lock(&lock);
	json_get_alloc_funcs(&take, &give);
	if (take != note_lack) {
		real_malloc = take;
		json_set_alloc_funcs(note_lack, give);
	}
	g_mutex_unlock(&lock);
	lacked_memory = FALSE;
}

static json_t *
parse(const char *text, gsize length, GError **error)
{
	json_error_t problem;
	json_t *json;

	watch_memory();
	json = json_loadb(text, length, JSON_REJECT_DUPLICATES, &problem);
	if (json != NULL)
		return json;
	if (lacked_memory)
		error_set_shortage(error, "no memory to read a message");
	else
		error_set(error, IMR_ERROR_REJECT,
			  "a message that is not JSON (line %d, column %d)",
			  problem.line, problem.column);
	return NULL;
}

json_t *
frame_decode(GBytes *bytes, struct allowance *allowance, GError **error)
{
	gsize length;
	const char *text = g_bytes_get_data(bytes, &length);
	struct frame_weight weight = frame_weigh(text, length);
	json_t *json;

	if (!check_weight(&weight, error))
		return NULL;
	weight.bytes = 0; /* spent when they came */
	if (allowance != NULL && !allowance_spend(allowance, &weight, error))
		return NULL;
	json = parse(text, length, error);
	if (json != NULL && !json_is_object(json)) {
		error_set(error, IMR_ERROR_REJECT,
			  "a message that is not an object");
		g_clear_pointer(&json, json_decref);
	}
	return json;
}

json_t *
frame_receive(int fd, int *out_passed_fd, GError **error)
{
	int passed_fd = -1;
	g_autoptr(GBytes) bytes = frame_receive_bytes(
		fd, NULL, out_passed_fd != NULL ? &passed_fd : NULL, error);
	json_t *message =
		bytes != NULL ? frame_decode(bytes, NULL, error) : NULL;

	if (message != NULL && out_passed_fd != NULL)
		*out_passed_fd = passed_fd;
	else if (passed_fd >= 0)
		close(passed_fd);
	return message;
}
