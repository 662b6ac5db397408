/* hocr.h - a document's words as hOCR 1.2: ocr_page, ocr_line and ocrx_word in
 * XHTML.
 *
 * Boxes are on the page as it is shown, in HOCR_DPI dots an inch from its top
 * left; scan_res repeats this on each page. A line of a page that is shown
 * turned has a textangle. x_wconf is 0 to 100; a text layer's words have
 * 100. */
#ifndef OUTPUT_HOCR_H
#define OUTPUT_HOCR_H

#include <glib.h>

#include "core/document.h"

#define HOCR_DPI 300

/* The whole file; the caller frees it. */
GString *hocr_from_document(const struct document *document);

#endif
