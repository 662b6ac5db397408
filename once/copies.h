/* copies.h - what one letter becomes besides its record: the files of --hocr
 * and --text-pdf. They appear whole and together with the letter's success, or
 * not at all. */
#ifndef ONCE_COPIES_H
#define ONCE_COPIES_H

#include <glib.h>

#include "core/cleanup.h"

struct letter_job;
struct letter_job_plan;

struct copies;

/* A path is NULL where its file is not wanted; force as in whole_file_open().
 */
struct copies *copies_open(const char *hocr, const char *text_pdf,
			   gboolean force, GError **error);

/* What the job is to bring along. */
void copies_ask(const struct copies *copies, struct letter_job_plan *plan);
/* Writes what it brought, durably, and puts it at its place. */
gboolean copies_write(struct copies *copies, const struct letter_job *job,
		      GError **error);

void copies_free(struct copies *copies);

DEFINE_AUTOPTR(copies, copies_free)

#endif
