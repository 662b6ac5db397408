/* second_look.c - pieces of a page, read once more as single lines. */
#include "ocr/recognise/second_look.h"

#include <math.h>
#include <string.h>

#include "core/document.h"

/* Doubt: any number below, and one of many digits (a date, a case number),
 * where a wrong digit costs most, already below the higher bar. */
#define DOUBTFUL 0.80
#define DOUBTFUL_LONG 0.95
#define LONG_DIGITS 6

/* Of other words only those of the fast engine are in doubt here: Tesseract
 * has looked them up in its dictionary already. */
#define DOUBTFUL_WORD 0.90
/* What it was less sure of, on a page that it can read, is a seal's drawing or
 * a signature: no second reading makes a word of that. */
#define LEAST_WORD 0.30

/* A word, but never a number, is taken from the second reading when that is
 * so much surer. */
#define SURER 0.30

/* Text is added where it is believed more than this. */
#define BELIEVED 0.70

#define MARGIN 3      /* pixels around a piece, as lines are cut best */
#define PAPER 12      /* white pixels around that: a line needs air */
#define ENLARGED 1.5f /* another scale makes another reading */
#define MOST_LOOKS 60 /* a page: more doubts are hopeless */
#define WORD_GAP 12   /* pixels between words that belong together */
#define LOWEST_INK 6  /* pixels: lower is a full stop or dust */
#define HIGHEST_INK 40

struct looker {
	struct tesseract_engine *engine;
	const struct prepared *prepared;
	PIX *unread; /* ink of a glyph's height that stands in no word's box */
	guint looks;
};

/* A word's text and confidence; text is the caller's, NULL for none. */
struct reading {
	char *text;
	double confidence;
};

static BOX *
pixel_box(const struct looker *looker, const struct box *box)
{
	double scale = looker->prepared->points_per_pixel;

	return boxCreate((int)floor(box->x0 / scale),
			 (int)floor(box->y0 / scale),
			 (int)ceil((box->x1 - box->x0) / scale),
			 (int)ceil((box->y1 - box->y0) / scale));
}

static struct box
point_box(const struct looker *looker, const BOX *pixels)
{
	double scale = looker->prepared->points_per_pixel;

	return (struct box){ pixels->x * scale, pixels->y * scale,
			     (pixels->x + pixels->w) * scale,
			     (pixels->y + pixels->h) * scale };
}

static PIX *
cut_out(const struct looker *looker, const BOX *where)
{
	BOX *wide = boxCreate(where->x - MARGIN, where->y - MARGIN,
			      where->w + 2 * MARGIN, where->h + 2 * MARGIN);
	PIX *piece = pixClipRectangle(looker->prepared->gray, wide, NULL);
	PIX *framed = piece != NULL ? pixAddBorder(piece, PAPER, 255) : NULL;
	PIX *large =
		framed != NULL ? pixScale(framed, ENLARGED, ENLARGED) : NULL;

	boxDestroy(&wide);
	pixDestroy(&piece);
	pixDestroy(&framed);
	return large;
}

static struct reading
read_piece(struct looker *looker, const BOX *where)
{
	struct reading reading = { NULL, 0 };
	PIX *piece = cut_out(looker, where);

	looker->looks++;
	if (piece != NULL)
		reading.text = tesseract_engine_read_line(looker->engine, piece,
							  &reading.confidence);
	pixDestroy(&piece);
	return reading;
}

static guint
count_digits(const char *text)
{
	guint digits = 0;

	for (; *text != '\0'; text++)
		digits += g_ascii_isdigit(*text) != 0;
	return digits;
}

static guint
count_letters(const char *text)
{
	guint letters = 0;

	for (; *text != '\0'; text = g_utf8_next_char(text))
		letters += g_unichar_isalpha(g_utf8_get_char(text)) != 0;
	return letters;
}

static gboolean
is_doubtful_number(const struct word *word)
{
	guint digits = count_digits(word->text);

	return digits > 0 &&
	       word->confidence <
		       (digits >= LONG_DIGITS ? DOUBTFUL_LONG : DOUBTFUL);
}

/* Marks without a letter are bullets and what is left of scrawls. */
static gboolean
is_doubtful_word(const struct word *word)
{
	return count_letters(word->text) > 0 && count_digits(word->text) == 0 &&
	       word->confidence < DOUBTFUL_WORD &&
	       word->confidence >= LEAST_WORD;
}

static gboolean
is_much_surer(const struct reading *again, const struct word *word)
{
	return count_digits(word->text) == 0 &&
	       strchr(again->text, ' ') == NULL && *again->text != '\0' &&
	       again->confidence > word->confidence + SURER;
}

static void
look_at_word(struct looker *looker, struct word *word)
{
	BOX *where = pixel_box(looker, &word->box);
	struct reading again = read_piece(looker, where);

	boxDestroy(&where);
	if (again.text != NULL && strcmp(again.text, word->text) == 0) {
		word->confidence = MAX(word->confidence, again.confidence);
	} else if (again.text != NULL && is_much_surer(&again, word)) {
		char *text = word->text;

		word->text = again.text;
		again.text = text;
		word->confidence = MIN(again.confidence, WORD_DOUBTED);
	} else {
		word_doubt(word);
	}
	g_free(again.text);
}

static PIX *
find_unread(const struct looker *looker, const GPtrArray *words)
{
	PIX *rest = pixCopy(NULL, looker->prepared->ink), *glyphs;

	for (guint i = 0; i < words->len; i++) {
		const struct word *word = words->pdata[i];
		BOX *box = pixel_box(looker, &word->box);

		boxAdjustSides(box, box, -MARGIN, MARGIN, -MARGIN, MARGIN);
		pixClearInRect(rest, box);
		boxDestroy(&box);
	}
	glyphs = pixSelectBySize(rest, 0, LOWEST_INK, 8, L_SELECT_HEIGHT,
				 L_SELECT_IF_GTE, NULL);
	pixDestroy(&rest);
	return glyphs;
}

static BOXA *
find_runs(PIX *unread)
{
	PIX *runs = pixCloseBrick(NULL, unread, WORD_GAP, 1);
	BOXA *boxes = pixConnCompBB(runs, 8);

	pixDestroy(&runs);
	return boxes;
}

/* Most of what the run's ink is part of stands in words' boxes: it is the
 * tails of glyphs, where a line slopes. */
static gboolean
is_of_read_glyphs(const struct looker *looker, const BOX *run)
{
	BOX *wide =
		boxCreate(run->x - HIGHEST_INK, run->y - HIGHEST_INK,
			  run->w + 2 * HIGHEST_INK, run->h + 2 * HIGHEST_INK);
	PIX *whole = pixClipRectangle(looker->prepared->ink, wide, NULL);
	PIX *unread = pixClipRectangle(looker->unread, wide, NULL);
	PIX *glyphs = NULL;
	l_int32 all = 0, rest = 0;

	if (whole != NULL && unread != NULL) {
		BOX *here = boxCreate(run->x - MAX(wide->x, 0),
				      run->y - MAX(wide->y, 0), run->w, run->h);
		PIX *seed = pixCreateTemplate(unread);

		pixRasterop(seed, here->x, here->y, here->w, here->h, PIX_SRC,
			    unread, here->x, here->y);
		glyphs = pixSeedfillBinary(NULL, seed, whole, 8);
		pixCountPixels(seed, &rest, NULL);
		pixCountPixels(glyphs, &all, NULL);
		pixDestroy(&seed);
		boxDestroy(&here);
	}
	pixDestroy(&whole);
	pixDestroy(&unread);
	pixDestroy(&glyphs);
	boxDestroy(&wide);
	return all > 2 * rest;
}

/* The word that the run goes on from: left of it, on its line, close by. */
static struct word *
word_before(const struct looker *looker, GPtrArray *words, const BOX *run)
{
	struct box box = point_box(looker, run);
	double gap = WORD_GAP * looker->prepared->points_per_pixel;

	for (guint i = 0; i < words->len; i++) {
		struct word *word = words->pdata[i];
		double middle = (box.y0 + box.y1) / 2;

		if (middle > word->box.y0 && middle < word->box.y1 &&
		    box.x0 > word->box.x0 && box.x0 - word->box.x1 < gap &&
		    box.x1 > word->box.x1)
			return word;
	}
	return NULL;
}

/* Recognition at times gives a whole word the box of its end alone: the ink
 * before it then reads as the word's beginning, which must not stand twice.
 * Takes such a beginning off the reading and gives its ink to the word. */
static void
give_to_word_after(const struct looker *looker, GPtrArray *words,
		   const BOX *run, struct reading *reading)
{
	struct box box = point_box(looker, run);
	double gap = WORD_GAP * looker->prepared->points_per_pixel;
	char *space = strrchr(reading->text, ' ');
	char *last = space != NULL ? space + 1 : reading->text;

	for (guint i = 0; i < words->len; i++) {
		struct word *word = words->pdata[i];
		double middle = (box.y0 + box.y1) / 2;

		if (middle > word->box.y0 && middle < word->box.y1 &&
		    ABS(word->box.x0 - box.x1) < gap &&
		    g_str_has_prefix(word->text, last)) {
			word->box.x0 = MIN(word->box.x0, box.x0);
			*(space != NULL ? space : last) = '\0';
			return;
		}
	}
}

/* A part of the word right of it that the word's box missed. */
static gboolean
touches_next_word(const struct looker *looker, const GPtrArray *words,
		  const BOX *run)
{
	struct box box = point_box(looker, run);
	double near = WORD_GAP / 2.0 * looker->prepared->points_per_pixel;
	double middle = (box.y0 + box.y1) / 2;

	for (guint i = 0; i < words->len; i++) {
		const struct word *word = words->pdata[i];

		if (middle > word->box.y0 && middle < word->box.y1 &&
		    word->box.x1 > box.x1 && word->box.x0 - box.x1 < near)
			return TRUE;
	}
	return FALSE;
}

/* Enters a reading's words over box, each with its share of the width. */
static void
add_words(GPtrArray *words, const struct reading *reading, struct box box)
{
	g_auto(GStrv) parts = g_strsplit_set(reading->text, " \n", -1);
	double glyph = (box.x1 - box.x0) /
		       (double)MAX(1, g_utf8_strlen(reading->text, -1));
	double x = box.x0;

	for (guint i = 0; parts[i] != NULL; i++) {
		double width = glyph * (double)g_utf8_strlen(parts[i], -1);
		struct box place = { x, box.y0, x + width, box.y1 };

		if (*parts[i] != '\0')
			g_ptr_array_add(words,
					word_new(parts[i], place,
						 reading->confidence, FALSE));
		x += width + glyph;
	}
}

/* Reads the run, with the word it goes on from, which may have been cut. */
static void
look_at_run(struct looker *looker, GPtrArray *words, const BOX *run)
{
	struct word *before = word_before(looker, words, run);
	struct box box = point_box(looker, run);
	struct reading reading;
	BOX *where;

	if (before != NULL) {
		box.x0 = before->box.x0;
		box.y0 = before->box.y0;
		box.y1 = before->box.y1;
	}
	where = pixel_box(looker, &box);
	reading = read_piece(looker, where);
	boxDestroy(&where);
	if (reading.text != NULL)
		give_to_word_after(looker, words, run, &reading);
	if (reading.text != NULL && reading.confidence > BELIEVED &&
	    (before == NULL || g_str_has_prefix(reading.text, before->text))) {
		add_words(words, &reading, box);
		if (before != NULL)
			g_ptr_array_remove(words, before);
	}
	g_free(reading.text);
}

static gboolean
may_be_text(const BOX *run)
{
	return run->h <= HIGHEST_INK && run->w >= LOWEST_INK;
}

void
second_look(struct tesseract_engine *engine, const struct prepared *prepared,
	    GPtrArray *words, gboolean are_fast)
{
	struct looker looker = { engine, prepared, NULL, 0 };
	BOXA *runs;

	looker.unread = find_unread(&looker, words);
	runs = find_runs(looker.unread);

	for (int i = 0; i < boxaGetCount(runs) && looker.looks < MOST_LOOKS;
	     i++) {
		const BOX *run = runs->box[i];

		if (may_be_text(run) &&
		    !touches_next_word(&looker, words, run) &&
		    !is_of_read_glyphs(&looker, run))
			look_at_run(&looker, words, run);
	}
	for (guint i = 0; i < words->len && looker.looks < MOST_LOOKS; i++)
		if (is_doubtful_number(words->pdata[i]) ||
		    (are_fast && is_doubtful_word(words->pdata[i])))
			look_at_word(&looker, words->pdata[i]);
	boxaDestroy(&runs);
	pixDestroy(&looker.unread);
}
