/* pdf_paint.h - the operators that say in what colour, and how transparent,
 * things are painted. */
#ifndef OCR_PDF_PDF_PAINT_H
#define OCR_PDF_PDF_PAINT_H

#include "ocr/pdf/pdf_stream.h"

/* What a page begins with: black. */
struct pdf_paint pdf_paint_black(void);

void pdf_paint_fill_gray(struct pdf_stream *stream);	/* g */
void pdf_paint_stroke_gray(struct pdf_stream *stream);	/* G */
void pdf_paint_fill_rgb(struct pdf_stream *stream);	/* rg */
void pdf_paint_stroke_rgb(struct pdf_stream *stream);	/* RG */
void pdf_paint_fill_cmyk(struct pdf_stream *stream);	/* k */
void pdf_paint_stroke_cmyk(struct pdf_stream *stream);	/* K */
void pdf_paint_fill_space(struct pdf_stream *stream);	/* cs */
void pdf_paint_stroke_space(struct pdf_stream *stream); /* CS */
void pdf_paint_fill(struct pdf_stream *stream);		/* sc, scn */
void pdf_paint_stroke(struct pdf_stream *stream);	/* SC, SCN */
void pdf_paint_use_state(struct pdf_stream *stream);	/* gs */

#endif
