/* paper_size.h - the paper size of an image file's page. */
#ifndef OCR_IMAGE_PAPER_SIZE_H
#define OCR_IMAGE_PAPER_SIZE_H

#include <glib.h>

struct dots {
	int width, height;
	gboolean bilevel;
	double x_dpi, y_dpi; /* 0: the file does not tell */
};

/* In points. Impossible values are corrected: a screen's or a camera's
 * resolution, a missing one, and a missing one of a fax, whose dots are not
 * square. */
void paper_size_find(const struct dots *dots, double *out_width,
		     double *out_height);

#endif
