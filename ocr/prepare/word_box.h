/* word_box.h - where a recognised word stands. */
#ifndef OCR_PREPARE_WORD_BOX_H
#define OCR_PREPARE_WORD_BOX_H

#include "core/document.h"

/* Of the font size: where a text layer's boxes lie about the base line.
 * Words read from an image get such boxes too, whether or not they have
 * ascenders, so that what stands on one line is equally high on it. */
#define WORD_ASCENT 0.68
#define WORD_DESCENT 0.22

static inline struct box
word_box(double left, double right, double base, double font_size)
{
	return (struct box){ left, base - WORD_ASCENT * font_size, right,
			     base + WORD_DESCENT * font_size };
}

#endif
