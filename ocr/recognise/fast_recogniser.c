/* fast_recogniser.c - from a page to its words with boxes.
 *
 * How a line is cut out matters as much as the network: it scales whatever it
 * is given to one height, and was trained on lines with room for ascenders and
 * descenders, whether or not they have any. */
#include "ocr/recognise/fast_recogniser.h"

#include <math.h>
#include <string.h>

#include "core/document.h"
#include "core/doubles.h"
#include "core/error.h"
#include "ocr/lstm/lstm_network.h"
#include "ocr/recognise/bullets.h"
#include "ocr/recognise/line_finder.h"
#include "ocr/recognise/line_reading.h"

#define MARGIN 3       /* pixels above and below a line */
#define OTHER_MARGIN 5 /* the same for a second reading */
#define SURE 0.9       /* a line with a less sure word is read again */
#define SIDE_MARGIN 1  /* before and behind: white there is read as brackets */
#define LONG_LINE ((int)PREPARED_DPI) /* pixels */
#define NEARBY 16		      /* pieces, to the next of a line */
#define LARGE 1.25 /* of the usual size: a heading, with its own descenders */
#define SMALL 0.8  /* of the usual size: small print, with its own height */
#define LEAST_SIZE 0.3

struct fast_recogniser {
	struct lstm_model *model;
	struct lstm_network *network;
};

struct fast_recogniser *
fast_recogniser_new(const char *model, gsize size, GError **error)
{
	g_autoptr(fast_recogniser) fast = g_new0(struct fast_recogniser, 1);
	const struct lstm_kernel *kernel = lstm_kernel_choose();

	if (kernel == NULL) {
		error_set(error, IMR_ERROR_FATAL,
			  "this processor has neither AVX2 nor AVX-512 VNNI");
		return NULL;
	}
	fast->model = lstm_model_new((const guint8 *)model, size, error);
	if (fast->model == NULL)
		return NULL;
	fast->network = lstm_network_new(fast->model, kernel);
	return g_steal_pointer(&fast);
}

void
fast_recogniser_free(struct fast_recogniser *recogniser)
{
	g_clear_pointer(&recogniser->network, lstm_network_free);
	g_clear_pointer(&recogniser->model, lstm_model_free);
	g_free(recogniser);
}

/* What the lines of a page mostly have above and below their base. */
struct metrics {
	int ascent, descent;
	int x_height;
};

/* How large the piece's type is, as part of the page's; 1 where it is no
 * smaller, or where its heights are not in the proportion of glyphs: a dash, a
 * row of dots, a base line that was not found. */
static double
size_of(const struct line_piece *piece, const struct metrics *usual)
{
	int ascent = piece->base - piece->top;
	int descent = piece->bottom - piece->base;
	double size = (double)piece->x_height / usual->x_height;

	return size >= LEAST_SIZE && size < SMALL &&
			       ascent < SMALL * usual->ascent &&
			       ascent <= 2 * piece->x_height &&
			       3 * descent <= 2 * piece->x_height
		       ? size
		       : 1;
}

static PIX *
cut_out(const struct prepared *prepared, const struct line_piece *piece,
	const struct metrics *usual, int margin, int *out_left)
{
	int ascent = piece->base - piece->top;
	int descent = piece->bottom - piece->base;
	double size = size_of(piece, usual);
	BOX *box;
	PIX *line;

	if (ascent > LARGE * usual->ascent)
		descent = MAX(descent, usual->descent * ascent / usual->ascent);
	ascent = MAX(ascent, (int)lround(size * usual->ascent)) + margin;
	descent = MAX(descent, (int)lround(size * usual->descent)) + margin;
	box = boxCreate(piece->left - SIDE_MARGIN, piece->base - ascent,
			piece->right - piece->left + 2 * SIDE_MARGIN,
			ascent + descent);
	line = pixClipRectangle(prepared->gray, box, NULL);
	*out_left = MAX(0, box->x);
	boxDestroy(&box);
	return line;
}

static double
median_font_size(const struct line_reading *readings, guint count)
{
	g_autofree double *sizes = g_new(double, count + 1);
	gsize known = 0;

	for (guint i = 0; i < count; i++)
		if (readings[i].font_size > 0)
			sizes[known++] = readings[i].font_size;
	if (known == 0)
		return PREPARED_DPI / 6;
	qsort(sizes, known, sizeof(*sizes), doubles_compare);
	return sizes[known / 2];
}

static int
compare_ints(gconstpointer a, gconstpointer b)
{
	return *(const int *)a - *(const int *)b;
}

/* Of lines long enough to have glyphs of all kinds; of all, where none is. */
static struct metrics
usual_metrics(const GArray *pieces)
{
	g_autofree int *ascents = g_new(int, pieces->len + 1);
	g_autofree int *descents = g_new(int, pieces->len + 1);
	g_autofree int *x_heights = g_new(int, pieces->len + 1);
	int least = LONG_LINE;
	gsize count = 0;

	for (; count == 0 && least >= 0; least -= LONG_LINE)
		for (guint i = 0; i < pieces->len; i++) {
			const struct line_piece *piece =
				&g_array_index(pieces, struct line_piece, i);

			if (piece->right - piece->left < least)
				continue;
			ascents[count] = piece->base - piece->top;
			x_heights[count] = piece->x_height;
			descents[count++] = piece->bottom - piece->base;
		}
	if (count == 0)
		return (struct metrics){ 1, 1, 1 };
	qsort(ascents, count, sizeof(*ascents), compare_ints);
	qsort(descents, count, sizeof(*descents), compare_ints);
	qsort(x_heights, count, sizeof(*x_heights), compare_ints);
	return (struct metrics){ ascents[count / 2], descents[count / 2],
				 MAX(1, x_heights[count / 2]) };
}

/* Reads pieces (of struct line_piece), cut out with that margin. */
static struct line_reading *
read_pieces(struct fast_recogniser *recogniser, const struct prepared *prepared,
	    const GArray *pieces, const struct metrics *usual, int margin)
{
	guint count = pieces->len;
	struct line_reading *readings = g_new0(struct line_reading, count);
	g_autofree struct lstm_output *outputs =
		g_new0(struct lstm_output, count);
	g_autofree PIX **lines = g_new0(PIX *, count);
	double usual_size;

	for (guint i = 0; i < count; i++) {
		readings[i].piece =
			&g_array_index(pieces, struct line_piece, i);
		lines[i] = cut_out(prepared, readings[i].piece, usual, margin,
				   &readings[i].left);
	}
	lstm_network_read(recogniser->network, lines, count, outputs);
	for (guint i = 0; i < count; i++) {
		readings[i].output = outputs[i];
		line_reading_decode(&readings[i], recogniser->model);
		pixDestroy(&lines[i]);
	}
	usual_size = median_font_size(readings, count);
	for (guint i = 0; i < count; i++)
		line_reading_make_words(
			&readings[i], prepared,
			usual_size * size_of(readings[i].piece, usual));
	return readings;
}

/* As sure as its least sure word; 0 where nothing was read in the ink. */
static double
sureness(const struct line_reading *reading)
{
	double least = reading->words->len > 0 ? 1 : 0;

	for (guint i = 0; i < reading->words->len; i++) {
		const struct word *word = reading->words->pdata[i];

		least = MIN(least, word->confidence);
	}
	return least;
}

static const struct word *
find_word(const GPtrArray *words, const char *text)
{
	for (guint i = 0; i < words->len; i++) {
		const struct word *word = words->pdata[i];

		if (strcmp(word->text, text) == 0)
			return word;
	}
	return NULL;
}

/* Keeps the surer of two readings of a piece. What both say is as sure as the
 * surer of them says; what only one does is a doubt. */
static void
keep_better(struct line_reading *one, struct line_reading *other)
{
	if (sureness(other) > sureness(one)) {
		GPtrArray *words = one->words;

		one->words = other->words;
		other->words = words;
	}
	for (guint i = 0; i < one->words->len; i++) {
		struct word *word = one->words->pdata[i];
		const struct word *same = find_word(other->words, word->text);

		word->confidence =
			same != NULL ? MAX(word->confidence, same->confidence)
				     : MIN(word->confidence, WORD_DOUBTED);
	}
}

/* Reads again, cut out differently, the pieces with a word in doubt. */
static void
read_doubts_again(struct fast_recogniser *recogniser,
		  const struct prepared *prepared, const struct metrics *usual,
		  struct line_reading *readings, guint count)
{
	g_autoptr(GArray) doubts =
		g_array_new(FALSE, FALSE, sizeof(struct line_piece));
	g_autofree struct line_reading *again = NULL;
	guint next = 0;

	for (guint i = 0; i < count; i++)
		if (sureness(&readings[i]) < SURE)
			g_array_append_vals(doubts, readings[i].piece, 1);
	again = read_pieces(recogniser, prepared, doubts, usual, OTHER_MARGIN);
	for (guint i = 0; i < count; i++)
		if (sureness(&readings[i]) < SURE)
			keep_better(&readings[i], &again[next++]);
	for (guint i = 0; i < doubts->len; i++)
		g_ptr_array_unref(again[i].words);
}

/* A single character that stands alone and is in doubt, or is not a letter,
 * digit, dash or bullet: a stroke of a signature. */
static gboolean
is_mark(const GPtrArray *words)
{
	const struct word *word;
	gunichar character;

	if (words->len != 1)
		return FALSE;
	word = words->pdata[0];
	character = g_utf8_get_char(word->text);
	return *g_utf8_next_char(word->text) == '\0' && character != BULLET &&
	       (word->confidence <= WORD_DOUBTED ||
		(!g_unichar_isalnum(character) &&
		 g_unichar_type(character) != G_UNICODE_DASH_PUNCTUATION));
}

/* The piece right of this one, on its line. */
static const struct line_reading *
find_right(const struct line_reading *readings, guint count, guint index)
{
	const struct line_piece *piece = readings[index].piece;
	int middle = (piece->top + piece->bottom) / 2;

	for (guint i = index + 1; i < count && i <= index + NEARBY; i++) {
		const struct line_piece *right = readings[i].piece;

		if (right->left > piece->right && right->top < middle &&
		    right->bottom > middle && readings[i].words->len > 0)
			return &readings[i];
	}
	return NULL;
}

/* In a bullet that stands alone the network sees nothing, or some sign: its
 * line's words tell where its base line is. */
static void
read_lone_bullet(struct line_reading *readings, guint count, guint index,
		 const struct prepared *prepared)
{
	struct line_reading *reading = &readings[index];
	const struct line_reading *right = find_right(readings, count, index);
	double scale = prepared->points_per_pixel;
	const struct word *first;
	struct box box;

	if (reading->words->len > 1 || right == NULL)
		return;
	first = right->words->pdata[0];
	box = (struct box){ reading->piece->left * scale, first->box.y0,
			    reading->piece->right * scale, first->box.y1 };
	if (!bullet_stands_in(&box, prepared))
		return;
	g_ptr_array_set_size(reading->words, 0);
	g_ptr_array_add(reading->words,
			word_new(BULLET_TEXT, box, BULLET_SURE, FALSE));
}

GPtrArray *
fast_recogniser_read_page(struct fast_recogniser *recogniser,
			  const struct prepared *prepared)
{
	GPtrArray *words =
		g_ptr_array_new_with_free_func((GDestroyNotify)word_free);
	g_autoptr(GArray) pieces = line_finder_find(prepared->ink);
	struct metrics usual = usual_metrics(pieces);
	g_autofree struct line_reading *readings =
		read_pieces(recogniser, prepared, pieces, &usual, MARGIN);

	read_doubts_again(recogniser, prepared, &usual, readings, pieces->len);
	for (guint i = 0; i < pieces->len; i++) {
		bullets_mark(readings[i].words, prepared);
		read_lone_bullet(readings, pieces->len, i, prepared);
		if (is_mark(readings[i].words))
			g_ptr_array_unref(readings[i].words);
		else
			g_ptr_array_extend_and_steal(words, readings[i].words);
	}
	return words;
}
