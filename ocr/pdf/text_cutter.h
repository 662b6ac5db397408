/* text_cutter.h - which ways a page's text runs, and a page without the text
 * that runs another way. */
#ifndef OCR_PDF_TEXT_CUTTER_H
#define OCR_PDF_TEXT_CUTTER_H

#include <glib.h>
#include <qpdf/qpdf-c.h>

/* Of the strings that a page shows, by the direction they run in: bytes of
 * PDF, which is near enough to their characters. A string that is repeated, as
 * by the tiles of a watermark, counts once. */
#define TEXT_DIRECTION_BINS 720
struct text_directions {
	/* Each half a degree, counterclockwise, the first around level. */
	gsize bytes[TEXT_DIRECTION_BINS];
	/* How far off their bin's middle they run, by bytes. */
	double degrees_off[TEXT_DIRECTION_BINS];
	gsize mirrored;
	gsize total;
};

/* FALSE where its content is not understood. */
gboolean text_cutter_measure(qpdf_data pdf, qpdf_oh page,
			     struct text_directions *out);

struct text_cut {
	double angle_deg, slack_deg; /* of what stays */
	const GArray *marks; /* of struct word_style: what looks so goes.
			      * NULL: nothing */
};

/* Takes text off the page, and off its forms. FALSE where something else might
 * move; the page is then of no use. out_left_out: of what went for its
 * direction, bytes, as above. */
gboolean text_cutter_cut(qpdf_data pdf, qpdf_oh page,
			 const struct text_cut *what, gsize *out_left_out);

#endif
