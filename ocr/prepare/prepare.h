/* prepare.h - turns a scan into what the recogniser reads best: gray, level,
 * upright, evenly lit, at one resolution, without rules and specks.
 *
 * These steps decide the error rate more than the recogniser does; their order
 * and numbers were measured (docs/performance.md). */
#ifndef OCR_PREPARE_PREPARE_H
#define OCR_PREPARE_PREPARE_H

#include <glib.h>

#include "core/cleanup.h"
#include "ocr/image/leptonica.h"
#include "ocr/image/scan.h"
#include "ocr/prepare/resolution.h"

struct prepared {
	PIX *gray;	/* in the reading frame; NULL where nothing on it can be
			 * read */
	PIX *ink;	/* the same, bilevel */
	PIX *faint;	/* where its print was faint, as tones.h has it, before
			 * the page was turned; NULL: nowhere */
	PIX *marked;	/* where marks may lie over the print (thick_marks.h),
			 * as large as ink; NULL: nowhere */
	int pale;	/* below this, a solid area is not paper */
	gboolean blank; /* but for dust, marks and edges */
	int rotation_deg; /* as struct page's */
	double skew_deg;
	gboolean may_be_turned;	 /* too few glyphs to tell which way is up */
	gboolean is_spread;	 /* two pages on one sheet, side by side */
	GArray *check_boxes;	 /* of struct check_box; NULL: none */
	double dpi;		 /* of the scan, as it came; 0: drawn */
	double points_per_pixel; /* of gray and ink */
};

/* For another look at what was in doubt: another scale is another reading, and
 * at 200 dpi a clean scan is read a little better, for twice the time. */
#define PREPARED_CLOSER (200 / PREPARED_DPI)

/* Takes the scan; scale: 1, or PREPARED_CLOSER. REJECT when it cannot be worked
 * on. */
struct prepared *prepare_take_scan(struct scan *scan, double scale,
				   GError **error);
/* Turns what is prepared by so many quarters clockwise. */
void prepared_turn(struct prepared *prepared, int turns);
void prepared_free(struct prepared *prepared);

DEFINE_AUTOPTR(prepared, prepared_free)

#endif
