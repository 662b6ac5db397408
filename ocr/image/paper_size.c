/* paper_size.c - sizes of paper, and of faxes. */
#include "ocr/image/paper_size.h"

/* A page nearer to these bounds than to paper: the file's resolution is a
 * screen's or a camera's and says nothing of the paper. */
#define SMALLEST_PT (2 * 72.0)
#define LARGEST_PT (20 * 72.0)
#define USUAL_PT (11 * 72.0)

/* Of faxes: dots and rows an inch; and how many times as high as wide their
 * page is at most, legal paper on a line as wide as A4. */
#define FAX_DPI 204.0
#define FAX_COARSE 98.0
#define FAX_FINE 196.0
#define FAX_LONGEST 1.72

/* ITU-T T.4: 215, 255 or 303 mm of line; some programs add a few dots. */
static const int fax_widths[] = { 1728, 1734, 2048, 2432 };

static gboolean
is_fax(const struct dots *dots)
{
	if (!dots->bilevel || dots->x_dpi > 0 || dots->y_dpi > 0)
		return FALSE;
	for (guint i = 0; i < G_N_ELEMENTS(fax_widths); i++)
		if (dots->width == fax_widths[i])
			return TRUE;
	return FALSE;
}

/* The greater of the two heights that are possible, if there is such paper. */
static double
fax_rows_an_inch(const struct dots *dots)
{
	return dots->height / FAX_COARSE <= dots->width / FAX_DPI * FAX_LONGEST
		       ? FAX_COARSE
		       : FAX_FINE;
}

void
paper_size_find(const struct dots *dots, double *out_width, double *out_height)
{
	const gboolean fax = is_fax(dots);
	const double x_dpi = fax ? FAX_DPI : dots->x_dpi;
	const double y_dpi = fax ? fax_rows_an_inch(dots) : dots->y_dpi;
	double width = x_dpi > 0 ? dots->width * 72.0 / x_dpi : 0;
	double height = y_dpi > 0 ? dots->height * 72.0 / y_dpi : 0;

	if (MAX(width, height) > LARGEST_PT ||
	    MAX(width, height) < SMALLEST_PT || width <= 0 || height <= 0) {
		double scale = USUAL_PT / MAX(dots->width, dots->height);

		width = dots->width * scale;
		height = dots->height * scale;
	}
	*out_width = width;
	*out_height = height;
}
