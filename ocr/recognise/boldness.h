/* boldness.h - which words of a scan are bold. */
#ifndef OCR_RECOGNISE_BOLDNESS_H
#define OCR_RECOGNISE_BOLDNESS_H

#include <glib.h>

#include "ocr/prepare/prepare.h"

/* Sets the words' bold flags in lines (of struct line). Returns FALSE, and
 * leaves them alone, where the page does not clearly have both kinds. */
gboolean boldness_mark(GPtrArray *lines, const struct prepared *prepared);

#endif
