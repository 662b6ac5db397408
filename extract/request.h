/* request.h - makes the requests to a worker (docs/protocol.md); check_answer.h
 * reads the answers. The caller owns what is returned. */
#ifndef EXTRACT_REQUEST_H
#define EXTRACT_REQUEST_H

#include <glib.h>
#include <jansson.h>

struct document;
struct extract_settings;
struct input;

/* The common members of all requests about a file, except parse. */
struct request_subject {
	const struct input *input;
	const struct extract_settings *settings;
	double text_seconds; /* for the layout of its text:
				ocr/layer/text_time.h */
};

/* keep: the document is to come with the letters. */
json_t *request_read(const struct request_subject *subject, gboolean keep);
/* closer: at another scale than before. */
json_t *request_recognise(const struct request_subject *subject, guint page,
			  const char *reason, gboolean closer);
/* doubts: pages that a closer look may help are to be named. */
json_t *request_parse(const struct document *document, gboolean doubts);
json_t *request_text_pdf(const struct request_subject *subject,
			 const struct document *document);

#endif
