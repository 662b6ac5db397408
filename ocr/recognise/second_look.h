/* second_look.h - reads again, piece by piece, what recognition of the whole
 * page left in doubt: layout analysis may take the end of a line for a picture,
 * and a number beside a table's empty column may be read correctly but with low
 * confidence. */
#ifndef OCR_RECOGNISE_SECOND_LOOK_H
#define OCR_RECOGNISE_SECOND_LOOK_H

#include <glib.h>

#include "ocr/prepare/prepare.h"
#include "ocr/recognise/tesseract_engine.h"

/* Changes words (of struct word, in points) in place: adds what stands on ink
 * that no word covers, and reads doubtful numbers again; doubtful words, too,
 * when they are the fast engine's. Two readings that
 * agree are as sure as the surer one; two that differ are a doubt. */
void second_look(struct tesseract_engine *engine,
		 const struct prepared *prepared, GPtrArray *words,
		 gboolean are_fast);

#endif
