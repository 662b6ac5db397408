/* plain_page.h - whether people see all of a page's text and nothing else,
 * judged from its operators without drawing it. */
#ifndef OCR_PDF_PLAIN_PAGE_H
#define OCR_PDF_PLAIN_PAGE_H

#include "core/document.h"
#include "ocr/pdf/pdf_survey.h"

/* Why the page has to be drawn to know, or NULL: it holds nothing but text
 * that is seen, rules, shading and a logo. page has its text layer's words. A
 * phrase for people, to stand behind "text layer held against the page as
 * drawn: "; static. */
const char *plain_page_fault(const struct pdf_survey *survey,
			     const struct page *page);

/* The font of the word that stands in that box, as struct shown_run has it. */
guint plain_page_font(const struct pdf_survey *survey, const struct box *word);

/* A line goes through the middle of a word that stands in that box of the page
 * as shown. */
gboolean plain_page_is_struck(const struct pdf_survey *survey,
			      const struct box *word);

/* An annotation wants what stands there removed. */
gboolean plain_page_is_redacted(const struct pdf_survey *survey,
				const struct box *word);

/* Something was painted over it. */
gboolean plain_page_is_covered(const struct pdf_survey *survey,
			       const struct box *word);

#endif
