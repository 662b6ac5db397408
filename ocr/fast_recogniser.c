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
#include "ocr/ctc.h"
#include "ocr/line_finder.h"
#include "ocr/lstm_network.h"
#include "ocr/word_box.h"

#define MARGIN 3      /* pixels above and below a line */
#define SIDE_MARGIN 1 /* before and behind: white there is read as brackets */
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

/* A line on its way from ink to words. */
struct reader {
	const struct line_piece *piece;
	const struct lstm_model *model;
	const struct lstm_output *output;
	int left; /* of the image that was read, in pixels of the page */
	int *ink; /* of the piece's columns */
	GArray *characters;
	double font_size; /* pixels; 0: the letters do not tell */
};

/* Characters from first on, up to end, and the columns that are theirs. */
struct span {
	guint first, end;
	guint first_column, last_column;
};

/* What the lines of a page mostly have above and below their base. */
struct metrics {
	int ascent, descent;
};

static PIX *
cut_out(const struct prepared *prepared, const struct line_piece *piece,
	const struct metrics *usual, int *out_left)
{
	int ascent = piece->base - piece->top;
	int descent = piece->bottom - piece->base;
	BOX *box;
	PIX *line;

	if (ascent > LARGE * usual->ascent)
		descent = MAX(descent, usual->descent * ascent / usual->ascent);
	ascent = MAX(ascent, usual->ascent) + MARGIN;
	descent = MAX(descent, usual->descent) + MARGIN;
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
	out->first_column =
		start > 0 ? character_at(reader, start - 1)->last + 1 : 0;
	out->last_column = out->end < count
				   ? character_at(reader, out->end)->first - 1
				   : reader->output->columns - 1;
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

static double
space_probability(const struct reader *reader, guint i)
{
	const struct ctc_character *space = character_at(reader, i);
	double greatest = 0;

	for (guint column = space->first; column <= space->last; column++)
		greatest = MAX(
			greatest,
			(double)reader->output
				->probabilities[(gsize)column *
							reader->output->codes +
						space->code]);
	return greatest;
}

/* That the word, between the spaces about it, is what was read. */
static double
confidence_of(const struct reader *reader, const struct span *span)
{
	double sure = ctc_probability(reader->output, reader->model,
				      character_at(reader, span->first),
				      span->end - span->first,
				      span->first_column, span->last_column);

	if (span->first > 0)
		sure *= space_probability(reader, span->first - 1);
	if (span->end < reader->characters->len)
		sure *= space_probability(reader, span->end);
	return CLAMP(sure, 0, 1);
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
add_words(const struct reader *reader, double usual_size, double scale,
	  GPtrArray *words)
{
	double size = reader->font_size > 0 ? reader->font_size : usual_size;
	struct span span = { .end = 0 };

	while (next_span(reader, span.end, &span)) {
		g_autofree char *text = text_of(reader, &span);
		int left, right;

		if (*text == '\0' || !find_extent(reader, &span, &left, &right))
			continue;
		g_ptr_array_add(
			words,
			word_new(text,
				 word_box((reader->piece->left + left) * scale,
					  (reader->piece->left + right) * scale,
					  reader->piece->base * scale,
					  size * scale),
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

/* Fills the images of all pieces, and where they begin. */
static void
cut_all(const GArray *pieces, const struct prepared *prepared,
	struct reader *readers, PIX **lines)
{
	struct metrics usual = usual_metrics(pieces);

	for (guint i = 0; i < pieces->len; i++) {
		readers[i].piece = &g_array_index(pieces, struct line_piece, i);
		readers[i].ink =
			line_piece_columns(readers[i].piece, prepared->ink);
		lines[i] = cut_out(prepared, readers[i].piece, &usual,
				   &readers[i].left);
	}
}

GPtrArray *
fast_recogniser_read_page(struct fast_recogniser *recogniser,
			  const struct prepared *prepared)
{
	GPtrArray *words =
		g_ptr_array_new_with_free_func((GDestroyNotify)word_free);
	g_autoptr(GArray) pieces = line_finder_find(prepared->ink);
	g_autofree struct reader *readers = g_new0(struct reader, pieces->len);
	g_autofree struct lstm_output *outputs =
		g_new0(struct lstm_output, pieces->len);
	g_autofree PIX **lines = g_new0(PIX *, pieces->len);
	double usual_size;

	cut_all(pieces, prepared, readers, lines);
	lstm_network_read(recogniser->network, lines, pieces->len, outputs);
	for (guint i = 0; i < pieces->len; i++) {
		readers[i].model = recogniser->model;
		readers[i].output = &outputs[i];
		readers[i].characters =
			ctc_decode(&outputs[i], recogniser->model);
		readers[i].font_size = font_size_of(&readers[i]);
	}
	usual_size = median_font_size(readers, pieces->len);
	for (guint i = 0; i < pieces->len; i++) {
		add_words(&readers[i], usual_size, prepared->points_per_pixel,
			  words);
		g_array_unref(readers[i].characters);
		g_free(readers[i].ink);
		lstm_output_clear(&outputs[i]);
		pixDestroy(&lines[i]);
	}
	return words;
}
