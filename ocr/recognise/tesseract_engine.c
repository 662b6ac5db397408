/* tesseract_engine.c - one initialised engine a process. */
#include "ocr/recognise/tesseract_engine.h"

#include <math.h>
#include <tesseract/capi.h>

#include "core/document.h"
#include "core/error.h"
#include "ocr/prepare/word_box.h"

#define LANGUAGE "eng"
#define INK_SLACK 2    /* pixels about a glyph's box */
#define PALEST_INK 220 /* gray */

struct tesseract_engine {
	const char *model;
	gsize size;
	TessBaseAPI *api; /* NULL before it is needed */
};

struct tesseract_engine *
tesseract_engine_new(const char *model, gsize size)
{
	struct tesseract_engine *engine = g_new0(struct tesseract_engine, 1);

	engine->model = model;
	engine->size = size;
	return engine;
}

void
tesseract_engine_free(struct tesseract_engine *engine)
{
	if (engine->api != NULL)
		TessBaseAPIDelete(engine->api);
	g_free(engine);
}

gboolean
tesseract_engine_start(struct tesseract_engine *engine, GError **error)
{
	TessBaseAPI *api;

	if (engine->api != NULL)
		return TRUE;
	api = TessBaseAPICreate();
	if (TessBaseAPIInit5(api, engine->model, (int)engine->size, LANGUAGE,
			     OEM_LSTM_ONLY, NULL, 0, NULL, NULL, 0,
			     FALSE) != 0) {
		TessBaseAPIDelete(api);
		return error_set(error, IMR_ERROR_FATAL,
				 "Tesseract refuses " LANGUAGE ".traineddata");
	}
	/* Pages are dark on light already (prepare.c). */
	TessBaseAPISetVariable(api, "tessedit_do_invert", "0");
	engine->api = api;
	return TRUE;
}

gboolean
tesseract_engine_is_started(const struct tesseract_engine *engine)
{
	return engine->api != NULL;
}

struct glyph_box {
	int left, top, right, bottom; /* pixels */
};

/* The network at times reads a dash into the wide gap of a table's row. A
 * dash that is there may be too pale for the bilevel page. */
static gboolean
has_ink(PIX *gray, const struct glyph_box *glyphs)
{
	BOX *box = boxCreate(glyphs->left - INK_SLACK, glyphs->top - INK_SLACK,
			     glyphs->right - glyphs->left + 2 * INK_SLACK,
			     glyphs->bottom - glyphs->top + 2 * INK_SLACK);
	PIX *piece = pixClipRectangle(gray, box, NULL);
	l_int32 darkest = 255;

	if (piece != NULL)
		pixGetExtremeValue(piece, 1, L_SELECT_MIN, NULL, NULL, NULL,
				   &darkest);
	pixDestroy(&piece);
	boxDestroy(&box);
	return darkest < PALEST_INK;
}

/* The word's box from its line's base line and font size, in points. */
static struct box
box_of(const TessResultIterator *result, const struct glyph_box *glyphs,
       double scale)
{
	const TessPageIterator *place =
		TessResultIteratorGetPageIteratorConst(result);
	int x1, y1, x2, y2, points = 0;
	double base = glyphs->bottom, em;
	BOOL flag;

	if (TessPageIteratorBaseline(place, RIL_WORD, &x1, &y1, &x2, &y2))
		base = (y1 + y2) / 2.0;
	TessResultIteratorWordFontAttributes(result, &flag, &flag, &flag, &flag,
					     &flag, &flag, &points, &x1);
	em = points * scale * PREPARED_DPI / 72;
	/* A dash stands above the base line, but not by more than a line. */
	if (points <= 0 || base < glyphs->top ||
	    (base - glyphs->bottom) * scale > em)
		return (struct box){ glyphs->left * scale, glyphs->top * scale,
				     glyphs->right * scale,
				     glyphs->bottom * scale };
	return word_box(glyphs->left * scale, glyphs->right * scale,
			base * scale, em);
}

/* NULL if there is no word after all. */
static struct word *
read_word(const TessResultIterator *result, const struct prepared *prepared)
{
	char *text = TessResultIteratorGetUTF8Text(result, RIL_WORD);
	float confidence = TessResultIteratorConfidence(result, RIL_WORD);
	struct glyph_box glyphs = { 0 };
	struct word *word = NULL;

	TessPageIteratorBoundingBox(
		TessResultIteratorGetPageIteratorConst(result), RIL_WORD,
		&glyphs.left, &glyphs.top, &glyphs.right, &glyphs.bottom);
	if (text != NULL && g_strstrip(text)[0] != '\0' &&
	    has_ink(prepared->gray, &glyphs))
		word = word_new(
			text,
			box_of(result, &glyphs, prepared->points_per_pixel),
			CLAMP(confidence / 100.0, 0, 1), FALSE);
	TessDeleteText(text);
	return word;
}

static GPtrArray *
collect_words(TessBaseAPI *engine, const struct prepared *prepared)
{
	GPtrArray *words =
		g_ptr_array_new_with_free_func((GDestroyNotify)word_free);
	TessResultIterator *result = TessBaseAPIGetIterator(engine);

	if (result == NULL)
		return words;
	do {
		struct word *word = read_word(result, prepared);

		if (word != NULL)
			g_ptr_array_add(words, word);
	} while (TessResultIteratorNext(result, RIL_WORD));
	TessResultIteratorDelete(result);
	return words;
}

GPtrArray *
tesseract_engine_read_page(struct tesseract_engine *engine,
			   const struct prepared *prepared, GError **error)
{
	GPtrArray *words;

	if (!tesseract_engine_start(engine, error))
		return NULL;
	TessBaseAPISetPageSegMode(engine->api, PSM_AUTO);
	TessBaseAPISetImage2(engine->api, prepared->gray);
	if (TessBaseAPIRecognize(engine->api, NULL) != 0) {
		error_set(error, IMR_ERROR_REJECT,
			  "the page cannot be recognised; scan it again");
		return NULL;
	}
	words = collect_words(engine->api, prepared);
	TessBaseAPIClear(engine->api);
	return words;
}

char *
tesseract_engine_read_line(struct tesseract_engine *engine, PIX *line,
			   double *out_confidence)
{
	char *text = NULL;

	if (!tesseract_engine_start(engine, NULL))
		return NULL;
	TessBaseAPISetPageSegMode(engine->api, PSM_SINGLE_LINE);
	TessBaseAPISetImage2(engine->api, line);
	if (TessBaseAPIRecognize(engine->api, NULL) == 0) {
		char *read = TessBaseAPIGetUTF8Text(engine->api);

		if (read != NULL)
			text = g_strstrip(g_strdup(read));
		*out_confidence = TessBaseAPIMeanTextConf(engine->api) / 100.0;
		TessDeleteText(read);
	}
	TessBaseAPIClear(engine->api);
	return text;
}
