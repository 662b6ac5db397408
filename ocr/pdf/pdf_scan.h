/* pdf_scan.h - a PDF page that is one image, taken from its stream as it is:
 * no pixel is drawn, scaled or lost, and it takes a tenth of the time. */
#ifndef OCR_PDF_PDF_SCAN_H
#define OCR_PDF_PDF_SCAN_H

#include <glib.h>

#include "core/cleanup.h"
#include "ocr/image/leptonica.h"
#include "ocr/pdf/pdf_level.h"
#include "ocr/pdf/pdf_survey.h"

struct pdf_scans;

/* NULL where qpdf cannot read the file, or finds other pages in it than
 * Poppler did: it is damaged, and pages may be missing. */
struct pdf_scans *pdf_scans_open(GBytes *bytes, int page_count);
void pdf_scans_free(struct pdf_scans *scans);

/* The file as pdf_read() read it; borrowed. */
qpdf_data pdf_scans_file(const struct pdf_scans *scans);

/* The page turned as it is shown and cut to what is shown of it, 1 bit or 8
 * bits gray; number from 1, the size in points as Poppler has it. NULL where
 * the page has to be drawn: there is more on it than one image, or the image
 * is of another kind (pdf_samples.h). What cannot be decoded of it is noted as
 * damage, with an image and without. */
PIX *pdf_scans_take(struct pdf_scans *scans, guint number, double width,
		    double height, gint64 max_pixels, struct damage *damage);

/* The page with its text running level, and without marks: level_page_new(). */
struct level_page *pdf_scans_level(struct pdf_scans *scans, guint number,
				   const GArray *marks,
				   enum level_page_frame frame);

/* Of what the page is made; FALSE where it is not understood. Damage of its
 * content is noted. */
gboolean pdf_scans_survey(struct pdf_scans *scans, guint number,
			  struct pdf_survey *out, struct damage *damage);

/* Damage of what the page is made of: pdf_damage_find(). */
void pdf_scans_find_damage(struct pdf_scans *scans, guint number,
			   gboolean drawn, struct damage *damage);

DEFINE_AUTOPTR(pdf_scans, pdf_scans_free)

#endif
