/* copies.h - the files that are written besides a letter's record, by --hocr
 * and --text-pdf. They appear complete and only if the letter succeeds, or not
 * at all. */
#ifndef ONCE_COPIES_H
#define ONCE_COPIES_H

#include <glib.h>

#include "core/cleanup.h"

struct letter_job;
struct letter_job_plan;

struct copies;

/* A path is NULL if its file is not wanted; force as in whole_file_open().
 */
struct copies *copies_open(const char *hocr, const char *text_pdf,
			   gboolean force, GError **error);

/* Makes the job keep what these files need. */
void copies_ask(const struct copies *copies, struct letter_job_plan *plan);
/* Writes the files durably and moves them into place. */
gboolean copies_write(struct copies *copies, const struct letter_job *job,
		      GError **error);

void copies_free(struct copies *copies);

DEFINE_AUTOPTR(copies, copies_free)

#endif
