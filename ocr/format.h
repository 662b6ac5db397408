/* format.h - the interface of each kind of file, for opened_document.c.
 *
 * A format is one constant struct document_format; adding one is its file and
 * its line in opened_document.c's table. Only the first format whose matches()
 * returns TRUE opens the bytes. */
#ifndef OCR_FORMAT_H
#define OCR_FORMAT_H

#include <glib.h>
#include <qpdf/qpdf-c.h>

#include "core/document.h"
#include "core/extract_settings.h"
#include "ocr/image/scan.h"
#include "ocr/layer/held_layer.h"
#include "ocr/recognise/recogniser.h"

struct document_format {
	const char *media_type;

	gboolean (*matches)(const guint8 *data, gsize size);

	/* Returns the format's state and counts the pages, or NULL. REJECT is
	 * the only error. opened_document.c checks the count against its
	 * limits. */
	gpointer (*open)(GBytes *bytes, const struct extract_settings *settings,
			 guint *out_page_count, GError **error);

	/* As opened_document_read_page(). */
	struct page *(*read_page)(gpointer state, guint number,
				  gboolean *out_needs_ocr, GError **error);

	/* The page's image; NULL in a format that never needs OCR. */
	struct scan *(*scan_page)(gpointer state, guint number, GError **error);

	/* The page's image without the text in white that is set over it, where
	 * that is an earlier recognition's; NULL where there is none. NULL in a
	 * format without. */
	struct scan *(*uncovered_scan)(gpointer state, guint number);

	/* The page as text that lies hidden over it has it, where that is good;
	 * NULL where there is none, or the settings want none. NULL in a format
	 * without. */
	struct page *(*hidden_page)(gpointer state, guint number);

	/* Adds what a reader must know of the page besides its words, in
	 * whichever way it is read; NULL in a format without. */
	void (*mark_page)(gpointer state, struct page *page);

	/* The page's own text, where it is good but the page has to be drawn to
	 * know that it is seen; NULL where that is not so, or the settings want
	 * none. NULL in a format without. */
	struct held_layer *(*held_layer)(gpointer state, guint number);

	/* FALSE: fonts of the page, which read_page() gave with its own
	 * characters, may show others. NULL in a format without fonts. */
	gboolean (*fonts_agree)(gpointer state, struct recogniser *recogniser,
				const struct page *page);

	/* All pages as a PDF that writes them as they came, to be freed by
	 * pdf_free() before the state is closed; NULL in a format without. */
	qpdf_data (*to_pdf)(gpointer state, guint page_count, GError **error);

	void (*close)(gpointer state);
};

extern const struct document_format format_pdf;
extern const struct document_format format_tiff;
extern const struct document_format format_png;
extern const struct document_format format_jpeg;
extern const struct document_format format_plain_text;

#endif
