/* scan.c - any image that a decoder may give becomes bilevel or gray. */
#include "ocr/image/scan.h"

#include "core/error.h"

#define WHITE 0xffffff00

/* Leptonica's four-sample images carry alpha: what shows through is paper. */
static PIX *
flatten(PIX *pix)
{
	PIX *flat = pixGetSpp(pix) == 4
			    ? pixAlphaBlendUniform(pix, WHITE)
			    : pixRemoveColormap(pix, REMOVE_CMAP_BASED_ON_SRC);

	pixDestroy(&pix);
	return flat;
}

struct scan *
scan_new_take(PIX *pix, double width_pt, double height_pt, GError **error)
{
	struct scan *scan;

	pix = flatten(pix);
	if (pix != NULL && pixGetDepth(pix) != 1) {
		PIX *gray = pixConvertTo8(pix, FALSE);

		pixDestroy(&pix);
		pix = gray;
	}
	if (pix == NULL) {
		error_set(error, IMR_ERROR_REJECT,
			  "the image is of a kind that cannot be read; save "
			  "it as a plain TIFF or PNG");
		return NULL;
	}
	scan = g_new0(struct scan, 1);
	scan->pix = pix;
	scan->width_pt = width_pt;
	scan->height_pt = height_pt;
	return scan;
}

void
scan_free(struct scan *scan)
{
	pixDestroy(&scan->pix);
	damage_clear(&scan->damage);
	g_free(scan);
}
