/* line_reading.c - characters make words, and the white between the words'
 * ink says where each of them ends. */
#include "ocr/recognise/line_reading.h"

#include <string.h>

#include "core/document.h"
#include "ocr/lstm/ctc.h"
#include "ocr/prepare/word_box.h"

/* The characters of a word: from first on, up to end. */
struct span {
	guint first, end;
};

static const struct ctc_character *
character_at(const struct line_reading *reading, guint i)
{
	return &g_array_index(reading->characters, struct ctc_character, i);
}

static gboolean
is_space(const struct line_reading *reading, guint i)
{
	return strcmp(character_at(reading, i)->text, " ") == 0;
}

/* The next word from character start on; FALSE where there is none. */
static gboolean
next_span(const struct line_reading *reading, guint start, struct span *out)
{
	guint count = reading->characters->len;

	while (start < count && is_space(reading, start))
		start++;
	if (start == count)
		return FALSE;
	out->first = out->end = start;
	while (out->end < count && !is_space(reading, out->end))
		out->end++;
	return TRUE;
}

/* Where on the piece's columns of pixels a column of the network lies. */
static int
pixel_of(const struct line_reading *reading, guint first, guint last)
{
	double middle = (first + last + 1) / 2.0;
	double x = reading->left + middle * reading->output.pixels_per_column -
		   reading->piece->left;

	return (int)CLAMP(x, 0, reading->piece->right - reading->piece->left);
}

/* The middle of the widest white between two pixels: where two words part. */
static int
widest_white(const struct line_reading *reading, int from, int to)
{
	int best = (from + to) / 2, widest = 0, start = from;

	for (int x = from; x <= to; x++) {
		if (x < to && reading->ink[x] == 0)
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
edge_at(const struct line_reading *reading, guint before, guint behind)
{
	const struct ctc_character *a = character_at(reading, before);
	const struct ctc_character *b = character_at(reading, behind);

	return widest_white(reading, pixel_of(reading, a->first, a->last),
			    pixel_of(reading, b->first, b->last));
}

/* The word's ink, from left to right in pixels of the piece; FALSE where the
 * network saw a word in nothing. */
static gboolean
find_extent(const struct line_reading *reading, const struct span *span,
	    int *out_left, int *out_right)
{
	int left = 0, right = reading->piece->right - reading->piece->left;

	if (span->first > 1)
		left = edge_at(reading, span->first - 2, span->first);
	if (span->end + 1 < reading->characters->len)
		right = edge_at(reading, span->end - 1, span->end + 1);
	while (left < right && reading->ink[left] == 0)
		left++;
	while (right > left && reading->ink[right - 1] == 0)
		right--;
	*out_left = left;
	*out_right = right;
	return right > left;
}

/* The greatest probability of a character among its columns. */
static double
peak_of(const struct line_reading *reading, guint i)
{
	const struct ctc_character *character = character_at(reading, i);
	const struct lstm_output *output = &reading->output;
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
confidence_of(const struct line_reading *reading, const struct span *span)
{
	double least = 1;

	for (guint i = span->first; i < span->end; i++)
		least = MIN(least, peak_of(reading, i));
	return least;
}

static char *
text_of(const struct line_reading *reading, const struct span *span)
{
	GString *text = g_string_new(NULL);

	for (guint i = span->first; i < span->end; i++)
		g_string_append(text, character_at(reading, i)->text);
	return g_string_free(text, FALSE);
}

/* From the base line to the top of the glyphs, where some are tall. */
static double
font_size_of(const struct line_reading *reading)
{
	for (guint i = 0; i < reading->characters->len; i++) {
		const char *text = character_at(reading, i)->text;

		if (g_ascii_isupper(*text) || g_ascii_isdigit(*text) ||
		    (*text != '\0' && strchr("bdfhkl", *text) != NULL))
			return (reading->piece->base - reading->piece->top) /
			       WORD_ASCENT;
	}
	return 0;
}

void
line_reading_decode(struct line_reading *reading,
		    const struct lstm_model *model)
{
	reading->characters = ctc_decode(&reading->output, model);
	reading->font_size = font_size_of(reading);
}

void
line_reading_make_words(struct line_reading *reading,
			const struct prepared *prepared, double usual_size)
{
	double scale = prepared->points_per_pixel;
	double size = reading->font_size > 0 ? reading->font_size : usual_size;
	double left = reading->piece->left, base = reading->piece->base;
	struct span span = { .end = 0 };

	reading->ink = line_piece_columns(reading->piece, prepared->ink);
	reading->words =
		g_ptr_array_new_with_free_func((GDestroyNotify)word_free);
	while (next_span(reading, span.end, &span)) {
		g_autofree char *text = text_of(reading, &span);
		int from, to;

		if (*text == '\0' || !find_extent(reading, &span, &from, &to))
			continue;
		g_ptr_array_add(reading->words,
				word_new(text,
					 word_box((left + from) * scale,
						  (left + to) * scale,
						  base * scale, size * scale),
					 confidence_of(reading, &span), FALSE));
	}
	g_clear_pointer(&reading->ink, g_free);
	g_clear_pointer(&reading->characters, g_array_unref);
	lstm_output_clear(&reading->output);
}
