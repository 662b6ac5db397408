/* tesseract_engine.h - Tesseract itself: its layout analysis and recognition
 * of whole pages and of pieces. Set up when it is first needed. */
#ifndef OCR_RECOGNISE_TESSERACT_ENGINE_H
#define OCR_RECOGNISE_TESSERACT_ENGINE_H

#include <glib.h>

#include "core/cleanup.h"
#include "ocr/image/leptonica.h"
#include "ocr/prepare/prepare.h"

struct tesseract_engine;

/* model: the bytes of eng.traineddata; borrowed. */
struct tesseract_engine *tesseract_engine_new(const char *model, gsize size);
void tesseract_engine_free(struct tesseract_engine *engine);

/* For the first page or line, unless it was before; FATAL where the model is
 * refused. */
gboolean tesseract_engine_start(struct tesseract_engine *engine,
				GError **error);
gboolean tesseract_engine_is_started(const struct tesseract_engine *engine);

/* The page's words, of struct word, in points; NULL and FATAL where the model
 * is refused, REJECT where the page cannot be recognised. */
GPtrArray *tesseract_engine_read_page(struct tesseract_engine *engine,
				      const struct prepared *prepared,
				      GError **error);

/* The text of an image of one line, and how sure it is of it. NULL where there
 * is none; else the caller frees it. */
char *tesseract_engine_read_line(struct tesseract_engine *engine, PIX *line,
				 double *out_confidence);

DEFINE_AUTOPTR(tesseract_engine, tesseract_engine_free)

#endif
