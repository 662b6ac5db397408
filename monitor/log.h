/* log.h - the service's log.
 *
 * If standard error is the journal's, events go to the journal, with fields;
 * else as one line each to standard error, with sd-daemon's <N> priority prefix
 * unless that is a terminal. Logging never blocks on a slow reader: lines for
 * which there is no room are dropped, and their number is logged once there is.
 * Thread-safe.
 *
 * Letters are medical records: no event contains a word of one, or text from a
 * worker; file names appear at debug level only. The full reason is in the
 * spool, for `imrctl show`. */
#ifndef MONITOR_LOG_H
#define MONITOR_LOG_H

#include <glib.h>

/* syslog(3)'s LOG_ERR, LOG_WARNING, LOG_NOTICE, LOG_INFO, LOG_DEBUG. */
struct log_event {
	int priority;
	const char *stage;    /* "watch", "intake", "extract", "deliver",
			       * "service": IMR_STAGE */
	const char *document; /* id: IMR_DOCUMENT_ID; may be NULL */
	const char *sink;     /* IMR_SINK; may be NULL */
	const char *watch;    /* IMR_WATCH; may be NULL */
	double seconds;	      /* IMR_DURATION_SEC; 0: none */
	const char *path;     /* shown and sent at debug level only */
};

/* Drops events less urgent than priority; LOG_INFO until it is called. This
 * call, or the first event, reads $JOURNAL_STREAM. */
void log_set_level(int priority);
/* The line is the message and, in brackets, the other members: stage, the first
 * 12 digits of document, sink, watch, seconds. All of it is made harmless
 * (output/screen.h) and put on one line. The journal gets the fields as
 * well. */
void log_event(const struct log_event *event, const char *format, ...)
	G_GNUC_PRINTF(2, 3);

#define log_error(stage_, ...)                                                 \
	log_event(&(struct log_event){ .priority = 3, .stage = (stage_) },     \
		  __VA_ARGS__)
#define log_warning(stage_, ...)                                               \
	log_event(&(struct log_event){ .priority = 4, .stage = (stage_) },     \
		  __VA_ARGS__)
#define log_notice(stage_, ...)                                                \
	log_event(&(struct log_event){ .priority = 5, .stage = (stage_) },     \
		  __VA_ARGS__)
#define log_info(stage_, ...)                                                  \
	log_event(&(struct log_event){ .priority = 6, .stage = (stage_) },     \
		  __VA_ARGS__)

#endif
