/* paper_size.h - the paper that an image file's page was. */
#ifndef OCR_IMAGE_PAPER_SIZE_H
#define OCR_IMAGE_PAPER_SIZE_H

#include <glib.h>

struct dots {
	int width, height;
	gboolean bilevel;
	double x_dpi, y_dpi; /* 0: the file does not tell */
};

/* In points. What cannot be true of paper is put right: a screen's or a
 * camera's resolution, none at all, and none of a fax, whose dots are no
 * squares. */
void paper_size_find(const struct dots *dots, double *out_width,
		     double *out_height);

#endif
