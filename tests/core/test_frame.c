/* test_frame.c - frames over real socket pairs: whole, in pieces, hostile, and
 * with descriptors. */
#include <dirent.h>
#include <fcntl.h>
#include <linux/sockios.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include "core/error.h"
#include "core/frame.h"

struct fixture {
	int near, far;
};

static void
set_up(struct fixture *fixture, gconstpointer data)
{
	int fds[2];

	(void)data;
	g_assert_cmpint(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fds),
			==, 0);
	fixture->near = fds[0];
	fixture->far = fds[1];
}

static void
tear_down(struct fixture *fixture, gconstpointer data)
{
	(void)data;
	close(fixture->near);
	if (fixture->far >= 0)
		close(fixture->far);
}

static void
hang_up(struct fixture *fixture)
{
	close(fixture->far);
	fixture->far = -1;
}

static guint
open_descriptors(void)
{
	DIR *dir = opendir("/proc/self/fd");
	guint count = 0;

	while (readdir(dir) != NULL)
		count++;
	closedir(dir);
	return count;
}

static void
send_bytes(int fd, gconstpointer bytes, gsize length)
{
	g_assert_cmpint(send(fd, bytes, length, MSG_NOSIGNAL), ==,
			(gssize)length);
}

/* Length and text as they go over the wire. */
static GByteArray *
frame_of(const char *text, gsize length)
{
	guint32 header = GUINT32_TO_LE((guint32)length);
	GByteArray *frame = g_byte_array_new();

	g_byte_array_append(frame, (const guint8 *)&header, sizeof(header));
	g_byte_array_append(frame, (const guint8 *)text, (guint)length);
	return frame;
}

static void
assert_verb(json_t *message, const char *verb)
{
	json_t *member = json_object_get(message, "verb");

	g_assert_cmpstr(json_string_value(member), ==, verb);
}

static void
test_round_trip(struct fixture *fixture, gconstpointer data)
{
	json_auto_t *sent = json_pack("{s:s, s:f}", "verb", "read", "x", 146.2);
	json_auto_t *got = NULL;
	g_autoptr(GError) error = NULL;
	int passed_fd = 77;

	(void)data;
	g_assert_true(frame_send(fixture->near, sent, -1, &error));
	got = frame_receive(fixture->far, &passed_fd, &error);
	g_assert_no_error(error);
	g_assert_true(json_equal(sent, got));
	g_assert_cmpint(passed_fd, ==, -1);
}

static gpointer
send_large(gpointer data)
{
	struct fixture *fixture = data;
	g_autofree char *text = g_strnfill(5 << 20, 'x');
	json_auto_t *message = json_pack("{s:s}", "verb", text);

	g_assert_true(frame_send(fixture->far, message, -1, NULL));
	return NULL;
}

static void
test_large(struct fixture *fixture, gconstpointer data)
{
	GThread *thread = g_thread_new("send", send_large, fixture);
	json_auto_t *got = frame_receive(fixture->near, NULL, NULL);

	(void)data;
	g_thread_join(thread);
	g_assert_cmpuint(json_string_length(json_object_get(got, "verb")), ==,
			 5 << 20);
}

struct sending {
	int fd;
	json_t *message;
};

static gpointer
send_message(gpointer data)
{
	const struct sending *sending = data;

	g_assert_true(frame_send(sending->fd, sending->message, -1, NULL));
	return NULL;
}

struct split {
	int fd;
	const GByteArray *frame;
	guint at;
};

/* The second half only once the first has been read. */
static gpointer
send_split(gpointer data)
{
	const struct split *split = data;
	int unread;

	send_bytes(split->fd, split->frame->data, split->at);
	do {
		g_thread_yield();
		g_assert_cmpint(ioctl(split->fd, SIOCOUTQ, &unread), ==, 0);
	} while (unread > 0);
	send_bytes(split->fd, split->frame->data + split->at,
		   split->frame->len - split->at);
	return NULL;
}

static void
test_split_anywhere(struct fixture *fixture, gconstpointer data)
{
	const char *text = "{\"verb\":\"read\"}";
	g_autoptr(GByteArray) frame = frame_of(text, strlen(text));

	(void)data;
	for (guint at = 1; at < frame->len; at++) {
		struct split split = { fixture->far, frame, at };
		GThread *thread = g_thread_new("send", send_split, &split);
		g_autoptr(GError) error = NULL;
		json_auto_t *message =
			frame_receive(fixture->near, NULL, &error);

		g_thread_join(thread);
		g_assert_no_error(error);
		assert_verb(message, "read");
	}
}

static void
test_two_at_once(struct fixture *fixture, gconstpointer data)
{
	const char *first = "{\"verb\":\"one\"}",
		   *second = "{\"verb\":\"two\"}";
	g_autoptr(GByteArray) frames = frame_of(first, strlen(first));
	g_autoptr(GByteArray) more = frame_of(second, strlen(second));
	json_auto_t *one = NULL;
	json_auto_t *two = NULL;

	(void)data;
	g_byte_array_append(frames, more->data, more->len);
	send_bytes(fixture->far, frames->data, frames->len);
	one = frame_receive(fixture->near, NULL, NULL);
	assert_verb(one, "one");
	two = frame_receive(fixture->near, NULL, NULL);
	assert_verb(two, "two");
}

static const struct {
	const char *text;
	gsize length;
} bad_bodies[] = {
	{ "", 0 },
	{ "[1]", 3 },
	{ "{\"a\":1", 6 },
	{ "{\"a\":1,\"a\":2}", 13 },
	{ "{\"a\":1} x", 9 },
	{ "{\"a\":\"\xff\"}", 9 },
	{ "{\"a\":\"\\u0000\"}", 14 },
	{ "{\"a\":NaN}", 9 },
	{ "{\"a\":1e999}", 11 },
};

static void
test_bad_bodies(struct fixture *fixture, gconstpointer data)
{
	(void)data;
	for (gsize i = 0; i < G_N_ELEMENTS(bad_bodies); i++) {
		g_autoptr(GByteArray) frame =
			frame_of(bad_bodies[i].text, bad_bodies[i].length);
		g_autoptr(GError) error = NULL;

		send_bytes(fixture->far, frame->data, frame->len);
		g_assert_null(frame_receive(fixture->near, NULL, &error));
		g_assert_error(error, IMR_ERROR, IMR_ERROR_REJECT);
	}
}

/* Refused by its length alone, before a byte of it has come. */
static void
test_oversize(struct fixture *fixture, gconstpointer data)
{
	guint32 header = GUINT32_TO_LE(FRAME_MAX_BYTES + 1);
	g_autoptr(GError) error = NULL;

	(void)data;
	send_bytes(fixture->far, &header, sizeof(header));
	g_assert_null(frame_receive(fixture->near, NULL, &error));
	g_assert_error(error, IMR_ERROR, IMR_ERROR_REJECT);
}

static void
test_closed(struct fixture *fixture, gconstpointer data)
{
	g_autoptr(GError) error = NULL;

	(void)data;
	hang_up(fixture);
	g_assert_null(frame_receive(fixture->near, NULL, &error));
	g_assert_no_error(error);
}

static void
test_closed_inside(struct fixture *fixture, gconstpointer data)
{
	const char *text = "{\"verb\":\"read\"}";
	g_autoptr(GByteArray) frame = frame_of(text, strlen(text));
	g_autoptr(GError) error = NULL;

	(void)data;
	send_bytes(fixture->far, frame->data, frame->len - 1);
	hang_up(fixture);
	g_assert_null(frame_receive(fixture->near, NULL, &error));
	g_assert_error(error, IMR_ERROR, IMR_ERROR_RETRY);
}

static void
test_peer_gone(struct fixture *fixture, gconstpointer data)
{
	json_auto_t *message = json_pack("{s:s}", "verb", "read");
	g_autoptr(GError) error = NULL;

	(void)data;
	hang_up(fixture);
	g_assert_false(frame_send(fixture->near, message, -1, &error));
	g_assert_error(error, IMR_ERROR, IMR_ERROR_RETRY);
}

/* SO_SNDTIMEO bounds the wait for a peer that has stopped reading. */
static void
test_peer_deaf(struct fixture *fixture, gconstpointer data)
{
	struct timeval patience = { .tv_usec = 1000 };
	g_autofree char *text = g_strnfill(5 << 20, 'x');
	json_auto_t *message = json_pack("{s:s}", "verb", text);
	g_autoptr(GError) error = NULL;

	(void)data;
	setsockopt(fixture->near, SOL_SOCKET, SO_SNDTIMEO, &patience,
		   sizeof(patience));
	g_assert_false(frame_send(fixture->near, message, -1, &error));
	g_assert_error(error, IMR_ERROR, IMR_ERROR_RETRY);
}

static void
test_descriptor(struct fixture *fixture, gconstpointer data)
{
	json_auto_t *message = json_pack("{s:s}", "verb", "read");
	json_auto_t *got = NULL;
	int pipe_fds[2], passed_fd = -1;
	char byte = 0;

	(void)data;
	g_assert_cmpint(pipe(pipe_fds), ==, 0);
	g_assert_true(frame_send(fixture->near, message, pipe_fds[0], NULL));
	close(pipe_fds[0]);
	got = frame_receive(fixture->far, &passed_fd, NULL);
	assert_verb(got, "read");
	g_assert_cmpint(passed_fd, >=, 0);
	g_assert_cmpint(fcntl(passed_fd, F_GETFD), ==, FD_CLOEXEC);
	g_assert_cmpint(write(pipe_fds[1], "d", 1), ==, 1);
	g_assert_cmpint(read(passed_fd, &byte, 1), ==, 1);
	g_assert_cmpint(byte, ==, 'd');
	close(passed_fd);
	close(pipe_fds[1]);
}

static void
test_descriptor_unwanted(struct fixture *fixture, gconstpointer data)
{
	json_auto_t *message = json_pack("{s:s}", "verb", "read");
	guint before = open_descriptors();
	json_auto_t *one = NULL;
	json_auto_t *two = NULL;

	(void)data;
	g_assert_true(frame_send(fixture->far, message, STDIN_FILENO, NULL));
	g_assert_true(frame_send(fixture->far, message, STDIN_FILENO, NULL));
	one = frame_receive(fixture->near, NULL, NULL);
	assert_verb(one, "read");
	two = frame_receive(fixture->near, NULL, NULL);
	assert_verb(two, "read");
	g_assert_cmpuint(open_descriptors(), ==, before);
}

/* Room for one descriptor is, by alignment, room for two. */
static void
send_with_two_descriptors(int fd, const char *text)
{
	g_autoptr(GByteArray) frame = frame_of(text, strlen(text));
	int passed[2] = { STDIN_FILENO, STDOUT_FILENO };
	union {
		char bytes[CMSG_SPACE(sizeof(passed))];
		struct cmsghdr align;
	} control = { 0 };
	struct iovec piece = { frame->data, frame->len };
	struct msghdr message = { .msg_iov = &piece,
				  .msg_iovlen = 1,
				  .msg_control = control.bytes,
				  .msg_controllen = sizeof(control.bytes) };
	struct cmsghdr *header = CMSG_FIRSTHDR(&message);

	header->cmsg_level = SOL_SOCKET;
	header->cmsg_type = SCM_RIGHTS;
	header->cmsg_len = CMSG_LEN(sizeof(passed));
	memcpy(CMSG_DATA(header), passed, sizeof(passed));
	g_assert_cmpint(sendmsg(fd, &message, 0), ==, (gssize)frame->len);
}

static void
test_two_descriptors(struct fixture *fixture, gconstpointer data)
{
	guint before = open_descriptors();
	json_auto_t *got = NULL;
	int passed_fd = -1;

	(void)data;
	send_with_two_descriptors(fixture->far, "{\"verb\":\"read\"}");
	got = frame_receive(fixture->near, &passed_fd, NULL);
	assert_verb(got, "read");
	g_assert_cmpint(passed_fd, >=, 0);
	close(passed_fd);
	g_assert_cmpuint(open_descriptors(), ==, before);
}

/* What comes with a message that is refused is closed as well. */
static void
test_descriptor_of_bad_message(struct fixture *fixture, gconstpointer data)
{
	guint before = open_descriptors();
	g_autoptr(GError) error = NULL;
	int passed_fd = 77;

	(void)data;
	send_with_two_descriptors(fixture->far, "[]");
	g_assert_null(frame_receive(fixture->near, &passed_fd, &error));
	g_assert_error(error, IMR_ERROR, IMR_ERROR_REJECT);
	g_assert_cmpint(passed_fd, ==, 77);
	g_assert_cmpuint(open_descriptors(), ==, before);
}

static gpointer
send_dense(gpointer data)
{
	const struct fixture *fixture = data;
	g_autoptr(GString) text = g_string_new("{\"letters\":[{}");
	g_autoptr(GByteArray) frame = NULL;

	while (text->len < 6u << 20)
		g_string_append(text, ",{}");
	g_string_append(text, "]}");
	frame = frame_of(text->str, text->len);
	send_bytes(fixture->far, frame->data, frame->len);
	return NULL;
}

/* What is short on the wire and would be large in memory. */
static void
test_dense(struct fixture *fixture, gconstpointer data)
{
	GThread *thread = g_thread_new("send", send_dense, fixture);
	g_autoptr(GError) error = NULL;

	(void)data;
	g_assert_null(frame_receive(fixture->near, NULL, &error));
	g_thread_join(thread);
	g_assert_error(error, IMR_ERROR, IMR_ERROR_REJECT);
	g_assert_nonnull(strstr(error->message, "memory"));
}

/* Nor is it sent: the same rule, so that the sender learns whose fault it is.
 * Quotes that are escaped end no string, and what is in strings costs its
 * bytes alone. */
static void
test_dense_sent(struct fixture *fixture, gconstpointer data)
{
	json_auto_t *dense = json_pack("{s:[]}", "list");
	g_autofree char *braces = g_strnfill(3 << 20, '{');
	g_autofree char *quoted = g_strconcat("\\\"", braces, NULL);
	json_auto_t *text = json_pack("{s:s}", "verb", quoted);
	json_auto_t *got = NULL;
	g_autoptr(GError) error = NULL;
	struct sending sending = { fixture->far, text };
	GThread *thread;

	(void)data;
	for (int i = 0; i < 2 << 20; i++)
		json_array_append_new(json_object_get(dense, "list"),
				      json_object());
	g_assert_false(frame_send(fixture->far, dense, -1, &error));
	g_assert_error(error, IMR_ERROR, IMR_ERROR_REJECT);

	thread = g_thread_new("send", send_message, &sending);
	got = frame_receive(fixture->near, NULL, NULL);
	g_thread_join(thread);
	g_assert_true(json_equal(got, text));
}

/* Of one sender's messages each is short; in the end they are too much, and the
 * one that is refused is not even taken in. */
static void
test_allowance_spent(struct fixture *fixture, gconstpointer data)
{
	const char text[] = "{\"a\":1}";
	const struct frame_weight most = { ALLOWANCE_BYTES - sizeof(text) + 1,
					   0, 0 };
	g_autoptr(GByteArray) frame = frame_of(text, sizeof(text) - 1);
	g_autoptr(GBytes) first = NULL, second = NULL;
	g_autoptr(GError) error = NULL;
	struct allowance allowance;

	(void)data;
	allowance_init(&allowance);
	g_assert_true(allowance_spend(&allowance, &most, NULL));
	send_bytes(fixture->far, frame->data, frame->len);
	send_bytes(fixture->far, frame->data, 4);
	first = frame_receive_bytes(fixture->near, &allowance, NULL, &error);
	g_assert_no_error(error);
	g_assert_nonnull(first);
	second = frame_receive_bytes(fixture->near, &allowance, NULL, &error);
	g_assert_null(second);
	g_assert_error(error, IMR_ERROR, IMR_ERROR_REJECT);
	allowance_clear(&allowance);
}

#define ADD(path, test)                                                        \
	g_test_add(path, struct fixture, NULL, set_up, test, tear_down)

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	ADD("/frame/round-trip", test_round_trip);
	ADD("/frame/large", test_large);
	ADD("/frame/split-anywhere", test_split_anywhere);
	ADD("/frame/two-at-once", test_two_at_once);
	ADD("/frame/bad-bodies", test_bad_bodies);
	ADD("/frame/oversize", test_oversize);
	ADD("/frame/dense", test_dense);
	ADD("/frame/dense-sent", test_dense_sent);
	ADD("/frame/closed", test_closed);
	ADD("/frame/closed-inside", test_closed_inside);
	ADD("/frame/peer-gone", test_peer_gone);
	ADD("/frame/peer-deaf", test_peer_deaf);
	ADD("/frame/descriptor", test_descriptor);
	ADD("/frame/descriptor-unwanted", test_descriptor_unwanted);
	ADD("/frame/two-descriptors", test_two_descriptors);
	ADD("/frame/descriptor-of-bad-message", test_descriptor_of_bad_message);
	ADD("/frame/allowance-spent", test_allowance_spent);
	return g_test_run();
}
