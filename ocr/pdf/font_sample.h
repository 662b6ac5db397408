/* font_sample.h - whether a document's embedded fonts show the characters that
 * they claim: words of each are drawn and recognised.
 *
 * A file may map its glyphs to any characters, so that one thing is seen and
 * another is copied, searched, and read by a program. Each letter and digit of
 * each font must be confirmed by at least one word. */
#ifndef OCR_PDF_FONT_SAMPLE_H
#define OCR_PDF_FONT_SAMPLE_H

#include <poppler.h>

#include "core/cleanup.h"
#include "core/document.h"
#include "ocr/pdf/pdf_survey.h"
#include "ocr/recognise/recogniser.h"

/* What is borne out already, of all pages of a document. */
struct font_sample;

struct font_sample *font_sample_new(void);
void font_sample_free(struct font_sample *sample);

/* FALSE: words of the page, which is plain, look otherwise than its fonts say;
 * it has to be recognised. Fonts that are not the file's own, and what was
 * borne out on pages before, cost nothing. */
gboolean font_sample_agrees(struct font_sample *sample,
			    struct recogniser *recogniser, PopplerPage *shown,
			    const struct pdf_survey *survey,
			    const struct page *page);

DEFINE_AUTOPTR(font_sample, font_sample_free)

#endif
