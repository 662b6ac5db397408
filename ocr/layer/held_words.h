/* held_words.h - the words of a page's layer, and those of its recognition,
 * while they are compared (held_layer.c). */
#ifndef OCR_LAYER_HELD_WORDS_H
#define OCR_LAYER_HELD_WORDS_H

#include "core/document.h"

struct held_word {
	struct word *word; /* borrowed */
	struct box shown;  /* its box on the page as shown */
	enum fate { FATE_OPEN, FATE_KEPT, FATE_DROPPED } fate;
	guint group;   /* of words that stand together, of both sides */
	gboolean gone; /* it was covered, and nothing is seen of it */
};

struct held_words {
	struct held_word *words; /* to be freed by g_free() */
	guint count;
};

/* On one line, and one above the other's letters. */
gboolean held_boxes_stand_together(const struct box *a, const struct box *b);
/* Most of the smaller one. */
gboolean held_boxes_overlap(const struct box *a, const struct box *b);

/* All open. The page is borrowed. */
struct held_words held_words_of(const struct page *page);
glong held_words_count_characters(const struct held_words *words,
				  enum fate fate);

/* Keeps each word of ours for which one of theirs says the same at its place,
 * certain, and drops that one; then drops what else of ours lies over a word
 * that was kept. Returns how many words went that way. */
guint held_words_pair(struct held_words *ours, struct held_words *theirs);

/* Gives the open words that stand together one group. */
void held_words_group(struct held_words *ours, struct held_words *theirs);

/* A group's open words, one behind the other, "" for none; *out_place, which
 * is set where there are some, holds them. The caller frees. */
char *held_words_text(const struct held_words *words, guint group,
		      struct box *out_place);

/* Decides on a group's open words, with that confidence at most. */
void held_words_settle(struct held_words *words, guint group, enum fate fate,
		       double confidence);

/* Words beside those that are gone are in doubt. */
void held_words_doubt_beside_gone(struct held_words *words);

#endif
