/* pale_page.h - a page as the search for pale marks sees it: its print, what is
 * paler and clear of that, and how a mark is taken from below print.
 *
 * Inside pale_marks.c and large_marks.c only. */
#ifndef OCR_PREPARE_PALE_PAGE_H
#define OCR_PREPARE_PALE_PAGE_H

#include <glib.h>

#include "ocr/image/leptonica.h"

/* What is lighter than this part of the paper's level is paper. */
#define PALE_PAPER 0.95
/* Within this part of it, pixels are of one mark. */
#define PALE_SLACK 0.08

/* Inches: how far the blur about print reaches, and the gaps that print leaves
 * in large glyphs. */
#define PALE_BLUR 0.014
#define PALE_BRIDGE 0.06

struct pale_page {
	PIX *gray;  /* borrowed */
	PIX *print; /* bilevel: print and its blur */
	PIX *clear; /* what is pale and clear of print */
	double scale;
	int paper, dark; /* levels: of paper, and from which on it is print */
};

struct pale_levels {
	guint counts[256], all;
};

/* Of which pixels a mark is made. */
struct pale_mark {
	PIX *region;		/* it stands in */
	int level, least, most; /* usual, and within these */
	double across; /* inches: where print crosses it, its parts are so far
			* from one another */
};

/* Sets print and clear, for the caller to destroy. */
void pale_page_look(struct pale_page *page);

/* What is darker than the level. */
PIX *pale_page_darker(PIX *gray, double level);

/* Adds the levels that gray has where the mask is. */
void pale_levels_count(PIX *gray, PIX *mask, struct pale_levels *out);

/* The level that so much of all are no lighter than. */
int pale_levels_at(const struct pale_levels *levels, double share);

/* Makes paper of the mark, and takes it from below the blur about print. */
void pale_mark_wipe(const struct pale_page *page, const struct pale_mark *mark);

#endif
