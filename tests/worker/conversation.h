/* conversation.h - imr-extract's parent, as far as the tests need one. */
#ifndef TESTS_WORKER_CONVERSATION_H
#define TESTS_WORKER_CONVERSATION_H

#include <glib.h>
#include <jansson.h>

#define ID                                                                     \
	"00000000000000000000000000000000"                                     \
	"00000000000000000000000000000001"

struct conversation {
	GPid zygote; /* 0: was seen to end */
	int control;
	int socket; /* of the letter at hand; -1 */
};

/* A short letter as a text file. */
extern const char plain_letter[];

/* The caller frees it. */
char *worker_program(void);

void conversation_start(struct conversation *talk);
/* A frame, which must come, from the zygote or about the letter. */
json_t *conversation_hear_hello(struct conversation *talk);
json_t *conversation_hear(struct conversation *talk);

void conversation_begin_letter(struct conversation *talk);
/* Sends take_request, with the bytes as its document unless they are NULL. */
void conversation_tell(struct conversation *talk, json_t *take_request,
		       gconstpointer bytes, gsize size);
/* And hears the answer. */
json_t *conversation_ask(struct conversation *talk, json_t *take_request,
			 gconstpointer bytes, gsize size);

/* Ends the letter, and hangs up. How both ended: a status, or -SIGNAL. */
int conversation_end(struct conversation *talk);
/* For g_test_add(): hello is heard and a letter begun; all ended well, unless
 * the test saw it end. */
void conversation_open(struct conversation *talk, gconstpointer unused);
void conversation_close(struct conversation *talk, gconstpointer unused);
/* How the zygote ended. */
int conversation_wait(struct conversation *talk);

json_t *default_settings(void);
json_t *read_request(void);

#endif
