/* white_text.c - print is read where outlines of it are left.
 *
 * White glyphs that lie over black ones leave their edges, and people read
 * those. White that leaves no edge of a glyph hides it. */
#include "ocr/pdf/white_text.h"

#include "ocr/pdf/pdf_image.h"
#include "ocr/pdf/pdf_text.h"

/* Darker is seen. */
#define SEEN_LEVEL 200

/* Ink within this distance of an outline belongs to it: along the line, a
 * glyph; across it, less than a rule is away. */
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

/* FALSE where the two are not of one size. */
static gboolean
wipe_unseen(struct scan *uncovered, const struct scan *shown)
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

struct scan *
white_text_uncover(struct pdf_scans *scans, PopplerPage *shown, guint number,
		   const struct text_layer *layer, gint64 max_pixels)
{
	g_autoptr(level_page) level = pdf_text_uncover(scans, number, layer);
	struct damage damage = { DAMAGE_NONE, NULL };
	const struct pdf_survey *survey;
	g_autoptr(scan) scan = NULL;
	g_autoptr(scan) seen = NULL;

	if (level == NULL)
		return NULL;
	survey = level->surveyed ? &level->survey : NULL;
	pdf_scans_find_damage(scans, number, TRUE, &damage);
	scan = pdf_image_scan(level->page, survey, max_pixels, &damage, NULL);
	seen = pdf_image_scan(shown, survey, max_pixels, &damage, NULL);
	if (scan != NULL)
		damage_take(&scan->damage, &damage);
	damage_clear(&damage);
	return scan != NULL && seen != NULL && wipe_unseen(scan, seen)
		       ? g_steal_pointer(&scan)
		       : NULL;
}
