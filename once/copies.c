/* copies.c - opened before the letter is read, so that a wrong path is reported
 * at once, and moved into place afterwards. */
#include "once/copies.h"

#include "extract/letter_job.h"
#include "output/hocr.h"
#include "output/whole_file.h"

struct copies {
	struct whole_file *hocr, *text_pdf; /* NULL: not wanted */
};

struct copies *
copies_open(const char *hocr, const char *text_pdf, gboolean force,
	    GError **error)
{
	g_autoptr(copies) copies = g_new0(struct copies, 1);

	if (hocr != NULL) {
		copies->hocr = whole_file_open(hocr, force, error);
		if (copies->hocr == NULL)
			return NULL;
	}
	if (text_pdf != NULL) {
		copies->text_pdf = whole_file_open(text_pdf, force, error);
		if (copies->text_pdf == NULL)
			return NULL;
	}
	return g_steal_pointer(&copies);
}

void
copies_ask(const struct copies *copies, struct letter_job_plan *plan)
{
	plan->keep = copies->hocr != NULL;
	plan->want_text_pdf = copies->text_pdf != NULL;
}

static gboolean
write_all(const struct copies *copies, const struct letter_job *job,
	  GError **error)
{
	GString *hocr;
	gboolean good;
	gsize size;
	gconstpointer data;

	if (copies->hocr != NULL) {
		hocr = hocr_from_document(job->document);
		good = whole_file_write(copies->hocr, hocr->str, hocr->len,
					error);
		g_string_free(hocr, TRUE);
		if (!good)
			return FALSE;
	}
	if (copies->text_pdf == NULL)
		return TRUE;
	data = g_bytes_get_data(job->text_pdf, &size);
	return whole_file_write(copies->text_pdf, data, size, error);
}

gboolean
copies_write(struct copies *copies, const struct letter_job *job,
	     GError **error)
{
	return write_all(copies, job, error) &&
	       (copies->hocr == NULL ||
		whole_file_commit(copies->hocr, error)) &&
	       (copies->text_pdf == NULL ||
		whole_file_commit(copies->text_pdf, error));
}

void
copies_free(struct copies *copies)
{
	g_clear_pointer(&copies->hocr, whole_file_free);
	g_clear_pointer(&copies->text_pdf, whole_file_free);
	g_free(copies);
}
