/* held_layer.h - compares a page's text layer, word by word, with the page as
 * it was drawn and recognised.
 *
 * What the page shows is the truth; the layer only helps. Words that both have
 * are taken exactly as the layer has them, and are certain. Words that only the
 * layer has, and nothing on the page confirms, are dropped; words that only the
 * recognition has are taken as they were read. Where the two differ, the
 * recognised word is taken, with the confidence of a doubt. */
#ifndef OCR_LAYER_HELD_LAYER_H
#define OCR_LAYER_HELD_LAYER_H

#include "ocr/prepare/prepare.h"

struct held_layer {
	struct page *page; /* the layer's words, and in its reason why they are
			    * held against the page */
	char *font_flaw;   /* why glyphs may not show, where nothing else
			    * speaks against the layer; or NULL */
	GArray *struck;	   /* of struct box, as shown: words that a line goes
			    * through, or that are to be removed */
	GArray *covered;   /* the same: words over which something is painted;
			    * where nothing else is seen there, what stands
			    * beside them is a part of what was written */
};

/* Takes page. */
struct held_layer *held_layer_new_take(struct page *page);
void held_layer_free(struct held_layer *layer);

/* Takes the words that are struck off a page that was recognised. */
void held_layer_drop_struck(const struct held_layer *layer, struct page *page);

/* Recognises the page at a larger scale, or returns NULL. */
typedef struct page *(*held_layer_look)(gpointer closure);

/* The page that the two make, where most of what is seen is the layer's: of the
 * source TEXT_SOURCE_TEXT_LAYER where all is. Else it is the page as
 * recognised. Its reason tells. take_seen was recognised from prepared; look is
 * called once at most, where the two differ. */
struct page *held_layer_merge(struct held_layer *layer, struct page *take_seen,
			      const struct prepared *prepared,
			      held_layer_look look, gpointer closure);

DEFINE_AUTOPTR(held_layer, held_layer_free)

#endif
