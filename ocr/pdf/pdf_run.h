/* pdf_run.h - the operators that place and show text. */
#ifndef OCR_PDF_PDF_RUN_H
#define OCR_PDF_PDF_RUN_H

#include "ocr/pdf/pdf_stream.h"

void pdf_run_begin(struct pdf_stream *stream);		/* BT */
void pdf_run_set_matrix(struct pdf_stream *stream);	/* Tm */
void pdf_run_move(struct pdf_stream *stream);		/* Td */
void pdf_run_move_leading(struct pdf_stream *stream);	/* TD */
void pdf_run_next_line(struct pdf_stream *stream);	/* T* */
void pdf_run_set_leading(struct pdf_stream *stream);	/* TL */
void pdf_run_set_font(struct pdf_stream *stream);	/* Tf */
void pdf_run_set_stretch(struct pdf_stream *stream);	/* Tz */
void pdf_run_set_rise(struct pdf_stream *stream);	/* Ts */
void pdf_run_set_mode(struct pdf_stream *stream);	/* Tr */
void pdf_run_show(struct pdf_stream *stream);		/* Tj, TJ */
void pdf_run_show_next_line(struct pdf_stream *stream); /* ', " */

/* Marked content: what a viewer may hide, and what says that its text is
 * another than the one that it shows. */
void pdf_run_begin_marked(struct pdf_stream *stream); /* BDC, BMC */
void pdf_run_end_marked(struct pdf_stream *stream);   /* EMC */

/* Some of what marked content names says so. */
gboolean pdf_run_is_reworded(qpdf_data pdf, qpdf_oh resources);

#endif
