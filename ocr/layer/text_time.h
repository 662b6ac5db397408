/* text_time.h - limits the processor time of Poppler's text layout.
 *
 * The time for laying out scattered characters grows with the square of their
 * number, and Poppler cannot be interrupted. So a timer's signal (SIGVTALRM)
 * ends the process: in a worker that is the child of one letter, and the parent
 * asks again with more time, or without the text. */
#ifndef OCR_LAYER_TEXT_TIME_H
#define OCR_LAYER_TEXT_TIME_H

#include <glib.h>

/* Of all layouts from now on, and a twentieth of it more for each; 0: none is
 * to be made. Before the first call they are not bounded. */
void text_time_set(double seconds);

/* Call these around each layout. FALSE: make no layout, and do not call
 * text_time_end(). */
gboolean text_time_begin(void);
void text_time_end(void);

#endif
