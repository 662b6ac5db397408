/* pdf_text.h - the text layer of a PDF page, in the direction that it runs in,
 * without the marks that were set over it. */
#ifndef OCR_PDF_PDF_TEXT_H
#define OCR_PDF_PDF_TEXT_H

#include "core/document.h"
#include "ocr/layer/text_layer.h"
#include "ocr/pdf/pdf_scan.h"

struct pdf_text {
	PopplerPage *shown; /* borrowed, as is the next */
	struct pdf_scans *scans;
	gboolean off_level; /* see struct pdf_survey */
	gboolean has_marks; /* marks are to be looked for: its text is no
			     * recognition's */
};

/* Sets the page's reading frame; its lines are still to be filled. The caller
 * frees it. *out_level: the copy that it was read from; NULL where it was read
 * from the page as shown. */
struct text_layer *pdf_text_read(const struct pdf_text *text, struct page *page,
				 struct level_page **out_level);

/* The page as shown, but without those marks: layer is its text as read. NULL
 * where it has none, or cannot be taken apart. */
struct level_page *pdf_text_unmark(const struct pdf_text *text, guint number,
				   const struct text_layer *layer);

/* The page as shown, but without its text in white, which hides the print that
 * it lies over; NULL as above. */
struct level_page *pdf_text_uncover(struct pdf_scans *scans, guint number,
				    const struct text_layer *layer);

#endif
