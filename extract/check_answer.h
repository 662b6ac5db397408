/* check_answer.h - reads and checks a worker's answers.
 *
 * A worker has read a stranger's file and may be under the stranger's control.
 * core/ checks shape and ranges; this file checks what only the parent knows:
 * which document was asked about, and which pages. Names, sizes and versions
 * are replaced by the parent's own. */
#ifndef EXTRACT_CHECK_ANSWER_H
#define EXTRACT_CHECK_ANSWER_H

#include <glib.h>
#include <jansson.h>

#include "core/cleanup.h"
#include "core/document.h"
#include "core/record.h"

struct input;

/* A page that needs OCR. */
struct pending_page {
	guint number;
	char *reason;
};

/* One of: letters, with the document if it was to be kept, or with the doubtful
 * pages if they were asked for; document and pending; page; text_pdf;
 * refusal. */
struct answer {
	GPtrArray *letters; /* of struct record, at least one */
	struct document *document;
	GPtrArray *pending; /* of struct pending_page, at least one */
	GArray *doubtful;   /* of guint: pages to look at once more */
	struct page *page;
	gboolean needed_tesseract; /* for that page or one before it */
	GBytes *text_pdf;
	GError *refusal; /* the worker's own {"error": ...} */
};

/* An answer to "read" (of at most max_pages), "recognise" (of that page, closer
 * or not), "parse" (of document, with its doubtful pages; NULL: these were not
 * asked for). NULL with an error: the answer breaks the protocol, and the error
 * says where. A page never has a closer reading, since the parent adds that.
 * Only a page that was recognised, and not closer, may have its other text. */
struct answer *answer_to_read(json_t *json, const struct input *input,
			      gint64 max_pages, GError **error);
struct answer *answer_to_recognise(json_t *json, guint page, gboolean closer,
				   GError **error);
struct answer *answer_to_parse(json_t *json, const struct input *input,
			       const struct document *document, GError **error);
/* "text_pdf". It is not checked whether the PDF is safe to open. */
struct answer *answer_to_text_pdf(json_t *json, GError **error);
void answer_free(struct answer *answer);

DEFINE_AUTOPTR(answer, answer_free)

#endif
