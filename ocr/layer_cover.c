/* layer_cover.c - letters of the scan, line by line, under the words' boxes.
 *
 * What no word covers counts only where it looks as the covered letters do:
 * of their height, on one base line, one behind the other. Handwriting, a
 * stamp set askew, a logo, a picture do not. */
#include "ocr/layer_cover.h"

#include <stdlib.h>

#include "core/document.h"
#include "ocr/line_finder.h"

/* A word's box may be so far off. */
#define SLACK_PT 2.0

/* Pixels at PREPARED_DPI or near it. */
#define LOWEST_LETTER 5
#define HIGHEST_LETTER 60

/* Text is lost with so many letters one behind the other; fewer are a
 * signature's, or dots, or words whose boxes are not where they should be. */
#define LEAST_RUN 10

/* On the page, and of its letters. */
#define LEAST_LOST 20
#define LEAST_LOST_PART 0.004

/* Of the covered letters' median height: what a letter may have; and how far
 * from the base line it may stand. */
#define LOWEST 0.5
#define HIGHEST 1.7
#define OFF_BASE 0.25
/* How far from the letter before, in such heights. */
#define FARTHEST 4.0
/* Of the letters that nothing covers: */
#define MOSTLY 0.7

struct letter {
	int left, right, top, bottom; /* right and bottom just outside */
	gboolean covered;
};

/* --- the words' boxes --- */

/* A point of the page a pixel. */
static PIX *
paint_words(const GPtrArray *words, double width, double height)
{
	PIX *mask = pixCreate((int)width + 1, (int)height + 1, 1);

	for (guint i = 0; mask != NULL && i < words->len; i++) {
		const struct box *box =
			&((const struct word *)words->pdata[i])->box;
		int left = (int)(box->x0 - SLACK_PT);
		int top = (int)(box->y0 - SLACK_PT);
		int right = (int)(box->x1 + SLACK_PT) + 1;
		int bottom = (int)(box->y1 + SLACK_PT) + 1;

		pixRasterop(mask, left, top, right - left, bottom - top,
			    PIX_SET, NULL, 0, 0);
	}
	return mask;
}

static gboolean
is_covered(PIX *mask, const struct page *frame, const struct letter *letter,
	   double scale)
{
	double x = (letter->left + letter->right) / 2.0 * scale;
	double y = (letter->top + letter->bottom) / 2.0 * scale;
	struct box shown = page_shown_box(frame, (struct box){ x, y, x, y });
	l_uint32 set = 0;

	pixGetPixel(mask, (int)shown.x0, (int)shown.y0, &set);
	return set != 0;
}

/* --- letters --- */

static GArray *
find_letters(PIX *mask, const struct page *frame, const struct prepared *scan)
{
	GArray *letters = g_array_new(FALSE, FALSE, sizeof(struct letter));
	BOXA *boxes = pixConnCompBB(scan->ink, 8);

	for (int i = 0; boxes != NULL && i < boxaGetCount(boxes); i++) {
		const BOX *box = boxes->box[i];
		struct letter letter = { box->x, box->x + box->w, box->y,
					 box->y + box->h, FALSE };

		if (box->h < LOWEST_LETTER || box->h > HIGHEST_LETTER ||
		    box->w < 2 || box->w > 4 * box->h)
			continue;
		letter.covered = is_covered(mask, frame, &letter,
					    scan->points_per_pixel);
		g_array_append_val(letters, letter);
	}
	boxaDestroy(&boxes);
	return letters;
}

static int
compare_ints(gconstpointer a, gconstpointer b)
{
	return *(const int *)a - *(const int *)b;
}

/* Of those that words cover; 0 without any. */
static int
median_height(const GArray *letters)
{
	g_autofree int *heights = g_new(int, letters->len + 1);
	gsize count = 0;

	for (guint i = 0; i < letters->len; i++) {
		const struct letter *letter =
			&g_array_index(letters, struct letter, i);

		if (letter->covered)
			heights[count++] = letter->bottom - letter->top;
	}
	if (count == 0)
		return 0;
	qsort(heights, count, sizeof(*heights), compare_ints);
	return heights[count / 2];
}

static int
compare_letters(gconstpointer a, gconstpointer b)
{
	return ((const struct letter *)a)->left -
	       ((const struct letter *)b)->left;
}

/* --- lines --- */

/* Lines times letters: a hundred times what a page of text has. What has more
 * is dust, and lacks nothing. */
#define MOST_COMPARED 20000000

/* Letters of a line one behind the other, under no word. */
struct run {
	guint bare, fit; /* fit: those that look like the covered ones */
	int end;	 /* of the last one */
};

/* Returns how many are lost with it. */
static guint
end_run(struct run *run)
{
	guint lost = run->bare >= LEAST_RUN && run->fit >= MOSTLY * run->bare
			     ? run->fit
			     : 0;

	run->bare = run->fit = 0;
	return lost;
}

static guint
count_lost(const struct line_piece *line, const GArray *letters, int usual)
{
	struct run run = { 0 };
	guint lost = 0;

	for (guint i = 0; i < letters->len; i++) {
		const struct letter *letter =
			&g_array_index(letters, struct letter, i);
		int height = letter->bottom - letter->top;
		int middle = (letter->top + letter->bottom) / 2;

		if (letter->left < line->left || letter->right > line->right ||
		    middle < line->top || middle >= line->bottom)
			continue;
		if (letter->covered ||
		    letter->left - run.end > FARTHEST * usual)
			lost += end_run(&run);
		run.end = letter->right;
		if (letter->covered)
			continue;
		run.bare++;
		run.fit += height >= LOWEST * usual &&
			   height <= HIGHEST * usual &&
			   abs(letter->bottom - line->base) <=
				   OFF_BASE * usual + 1;
	}
	return lost + end_run(&run);
}

struct layer_cover
layer_cover_measure(const GPtrArray *words, const struct prepared *scan,
		    double width, double height)
{
	g_autoptr(page) frame = page_new(1, width, height);
	g_autoptr(GArray) letters = NULL, lines = NULL;
	struct layer_cover cover = { 0, 0 };
	PIX *mask = paint_words(words, width, height);
	int usual;

	if (mask == NULL || scan->gray == NULL) {
		pixDestroy(&mask);
		return cover;
	}
	frame->rotation_deg = scan->rotation_deg;
	frame->skew_deg = scan->skew_deg;
	letters = find_letters(mask, frame, scan);
	pixDestroy(&mask);
	g_array_sort(letters, compare_letters);
	usual = median_height(letters);
	lines = line_finder_find(scan->ink);
	cover.letters = letters->len;
	if ((guint64)lines->len * letters->len > MOST_COMPARED)
		return cover;
	for (guint i = 0; usual > 0 && i < lines->len; i++)
		cover.lost +=
			count_lost(&g_array_index(lines, struct line_piece, i),
				   letters, usual);
	return cover;
}

gboolean
layer_cover_lacks_text(const struct layer_cover *cover)
{
	return cover->lost >= LEAST_LOST &&
	       cover->lost >= LEAST_LOST_PART * cover->letters;
}
