/* fast_recogniser.c - from pieces of lines to words with boxes.
 *
 * How a line is cut out matters as much as the network: it scales whatever it
 * is given to one height, and was trained on lines with room for ascenders and
 * descenders, whether or not they have any. */
#include "ocr/fast_recogniser.h"

#include <math.h>
#include <string.h>

#include "core/document.h"
#include "core/error.h"
#include "ocr/bullets.h"
#include "ocr/ctc.h"
#include "ocr/line_finder.h"
#include "ocr/lstm_network.h"
#include "ocr/word_box.h"

#define MARGIN 3       /* pixels above and below a line */
#define OTHER_MARGIN 5 /* the same for a second reading */
#define SURE 0.9       /* a line with a less sure word is read again */
#define DISPUTED 0.5   /* what only one of two readings says */
#define SIDE_MARGIN 1  /* before and behind: white there is read as brackets */
#define LONG_LINE ((int)PREPARED_DPI) /* pixels */
#define LARGE 1.25 /* of the usual size: a heading, with its own descenders */

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

/* A piece of a line on its way from ink to words. */
struct reader {
	const struct line_piece *piece;
	struct lstm_output *output;
	int left; /* of the image that was read, in pixels of the page */
	int *ink; /* of the piece's columns */
	GArray *characters; /* of struct ctc_character */
	double font_size;   /* pixels; 0: the letters do not tell */
	GPtrArray *words;   /* of struct word */
};

/* The characters of a word: from first on, up to end. */
struct span {
	guint first, end;
};

/* What the lines of a page mostly have above and below their base. */
struct metrics {
	int ascent, descent;
};

static PIX *
cut_out(const struct prepared *prepared, const struct line_piece *piece,
	const struct metrics *usual, int margin, int *out_left)
{
	int ascent = piece->base - piece->top;
	int descent = piece->bottom - piece->base;
	BOX *box;
	PIX *line;

	if (ascent > LARGE * usual->ascent)
		descent = MAX(descent, usual->descent * ascent / usual->ascent);
	ascent = MAX(ascent, usual->ascent) + margin;
	descent = MAX(descent, usual->descent) + margin;
	box = boxCreate(piece->left - SIDE_MARGIN, piece->base - ascent,
			piece->right - piece->left + 2 * SIDE_MARGIN,
			ascent + descent);
	line = pixClipRectangle(prepared->gray, box, NULL);
	*out_left = MAX(0, box->x);
	boxDestroy(&box);
	return line;
}

static const struct ctc_character *
character_at(const struct reader *reader, guint i)
{
	return &g_array_index(reader->characters, struct ctc_character, i);
}

static gboolean
is_space(const struct reader *reader, guint i)
{
	return strcmp(character_at(reader, i)->text, " ") == 0;
}

/* The next word from character start on; FALSE where there is none. */
static gboolean
next_span(const struct reader *reader, guint start, struct span *out)
{
	guint count = reader->characters->len;

	while (start < count && is_space(reader, start))
		start++;
	if (start == count)
		return FALSE;
	out->first = out->end = start;
	while (out->end < count && !is_space(reader, out->end))
		out->end++;
	return TRUE;
}

/* Where on the piece's columns of pixels a column of the network lies. */
static int
pixel_of(const struct reader *reader, guint first, guint last)
{
	double middle = (first + last + 1) / 2.0;
	double x = reader->left + middle * reader->output->pixels_per_column -
		   reader->piece->left;

	return (int)CLAMP(x, 0, reader->piece->right - reader->piece->left);
}

/* The middle of the widest white between two pixels: where two words part. */
static int
widest_white(const struct reader *reader, int from, int to)
{
	int best = (from + to) / 2, widest = 0, start = from;

	for (int x = from; x <= to; x++) {
		if (x < to && reader->ink[x] == 0)
			continue;
		if (x - start > widest) {
			widest = x - start;
			best = start + widest / 2;
		}
		start = x + 1;
	}
	return best;
}

/* The edge between the character before place and the one there. */
static int
edge_at(const struct reader *reader, guint before, guint behind)
{
	const struct ctc_character *a = character_at(reader, before);
	const struct ctc_character *b = character_at(reader, behind);

	return widest_white(reader, pixel_of(reader, a->first, a->last),
			    pixel_of(reader, b->first, b->last));
}

/* The word's ink, from left to right in pixels of the piece; FALSE where the
 * network saw a word in nothing. */
static gboolean
find_extent(const struct reader *reader, const struct span *span, int *out_left,
	    int *out_right)
{
	int left = 0, right = reader->piece->right - reader->piece->left;

	if (span->first > 1)
		left = edge_at(reader, span->first - 2, span->first);
	if (span->end + 1 < reader->characters->len)
		right = edge_at(reader, span->end - 1, span->end + 1);
	while (left < right && reader->ink[left] == 0)
		left++;
	while (right > left && reader->ink[right - 1] == 0)
		right--;
	*out_left = left;
	*out_right = right;
	return right > left;
}

/* The greatest probability of a character among its columns. */
static double
peak_of(const struct reader *reader, guint i)
{
	const struct ctc_character *character = character_at(reader, i);
	const struct lstm_output *output = reader->output;
	float peak = 0;

	for (guint column = character->first; column <= character->last;
	     column++) {
		gsize at = (gsize)column * output->codes + character->code;

		peak = MAX(peak, output->probabilities[at]);
	}
	return (double)peak;
}

/* A word is as sure as its least sure character. (The probability of the word
 * by all its paths tells right from wrong much worse, as measured.) */
static double
confidence_of(const struct reader *reader, const struct span *span)
{
	double least = 1;

	for (guint i = span->first; i < span->end; i++)
		least = MIN(least, peak_of(reader, i));
	return least;
}

static char *
text_of(const struct reader *reader, const struct span *span)
{
	GString *text = g_string_new(NULL);

	for (guint i = span->first; i < span->end; i++)
		g_string_append(text, character_at(reader, i)->text);
	return g_string_free(text, FALSE);
}

/* From the base line to the top of the letters, where some are tall. */
static double
font_size_of(const struct reader *reader)
{
	for (guint i = 0; i < reader->characters->len; i++) {
		const char *text = character_at(reader, i)->text;

		if (g_ascii_isupper(*text) || g_ascii_isdigit(*text) ||
		    (*text != '\0' && strchr("bdfhkl", *text) != NULL))
			return (reader->piece->base - reader->piece->top) /
			       WORD_ASCENT;
	}
	return 0;
}

static void
make_words(struct reader *reader, double usual_size, double scale)
{
	double size = reader->font_size > 0 ? reader->font_size : usual_size;
	double left = reader->piece->left, base = reader->piece->base;
	struct span span = { .end = 0 };

	reader->words =
		g_ptr_array_new_with_free_func((GDestroyNotify)word_free);
	while (next_span(reader, span.end, &span)) {
		g_autofree char *text = text_of(reader, &span);
		int from, to;

		if (*text == '\0' || !find_extent(reader, &span, &from, &to))
			continue;
		g_ptr_array_add(reader->words,
				word_new(text,
					 word_box((left + from) * scale,
						  (left + to) * scale,
						  base * scale, size * scale),
					 confidence_of(reader, &span), FALSE));
	}
}

static int
compare_doubles(gconstpointer a, gconstpointer b)
{
	const double *left = a, *right = b;

	return (*left > *right) - (*left < *right);
}

static double
median_font_size(const struct reader *readers, guint count)
{
	g_autofree double *sizes = g_new(double, count + 1);
	gsize known = 0;

	for (guint i = 0; i < count; i++)
		if (readers[i].font_size > 0)
			sizes[known++] = readers[i].font_size;
	if (known == 0)
		return PREPARED_DPI / 6;
	qsort(sizes, known, sizeof(*sizes), compare_doubles);
	return sizes[known / 2];
}

static int
compare_ints(gconstpointer a, gconstpointer b)
{
	return *(const int *)a - *(const int *)b;
}

/* Of lines long enough to have letters of all kinds; of all, where none is. */
static struct metrics
usual_metrics(const GArray *pieces)
{
	g_autofree int *ascents = g_new(int, pieces->len + 1);
	g_autofree int *descents = g_new(int, pieces->len + 1);
	int least = LONG_LINE;
	gsize count = 0;

	for (; count == 0 && least >= 0; least -= LONG_LINE)
		for (guint i = 0; i < pieces->len; i++) {
			const struct line_piece *piece =
				&g_array_index(pieces, struct line_piece, i);

			if (piece->right - piece->left < least)
				continue;
			ascents[count] = piece->base - piece->top;
			descents[count++] = piece->bottom - piece->base;
		}
	if (count == 0)
		return (struct metrics){ 1, 1 };
	qsort(ascents, count, sizeof(*ascents), compare_ints);
	qsort(descents, count, sizeof(*descents), compare_ints);
	return (struct metrics){ ascents[count / 2], descents[count / 2] };
}

/* Reads pieces (of struct line_piece), cut out with that margin. */
static struct reader *
read_pieces(struct fast_recogniser *recogniser, const struct prepared *prepared,
	    const GArray *pieces, const struct metrics *usual, int margin)
{
	guint count = pieces->len;
	struct reader *readers = g_new0(struct reader, count);
	g_autofree struct lstm_output *outputs =
		g_new0(struct lstm_output, count);
	g_autofree PIX **lines = g_new0(PIX *, count);
	double usual_size;

	for (guint i = 0; i < count; i++) {
		readers[i].piece = &g_array_index(pieces, struct line_piece, i);
		lines[i] = cut_out(prepared, readers[i].piece, usual, margin,
				   &readers[i].left);
	}
	lstm_network_read(recogniser->network, lines, count, outputs);
	for (guint i = 0; i < count; i++) {
		readers[i].output = &outputs[i];
		readers[i].characters =
			ctc_decode(&outputs[i], recogniser->model);
		readers[i].font_size = font_size_of(&readers[i]);
	}
	usual_size = median_font_size(readers, count);
	for (guint i = 0; i < count; i++) {
		readers[i].ink =
			line_piece_columns(readers[i].piece, prepared->ink);
		make_words(&readers[i], usual_size, prepared->points_per_pixel);
		g_clear_pointer(&readers[i].ink, g_free);
		g_clear_pointer(&readers[i].characters, g_array_unref);
		lstm_output_clear(&outputs[i]);
		pixDestroy(&lines[i]);
	}
	return readers;
}

/* As sure as its least sure word; 0 where nothing was read in the ink. */
static double
sureness(const struct reader *reader)
{
	double least = reader->words->len > 0 ? 1 : 0;

	for (guint i = 0; i < reader->words->len; i++) {
		const struct word *word = reader->words->pdata[i];

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
keep_better(struct reader *one, struct reader *other)
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
				     : MIN(word->confidence, DISPUTED);
	}
}

/* Reads again, cut out differently, the pieces with a word in doubt. */
static void
read_doubts_again(struct fast_recogniser *recogniser,
		  const struct prepared *prepared, const struct metrics *usual,
		  struct reader *readers, guint count)
{
	g_autoptr(GArray) doubts =
		g_array_new(FALSE, FALSE, sizeof(struct line_piece));
	g_autofree struct reader *again = NULL;
	guint next = 0;

	for (guint i = 0; i < count; i++)
		if (sureness(&readers[i]) < SURE)
			g_array_append_vals(doubts, readers[i].piece, 1);
	again = read_pieces(recogniser, prepared, doubts, usual, OTHER_MARGIN);
	for (guint i = 0; i < count; i++)
		if (sureness(&readers[i]) < SURE)
			keep_better(&readers[i], &again[next++]);
	for (guint i = 0; i < doubts->len; i++)
		g_ptr_array_unref(again[i].words);
}

/* A single character with nothing about it that is no letter, no digit, no dash
 * and no bullet, or is in doubt: a stroke of a signature. */
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
	       (word->confidence <= DISPUTED ||
		(!g_unichar_isalnum(character) &&
		 g_unichar_type(character) != G_UNICODE_DASH_PUNCTUATION));
}

GPtrArray *
fast_recogniser_read_page(struct fast_recogniser *recogniser,
			  const struct prepared *prepared)
{
	GPtrArray *words =
		g_ptr_array_new_with_free_func((GDestroyNotify)word_free);
	g_autoptr(GArray) pieces = line_finder_find(prepared->ink);
	struct metrics usual = usual_metrics(pieces);
	g_autofree struct reader *readers =
		read_pieces(recogniser, prepared, pieces, &usual, MARGIN);

	read_doubts_again(recogniser, prepared, &usual, readers, pieces->len);
	for (guint i = 0; i < pieces->len; i++) {
		bullets_mark(readers[i].words, prepared);
		if (is_mark(readers[i].words))
			g_ptr_array_unref(readers[i].words);
		else
			g_ptr_array_extend_and_steal(words, readers[i].words);
	}
	return words;
}
