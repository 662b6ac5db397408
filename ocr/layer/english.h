/* english.h - whether words are English, or what a broken font map or a bad
 * recognition made. words: of struct word; too few of them to tell are good. */
#ifndef OCR_LAYER_ENGLISH_H
#define OCR_LAYER_ENGLISH_H

#include <glib.h>

/* FALSE: its letters follow one another as in no text. */
gboolean english_is_plausible(const GPtrArray *words);

/* FALSE: about one letter in thirty or more was read wrong. To be asked of
 * recognised text: a list of rare names may look so, too. */
gboolean english_is_well_read(const GPtrArray *words);

#endif
