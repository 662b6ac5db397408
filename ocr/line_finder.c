/* line_finder.c - cutting a page by the profiles of its ink. */
#include "ocr/line_finder.h"

#include "ocr/prepare.h"

/* Rows of pixels with less ink are white: a descender that reaches into the
 * next line does not join the two. */
#define ROW_INK 3
#define CELL_ROW_INK 2

#define LOWEST_LINE 3  /* pixels: lower is dust */
#define LEAST_INK 6    /* pixels of a piece */
#define SPECK 2	       /* pixels, both ways: what scaling made of dust */
#define USUAL_LOWEST 9 /* pixels: a band lower than this is no line */
#define USUAL_HIGHEST 40
#define DEFAULT_HEIGHT 18 /* where a page has no line to tell */

/* Beyond so many usual heights a band holds more than one line, */
#define TOO_HIGH 1.6
/* unless the row between them is no whiter than this part of the band. */
#define VALLEY 0.6
#define DEEPEST 6 /* cuts within cuts */
#define NEARBY 16 /* pieces, before and behind */

/* Type is smaller than the page's when its words are lower than this part of
 * the usual height. */
#define SMALL_TYPE 0.8
#define LOWEST_WORD 5 /* pixels: lower is the dot of an i */
/* Of two words one above the other, neither is so many times as high as the
 * other: of an i and its dot, one is. */
#define MOST_UNLIKE 2.5

struct region {
	int left, top, right, bottom;
	int usual; /* a line's height in it */
};

struct finder {
	PIX *all; /* ink, specks among it */
	PIX *ink;
	int usual; /* a line's height on the page */
	GArray *pieces;
};

/* Pixels of ink in each row of the region. */
static int *
row_profile(PIX *ink, const struct region *region)
{
	int *rows = g_new0(int, (gsize)(region->bottom - region->top) + 1);

	for (int y = region->top; y < region->bottom; y++) {
		const l_uint32 *line =
			pixGetData(ink) + (gssize)y * pixGetWpl(ink);
		int first = region->left / 32, last = (region->right - 1) / 32;

		for (int i = first; i <= last; i++) {
			l_uint32 word = line[i];

			if (i == first)
				word &= 0xffffffffu >> (region->left % 32);
			if (i == last && region->right % 32 != 0)
				word &= ~(0xffffffffu >> (region->right % 32));
			rows[y - region->top] += __builtin_popcount(word);
		}
	}
	return rows;
}

/* The same of its columns. */
static int *
column_profile(PIX *ink, const struct region *region)
{
	int *columns = g_new0(int, (gsize)(region->right - region->left) + 1);

	for (int y = region->top; y < region->bottom; y++) {
		const l_uint32 *line =
			pixGetData(ink) + (gssize)y * pixGetWpl(ink);

		for (int i = region->left / 32; i <= (region->right - 1) / 32;
		     i++)
			for (l_uint32 word = line[i]; word != 0;) {
				int bit = __builtin_clz(word);
				int x = i * 32 + bit;

				word &= ~(0x80000000u >> bit);
				if (x >= region->left && x < region->right)
					columns[x - region->left]++;
			}
	}
	return columns;
}

/* Runs of at least least, that gaps of no more than gap do not end; of struct
 * region, of which only top and bottom are set. */
static GArray *
runs_of(const int *profile, int count, int least, int gap)
{
	GArray *runs = g_array_new(FALSE, TRUE, sizeof(struct region));
	int start = -1, end = 0;

	for (int i = 0; i < count; i++) {
		if (profile[i] < least)
			continue;
		if (start >= 0 && i - end > gap) {
			struct region run = { 0, start, 0, end };

			g_array_append_val(runs, run);
			start = -1;
		}
		if (start < 0)
			start = i;
		end = i + 1;
	}
	if (start >= 0) {
		struct region run = { 0, start, 0, end };

		g_array_append_val(runs, run);
	}
	return runs;
}

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
	g_autofree int *rows = row_profile(finder->ink, &region);
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

/* A blurred full stop is no larger than a speck; behind a line it is none. */
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
	columns = column_profile(finder->all, &region);
	while (reach > 0 && columns[reach - 1] == 0)
		reach--;
	piece->right += reach;
}

static void
add_piece(struct finder *finder, struct region region)
{
	g_autofree int *rows = row_profile(finder->ink, &region);
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
cut_line(struct finder *finder, const struct region *line)
{
	g_autofree int *columns = column_profile(finder->ink, line);
	int gap = MAX(line->bottom - line->top, line->usual);
	g_autoptr(GArray) runs =
		runs_of(columns, line->right - line->left, 1, gap);

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

/* The heights of a region's words, from what white parts from left to right and
 * then from top to bottom. Sets, where asked for, whether words that nothing is
 * beside stand one above the other: the region is no single line. */
static GArray *
word_heights(const struct finder *finder, const struct region *region,
	     gboolean *out_stacked)
{
	g_autofree int *columns = column_profile(finder->ink, region);
	g_autoptr(GArray) runs = runs_of(
		columns, region->right - region->left, 1, region->usual / 4);
	GArray *heights = g_array_new(FALSE, FALSE, sizeof(int));
	gboolean stacked = FALSE;

	for (guint i = 0; i < runs->len; i++) {
		const struct region *run =
			&g_array_index(runs, struct region, i);
		struct region part = *region;
		g_autofree int *rows = NULL;
		g_autoptr(GArray) words = NULL;
		int before = 0;

		part.left = region->left + run->top;
		part.right = region->left + run->bottom;
		rows = row_profile(finder->ink, &part);
		words = runs_of(rows, region->bottom - region->top, 1, 0);
		for (guint j = 0; j < words->len; j++) {
			const struct region *word =
				&g_array_index(words, struct region, j);
			int height = word->bottom - word->top;

			if (height < LOWEST_WORD)
				continue;
			stacked |= MAX(before, height) <=
				   MOST_UNLIKE * MIN(before, height);
			before = height;
			g_array_append_val(heights, height);
		}
	}
	if (out_stacked != NULL)
		*out_stacked = stacked;
	return heights;
}

/* The usual height of a line in the region, as far as it holds small type: one
 * word in four has both ascender and descender. */
static int
usual_height(const GArray *heights, int usual)
{
	int height;

	g_array_sort((GArray *)heights, compare_ints);
	if (heights->len == 0)
		return usual;
	height = g_array_index(heights, int, heights->len * 3 / 4);
	return height < SMALL_TYPE * usual ? height : usual;
}

static void
set_usual(const struct finder *finder, struct region *region)
{
	g_autoptr(GArray) heights = word_heights(finder, region, NULL);

	region->usual = usual_height(heights, region->usual);
}

/* White parts two columns where it is wider than lines are high in the one with
 * the smaller type: white within larger type than the rest's parts nothing. */
static GArray *
find_columns(const struct finder *finder, const struct region *band)
{
	g_autofree int *ink = column_profile(finder->ink, band);
	struct region whole = *band;
	g_autoptr(GArray) runs = NULL;
	GArray *columns = g_array_new(FALSE, TRUE, sizeof(struct region));

	set_usual(finder, &whole);
	runs = runs_of(ink, band->right - band->left, 1, whole.usual);
	for (guint i = 0; i < runs->len; i++) {
		const struct region *run =
			&g_array_index(runs, struct region, i);
		struct region column = *band, *last;

		column.left = band->left + run->top;
		column.right = band->left + run->bottom;
		set_usual(finder, &column);
		last = i > 0 ? &g_array_index(columns, struct region,
					      columns->len - 1)
			     : NULL;
		if (last != NULL && column.left - last->right <=
					    MIN(column.usual, last->usual))
			last->right = column.right;
		else
			g_array_append_val(columns, column);
	}
	return columns;
}

/* Side by side: FALSE where there is no white to cut at. */
static gboolean
cut_columns(struct finder *finder, const struct region *band, int depth)
{
	g_autoptr(GArray) columns = NULL;

	if (depth >= DEEPEST)
		return FALSE;
	columns = find_columns(finder, band);
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

/* Lines that touch: cut where the ink between them is least. */
static void
cut_touching(struct finder *finder, const struct region *band)
{
	g_autofree int *rows = row_profile(finder->ink, band);
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
		cut_line(finder, &line);
		line.top = line.bottom;
	}
	line.bottom = band->bottom;
	cut_line(finder, &line);
}

/* What lies above and below of the band in white enough rows is its own: the
 * tips of letters. */
static void
cut_band(struct finder *finder, const struct region *band, int depth)
{
	gboolean stacked;
	g_autoptr(GArray) heights = word_heights(finder, band, &stacked);

	if (band->bottom - band->top <= TOO_HIGH * band->usual && !stacked)
		cut_line(finder, band);
	else if (!cut_columns(finder, band, depth))
		cut_touching(finder, band);
}

static void
cut_region(struct finder *finder, const struct region *region, int depth)
{
	g_autofree int *rows = row_profile(finder->ink, region);
	g_autoptr(GArray) bands =
		runs_of(rows, region->bottom - region->top,
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

/* What hangs below a line, or floats above it, in rows too white to be of the
 * line's band: the tail of its only g, a dot. Tails begin where the line
 * stands; what is as high and begins lower may be a line of small print. */
static gboolean
is_tip(const struct line_piece *tip, const struct line_piece *line, int usual)
{
	int gap = MAX(tip->top - line->bottom, line->top - tip->bottom);
	int height = tip->bottom - tip->top;
	gboolean hangs = tip->bottom > line->base &&
			 tip->top <= line->base + usual / 8;

	return (hangs ? 2 : 3) * height < usual &&
	       2 * (line->bottom - line->top) > usual && gap <= usual / 4 &&
	       tip->left >= line->left && tip->right <= line->right;
}

/* The pieces' order keeps a tip near its line. */
static struct line_piece *
find_owner(const struct finder *finder, guint tip)
{
	struct line_piece *pieces = (struct line_piece *)finder->pieces->data;
	guint first = tip > NEARBY ? tip - NEARBY : 0;
	guint end = MIN(tip + NEARBY, finder->pieces->len);

	for (guint i = first; i < end; i++)
		if (is_tip(&pieces[tip], &pieces[i], finder->usual))
			return &pieces[i];
	return NULL;
}

static void
give_tips_to_lines(struct finder *finder)
{
	for (guint i = finder->pieces->len; i > 0; i--) {
		const struct line_piece *tip = &g_array_index(
			finder->pieces, struct line_piece, i - 1);
		struct line_piece *line = find_owner(finder, i - 1);

		if (line == NULL)
			continue;
		line->top = MIN(line->top, tip->top);
		line->bottom = MAX(line->bottom, tip->bottom);
		g_array_remove_index(finder->pieces, i - 1);
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
	give_tips_to_lines(&finder);
	pixDestroy(&finder.ink);
	return finder.pieces;
}

int
line_finder_usual_height(const GArray *pieces)
{
	g_autoptr(GArray) heights =
		g_array_new(FALSE, TRUE, sizeof(struct region));

	for (guint i = 0; i < pieces->len; i++) {
		const struct line_piece *piece =
			&g_array_index(pieces, struct line_piece, i);
		struct region one = { 0, piece->top, 0, piece->bottom };

		g_array_append_val(heights, one);
	}
	return median_height(heights);
}

int *
line_piece_columns(const struct line_piece *piece, PIX *ink)
{
	const struct region region = { piece->left, piece->top, piece->right,
				       piece->bottom };

	return column_profile(ink, &region);
}
