/* verbs.h - what a worker answers; docs/protocol.md is the contract. */
#ifndef WORKER_VERBS_H
#define WORKER_VERBS_H

#include <glib.h>
#include <jansson.h>

#include "core/cleanup.h"

/* The data that every letter needs, loaded once, and the present document,
 * since the pages of one scan are requested one by one. */
struct verbs;

/* Reads all files that will ever be needed; FATAL if one is missing. */
struct verbs *verbs_new(GError **error);
void verbs_free(struct verbs *verbs);

/* Prepares what only doubtful scans need, for this process and those that it
 * forks. */
void verbs_expect_tesseract(struct verbs *verbs);

/* The answer to one request, the caller's; a failure is an answer too. fd is
 * the document that came along, borrowed, or -1. */
json_t *verbs_answer(struct verbs *verbs, json_t *request, int fd);

/* Closes the present document. */
void verbs_forget_document(struct verbs *verbs);

/* {"error": ...}, the caller's. */
json_t *verbs_error(const GError *error);

DEFINE_AUTOPTR(verbs, verbs_free)

#endif
