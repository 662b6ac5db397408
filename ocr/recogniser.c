/* recogniser.c - Tesseract's LSTM engine, one initialised engine a process. */
#include "ocr/recogniser.h"

#include <allheaders.h>
#include <math.h>
#include <poppler.h>
#include <tesseract/capi.h>

#include "core/error.h"
#include "ocr/boldness.h"
#include "ocr/lines.h"
#include "ocr/recognise.h"
#include "ocr/second_look.h"

#define LANGUAGE "eng"
#define SYSTEM_TESSDATA "/usr/share/tesseract-ocr/5/tessdata"

/* Of the font size: where a text layer's boxes lie about the base line.
 * Words read from an image get such boxes too, whether or not they have
 * ascenders, so that what stands on one line is equally high on it. */
#define ASCENT 0.68
#define DESCENT 0.22

#define INK_SLACK 2    /* pixels about a glyph's box */
#define PALEST_INK 220 /* gray */

struct recogniser {
	char *model; /* the bytes of eng.traineddata */
	gsize model_size;
	TessBaseAPI *engine; /* NULL before the first page */
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
	return g_steal_pointer(&recogniser);
}

void
recogniser_free(struct recogniser *recogniser)
{
	if (recogniser == NULL)
		return;
	if (recogniser->engine != NULL)
		TessBaseAPIDelete(recogniser->engine);
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

static gboolean
start_engine(struct recogniser *recogniser, GError **error)
{
	TessBaseAPI *engine;

	if (recogniser->engine != NULL)
		return TRUE;
	engine = TessBaseAPICreate();
	if (TessBaseAPIInit5(engine, recogniser->model,
			     (int)recogniser->model_size, LANGUAGE,
			     OEM_LSTM_ONLY, NULL, 0, NULL, NULL, 0,
			     FALSE) != 0) {
		TessBaseAPIDelete(engine);
		return error_set(error, IMR_ERROR_FATAL,
				 "Tesseract refuses " LANGUAGE ".traineddata");
	}
	/* Pages are dark on light already (prepare.c). */
	TessBaseAPISetVariable(engine, "tessedit_do_invert", "0");
	TessBaseAPISetPageSegMode(engine, PSM_AUTO);
	recogniser->engine = engine;
	return TRUE;
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
word_box(const TessResultIterator *result, const struct glyph_box *glyphs,
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
	return (struct box){ glyphs->left * scale, base * scale - ASCENT * em,
			     glyphs->right * scale,
			     base * scale + DESCENT * em };
}

/* NULL where there is no word after all. */
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
			word_box(result, &glyphs, prepared->points_per_pixel),
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
recogniser_read(struct recogniser *recogniser, const struct prepared *prepared,
		struct page *page, GError **error)
{
	GPtrArray *words;

	if (!start_engine(recogniser, error))
		return FALSE;
	TessBaseAPISetImage2(recogniser->engine, prepared->gray);
	if (TessBaseAPIRecognize(recogniser->engine, NULL) != 0)
		return error_set(
			error, IMR_ERROR_REJECT,
			"the page cannot be recognised; scan it again");
	g_ptr_array_unref(page->lines);
	words = collect_words(recogniser->engine, prepared);
	TessBaseAPIClear(recogniser->engine);
	second_look(recogniser->engine, prepared, words);
	page->lines = lines_take_words(words);
	for (guint i = page->lines->len; i > 0; i--)
		if (says_nothing(page->lines->pdata[i - 1]))
			g_ptr_array_remove_index(page->lines, i - 1);
	page_set_mean_confidence(page);
	page->tells_bold = boldness_mark(page->lines, prepared);
	return TRUE;
}
