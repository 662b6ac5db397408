/* lines.h - loose words become the lines that core/document.h promises. */
#ifndef OCR_RECOGNISE_LINES_H
#define OCR_RECOGNISE_LINES_H

#include <glib.h>

#include "core/document.h"

/* Takes the words (of struct word) and the array. What stands on one base line
 * is one line, however far apart; lines from top to bottom, words from left to
 * right. */
GPtrArray *lines_take_words(GPtrArray *words);

#endif
