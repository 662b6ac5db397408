/* worker_words.h - what a worker and its libraries say on standard error, line
 * by line, for whoever debugs.
 *
 * Main loop only. The bytes are a stranger's and are handed on as they came,
 * but for line ends and NULs: whoever shows them makes them safe. */
#ifndef EXTRACT_WORKER_WORDS_H
#define EXTRACT_WORKER_WORDS_H

#include <glib.h>

#include "core/cleanup.h"

struct worker_words;

/* fd: to read from, and closed in the end. A line is at most some hundred bytes
 * long; a longer one comes in pieces. */
struct worker_words *worker_words_new(int take_fd,
				      void (*heard)(const char *line));
/* Hands on what is still there. */
void worker_words_free(struct worker_words *words);

DEFINE_AUTOPTR(worker_words, worker_words_free)

#endif
