/* page_reading.c - which way up, and what could not be read. */
#include "ocr/page_reading.h"

#include "core/error.h"
#include "ocr/prepare/glyphs.h"
#include "ocr/prepare/ink_openings.h"
#include "ocr/prepare/tone_tiles.h"
#include "ocr/recognise/recognise.h"

/* Of a word's or a page's confidence: what is worth nothing, and what needs no
 * second reading. */
#define DOUBTED 0.5
#define BELIEVED 0.9

/* A page is turned where that makes its words worth so many times as much, and
 * so many glyphs more. */
#define CLEARLY_BETTER 1.5
#define LETTERS_BETTER 4

/* Words whose confidence is less in the mean are no reading of the print. */
#define LEGIBLE 0.6

#define LEAST_GLYPHS 12 /* of print: fewer are the edges of something */

static double
worth_of_word(const struct word *word)
{
	return (word->confidence - DOUBTED) *
	       (double)g_utf8_strlen(word->text, -1);
}

double
page_reading_worth(const GPtrArray *lines)
{
	double sum = 0;

	for (guint i = 0; i < lines->len; i++) {
		const struct line *line = lines->pdata[i];

		for (guint j = 0; j < line->words->len; j++)
			sum += worth_of_word(line->words->pdata[j]);
	}
	return sum;
}

/* --- the way up --- */

/* Turns it to where its words are worth most. An engine that reads lines that
 * run up and down by itself, as Tesseract does, cannot tell. */
static void
turn_to_best(struct prepared *prepared, struct recogniser *recogniser)
{
	double upright = recogniser_rate(recogniser, prepared);
	double best = MAX(CLEARLY_BETTER * upright, upright + LETTERS_BETTER);
	int turns = 0;

	for (int i = 1; i < 4; i++) {
		double worth;

		prepared_turn(prepared, 1);
		worth = recogniser_rate(recogniser, prepared);
		if (worth > best) {
			best = worth;
			turns = i;
		}
	}
	prepared_turn(prepared, 1 + turns);
}

/* Where neither its glyphs' shapes nor this reading are sure of the way up,
 * the other three are tried. Such pages hold few lines. */
static gboolean
read_page(struct page *page, struct recogniser *recogniser,
	  struct prepared *prepared, GError **error)
{
	int rotation_deg = prepared->rotation_deg;

	if (!recogniser_read(recogniser, prepared, page, error))
		return FALSE;
	if (!prepared->may_be_turned || !recogniser_can_rate(recogniser) ||
	    (page->lines->len > 0 && page->confidence >= BELIEVED))
		return TRUE;
	turn_to_best(prepared, recogniser);
	return prepared->rotation_deg == rotation_deg ||
	       recogniser_read(recogniser, prepared, page, error);
}

/* --- faint print --- */

/* Whether the word's middle lies where print was faint. */
static gboolean
is_faint(const struct word *word, const struct prepared *prepared)
{
	double tile = TONE_TILE * prepared->points_per_pixel;
	l_uint32 faint = 0;

	pixGetPixel(prepared->faint,
		    (int)((word->box.x0 + word->box.x1) / 2 / tile),
		    (int)((word->box.y0 + word->box.y1) / 2 / tile), &faint);
	return faint != 0;
}

static gboolean
faint_is_legible(const struct page *page, const struct prepared *prepared)
{
	double glyphs = 0, sure = 0;

	for (guint i = 0; i < page->lines->len; i++) {
		const struct line *line = page->lines->pdata[i];

		for (guint j = 0; j < line->words->len; j++) {
			const struct word *word = line->words->pdata[j];
			double length = (double)g_utf8_strlen(word->text, -1);

			if (!is_faint(word, prepared))
				continue;
			glyphs += length;
			sure += length * word->confidence;
		}
	}
	return glyphs > 0 && sure >= LEGIBLE * glyphs;
}

/* What is left of the page's ink where print was faint; the caller's. */
static PIX *
faint_ink(const struct prepared *prepared)
{
	PIX *faint = pixExpandReplicate(prepared->faint, TONE_TILE);
	PIX *ink = pixCreateTemplate(prepared->ink);

	pixRasterop(ink, 0, 0, pixGetWidth(ink), pixGetHeight(ink), PIX_SRC,
		    faint, 0, 0);
	pixAnd(ink, ink, prepared->ink);
	pixDestroy(&faint);
	return ink;
}

/* Lines of glyphs; not the edges of a stain. */
static gboolean
faint_is_print(const struct prepared *prepared)
{
	PIX *ink = faint_ink(prepared);
	BOXA *boxes = pixConnCompBB(ink, 8);
	int glyphs = glyphs_count_in_lines(boxes);

	boxaDestroy(&boxes);
	pixDestroy(&ink);
	return glyphs >= LEAST_GLYPHS;
}

/* Whether faint print makes more sense as seen from the back of the paper. */
static gboolean
shines_through(const struct prepared *prepared, struct recogniser *recogniser)
{
	struct prepared back = *prepared;
	PIX *rest = pixCreateTemplate(prepared->ink);
	PIX *faint = pixExpandReplicate(prepared->faint, TONE_TILE);
	double front_worth, back_worth;

	pixSetAll(rest);
	pixSubtract(rest, rest, faint);
	back.gray = pixCopy(NULL, prepared->gray);
	back.ink = faint_ink(prepared);
	back.check_boxes = NULL;
	pixSetMasked(back.gray, rest, 255);
	front_worth = recogniser_rate(recogniser, &back);
	pixFlipLR(back.gray, back.gray);
	pixFlipLR(back.ink, back.ink);
	back_worth = recogniser_rate(recogniser, &back);
	pixDestroy(&back.gray);
	pixDestroy(&back.ink);
	pixDestroy(&faint);
	pixDestroy(&rest);
	return back_worth > MAX(front_worth, 0);
}

static void
drop_faint(struct page *page, const struct prepared *prepared)
{
	for (guint i = page->lines->len; i > 0; i--) {
		struct line *line = page->lines->pdata[i - 1];

		for (guint j = line->words->len; j > 0; j--)
			if (is_faint(line->words->pdata[j - 1], prepared))
				g_ptr_array_remove_index(line->words, j - 1);
		if (line->words->len == 0)
			g_ptr_array_remove_index(page->lines, i - 1);
	}
	page_set_mean_confidence(page);
}

/* Faint print that could not be read, or that is none. */
static void
doubt_faint(struct page *page, struct recogniser *recogniser,
	    struct prepared *prepared)
{
	if (prepared->faint == NULL || faint_is_legible(page, prepared) ||
	    !faint_is_print(prepared))
		return;
	if (recogniser_can_rate(recogniser) &&
	    shines_through(prepared, recogniser)) {
		drop_faint(page, prepared);
		prepared->blank = page->lines->len == 0;
	} else {
		page_add_flaw(page, FLAW_UNREADABLE_PAGE,
			      "its print is too faint to be read");
	}
}

/* --- marks over print --- */

static gboolean
is_marked(const struct word *word, const struct prepared *prepared)
{
	double pixel = prepared->points_per_pixel;
	BOX *box = boxCreate((int)(word->box.x0 / pixel),
			     (int)(word->box.y0 / pixel),
			     (int)((word->box.x1 - word->box.x0) / pixel),
			     (int)((word->box.y1 - word->box.y0) / pixel));
	PIX *part = pixClipRectangle(prepared->marked, box, NULL);
	gboolean marked = part != NULL && !ink_is_empty(part);

	pixDestroy(&part);
	boxDestroy(&box);
	return marked;
}

static void
doubt_marked(struct page *page, const struct prepared *prepared)
{
	if (prepared->marked == NULL)
		return;
	for (guint i = 0; i < page->lines->len; i++) {
		const struct line *line = page->lines->pdata[i];

		for (guint j = 0; j < line->words->len; j++) {
			struct word *word = line->words->pdata[j];

			if (is_marked(word, prepared))
				word_doubt(word);
		}
	}
}

gboolean
page_reading_fill(struct page *page, struct recogniser *recogniser,
		  struct prepared *prepared, GError **error)
{
	page->dpi = prepared->dpi;
	page->skew_deg = prepared->skew_deg;
	if (prepared->is_spread)
		return error_set(error, IMR_ERROR_REJECT,
				 "two pages stand side by side on one sheet; "
				 "scan or print each of them by itself");
	if (prepared->gray != NULL) {
		if (!read_page(page, recogniser, prepared, error))
			return FALSE;
		doubt_faint(page, recogniser, prepared);
		doubt_marked(page, prepared);
	}
	page->rotation_deg = prepared->rotation_deg;
	page->text_source =
		prepared->blank ? TEXT_SOURCE_BLANK : TEXT_SOURCE_OCR;
	if (prepared->blank || page_has_flaw(page, FLAW_UNREADABLE_PAGE))
		return TRUE;
	if (page->lines->len == 0)
		page->confidence = 0;
	if (page->confidence < LEGIBLE)
		page_add_flaw(page, FLAW_UNREADABLE_PAGE,
			      "it is not blank, but next to nothing on it "
			      "could be read");
	return TRUE;
}
