/* pdf_parts.c - all pages of a file's documents as those of one. */
#define _GNU_SOURCE /* memmem */
#include "ocr/pdf/pdf_parts.h"

#include <string.h>

#include "core/error.h"
#include "ocr/pdf/pdf_attachments.h"
#include "ocr/pdf/pdf_page.h"

#define HEADER "%PDF-"
#define HEAD_BYTES 1024 /* in which readers look for it */
#define MOST_LEVELS 4	/* attached to what is attached */

#define SAVE_ATTACHED "open it, save the attached letter and send that"

struct gathering {
	const struct extract_settings *settings;
	GPtrArray *files; /* of GBytes: PDFs in their order */
	gint64 bytes;	  /* of them all */
	guint unread;
	gboolean portfolio;
	enum form form;
};

static gboolean add_file(struct gathering *gathering, GBytes *bytes,
			 qpdf_data pdf, guint level, GError **error);

static const guint8 *
find(const guint8 *data, gsize size, const char *word)
{
	return memmem(data, size, word, strlen(word));
}

/* A header right behind an end: what lies in a stream stands behind no end of
 * a file, and an update has no header. */
gboolean
pdf_parts_is_chain(GBytes *bytes)
{
	gsize size;
	const guint8 *data = g_bytes_get_data(bytes, &size);
	const guint8 *end = data + size, *at = data;

	while ((at = find(at, (gsize)(end - at), HEADER)) != NULL) {
		const guint8 *before = at;

		while (before > data && g_ascii_isspace((char)before[-1]))
			before--;
		if (before - data >= 5 && memcmp(before - 5, "%%EOF", 5) == 0)
			return TRUE;
		at++;
	}
	return FALSE;
}

static gboolean
add_attached(struct gathering *gathering, GBytes *bytes, guint level,
	     GError **error)
{
	gsize size;
	const guint8 *data = g_bytes_get_data(bytes, &size);
	gboolean good;
	qpdf_data pdf;

	if (find(data, MIN(size, HEAD_BYTES), HEADER) == NULL) {
		gathering->unread++;
		return TRUE;
	}
	if (level > MOST_LEVELS)
		return error_reject(error, "portfolio",
				    "files attached to attached files, more "
				    "than %d times over; " SAVE_ATTACHED,
				    MOST_LEVELS);
	pdf = pdf_parts_is_chain(bytes) ? NULL : pdf_read(bytes);
	if (pdf == NULL)
		return error_reject(
			error, "portfolio",
			"a PDF that is attached to the PDF is "
			"damaged or needs a password; " SAVE_ATTACHED);
	good = add_file(gathering, bytes, pdf, level, error);
	pdf_free(pdf);
	return good;
}

static gboolean
add_all_attached(struct gathering *gathering, qpdf_data pdf, guint level,
		 GError **error)
{
	g_autoptr(GArray) streams = pdf_attachments_find(pdf);

	for (guint i = 0; i < streams->len; i++) {
		g_autoptr(GBytes) bytes = pdf_attachment_read(
			pdf, g_array_index(streams, qpdf_oh, i),
			gathering->settings->max_bytes);

		if (bytes == NULL)
			return error_reject(
				error, "portfolio",
				"a file that is attached to the PDF is "
				"damaged or too large; " SAVE_ATTACHED);
		if (!add_attached(gathering, bytes, level + 1, error))
			return FALSE;
	}
	return TRUE;
}

/* The form and the cover of the outermost document alone matter. */
static void
look_at_catalog(struct gathering *gathering, qpdf_data pdf)
{
	qpdf_oh root = qpdf_get_root(pdf);
	qpdf_oh form = qpdf_oh_get_key_if_dict(pdf, root, "/AcroForm");
	qpdf_oh xfa = qpdf_oh_get_key_if_dict(pdf, form, "/XFA");

	qpdf_oh drawn = qpdf_oh_get_key_if_dict(pdf, root, "/NeedsRendering");

	if (qpdf_oh_is_stream(pdf, xfa) || qpdf_oh_is_array(pdf, xfa))
		gathering->form =
			qpdf_oh_is_bool(pdf, drawn) &&
					qpdf_oh_get_bool_value(pdf, drawn)
				? XFA_DRAWN_BY_ADOBE
				: XFA;
	gathering->portfolio = qpdf_oh_is_dictionary(
		pdf, qpdf_oh_get_key_if_dict(pdf, root, "/Collection"));
}

static gboolean
add_file(struct gathering *gathering, GBytes *bytes, qpdf_data pdf, guint level,
	 GError **error)
{
	gathering->bytes += (gint64)g_bytes_get_size(bytes);
	if (gathering->bytes > gathering->settings->max_bytes)
		return error_reject(error, "too-large",
				    "the files attached to the PDF hold more "
				    "bytes than max_bytes; " SAVE_ATTACHED);
	g_ptr_array_add(gathering->files, g_bytes_ref(bytes));
	if (pdf == NULL)
		return TRUE;
	if (gathering->files->len == 1)
		look_at_catalog(gathering, pdf);
	return add_all_attached(gathering, pdf, level, error);
}

static gboolean
add_pages(qpdf_data whole, qpdf_data other,
	  const struct extract_settings *settings, GError **error)
{
	int count = qpdf_get_num_pages(other);

	if (qpdf_get_num_pages(whole) + count > settings->max_pages)
		return error_reject(
			error, "too-large",
			"the PDF and what is attached to it have more pages "
			"than max_pages; " SAVE_ATTACHED);
	for (int i = 0; i < count; i++)
		if (qpdf_add_page(whole, other,
				  qpdf_get_page_n(other, (size_t)i),
				  QPDF_FALSE) >= QPDF_ERRORS)
			return error_reject(
				error, "portfolio",
				"a PDF that is attached to the PDF is "
				"damaged; " SAVE_ATTACHED);
	return TRUE;
}

/* What was attached is not taken along. */
static GBytes *
write_whole(qpdf_data whole, GError **error)
{
	qpdf_oh root = qpdf_get_root(whole);

	qpdf_oh_remove_key(whole, root, "/Names");
	qpdf_oh_remove_key(whole, root, "/Collection");
	if (qpdf_init_write_memory(whole) < QPDF_ERRORS) {
		qpdf_set_decode_level(whole, qpdf_dl_none);
		qpdf_set_preserve_encryption(whole, QPDF_FALSE);
		qpdf_set_deterministic_ID(whole, QPDF_TRUE);
		if (qpdf_write(whole) < QPDF_ERRORS)
			return g_bytes_new(qpdf_get_buffer(whole),
					   qpdf_get_buffer_length(whole));
	}
	error_reject(error, "portfolio",
		     "what is attached to the PDF is damaged; " SAVE_ATTACHED);
	return NULL;
}

/* The others stay open until the whole is written: it takes their streams
 * from them. */
static GBytes *
join(const GPtrArray *files, const struct extract_settings *settings,
     GError **error)
{
	g_autoptr(GPtrArray) open =
		g_ptr_array_new_with_free_func((GDestroyNotify)pdf_free);

	for (guint i = 0; i < files->len; i++) {
		qpdf_data pdf = pdf_read(files->pdata[i]);

		if (pdf == NULL) {
			error_reject(error, "portfolio",
				     "a PDF that is attached to the PDF is "
				     "damaged; " SAVE_ATTACHED);
			return NULL;
		}
		g_ptr_array_add(open, pdf);
		if (i > 0 && !add_pages(open->pdata[0], pdf, settings, error))
			return NULL;
	}
	return write_whole(open->pdata[0], error);
}

gboolean
pdf_parts_find(GBytes *bytes, qpdf_data pdf,
	       const struct extract_settings *settings, struct pdf_parts *out,
	       GError **error)
{
	g_autoptr(GPtrArray) files =
		g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref);
	struct gathering gathering = { .settings = settings, .files = files };
	GBytes *whole;

	if (!add_file(&gathering, bytes, pdf, 0, error))
		return FALSE;
	if (files->len == 1 && gathering.portfolio)
		return error_reject(
			error, "portfolio",
			"a PDF portfolio without a PDF in it; " SAVE_ATTACHED);
	whole = files->len == 1 ? g_bytes_ref(bytes)
				: join(files, settings, error);
	if (whole == NULL)
		return FALSE;
	out->whole = whole;
	out->unread = gathering.unread;
	out->form = gathering.form;
	return TRUE;
}

void
pdf_parts_clear(struct pdf_parts *parts)
{
	g_clear_pointer(&parts->whole, g_bytes_unref);
}
