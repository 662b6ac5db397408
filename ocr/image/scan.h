/* scan.h - a page as an image, before anything is done to it. */
#ifndef OCR_IMAGE_SCAN_H
#define OCR_IMAGE_SCAN_H

#include <glib.h>

#include "core/cleanup.h"
#include "ocr/image/damage.h"
#include "ocr/image/leptonica.h"

struct scan {
	PIX *pix; /* 1 bit, or 8 bits gray; no colour map; owned */
	double width_pt, height_pt; /* of the whole page, as shown */
	gboolean drawn;		    /* from a page that is not a scan */
	struct damage damage;	    /* what is missing from it */
};

/* Takes pix, whatever its depth, and brings it to one of these; NULL and
 * REJECT when it cannot be used. */
struct scan *scan_new_take(PIX *pix, double width_pt, double height_pt,
			   GError **error);
void scan_free(struct scan *scan);

DEFINE_AUTOPTR(scan, scan_free)

#endif
