/* text_time.h - the processor time that Poppler may take to lay text out.
 *
 * The layout of scattered characters takes time by the square of their number,
 * and Poppler cannot be stopped in it. So it runs against a timer whose signal
 * (SIGVTALRM) ends the process: in a worker that is the child of one letter,
 * and the parent asks again with more time, or for none of the text. */
#ifndef OCR_LAYER_TEXT_TIME_H
#define OCR_LAYER_TEXT_TIME_H

#include <glib.h>

/* Of all layouts from now on, and a twentieth of it more for each; 0: none is
 * to be made. Before the first call they are not bounded. */
void text_time_set(double seconds);

/* Around each layout. FALSE: none is to be made, and there is no end. */
gboolean text_time_begin(void);
void text_time_end(void);

#endif
