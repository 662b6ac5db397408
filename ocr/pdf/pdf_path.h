/* pdf_path.h - the operators that make paths, paint them, and clip by them. */
#ifndef OCR_PDF_PDF_PATH_H
#define OCR_PDF_PDF_PATH_H

#include "ocr/pdf/pdf_stream.h"

void pdf_path_begin(struct pdf_path *path);
void pdf_path_end(struct pdf_path *path);

void pdf_path_move(struct pdf_stream *stream);	    /* m */
void pdf_path_line(struct pdf_stream *stream);	    /* l */
void pdf_path_curve(struct pdf_stream *stream);	    /* c, v, y */
void pdf_path_close(struct pdf_stream *stream);	    /* h */
void pdf_path_rectangle(struct pdf_stream *stream); /* re */
void pdf_path_clip(struct pdf_stream *stream);	    /* W, W* */
void pdf_path_drop(struct pdf_stream *stream);	    /* n */
void pdf_path_fill(struct pdf_stream *stream);	    /* f, F, f* */
void pdf_path_stroke(struct pdf_stream *stream);    /* S, s */
void pdf_path_paint(struct pdf_stream *stream);	    /* B, B*, b, b* */
void pdf_path_shade(struct pdf_stream *stream);	    /* sh */

/* Adds what is painted on that area of the page's space to the survey's shapes,
 * as far as it is not clipped away. */
void pdf_path_add_shape(struct pdf_stream *stream, enum shape_kind kind,
			struct area area, double lightness);

#endif
