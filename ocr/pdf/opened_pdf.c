/* opened_pdf.c - from a file's bytes to a document that can be read, whole. */
#define _GNU_SOURCE /* memmem */
#include "ocr/pdf/opened_pdf.h"

#include <string.h>

#include "core/error.h"
#include "ocr/image/zero_run.h"
#include "ocr/layer/text_time.h"
#include "ocr/pdf/pdf_parts.h"

#define TAIL_BYTES 1024 /* in which readers look for a PDF's end */

/* What Adobe's programs write on the one page that others show of a form. */
#define PLACEHOLDER "Please wait"

/* Poppler mends a file that breaks off by leaving out what is not there, and
 * a letter would lose its last issues without a word. */
static gboolean
is_whole(const guint8 *data, gsize size)
{
	const guint8 *tail;

	while (size > 0 &&
	       (data[size - 1] == 0 || g_ascii_isspace((char)data[size - 1])))
		size--;
	tail = data + (size > TAIL_BYTES ? size - TAIL_BYTES : 0);
	size = (gsize)(data + size - tail);
	return memmem(tail, size, "%%EOF", 5) != NULL ||
	       memmem(tail, size, "startxref", 9) != NULL;
}

static gboolean
open_document(struct opened_pdf *open, GBytes *bytes, GError **error)
{
	g_autoptr(GError) cause = NULL;

	opened_pdf_clear(open);
	open->bytes = g_bytes_ref(bytes);
	open->document = poppler_document_new_from_bytes(bytes, NULL, &cause);
	if (g_error_matches(cause, POPPLER_ERROR, POPPLER_ERROR_ENCRYPTED))
		return error_reject(error, "encrypted",
				    "the PDF needs a password: save a copy "
				    "without one");
	if (open->document == NULL)
		return error_reject(error, "damaged",
				    "the PDF is damaged beyond opening (%s); "
				    "ask for it again",
				    cause->message);
	open->scans = pdf_scans_open(
		bytes, poppler_document_get_n_pages(open->document));
	return TRUE;
}

static gboolean
is_placeholder(PopplerDocument *document)
{
	PopplerPage *page;
	g_autofree char *text = NULL;

	/* What cannot be ruled out is not taken for the form itself. */
	if (!text_time_begin())
		return TRUE;
	page = poppler_document_get_page(document, 0);
	if (page != NULL)
		text = poppler_page_get_text(page);
	text_time_end();
	g_clear_object(&page);
	return text != NULL && strstr(text, PLACEHOLDER) != NULL;
}

gboolean
opened_pdf_open(GBytes *bytes, const struct extract_settings *settings,
		struct opened_pdf *out, GError **error)
{
	gboolean good;
	struct pdf_parts parts = { 0 };
	gsize size;
	const guint8 *data = g_bytes_get_data(bytes, &size);

	if (!is_whole(data, size))
		return error_reject(error, "damaged",
				    "the PDF is cut off, its end is missing; "
				    "ask for it again");
	if (zero_run_is_in_pdf(data, size))
		return error_reject(error, "damaged",
				    "the PDF is damaged: a part of it is "
				    "empty; ask for it again");
	if (pdf_parts_is_chain(bytes))
		return error_reject(error, "unsupported",
				    "two PDFs in one file, one behind the "
				    "other's end; save each of them by itself");
	if (!open_document(out, bytes, error))
		return FALSE;
	if (!pdf_parts_find(bytes,
			    out->scans != NULL ? pdf_scans_file(out->scans)
					       : NULL,
			    settings, &parts, error))
		return FALSE;
	good = parts.whole == bytes || open_document(out, parts.whole, error);
	out->unread_files = parts.unread;
	if (good && (parts.form == XFA_DRAWN_BY_ADOBE ||
		     (parts.form == XFA && is_placeholder(out->document))))
		good = error_reject(error, "xfa-form",
				    "an XFA form, which only Adobe's programs "
				    "show; open it there, print it to a PDF "
				    "and send that");
	pdf_parts_clear(&parts);
	return good;
}

void
opened_pdf_clear(struct opened_pdf *open)
{
	g_clear_pointer(&open->scans, pdf_scans_free);
	g_clear_object(&open->document);
	g_clear_pointer(&open->bytes, g_bytes_unref);
}
