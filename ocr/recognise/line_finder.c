/* line_finder.c - cutting a page by the profiles of its ink. */
#include "ocr/recognise/line_finder.h"

#include "ocr/prepare/ink_profile.h"
#include "ocr/recognise/line_tips.h"

/* Rows of pixels with less ink are white: a descender that reaches into the
 * next line does not join the two. */
#define ROW_INK 3
#define CELL_ROW_INK 2

#define LOWEST_LINE 3  /* pixels: lower is dust */
#define LEAST_INK 6    /* pixels of a piece */
#define SPECK 2	       /* pixels, both ways: what scaling made of dust */
#define USUAL_LOWEST 9 /* pixels: a lower band is not a line */
#define USUAL_HIGHEST 40
#define DEFAULT_HEIGHT 18 /* where a page has no line to tell */

/* Beyond so many usual heights a band holds more than one line, */
#define TOO_HIGH 1.6
/* unless the row between them is no whiter than this part of the band. */
#define VALLEY 0.6
#define DEEPEST 6 /* cuts within cuts */

/* Type is smaller than the page's when its words are lower than this part of
 * the usual height. */
#define SMALL_TYPE 0.8
#define LOWEST_WORD 5 /* pixels: lower is the dot of an i */
/* Of the usual height: lower is a part of a glyph that blur has broken. */
#define LEAST_TYPE 0.3
/* Of two words one above the other, neither is so many times as high as the
 * other: of an i and its dot, one is. */
#define MOST_UNLIKE 2.5

struct finder {
	PIX *all; /* ink, specks among it */
	PIX *ink;
	int usual; /* a line's height on the page */
	GArray *pieces;
};

static int
compare_ints(gconstpointer a, gconstpointer b)
{
	return *(const int *)a - *(const int *)b;
}

static int
median_height(const GArray *regions)
{
	g_autofree int *heights = g_new(int, regions->len + 1);
	gsize count = 0;

	for (guint i = 0; i < regions->len; i++) {
		const struct region *region =
			&g_array_index(regions, struct region, i);
		int height = region->bottom - region->top;

		if (height >= USUAL_LOWEST && height <= USUAL_HIGHEST)
			heights[count++] = height;
	}
	if (count == 0)
		return DEFAULT_HEIGHT;
	qsort(heights, count, sizeof(*heights), compare_ints);
	return heights[count / 2];
}

/* Base line and x height: between them lies most of the ink, so the profile
 * rises most steeply at the top of the small letters and falls most steeply
 * where they stand. */
static void
find_base(const struct finder *finder, struct line_piece *piece)
{
	const struct region region = { piece->left, piece->top, piece->right,
				       piece->bottom };
	g_autofree int *rows = ink_rows(finder->ink, &region);
	int height = piece->bottom - piece->top, base = height, top = 0;
	int fall = 0, rise = 0;

	for (int y = height / 2; y < height; y++)
		if (rows[y] - rows[y + 1] > fall) {
			fall = rows[y] - rows[y + 1];
			base = y + 1;
		}
	for (int y = 0; y < base / 2 + 1; y++) {
		int before = y > 0 ? rows[y - 1] : 0;

		if (rows[y] - before > rise) {
			rise = rows[y] - before;
			top = y;
		}
	}
	piece->base = piece->top + base;
	piece->x_height = base - top;
}

/* A blurred full stop may be as small as a speck; at the end of a line it is
 * not a speck. */
static void
reach_for_stop(const struct finder *finder, struct line_piece *piece, int usual)
{
	int most = pixGetWidth(finder->all) - piece->right;
	int reach = MIN(usual / 2, most);
	const struct region region = { piece->right, piece->top,
				       piece->right + reach, piece->base };
	g_autofree int *columns = NULL;

	if (reach <= 0 || region.bottom <= region.top)
		return;
	columns = ink_columns(finder->all, &region);
	while (reach > 0 && columns[reach - 1] == 0)
		reach--;
	piece->right += reach;
}

static void
add_piece(struct finder *finder, struct region region)
{
	g_autofree int *rows = ink_rows(finder->ink, &region);
	struct line_piece piece = { region.left, 0, region.right, 0 };
	int first = region.bottom - region.top, last = -1, ink = 0;

	for (int y = 0; y < region.bottom - region.top; y++) {
		ink += rows[y];
		if (rows[y] == 0)
			continue;
		first = MIN(first, y);
		last = y;
	}
	if (ink < LEAST_INK || last - first + 1 < LOWEST_LINE)
		return;
	piece.top = region.top + first;
	piece.bottom = region.top + last + 1;
	find_base(finder, &piece);
	reach_for_stop(finder, &piece, region.usual);
	g_array_append_val(finder->pieces, piece);
}

/* One row of text, cut where a space could not be so wide. */
static void
cut_line(struct finder *finder, const struct region *line, const int *columns)
{
	int gap = MAX(line->bottom - line->top, line->usual);
	g_autoptr(GArray) runs =
		ink_runs(columns, line->right - line->left, 1, gap);

	for (guint i = 0; i < runs->len; i++) {
		const struct region *run =
			&g_array_index(runs, struct region, i);

		add_piece(finder,
			  (struct region){ line->left + run->top, line->top,
					   line->left + run->bottom,
					   line->bottom, line->usual });
	}
}

static void cut_region(struct finder *finder, const struct region *region,
		       int depth);

/* The heights of what white parts from top to bottom in a part. */
static GArray *
heights_in(const struct finder *finder, const struct region *part)
{
	g_autofree int *rows = ink_rows(finder->ink, part);
	g_autoptr(GArray) words =
		ink_runs(rows, part->bottom - part->top, 1, 0);
	GArray *heights = g_array_new(FALSE, FALSE, sizeof(int));

	for (guint i = 0; i < words->len; i++) {
		const struct region *word =
			&g_array_index(words, struct region, i);
		int height = word->bottom - word->top;

		if (height >= MAX(LOWEST_WORD, LEAST_TYPE * part->usual))
			g_array_append_val(heights, height);
	}
	return heights;
}

/* Whether words stand one above the other. */
static gboolean
are_stacked(const GArray *heights)
{
	for (guint i = 1; i < heights->len; i++) {
		int above = g_array_index(heights, int, i - 1);
		int below = g_array_index(heights, int, i);

		if (MAX(above, below) <= MOST_UNLIKE * MIN(above, below))
			return TRUE;
	}
	return FALSE;
}

/* The heights of a region's words, by its columns. If some stand one above the
 * other, so that the region is not a single line, only those count. */
static GArray *
word_heights(const struct finder *finder, const struct region *region,
	     const int *columns, gboolean *out_stacked)
{
	g_autoptr(GArray) runs = ink_runs(columns, region->right - region->left,
					  1, region->usual / 4);
	GArray *heights = g_array_new(FALSE, FALSE, sizeof(int));

	*out_stacked = FALSE;
	for (guint i = 0; i < runs->len; i++) {
		const struct region *run =
			&g_array_index(runs, struct region, i);
		struct region part = *region;
		g_autoptr(GArray) in_part = NULL;
		gboolean stacked;

		part.left = region->left + run->top;
		part.right = region->left + run->bottom;
		in_part = heights_in(finder, &part);
		stacked = are_stacked(in_part);
		if (stacked && !*out_stacked)
			g_array_set_size(heights, 0);
		if (stacked || !*out_stacked)
			g_array_append_vals(heights, in_part->data,
					    in_part->len);
		*out_stacked |= stacked;
	}
	return heights;
}

/* The height of a line in the region, where it is of small type: one word in
 * four has both ascender and descender. */
static void
set_usual(const struct finder *finder, struct region *region,
	  const int *columns)
{
	gboolean stacked;
	g_autoptr(GArray) heights =
		word_heights(finder, region, columns, &stacked);
	int height;

	if (heights->len == 0)
		return;
	g_array_sort(heights, compare_ints);
	height = g_array_index(heights, int, heights->len * 3 / 4);
	if (height < SMALL_TYPE * region->usual)
		region->usual = height;
}

/* White parts two columns where it is wider than lines are high in the one with
 * the smaller type: white within larger type than the rest's parts nothing. */
static GArray *
find_columns(const struct finder *finder, const struct region *band,
	     const int *ink)
{
	struct region whole = *band;
	g_autoptr(GArray) runs = NULL;
	GArray *columns = g_array_new(FALSE, TRUE, sizeof(struct region));

	set_usual(finder, &whole, ink);
	runs = ink_runs(ink, band->right - band->left, 1, whole.usual);
	for (guint i = 0; i < runs->len; i++) {
		const struct region *run =
			&g_array_index(runs, struct region, i);
		struct region column = *band, *last;

		column.left = band->left + run->top;
		column.right = band->left + run->bottom;
		set_usual(finder, &column, ink + run->top);
		last = &g_array_index(columns, struct region,
				      MAX(columns->len, 1) - 1);
		if (i > 0 &&
		    column.left - last->right <= MIN(column.usual, last->usual))
			last->right = column.right;
		else
			g_array_append_val(columns, column);
	}
	return columns;
}

/* Side by side: FALSE where there is no white to cut at. */
static gboolean
cut_columns(struct finder *finder, const struct region *band, const int *ink,
	    int depth)
{
	g_autoptr(GArray) columns = NULL;

	if (depth >= DEEPEST)
		return FALSE;
	columns = find_columns(finder, band, ink);
	for (guint i = 0; i < columns->len && columns->len > 1; i++)
		cut_region(finder, &g_array_index(columns, struct region, i),
			   depth + 1);
	return columns->len > 1;
}

/* The whitest row near middle, or -1 where none is white enough. */
static int
find_valley(const int *rows, int count, int middle, int reach)
{
	int best = -1, total = 0;

	for (int y = 0; y < count; y++)
		total += rows[y];
	for (int y = MAX(1, middle - reach);
	     y < MIN(count - 1, middle + reach + 1); y++)
		if (best < 0 || rows[y] < rows[best])
			best = y;
	return best >= 0 && rows[best] < VALLEY * total / count ? best : -1;
}

static void
cut_part(struct finder *finder, const struct region *line)
{
	g_autofree int *columns = ink_columns(finder->ink, line);

	cut_line(finder, line, columns);
}

/* Lines that touch: cut where the ink between them is least. */
static void
cut_touching(struct finder *finder, const struct region *band)
{
	g_autofree int *rows = ink_rows(finder->ink, band);
	int height = band->bottom - band->top;
	int parts = MAX(2, (height + band->usual / 2) /
				   (band->usual + band->usual / 8));
	struct region line = *band;

	for (int i = 1; i < parts; i++) {
		int valley = find_valley(rows, height, height * i / parts,
					 band->usual / 3);

		if (valley < 0 || band->top + valley - line.top < USUAL_LOWEST)
			continue;
		line.bottom = band->top + valley;
		cut_part(finder, &line);
		line.top = line.bottom;
	}
	line.bottom = band->bottom;
	cut_part(finder, &line);
}

/* What lies above and below of the band in white enough rows is its own: the
 * tips of glyphs. */
static void
cut_band(struct finder *finder, const struct region *band, int depth)
{
	g_autofree int *columns = ink_columns(finder->ink, band);
	gboolean stacked;
	g_autoptr(GArray) heights =
		word_heights(finder, band, columns, &stacked);

	if (band->bottom - band->top <= TOO_HIGH * band->usual && !stacked)
		cut_line(finder, band, columns);
	else if (!cut_columns(finder, band, columns, depth))
		cut_touching(finder, band);
}

static void
cut_region(struct finder *finder, const struct region *region, int depth)
{
	g_autofree int *rows = ink_rows(finder->ink, region);
	g_autoptr(GArray) bands =
		ink_runs(rows, region->bottom - region->top,
			 depth == 0 ? ROW_INK : CELL_ROW_INK, 0);

	if (depth == 0)
		finder->usual = median_height(bands);
	for (guint i = 0; i < bands->len; i++) {
		struct region band = g_array_index(bands, struct region, i);

		if (band.bottom - band.top < LOWEST_LINE)
			continue;
		band.left = region->left;
		band.right = region->right;
		band.top += region->top;
		band.bottom += region->top;
		band.usual = depth == 0 ? finder->usual : region->usual;
		cut_band(finder, &band, depth);
	}
}

GArray *
line_finder_find(PIX *ink)
{
	struct finder finder = {
		.all = ink,
		.ink = pixSelectBySize(ink, SPECK, SPECK, 8, L_SELECT_IF_EITHER,
				       L_SELECT_IF_GT, NULL),
		.pieces = g_array_new(FALSE, FALSE, sizeof(struct line_piece)),
	};
	struct region page = { 0, 0, pixGetWidth(ink), pixGetHeight(ink), 0 };

	if (finder.ink != NULL)
		cut_region(&finder, &page, 0);
	line_tips_give(finder.pieces, finder.usual);
	pixDestroy(&finder.ink);
	return finder.pieces;
}

int *
line_piece_columns(const struct line_piece *piece, PIX *ink)
{
	const struct region region = { piece->left, piece->top, piece->right,
				       piece->bottom };

	return ink_columns(ink, &region);
}
