/* text_layer.h - the text layer of a PDF page. */
#ifndef OCR_LAYER_TEXT_LAYER_H
#define OCR_LAYER_TEXT_LAYER_H

#include <glib.h>
#include <poppler.h>

#include "core/cleanup.h"
#include "core/document.h"

/* 0 black to 1 white: lighter text may not be seen on paper. */
#define TEXT_LAYER_PALE 0.75

struct text_layer {
	GPtrArray *words;  /* of struct word, as drawn, not yet in lines */
	GArray *styles;	   /* of struct word_style, one a word */
	GArray *marks;	   /* of the same: how words looked that were marks */
	guint glyphs;	   /* all but white space */
	guint unmapped;	   /* of them, those that stand for no character */
	gboolean agrees;   /* Poppler gave every character its box */
	gboolean too_slow; /* so it was not read: see ocr/layer/text_time.h */
	gboolean tells_bold;
	gboolean lost_much; /* as marks, and maybe the letter's own */
	gboolean pale;	    /* some of its words are nearly white */
	gboolean off_level; /* set by the caller, too: text at another angle is
			     * left out */
	gboolean mirrored;  /* set by the caller: text that people cannot
			     * read */
	gboolean hidden;    /* text_layer_doubt() was called */
};

/* width and height: of the page as shown; no box reaches beyond. */
struct text_layer *text_layer_read(PopplerPage *page, double width,
				   double height);
void text_layer_free(struct text_layer *layer);

/* Takes out what was set over the letter's text, see layer_marks.h; once. */
void text_layer_drop_marks(struct text_layer *layer);

/* How its words look that are white on white paper: of struct word_style, each
 * look once. Before marks are dropped. */
GArray *text_layer_white_styles(const struct text_layer *layer);

/* What its words cover, in square points. */
double text_layer_area(const struct text_layer *layer);

/* Its words are an earlier recognition's: none is certain, and the rules of a
 * table that it took for letters are none. */
void text_layer_doubt(struct text_layer *layer);

/* Why the layer cannot be used, or NULL. The caller frees it. over_scan: an
 * image covers the page, so the text is an earlier recognition's, most likely,
 * and a better one can be had. */
char *text_layer_fault(const struct text_layer *layer, gboolean over_scan);

DEFINE_AUTOPTR(text_layer, text_layer_free)

#endif
