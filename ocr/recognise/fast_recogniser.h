/* fast_recogniser.h - our own reading of a page: its lines found, and all of
 * them read side by side by Tesseract's network.
 *
 * Several times as fast as Tesseract, on the one model and the processors that
 * lstm_model.h and lstm_kernel.h know. */
#ifndef OCR_RECOGNISE_FAST_RECOGNISER_H
#define OCR_RECOGNISE_FAST_RECOGNISER_H

#include <glib.h>

#include "core/cleanup.h"
#include "ocr/prepare/prepare.h"

struct fast_recogniser;

/* model: the bytes of eng.traineddata; not kept. NULL and FATAL, with the
 * reason, where this processor or the model is not of the known kind. */
struct fast_recogniser *fast_recogniser_new(const char *model, gsize size,
					    GError **error);
void fast_recogniser_free(struct fast_recogniser *recogniser);

/* The page's words, of struct word, in points. */
GPtrArray *fast_recogniser_read_page(struct fast_recogniser *recogniser,
				     const struct prepared *prepared);

DEFINE_AUTOPTR(fast_recogniser, fast_recogniser_free)

#endif
