/* recogniser.c - Tesseract's LSTM engine, one initialised engine a process. */
#include "ocr/recognise/recogniser.h"

#include <poppler.h>
#include <string.h>
#include <tesseract/capi.h>

#include "core/error.h"
#include "ocr/image/leptonica.h"
#include "ocr/prepare/check_boxes.h"
#include "ocr/recognise/boldness.h"
#include "ocr/recognise/bullets.h"
#include "ocr/recognise/calibration.h"
#include "ocr/recognise/fast_recogniser.h"
#include "ocr/recognise/lines.h"
#include "ocr/recognise/recognise.h"
#include "ocr/recognise/second_look.h"
#include "ocr/recognise/tesseract_engine.h"

#define LANGUAGE "eng"
#define SYSTEM_TESSDATA "/usr/share/tesseract-ocr/5/tessdata"

/* A page with less confidence than this (coarse faxes, things that are not
 * text) is given to Tesseract: its layout analysis and dictionary are then
 * worth their time. */
#define SURE_PAGE 0.985

/* Unless it reads fewer glyphs than this part of those that the fast engine is
 * sure of: then its layout analysis has lost lines. */
#define LOST 0.9

struct recogniser {
	char *model; /* the bytes of eng.traineddata */
	gsize model_size;
	struct tesseract_engine *tesseract;
	struct fast_recogniser *fast; /* NULL where it cannot run, */
	GError *fast_fault;	      /* and why */
	gboolean uses_fast;
	gboolean tells_raw;
	enum calibration_engine engine; /* of the last page */
};

struct recogniser *
recogniser_new(const char *directory, GError **error)
{
	g_autoptr(recogniser) recogniser = g_new0(struct recogniser, 1);
	g_autoptr(GError) cause = NULL;
	g_autofree char *path = NULL;

	if (directory == NULL)
		directory = g_getenv("TESSDATA_PREFIX");
	if (directory == NULL)
		directory = SYSTEM_TESSDATA;
	path = g_build_filename(directory, LANGUAGE ".traineddata", NULL);
	if (!g_file_get_contents(path, &recogniser->model,
				 &recogniser->model_size, &cause)) {
		error_set(error, IMR_ERROR_FATAL,
			  "%s (install tesseract-ocr-" LANGUAGE
			  ", or set TESSDATA_PREFIX)",
			  cause->message);
		return NULL;
	}
	recogniser->tesseract =
		tesseract_engine_new(recogniser->model, recogniser->model_size);
	recogniser->fast =
		fast_recogniser_new(recogniser->model, recogniser->model_size,
				    &recogniser->fast_fault);
	return g_steal_pointer(&recogniser);
}

void
recogniser_free(struct recogniser *recogniser)
{
	if (recogniser == NULL)
		return;
	g_clear_pointer(&recogniser->tesseract, tesseract_engine_free);
	g_clear_pointer(&recogniser->fast, fast_recogniser_free);
	g_clear_error(&recogniser->fast_fault);
	g_free(recogniser->model);
	g_free(recogniser);
}

char *
recogniser_versions(void)
{
	char *leptonica = getLeptonicaVersion();
	char *versions;

	versions =
		g_strdup_printf("Tesseract %s, %s, Poppler %s", TessVersion(),
				leptonica, poppler_get_version());
	lept_free(leptonica);
	return versions;
}

/* What is left of specks and of logos: no letter and no digit on the line. */
static gboolean
says_nothing(const struct line *line)
{
	for (guint i = 0; i < line->words->len; i++) {
		const struct word *word = line->words->pdata[i];

		for (const char *p = word->text; *p != '\0';
		     p = g_utf8_next_char(p))
			if (g_unichar_isalnum(g_utf8_get_char(p)))
				return FALSE;
	}
	return TRUE;
}

gboolean
recogniser_choose(struct recogniser *recogniser, enum ocr_engine engine,
		  GError **error)
{
	recogniser->uses_fast =
		recogniser->fast != NULL && engine != OCR_ENGINE_TESSERACT;
	if (engine != OCR_ENGINE_FAST || recogniser->fast != NULL)
		return TRUE;
	return error_set(error, IMR_ERROR_FATAL,
			 "ocr_engine = fast cannot be had here: %s; "
			 "auto uses Tesseract instead",
			 recogniser->fast_fault->message);
}

void
recogniser_warm_up(struct recogniser *recogniser)
{
	tesseract_engine_start(recogniser->tesseract, NULL);
}

gboolean
recogniser_has_tesseract(const struct recogniser *recogniser)
{
	return tesseract_engine_is_started(recogniser->tesseract);
}

void
recogniser_tell_raw(struct recogniser *recogniser, gboolean raw)
{
	recogniser->tells_raw = raw;
}

gboolean
recogniser_was_tesseract(const struct recogniser *recogniser)
{
	return recogniser->engine == CALIBRATION_TESSERACT;
}

static double
count_glyphs(const GPtrArray *words)
{
	double glyphs = 0;

	for (guint i = 0; i < words->len; i++) {
		const struct word *word = words->pdata[i];

		glyphs += (double)strlen(word->text);
	}
	return glyphs;
}

/* Of the glyphs, so many as the words are sure of. */
static double
count_sure_glyphs(const GPtrArray *words)
{
	double glyphs = 0;

	for (guint i = 0; i < words->len; i++) {
		const struct word *word = words->pdata[i];

		glyphs += word->confidence * (double)strlen(word->text);
	}
	return glyphs;
}

/* The mean over the words' glyphs; 0 where there are no words. */
static double
mean_confidence(const GPtrArray *words)
{
	double glyphs = count_glyphs(words);

	return glyphs > 0 ? count_sure_glyphs(words) / glyphs : 0;
}

static GPtrArray *
read_by_tesseract(struct recogniser *recogniser,
		  const struct prepared *prepared, GError **error)
{
	GPtrArray *words = tesseract_engine_read_page(recogniser->tesseract,
						      prepared, error);

	if (words != NULL) {
		bullets_mark(words, prepared);
		second_look(recogniser->tesseract, prepared, words, FALSE);
	}
	return words;
}

/* Sets the engine: whose confidence the words have. */
static GPtrArray *
read_words(struct recogniser *recogniser, const struct prepared *prepared,
	   GError **error)
{
	g_autoptr(GPtrArray) words = NULL, others = NULL;

	recogniser->engine = CALIBRATION_TESSERACT;
	if (!recogniser->uses_fast)
		return read_by_tesseract(recogniser, prepared, error);
	words = fast_recogniser_read_page(recogniser->fast, prepared);
	if (mean_confidence(words) < SURE_PAGE) {
		others = read_by_tesseract(recogniser, prepared, error);
		if (others == NULL ||
		    count_glyphs(others) >= LOST * count_sure_glyphs(words))
			return g_steal_pointer(&others);
	}
	recogniser->engine = CALIBRATION_FAST;
	second_look(recogniser->tesseract, prepared, words, TRUE);
	return g_steal_pointer(&words);
}

GPtrArray *
recogniser_read_fast(struct recogniser *recogniser,
		     const struct prepared *prepared)
{
	return recogniser->fast != NULL
		       ? fast_recogniser_read_page(recogniser->fast, prepared)
		       : NULL;
}

static void
calibrate_words(GPtrArray *words, enum calibration_engine engine)
{
	for (guint i = 0; i < words->len; i++) {
		struct word *word = words->pdata[i];

		word->confidence = calibrate(engine, word->confidence);
	}
}

double
recogniser_rate(struct recogniser *recogniser, const struct prepared *prepared)
{
	g_autoptr(GPtrArray) words =
		fast_recogniser_read_page(recogniser->fast, prepared);

	calibrate_words(words, CALIBRATION_FAST);
	return count_sure_glyphs(words) - count_glyphs(words) / 2;
}

gboolean
recogniser_can_rate(const struct recogniser *recogniser)
{
	return recogniser->fast != NULL;
}

gboolean
recogniser_read(struct recogniser *recogniser, const struct prepared *prepared,
		struct page *page, GError **error)
{
	GPtrArray *words = read_words(recogniser, prepared, error);

	if (words == NULL)
		return FALSE;
	if (!recogniser->tells_raw)
		calibrate_words(words, recogniser->engine);
	if (prepared->check_boxes != NULL)
		check_boxes_add_words(prepared->check_boxes,
				      prepared->points_per_pixel, words);
	g_ptr_array_unref(page->lines);
	page->lines = lines_take_words(words);
	for (guint i = page->lines->len; i > 0; i--)
		if (says_nothing(page->lines->pdata[i - 1]))
			g_ptr_array_remove_index(page->lines, i - 1);
	page_set_mean_confidence(page);
	page->tells_bold = boldness_mark(page->lines, prepared);
	return TRUE;
}
