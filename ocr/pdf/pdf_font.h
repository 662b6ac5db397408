/* pdf_font.h - which fonts of a page may show other characters than they claim.
 *
 * If the file contains a font, the characters it claims for its glyphs
 * (ToUnicode, the names of an encoding) may differ from what the glyphs look
 * like. A font that is not in the file is drawn by the characters it claims. */
#ifndef OCR_PDF_PDF_FONT_H
#define OCR_PDF_PDF_FONT_H

#include "ocr/pdf/pdf_stream.h"

void pdf_font_begin(struct pdf_surveyor *surveyor);
void pdf_font_end(struct pdf_surveyor *surveyor);

/* The font of that name (NULL: none); 0 where it shows what it says. */
guint pdf_font_find(struct pdf_stream *stream, const char *name);

#endif
