/* pdf_page_keys.h - whether a page was removed from a PDF, judged by its pages'
 * keys.
 *
 * Word processors number the pages of a tagged PDF, from 0, under
 * /StructParents (ISO 32000-1, 14.7.4.4). If a page is removed, the others keep
 * their keys. Annotations and forms draw their keys from the same numbers. */
#ifndef OCR_PDF_PDF_PAGE_KEYS_H
#define OCR_PDF_PDF_PAGE_KEYS_H

#include <glib.h>
#include <qpdf/qpdf-c.h>

/* Between the page, numbered from 1, and the next one keys are skipped that
 * nothing else in the file has. What is before the first page or behind the
 * last tells nothing: a file of several letters may have been parted. */
gboolean pdf_page_keys_skip_behind(qpdf_data pdf, guint number);

#endif
