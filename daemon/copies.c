/* copies.c - opened before the letter is read, so that a wrong place is told
 * at once, and put there after it. */
#include "daemon/copies.h"

#include "extract/letter_job.h"
#include "output/hocr.h"
#include "output/whole_file.h"

struct copies {
	struct whole_file *hocr;
};

struct copies *
copies_open(const char *hocr, G_GNUC_UNUSED const char *text_pdf,
	    GError **error)
{
	g_autoptr(copies) copies = g_new0(struct copies, 1);

	if (hocr == NULL)
		return NULL;
	copies->hocr = whole_file_open(hocr, error);
	if (copies->hocr == NULL)
		return NULL;
	return g_steal_pointer(&copies);
}

void
copies_ask(G_GNUC_UNUSED const struct copies *copies, struct letter_job *job)
{
	job->keep = TRUE;
}

gboolean
copies_write(struct copies *copies, const struct letter_job *job,
	     GError **error)
{
	GString *hocr = hocr_from_document(job->document);
	gboolean good =
		whole_file_write(copies->hocr, hocr->str, hocr->len, error) &&
		whole_file_commit(copies->hocr, error);

	g_string_free(hocr, TRUE);
	return good;
}

void
copies_free(struct copies *copies)
{
	g_clear_pointer(&copies->hocr, whole_file_free);
	g_free(copies);
}
