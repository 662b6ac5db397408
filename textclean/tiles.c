/* tiles.c - pass: a watermark that says the same again and again, on a grid.
 *
 * Recognition has no colours to tell it by. Where a tile stands clear of the
 * text it is read whole, and says what the others say and where they stand;
 * where one lies over text, what is read in its place may be of both. */
#include "textclean/marks.h"

#include <math.h>
#include <string.h>

#include "core/doubles.h"

#define FEWEST_TILES 6	 /* that are read whole */
#define FEWEST_ROWS 3	 /* that have one */
#define FEWEST_LETTERS 3 /* of a tile */
#define CLEAR 1.0	 /* around it, in heights of the page's words */
#define NEXT_COLUMN_PT 20.0
#define SLACK_PT 4.0
#define PART 2 /* letters of it that are a part of it */
#define SURE 0.9
#define OTHER_SIZE 0.2 /* of two heights, that differ */

/* Words of one line that stand together. */
struct run {
	char *text;
	struct box box;
	GPtrArray *words; /* borrowed */
};

struct grid {
	const char *text;	     /* of a tile; borrowed */
	double width, height, usual; /* height: of the page's words */
	GArray *lefts, *middles; /* of double: of the tiles that were read */
};

static void
run_free(struct run *run)
{
	g_free(run->text);
	g_ptr_array_unref(run->words);
	g_free(run);
}

static void
append_word(GPtrArray *runs, struct word *word, gboolean together)
{
	struct run *run = together ? runs->pdata[runs->len - 1] : NULL;
	char *text;

	if (run == NULL) {
		run = g_new0(struct run, 1);
		run->box = word->box;
		run->text = g_strdup(word->text);
		run->words = g_ptr_array_new();
		g_ptr_array_add(runs, run);
	} else {
		text = g_strconcat(run->text, " ", word->text, NULL);
		g_free(run->text);
		run->text = text;
		run->box = box_union(run->box, word->box);
	}
	g_ptr_array_add(run->words, word);
}

static GPtrArray *
find_runs(const struct page *page, double height)
{
	GPtrArray *runs =
		g_ptr_array_new_with_free_func((GDestroyNotify)run_free);

	for (guint i = 0; i < page->lines->len; i++) {
		const struct line *line = page->lines->pdata[i];
		const struct word *before = NULL;

		for (guint j = 0; j < line->words->len; j++) {
			struct word *word = line->words->pdata[j];

			append_word(runs, word,
				    before != NULL &&
					    word->box.x0 - before->box.x1 <
						    CLEAR * height);
			before = word;
		}
	}
	return runs;
}

static double
middle_of(const struct box *box)
{
	return (box->y0 + box->y1) / 2;
}

/* How many of the values (sorted) lie apart from the one before. */
static guint
count_apart(const GArray *values, double least)
{
	guint count = values->len > 0 ? 1 : 0;

	for (guint i = 1; i < values->len; i++)
		count += g_array_index(values, double, i) -
				 g_array_index(values, double, i - 1) >
			 least;
	return count;
}

/* The grid of the tiles that say text, if there are such. */
static gboolean
read_grid(const GPtrArray *runs, const char *text, struct grid *grid)
{
	grid->text = text;
	g_array_set_size(grid->lefts, 0);
	g_array_set_size(grid->middles, 0);
	for (guint i = 0; i < runs->len; i++) {
		const struct run *run = runs->pdata[i];
		double middle = middle_of(&run->box);

		if (strcmp(run->text, text) != 0)
			continue;
		grid->width = run->box.x1 - run->box.x0;
		grid->height = run->box.y1 - run->box.y0;
		g_array_append_val(grid->lefts, run->box.x0);
		g_array_append_val(grid->middles, middle);
	}
	g_array_sort(grid->lefts, doubles_compare);
	g_array_sort(grid->middles, doubles_compare);
	return grid->lefts->len >= FEWEST_TILES &&
	       count_apart(grid->lefts, NEXT_COLUMN_PT) >= 2 &&
	       count_apart(grid->middles, grid->height) >= FEWEST_ROWS;
}

static gboolean
fits_all(const GArray *values, double pitch, double slack)
{
	double first = g_array_index(values, double, 0);

	for (guint i = 1; i < values->len; i++)
		if (fabs(remainder(g_array_index(values, double, i) - first,
				   pitch)) > slack)
			return FALSE;
	return TRUE;
}

/* The largest distance, larger than least, that all values (sorted) are
 * multiples of, for not each row has a tile that was read whole; 0: none. */
static double
pitch_of(const GArray *values, double least, double slack)
{
	double best = 0;

	for (guint i = 1; i < values->len; i++) {
		double step = g_array_index(values, double, i) -
			      g_array_index(values, double, i - 1);

		for (int parts = 1; step / parts > MAX(least, best); parts++)
			if (fits_all(values, step / parts, slack))
				best = step / parts;
	}
	return best;
}

/* Some tile's column is there, also one of which the page's edge has cut all
 * tiles. */
static gboolean
is_in_column(const struct grid *grid, const struct box *box)
{
	double pitch = pitch_of(grid->lefts, grid->width, SLACK_PT);
	double left = g_array_index(grid->lefts, double, grid->lefts->len - 1);

	if (pitch > 0 && box->x1 > left + pitch + SLACK_PT)
		return TRUE;
	for (guint i = 0; i < grid->lefts->len; i++) {
		left = g_array_index(grid->lefts, double, i);
		if (box->x1 > left + SLACK_PT &&
		    box->x0 < left + grid->width - SLACK_PT)
			return TRUE;
	}
	return FALSE;
}

static gboolean
is_in_row(const struct grid *grid, double pitch, const struct box *box)
{
	double first = g_array_index(grid->middles, double, 0);
	double off = middle_of(box) - first;

	return fabs(pitch > 0 ? remainder(off, pitch) : off) <
	       (grid->height + box->y1 - box->y0) / 2;
}

static gboolean
begins_like_tile(const struct grid *grid, const struct box *box)
{
	for (guint i = 0; i < grid->lefts->len; i++)
		if (fabs(box->x0 - g_array_index(grid->lefts, double, i)) <
		    SLACK_PT)
			return TRUE;
	return FALSE;
}

/* One letter is a part where the tile begins with it. */
static gboolean
is_part(const struct grid *grid, const struct word *word)
{
	if (g_utf8_strlen(word->text, -1) >= PART)
		return strstr(grid->text, word->text) != NULL;
	return g_str_has_prefix(grid->text, word->text) &&
	       begins_like_tile(grid, &word->box);
}

/* It is of the tiles' size, and that is not the text's. */
static gboolean
is_of_tile_size(const struct grid *grid, const struct word *word)
{
	double height = word->box.y1 - word->box.y0;

	return fabs(grid->height / grid->usual - 1) > OTHER_SIZE &&
	       fabs(height / grid->height - 1) < OTHER_SIZE;
}

static void
clean_place(const struct grid *grid, double pitch, struct word *word,
	    GHashTable *marks)
{
	if (!is_in_column(grid, &word->box) ||
	    !is_in_row(grid, pitch, &word->box))
		return;
	if (is_part(grid, word))
		g_hash_table_add(marks, word);
	else if (word->confidence < SURE || is_of_tile_size(grid, word))
		word_doubt(word);
}

/* It is as long as a tile and stands where one would: one, misread, or else a
 * short line of the letter's. */
static gboolean
stands_for_tile(const struct grid *grid, double pitch, const struct run *run)
{
	double width = run->box.x1 - run->box.x0;

	return is_in_row(grid, pitch, &run->box) &&
	       fabs(width - grid->width) <= SLACK_PT &&
	       begins_like_tile(grid, &run->box);
}

static void
clean_grid(const struct grid *grid, const GPtrArray *runs, GHashTable *marks)
{
	double pitch = pitch_of(grid->middles, grid->height, grid->height / 2);

	for (guint i = 0; i < runs->len; i++) {
		const struct run *run = runs->pdata[i];
		gboolean whole = strcmp(run->text, grid->text) == 0;
		gboolean misread = !whole && stands_for_tile(grid, pitch, run);

		for (guint j = 0; j < run->words->len; j++) {
			struct word *word = run->words->pdata[j];

			if (whole)
				g_hash_table_add(marks, word);
			else if (misread)
				word_doubt(word);
			else
				clean_place(grid, pitch, word, marks);
		}
	}
}

void
tiles_find(const struct page *page, GHashTable *marks)
{
	g_autoptr(GHashTable) tried = g_hash_table_new(g_str_hash, g_str_equal);
	g_autoptr(GPtrArray) runs = NULL;
	struct grid grid = { .text = NULL };

	/* In a text layer they are told by their looks. */
	if (page->text_source != TEXT_SOURCE_OCR)
		return;
	grid.usual = marks_usual_height(page);
	runs = find_runs(page, grid.usual);
	grid.lefts = g_array_new(FALSE, FALSE, sizeof(double));
	grid.middles = g_array_new(FALSE, FALSE, sizeof(double));
	for (guint i = 0; i < runs->len; i++) {
		struct run *run = runs->pdata[i];

		if (strlen(run->text) >= FEWEST_LETTERS &&
		    g_hash_table_add(tried, run->text) &&
		    read_grid(runs, run->text, &grid))
			clean_grid(&grid, runs, marks);
	}
	g_array_unref(grid.lefts);
	g_array_unref(grid.middles);
}
