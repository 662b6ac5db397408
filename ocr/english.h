/* english.h - whether words are English or what a broken font map made. */
#ifndef OCR_ENGLISH_H
#define OCR_ENGLISH_H

#include <glib.h>

/* words: of struct word. Too few of them to tell are plausible. */
gboolean english_is_plausible(const GPtrArray *words);

#endif
