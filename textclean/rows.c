/* rows.c - a document as rows of text and the measures that passes share. */
#include "textclean/rows.h"

#include <math.h>
#include <string.h>

/* Enough to separate the lines of any size of print from one another. */
#define PITCH_BIN_PT 0.5
#define PITCH_BINS 120

/* A line of 12 point print, and the sizes that pass for usual beside it. */
#define USUAL_HEIGHT_PT 11.0
#define LEAST_UNIT 0.6
#define MOST_UNIT 1.8

static int
compare_doubles(gconstpointer a, gconstpointer b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static double
quantile(GArray *values, double fraction)
{
	guint index = (guint)(fraction * (values->len - 1));

	g_array_sort(values, compare_doubles);
	return g_array_index(values, double, index);
}

/* Descenders and commas reach below the base line; the median does not. */
static double
line_base(const struct line *line)
{
	g_autoptr(GArray) bottoms = g_array_new(FALSE, FALSE, sizeof(double));

	for (guint i = 0; i < line->words->len; i++) {
		const struct word *word = g_ptr_array_index(line->words, i);

		g_array_append_val(bottoms, word->box.y1);
	}
	return quantile(bottoms, 0.5);
}

/* Where most lines of the page start: paragraphs begin at it or right of it,
 * specks left of it. */
static double
left_margin(const GPtrArray *lines)
{
	g_autoptr(GArray) lefts = g_array_new(FALSE, FALSE, sizeof(double));

	for (guint i = 0; i < lines->len; i++) {
		const struct line *line = g_ptr_array_index(lines, i);
		const struct word *word = g_ptr_array_index(line->words, 0);

		g_array_append_val(lefts, word->box.x0);
	}
	return lefts->len > 0 ? quantile(lefts, 0.25) : 0;
}

/* What the page's points must be divided by: 1, unless its words are of no
 * size that a letter is printed in. */
static double
find_unit(const GPtrArray *lines)
{
	g_autoptr(GArray) heights = g_array_new(FALSE, FALSE, sizeof(double));
	double unit;

	for (guint i = 0; i < lines->len; i++) {
		struct box box = line_box(g_ptr_array_index(lines, i));
		double height = box.y1 - box.y0;

		g_array_append_val(heights, height);
	}
	if (heights->len == 0)
		return 1;
	unit = quantile(heights, 0.5) / USUAL_HEIGHT_PT;
	return unit > LEAST_UNIT && unit < MOST_UNIT ? 1 : unit;
}

static void
scale(struct row *row, double unit)
{
	row->box.x0 /= unit;
	row->box.y0 /= unit;
	row->box.x1 /= unit;
	row->box.y1 /= unit;
	row->base /= unit;
	row->page_height /= unit;
	row->first_width /= unit;
	row->indent /= unit;
	row->reach /= unit;
}

/* The words of a line that are no marks. */
static GPtrArray *
words_without(const struct line *line, GHashTable *marks)
{
	GPtrArray *words = g_ptr_array_new();

	for (guint i = 0; i < line->words->len; i++)
		if (!g_hash_table_contains(marks, line->words->pdata[i]))
			g_ptr_array_add(words, line->words->pdata[i]);
	return words;
}

/* The page's lines without its marks: its own, where they have none; the
 * others are added to owned. */
static GPtrArray *
lines_without(const struct page *page, GHashTable *marks, GPtrArray *owned)
{
	GPtrArray *lines = g_ptr_array_new();

	for (guint i = 0; i < page->lines->len; i++) {
		struct line *line = g_ptr_array_index(page->lines, i);
		g_autoptr(GPtrArray) words = words_without(line, marks);

		if (words->len == 0)
			continue;
		if (words->len < line->words->len) {
			line = g_new0(struct line, 1);
			line->words = g_steal_pointer(&words);
			g_ptr_array_add(owned, line);
		}
		g_ptr_array_add(lines, line);
	}
	return lines;
}

static double
height_as_read(const struct page *page)
{
	return page->rotation_deg % 180 != 0 ? page->width_pt : page->height_pt;
}

static void
append_page(GArray *rows, const struct page *page, const GPtrArray *lines)
{
	double left = left_margin(lines), unit = find_unit(lines);

	for (guint i = 0; i < lines->len; i++) {
		const struct line *line = g_ptr_array_index(lines, i);
		struct row row = {
			.line = line,
			.page = page,
			.box = line_box(line),
			.base = line_base(line),
			.page_height = height_as_read(page),
			.first_on_page = i == 0,
		};

		row.first_width = row_first_word(&row)->box.x1 - row.box.x0;
		row.indent = row.box.x0 - left;
		row.reach = row.box.x1 - left;
		if (unit > 0)
			scale(&row, unit);
		g_array_append_val(rows, row);
	}
}

GArray *
rows_new(const struct document *document, GHashTable *marks, GPtrArray *owned)
{
	GArray *rows = g_array_new(FALSE, FALSE, sizeof(struct row));

	for (guint i = 0; i < document->pages->len; i++) {
		const struct page *page = g_ptr_array_index(document->pages, i);
		g_autoptr(GPtrArray) lines = lines_without(page, marks, owned);

		append_page(rows, page, lines);
	}
	return rows;
}

/* The smallest of the distances that occur often, since a letter of many
 * one-line paragraphs may hold as many empty lines as wrapped ones. */
double
rows_usual_pitch(const GArray *rows)
{
	guint counts[PITCH_BINS] = { 0 }, most = 0;

	for (guint i = 1; i < rows->len; i++) {
		const struct row *above =
			&g_array_index(rows, struct row, i - 1);
		const struct row *row = &g_array_index(rows, struct row, i);
		double pitch = row->base - above->base;

		if (row->first_on_page || pitch < 1 ||
		    pitch >= PITCH_BIN_PT * PITCH_BINS)
			continue;
		counts[(guint)(pitch / PITCH_BIN_PT)]++;
	}
	for (guint i = 1; i + 1 < PITCH_BINS; i++)
		most = MAX(most, counts[i - 1] + counts[i] + counts[i + 1]);
	for (guint i = 1; i + 1 < PITCH_BINS && most > 0; i++) {
		guint here = counts[i - 1] + counts[i] + counts[i + 1];

		if (here * 3 >= most && counts[i] >= counts[i - 1] &&
		    counts[i] >= counts[i + 1])
			return (i + 0.5) * PITCH_BIN_PT;
	}
	return 0;
}

double
rows_usual_height(const GArray *rows)
{
	g_autoptr(GArray) heights = g_array_new(FALSE, FALSE, sizeof(double));

	for (guint i = 0; i < rows->len; i++) {
		const struct box *box = &g_array_index(rows, struct row, i).box;
		double height = box->y1 - box->y0;

		g_array_append_val(heights, height);
	}
	return heights->len > 0 ? MAX(quantile(heights, 0.5), 1) : 1;
}

struct row *
rows_previous(GArray *rows, guint index)
{
	while (index > 0) {
		struct row *row = &g_array_index(rows, struct row, --index);

		if (!row->dropped)
			return row;
	}
	return NULL;
}

struct row *
rows_next(GArray *rows, guint index)
{
	while (++index < rows->len) {
		struct row *row = &g_array_index(rows, struct row, index);

		if (!row->dropped)
			return row;
	}
	return NULL;
}

const struct word *
row_first_word(const struct row *row)
{
	return g_ptr_array_index(row->line->words, 0);
}

const struct word *
row_last_word(const struct row *row)
{
	return g_ptr_array_index(row->line->words, row->line->words->len - 1);
}

char *
row_text(const struct row *row)
{
	GString *text = g_string_new(NULL);

	for (guint i = 0; i < row->line->words->len; i++) {
		const struct word *word =
			g_ptr_array_index(row->line->words, i);

		if (i > 0)
			g_string_append_c(text, ' ');
		g_string_append(text, word->text);
	}
	return g_string_free(text, FALSE);
}

gboolean
row_ends_sentence(const struct row *row)
{
	const char *text = row_last_word(row)->text;
	gsize length = strlen(text);

	while (length > 0 && strchr("\"')]", text[length - 1]) != NULL)
		length--;
	return length > 0 && strchr(".!?:", text[length - 1]) != NULL;
}

gboolean
row_starts_in_lower_case(const struct row *row)
{
	return g_unichar_islower(g_utf8_get_char(row_first_word(row)->text));
}
