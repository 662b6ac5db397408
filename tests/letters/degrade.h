/* degrade.h - what scanners, fax machines and phones do to a page. */
#ifndef TESTS_LETTERS_DEGRADE_H
#define TESTS_LETTERS_DEGRADE_H

#include <leptonica/allheaders.h>

#include "tests/letters/sheet.h"

enum scan_file {
	SCAN_PDF_JPEG,
	SCAN_PDF_FLATE,
	SCAN_PDF_G4,
	SCAN_TIFF_G3,
	SCAN_TIFF_G4,
	SCAN_TIFF_LZW,
	SCAN_TIFF_DEFLATE,
};

struct scan_class {
	const char *name;
	int dpi;	   /* across; also down, but for rows_dpi */
	int rows_dpi;	   /* 0: square pixels */
	int quarter_turns; /* clockwise */
	double skew_deg;
	int blur;	  /* pixels about each that flow into it */
	gboolean uneven;  /* darker towards one corner */
	gboolean oblique; /* held at an angle to the camera */
	double noise;	  /* standard deviation of gray values */
	gboolean bilevel;
	double specks; /* of a bilevel page's pixels, part turned over */
	enum scan_file file;
};

extern const struct scan_class scan_classes[]; /* ends with a NULL name */

/* NULL where there is none of the name. */
const struct scan_class *scan_class_find(const char *name);

/* One page as the class has it; the caller's. */
PIX *scan_page(const struct sheet *sheet, const struct scan_class *class);
/* The same of a page drawn in gray at the class's dpi. */
PIX *scan_drawing(cairo_surface_t *drawing, const struct scan_class *class);

/* Blurs a place of a gray page, in points, to what detail (0..1) leaves of its
 * resolution. */
void scan_smudge(PIX *pix, double x, double y, double width, double height,
		 double detail);

#endif
