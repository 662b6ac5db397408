/* plain_page.c - holds a page's words against what is painted where, and when.
 *
 * In doubt a page is not plain: that costs a recognition, and never a value. */
#include "ocr/pdf/plain_page.h"

#include "ocr/pdf/word_place.h"

/* Of the page: a picture that is higher up, or lower down, and smaller is a
 * logo. Nothing of the form stands there. */
#define LOGO_TOP 0.12
#define LOGO_BOTTOM 0.92
#define LOGO_AREA 0.03

/* A figure of this size is a bullet. */
#define BULLET_PT 5.0

/* Text is dark on light: an area behind it is not darker than this. */
#define LIGHT_GROUND 0.5
#define WHITE 0.8

/* Of the narrower of two words: nearer ones overlap. */
#define OVERLAPPING 0.3

/* Runs that begin no further apart are one beginning, told twice. */
#define SAME_START_PT 1.0

#define LEVEL 0.99 /* the cosine of a run's angle to the page's width */

struct judge {
	const struct pdf_survey *survey;
	const struct page *page;
	GPtrArray *shapes, *runs; /* near the line at hand; borrowed */
};

/* --- the page as a whole --- */

static gboolean
is_logo(const struct pdf_survey *survey, const struct area *area)
{
	const struct area all = pdf_survey_place(survey, &survey->shown);

	return (area->y1 < LOGO_TOP * all.y1 ||
		area->y0 > LOGO_BOTTOM * all.y1) &&
	       (area->x1 - area->x0) * (area->y1 - area->y0) <
		       LOGO_AREA * all.x1 * all.y1;
}

static gboolean
is_bullet(const struct area *area)
{
	return MAX(area->x1 - area->x0, area->y1 - area->y0) <= BULLET_PT;
}

static const char *
shape_fault(const struct pdf_survey *survey, const struct shown_shape *shape)
{
	switch (shape->kind) {
	case SHAPE_IMAGE:
		return is_logo(survey, &shape->area) ? NULL
						     : "a picture is on it";
	case SHAPE_FIGURE:
		return is_logo(survey, &shape->area) || is_bullet(&shape->area)
			       ? NULL
			       : "a figure is drawn on it";
	case SHAPE_STRIKE:
	case SHAPE_PEN:
	case SHAPE_REDACTION:
	case SHAPE_ANNOTATION:
		return "annotations or form fields lie on it";
	default:
		return NULL;
	}
}

static const char *
page_fault(const struct pdf_survey *survey)
{
	const char *fault = NULL;

	if (survey->damaged || survey->crowded)
		return "not all that is on it is understood";
	if (survey->reworded)
		return "it gives other words than it shows";
	for (guint i = 0; fault == NULL && i < survey->shapes_shown->len; i++)
		fault = shape_fault(survey,
				    &g_array_index(survey->shapes_shown,
						   struct shown_shape, i));
	return fault;
}

/* --- word by word --- */

static gboolean
is_within(const struct area *clip, const struct box *box)
{
	return box->x0 >= clip->x0 && box->x1 <= clip->x1 &&
	       box->y0 >= clip->y0 && box->y1 <= clip->y1;
}

/* What is painted where a word of that run stands. */
static const char *
cover_fault(const struct shown_shape *shape, const struct shown_run *run,
	    const struct box *word)
{
	gboolean after = shape->order > run->order;
	struct box inner = word_place_inner(word);

	if (!word_place_overlaps(&shape->area, &inner))
		return NULL;
	if (shape->kind == SHAPE_RULE)
		return after && (shape->lightness == PDF_UNKNOWN_LIGHTNESS ||
				 shape->lightness > WHITE)
			       ? "something lies over its text"
			       : NULL;
	if (shape->kind == SHAPE_AREA && !after &&
	    shape->lightness > LIGHT_GROUND)
		return NULL;
	return after ? "something lies over its text"
		     : "something lies behind its text";
}

static const char *
run_fault(const struct judge *judge, const struct shown_run *run,
	  const struct box *word)
{
	struct box inner = word_place_inner(word);
	const char *fault = NULL;
	double struck = 0;

	if (run->look == RUN_HIDDEN)
		return "some of its text is hidden";
	if (run->look == RUN_DOUBTFUL)
		return "some of its text may not be seen";
	if (!is_within(&run->clip, &inner))
		return "some of its text is cut off";
	for (guint i = 0; fault == NULL && i < judge->shapes->len; i++) {
		const struct shown_shape *shape = judge->shapes->pdata[i];

		struck += word_place_struck_part(shape, run, word);
		fault = struck > LEAST_STRUCK ? "lines strike some of its text"
					      : cover_fault(shape, run, word);
	}
	return fault;
}

/* The word is of the run that begins nearest; where several begin there, of
 * any of them. */
static const char *
word_fault(const struct judge *judge, const struct box *word)
{
	double nearest = G_MAXDOUBLE;
	const char *fault = NULL;

	for (guint i = 0; i < judge->runs->len; i++) {
		double distance = word_place_along(judge->runs->pdata[i], word);

		if (distance >= 0)
			nearest = MIN(nearest, distance);
	}
	if (nearest == G_MAXDOUBLE)
		return "not all of its text is understood";
	for (guint i = 0; fault == NULL && i < judge->runs->len; i++) {
		double distance = word_place_along(judge->runs->pdata[i], word);

		if (distance >= 0 && distance <= nearest + SAME_START_PT)
			fault = run_fault(judge, judge->runs->pdata[i], word);
	}
	return fault;
}

static void
gather(struct judge *judge, const struct box *line)
{
	const GArray *shapes = judge->survey->shapes_shown;
	const GArray *runs = judge->survey->runs;

	g_ptr_array_set_size(judge->shapes, 0);
	g_ptr_array_set_size(judge->runs, 0);
	for (guint i = 0; i < shapes->len; i++) {
		struct shown_shape *shape =
			&g_array_index(shapes, struct shown_shape, i);

		if (word_place_overlaps(&shape->area, line))
			g_ptr_array_add(judge->shapes, shape);
	}
	for (guint i = 0; i < runs->len; i++) {
		struct shown_run *run =
			&g_array_index(runs, struct shown_run, i);

		/* One that runs level starts at the line's height. */
		if (run->dx < LEVEL || (run->y > line->y0 - run->size &&
					run->y < line->y1 + run->size))
			g_ptr_array_add(judge->runs, run);
	}
}

static gboolean
is_over_edge(const struct page *page, const struct box *box)
{
	return box->x0 <= 0 || box->y0 <= 0 || box->x1 >= page->width_pt ||
	       box->y1 >= page->height_pt;
}

static const struct word *
word_at(const struct line *line, guint index)
{
	return line->words->pdata[index];
}

static gboolean
words_overlap(const struct box *a, const struct box *b)
{
	double wide = MIN(a->x1 - a->x0, b->x1 - b->x0);
	double high = MIN(a->y1 - a->y0, b->y1 - b->y0);

	return word_place_shared(a->x0, a->x1, b->x0, b->x1) >
		       OVERLAPPING * wide &&
	       word_place_shared(a->y0, a->y1, b->y0, b->y1) >
		       OVERLAPPING * high;
}

/* Words of one line stand from left to right. */
static gboolean
line_overlaps(const struct line *line, const struct line *next)
{
	struct box box = line_box(line), next_box;

	for (guint i = 1; i < line->words->len; i++)
		if (words_overlap(&word_at(line, i - 1)->box,
				  &word_at(line, i)->box))
			return TRUE;
	if (next == NULL)
		return FALSE;
	next_box = line_box(next);
	if (!words_overlap(&box, &next_box))
		return FALSE;
	for (guint i = 0; i < line->words->len; i++)
		for (guint j = 0; j < next->words->len; j++)
			if (words_overlap(&word_at(line, i)->box,
					  &word_at(next, j)->box))
				return TRUE;
	return FALSE;
}

static const char *
line_fault(struct judge *judge, const struct line *line)
{
	struct box box = page_shown_box(judge->page, line_box(line));
	const char *fault = NULL;

	gather(judge, &box);
	for (guint i = 0; fault == NULL && i < line->words->len; i++) {
		struct box word =
			page_shown_box(judge->page, word_at(line, i)->box);

		fault = is_over_edge(judge->page, &word)
				? "text runs over its edge"
				: word_fault(judge, &word);
	}
	return fault;
}

const char *
plain_page_fault(const struct pdf_survey *survey, const struct page *page)
{
	const GPtrArray *lines = page->lines;
	const char *fault = page_fault(survey);
	struct judge judge = { survey, page, g_ptr_array_new(),
			       g_ptr_array_new() };

	for (guint i = 0; fault == NULL && i < lines->len; i++) {
		const struct line *next =
			i + 1 < lines->len ? lines->pdata[i + 1] : NULL;

		fault = line_overlaps(lines->pdata[i], next)
				? "text lies over text"
				: line_fault(&judge, lines->pdata[i]);
	}
	g_ptr_array_unref(judge.shapes);
	g_ptr_array_unref(judge.runs);
	return fault;
}

guint
plain_page_font(const struct pdf_survey *survey, const struct box *word)
{
	double nearest = G_MAXDOUBLE;
	guint font = 0;

	for (guint i = 0; i < survey->runs->len; i++) {
		const struct shown_run *run =
			&g_array_index(survey->runs, struct shown_run, i);
		double distance = word_place_along(run, word);

		if (distance >= 0 && distance < nearest) {
			nearest = distance;
			font = run->font;
		}
	}
	return font;
}

/* --- what is struck, or to be removed --- */

static gboolean
annotation_covers(const struct shown_shape *shape, const struct box *word)
{
	struct box inner = word_place_inner(word);

	return word_place_overlaps(&shape->area, &inner) &&
	       word_place_shared(shape->area.x0, shape->area.x1, word->x0,
				 word->x1) >
		       LEAST_STRUCK * (word->x1 - word->x0);
}

/* By one stroke, or by the pieces of a broken one. */
static gboolean
is_run_struck(const struct pdf_survey *survey, const struct shown_run *run,
	      const struct box *word)
{
	double struck = 0;

	for (guint i = 0; i < survey->shapes_shown->len; i++)
		struck += word_place_struck_part(
			&g_array_index(survey->shapes_shown, struct shown_shape,
				       i),
			run, word);
	return struck > LEAST_STRUCK;
}

gboolean
plain_page_is_struck(const struct pdf_survey *survey, const struct box *word)
{
	for (guint i = 0; i < survey->shapes_shown->len; i++) {
		const struct shown_shape *shape = &g_array_index(
			survey->shapes_shown, struct shown_shape, i);

		if (shape->kind == SHAPE_STRIKE &&
		    annotation_covers(shape, word))
			return TRUE;
	}
	for (guint i = 0; i < survey->runs->len; i++) {
		const struct shown_run *run =
			&g_array_index(survey->runs, struct shown_run, i);

		if (word_place_along(run, word) >= 0 &&
		    is_run_struck(survey, run, word))
			return TRUE;
	}
	return FALSE;
}

gboolean
plain_page_is_redacted(const struct pdf_survey *survey, const struct box *word)
{
	for (guint i = 0; i < survey->shapes_shown->len; i++) {
		const struct shown_shape *shape = &g_array_index(
			survey->shapes_shown, struct shown_shape, i);

		if (shape->kind == SHAPE_REDACTION &&
		    annotation_covers(shape, word))
			return TRUE;
	}
	return FALSE;
}

static gboolean
covers(const struct shown_shape *shape, const struct shown_run *run,
       const struct box *word)
{
	struct box inner = word_place_inner(word);

	return shape->kind != SHAPE_RULE && shape->order > run->order &&
	       word_place_overlaps(&shape->area, &inner);
}

gboolean
plain_page_is_covered(const struct pdf_survey *survey, const struct box *word)
{
	for (guint i = 0; i < survey->runs->len; i++) {
		const struct shown_run *run =
			&g_array_index(survey->runs, struct shown_run, i);

		if (run->look == RUN_HIDDEN || word_place_along(run, word) < 0)
			continue;
		for (guint j = 0; j < survey->shapes_shown->len; j++)
			if (covers(&g_array_index(survey->shapes_shown,
						  struct shown_shape, j),
				   run, word))
				return TRUE;
	}
	return FALSE;
}
