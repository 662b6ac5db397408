/* opened_document.h - an opened document and the words on its pages.
 *
 * The kind of a file is found from its bytes, never from its name: PDF, TIFF,
 * PNG, JPEG or plain text. Other kinds that people send are rejected with an
 * error that names the kind (file_kind.h). Limits are checked first: pages are
 * counted and pixels computed before anything is rendered or decoded. */
#ifndef OCR_OPENED_DOCUMENT_H
#define OCR_OPENED_DOCUMENT_H

#include <glib.h>

#include "core/document.h"
#include "core/extract_settings.h"

struct opened_document;
struct recogniser;

/* REJECT, in words for the operator, for: an empty file, one that is not read,
 * text in no encoding that can be told or with other files' codes in it, a PDF
 * that needs a password or is damaged beyond opening, no pages, more pages than
 * max_pages. bytes is referenced; settings are borrowed and must outlive
 * what is opened. */
struct opened_document *
opened_document_open(GBytes *bytes, const struct extract_settings *settings,
		     GError **error);
void opened_document_free(struct opened_document *opened);

const char *opened_document_media_type(const struct opened_document *opened);
guint opened_document_page_count(const struct opened_document *opened);

/* The page from the file's own characters (number from 1). Where they are
 * missing or garbage, or settings say so, *out_needs_ocr is TRUE and the page
 * has its size and its reason but no lines. With ocr=never nothing needs OCR.
 * A page with neither characters nor marks is TEXT_SOURCE_BLANK. */
struct page *opened_document_read_page(struct opened_document *opened,
				       guint number, gboolean *out_needs_ocr,
				       GError **error);

/* FALSE: embedded fonts show other characters on the page than those that
 * opened_document_read_page() returned; *out_reason, which the caller owns,
 * says so as a page's reason does. A sample of words is drawn and recognised
 * for this. */
gboolean opened_document_fonts_agree(struct opened_document *opened,
				     struct recogniser *recogniser,
				     const struct page *page,
				     char **out_reason);

/* The page as recognised from its image; without lines, and with confidence 0,
 * where something is on it that nothing could be made of. REJECT when it has
 * more pixels than max_pixels. reason is copied into the page. Good text that
 * lies hidden over the image is its other reading; where the image is
 * illegible, that text is the page, TEXT_SOURCE_TEXT_LAYER, and the recognition
 * the other. */
struct page *opened_document_recognise_page(struct opened_document *opened,
					    struct recogniser *recogniser,
					    guint number, const char *reason,
					    GError **error);
/* The same at a larger scale: another reading, for what was in doubt. */
struct page *opened_document_recognise_closer(struct opened_document *opened,
					      struct recogniser *recogniser,
					      guint number, const char *reason,
					      GError **error);

/* The file's own pages as a PDF, with the words of document's recognised pages
 * invisible over them. REJECT for plain text, which has no pages, and
 * where it cannot be written. */
GBytes *opened_document_write_text_pdf(struct opened_document *opened,
				       const struct document *document,
				       GError **error);

DEFINE_AUTOPTR(opened_document, opened_document_free)

#endif
