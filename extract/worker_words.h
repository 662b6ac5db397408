/* worker_words.h - the lines that a worker and its libraries write to standard
 * error, for debugging.
 *
 * Main loop only. The bytes may be a stranger's and are passed on unchanged,
 * except for line ends and NULs: code that shows them must make them safe. */
#ifndef EXTRACT_WORKER_WORDS_H
#define EXTRACT_WORKER_WORDS_H

#include <glib.h>

#include "core/cleanup.h"

struct worker_words;

/* fd: to read from, and closed in the end. A line is at most some hundred bytes
 * long; a longer one comes in pieces. */
struct worker_words *worker_words_new(int take_fd,
				      void (*heard)(const char *line));
/* Passes on what is still unread. */
void worker_words_free(struct worker_words *words);

DEFINE_AUTOPTR(worker_words, worker_words_free)

#endif
