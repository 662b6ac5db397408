/* recogniser.h - the OCR engine: one a process, loaded once, used for every
 * page.
 *
 * recogniser_new() reads all the files it will ever need, so that it works in
 * a sandbox closed afterwards; the engine itself is set up at the first page
 * or by recogniser_warm_up(), from memory, so that a run over text layers never
 * pays for it.
 *
 * The process must have been started with OMP_THREAD_LIMIT=1 in its
 * environment, which OpenMP reads before main(): Tesseract's threads cost more
 * than they gain with one process a core, and a sandbox may refuse them. */
#ifndef OCR_RECOGNISE_RECOGNISER_H
#define OCR_RECOGNISE_RECOGNISER_H

#include <glib.h>

#include "core/cleanup.h"
#include "core/extract_settings.h"

struct recogniser;

/* directory: of eng.traineddata; NULL: TESSDATA_PREFIX or the system's.
 * FATAL when it is missing, with the package to install. */
struct recogniser *recogniser_new(const char *directory, GError **error);
void recogniser_free(struct recogniser *recogniser);

/* For the pages from now on. FATAL where OCR_ENGINE_FAST cannot be had. */
gboolean recogniser_choose(struct recogniser *recogniser,
			   enum ocr_engine engine, GError **error);

/* Sets Tesseract up before a page needs it. That it cannot be is told there. */
void recogniser_warm_up(struct recogniser *recogniser);
/* It was set up, for a page or before. */
gboolean recogniser_has_tesseract(const struct recogniser *recogniser);

/* Whether words come with the engine's own confidence, not with the measured
 * one, and whether the last page was Tesseract's: for the program that measures
 * it. */
void recogniser_tell_raw(struct recogniser *recogniser, gboolean raw);
gboolean recogniser_was_tesseract(const struct recogniser *recogniser);

/* "Tesseract 5.3.0, Leptonica 1.82.0, Poppler 22.12.0": for --version. The
 * caller frees it. */
char *recogniser_versions(void);

DEFINE_AUTOPTR(recogniser, recogniser_free)

#endif
