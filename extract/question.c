/* question.c - encode, send, receive, parse, check. */
#include "extract/question.h"

#include "core/frame.h"
#include "extract/check_answer.h"

/* Smaller messages need so little memory that they do not wait for others. */
#define LARGE_BYTES (1u << 20)

static GMutex large;

static gboolean
send_request(const struct worker_question *question, int socket, GError **error)
{
	g_autoptr(GBytes) bytes = NULL;
	json_t *request;

	g_mutex_lock(&large);
	request = question->ask(question->data);
	bytes = frame_encode(request, error);
	json_decref(request);
	g_mutex_unlock(&large);
	return bytes != NULL &&
	       frame_send_bytes(socket, bytes, question->fd, error);
}

static void
check_message(const struct worker_question *question, GBytes *bytes,
	      struct worker_reply *reply)
{
	json_t *message =
		frame_decode(bytes, question->allowance, &reply->talk_error);

	if (message != NULL)
		reply->answer = question->check(message, question->data,
						&reply->broken);
	json_decref(message);
}

static void
receive_answer(const struct worker_question *question, int socket,
	       struct worker_reply *reply)
{
	g_autoptr(GBytes) bytes = frame_receive_bytes(
		socket, question->allowance, NULL, &reply->talk_error);
	gboolean alone;

	if (bytes == NULL)
		return;
	alone = g_bytes_get_size(bytes) > LARGE_BYTES;
	if (alone)
		g_mutex_lock(&large);
	check_message(question, bytes, reply);
	if (alone)
		g_mutex_unlock(&large);
}

void
question_put(const struct worker_question *question, int socket,
	     struct worker_reply *reply)
{
	if (send_request(question, socket, &reply->talk_error))
		receive_answer(question, socket, reply);
}

void
worker_reply_clear(struct worker_reply *reply)
{
	g_clear_pointer(&reply->answer, answer_free);
	g_clear_error(&reply->talk_error);
	g_clear_error(&reply->broken);
}
