/* white_text.c - print is read where outlines of it are left.
 *
 * White letters that lie over black ones leave their edges, and people read
 * those. White that leaves no edge of a letter hides it. */
#include "ocr/pdf/white_text.h"

/* Darker is seen. */
#define SEEN_LEVEL 200

/* What is no further from an outline belongs to it: along the line, a
 * letter; across it, less than a rule is away. */
#define ALONG_PT 6.0
#define ACROSS_PT 2.0

static PIX *
find_seen(const struct scan *shown)
{
	double scale = pixGetWidth(shown->pix) / shown->width_pt;
	int along = 2 * (int)(ALONG_PT * scale) + 1;
	int across = 2 * (int)(ACROSS_PT * scale) + 1;
	PIX *gray = pixConvertTo8(shown->pix, FALSE);
	PIX *ink = pixThresholdToBinary(gray, SEEN_LEVEL);
	PIX *seen = pixDilateBrick(NULL, ink, along, across);

	pixDestroy(&gray);
	pixDestroy(&ink);
	return seen;
}

gboolean
white_text_wipe_unseen(struct scan *uncovered, const struct scan *shown)
{
	PIX *unseen;

	if (!pixSizesEqual(uncovered->pix, shown->pix))
		return FALSE;
	unseen = find_seen(shown);
	pixInvert(unseen, unseen);
	pixSetMasked(uncovered->pix, unseen,
		     pixGetDepth(uncovered->pix) == 1 ? 0 : 0xff);
	pixDestroy(&unseen);
	return TRUE;
}
