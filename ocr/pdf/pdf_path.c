/* pdf_path.c - of paths, rectangles and lines along the axes are known for what
 * they are; of everything else only where it is. */
#include "ocr/pdf/pdf_path.h"

#include <math.h>

/* Thinner is a rule: it hides no text, but may strike it. */
#define MOST_RULE_PT 2.5

/* Points this near each other are one. */
#define SAME_PT 0.01

#define MOST_SHAPES 5000 /* kept, of one page */
#define MOST_PARTS 2000	 /* of one path */

/* A subpath. */
struct pdf_part {
	enum {
		PART_RECTANGLE, /* along the axes */
		PART_LINE,	/* without, or with little width; any way */
		PART_OTHER
	} kind;
	struct area area;
	struct pdf_point from, to; /* of a line: its middle, */
	double width; /* and its width; 0: it has only a stroke's */
};

void
pdf_path_begin(struct pdf_path *path)
{
	path->parts = g_array_new(FALSE, FALSE, sizeof(struct pdf_part));
}

void
pdf_path_end(struct pdf_path *path)
{
	g_clear_pointer(&path->parts, g_array_unref);
}

static gboolean
is_same(double a, double b)
{
	return fabs(a - b) < SAME_PT;
}

/* Four corners, and perhaps the first of them again. */
static gboolean
has_four_corners(const struct pdf_path *path)
{
	const struct pdf_point *p = path->points;

	return path->count == 4 ||
	       (path->count == 5 && is_same(p[0].x, p[4].x) &&
		is_same(p[0].y, p[4].y));
}

static gboolean
is_along_axes(const struct pdf_point *p)
{
	return (is_same(p[0].x, p[1].x) && is_same(p[1].y, p[2].y) &&
		is_same(p[2].x, p[3].x) && is_same(p[3].y, p[0].y)) ||
	       (is_same(p[0].y, p[1].y) && is_same(p[1].x, p[2].x) &&
		is_same(p[2].y, p[3].y) && is_same(p[3].x, p[0].x));
}

static struct pdf_point
middle(const struct pdf_point *a, const struct pdf_point *b)
{
	return (struct pdf_point){ (a->x + b->x) / 2, (a->y + b->y) / 2 };
}

/* The line that a thin rectangle is, whichever way it lies. */
static gboolean
make_line(const struct pdf_point *p, struct pdf_part *out)
{
	double one = hypot(p[1].x - p[0].x, p[1].y - p[0].y);
	double other = hypot(p[2].x - p[1].x, p[2].y - p[1].y);

	if (!is_same(p[0].x + p[2].x, p[1].x + p[3].x) ||
	    !is_same(p[0].y + p[2].y, p[1].y + p[3].y) ||
	    MIN(one, other) > MOST_RULE_PT)
		return FALSE;
	out->kind = PART_LINE;
	out->width = MAX(MIN(one, other), SAME_PT);
	out->from = one > other ? middle(&p[0], &p[3]) : middle(&p[0], &p[1]);
	out->to = one > other ? middle(&p[1], &p[2]) : middle(&p[2], &p[3]);
	return TRUE;
}

static void
add_part(struct pdf_stream *stream, struct pdf_part part)
{
	GArray *parts = stream->surveyor->path.parts;

	if (parts->len < MOST_PARTS)
		g_array_append_val(parts, part);
	else
		stream->surveyor->out->crowded = TRUE;
}

static void
end_subpath(struct pdf_stream *stream)
{
	struct pdf_path *path = &stream->surveyor->path;
	const struct pdf_point *p = path->points;
	struct pdf_part part = { PART_OTHER, path->box, p[0], p[1], 0 };

	if (!path->curved && path->count == 2)
		part.kind = PART_LINE;
	else if (!path->curved && has_four_corners(path) &&
		 !make_line(p, &part) && is_along_axes(p))
		part.kind = PART_RECTANGLE;
	if (path->count > 1)
		add_part(stream, part);
	path->count = 0;
	path->curved = FALSE;
}

static void
add_point(struct pdf_stream *stream, double x, double y)
{
	struct pdf_path *path = &stream->surveyor->path;
	const struct matrix *m = &stream->state.matrix;
	struct pdf_point at = { m->a * x + m->c * y + m->e,
				m->b * x + m->d * y + m->f };

	if (path->count == 0)
		path->box = (struct area){ at.x, at.y, at.x, at.y };
	if (path->count < G_N_ELEMENTS(path->points))
		path->points[path->count] = at;
	path->count++;
	path->box.x0 = MIN(path->box.x0, at.x);
	path->box.x1 = MAX(path->box.x1, at.x);
	path->box.y0 = MIN(path->box.y0, at.y);
	path->box.y1 = MAX(path->box.y1, at.y);
}

void
pdf_path_move(struct pdf_stream *stream)
{
	const double *n = stream->tokens.numbers;

	end_subpath(stream);
	if (stream->tokens.count == 2)
		add_point(stream, n[0], n[1]);
}

void
pdf_path_line(struct pdf_stream *stream)
{
	const double *n = stream->tokens.numbers;

	if (stream->tokens.count == 2)
		add_point(stream, n[0], n[1]);
}

void
pdf_path_curve(struct pdf_stream *stream)
{
	struct pdf_path *path = &stream->surveyor->path;
	const double *n = stream->tokens.numbers;

	path->curves++;
	path->curved = TRUE;
	for (guint i = 0; i + 1 < stream->tokens.count; i += 2)
		add_point(stream, n[i], n[i + 1]);
}

void
pdf_path_close(struct pdf_stream *stream)
{
	end_subpath(stream);
}

void
pdf_path_rectangle(struct pdf_stream *stream)
{
	const double *n = stream->tokens.numbers;

	end_subpath(stream);
	if (stream->tokens.count != 4)
		return;
	add_point(stream, n[0], n[1]);
	add_point(stream, n[0] + n[2], n[1]);
	add_point(stream, n[0] + n[2], n[1] + n[3]);
	add_point(stream, n[0], n[1] + n[3]);
	end_subpath(stream);
}

void
pdf_path_clip(struct pdf_stream *stream)
{
	stream->surveyor->path.clips = TRUE;
}

static struct area
intersect(const struct area *a, const struct area *b)
{
	return (struct area){ MAX(a->x0, b->x0), MAX(a->y0, b->y0),
			      MIN(a->x1, b->x1), MIN(a->y1, b->y1) };
}

static void
clip(struct pdf_stream *stream)
{
	const GArray *parts = stream->surveyor->path.parts;
	struct pdf_state *state = &stream->state;
	struct area all = { G_MAXDOUBLE, G_MAXDOUBLE, -G_MAXDOUBLE,
			    -G_MAXDOUBLE };

	for (guint i = 0; i < parts->len; i++) {
		const struct pdf_part *part =
			&g_array_index(parts, struct pdf_part, i);

		all = (struct area){ MIN(all.x0, part->area.x0),
				     MIN(all.y0, part->area.y0),
				     MAX(all.x1, part->area.x1),
				     MAX(all.y1, part->area.y1) };
		state->clip_is_shape |= part->kind != PART_RECTANGLE;
	}
	state->clip_is_shape |= parts->len > 1;
	state->clip = intersect(&state->clip, &all);
}

void
pdf_path_drop(struct pdf_stream *stream)
{
	struct pdf_path *path = &stream->surveyor->path;

	end_subpath(stream);
	if (path->clips)
		clip(stream);
	g_array_set_size(path->parts, 0);
	path->clips = FALSE;
	path->curves = 0;
}

/* --- painting --- */

static void
add_shape(struct pdf_stream *stream, struct shown_shape *shape)
{
	struct pdf_survey *out = stream->surveyor->out;
	struct area seen = intersect(&shape->area, &stream->state.clip);

	shape->order = stream->surveyor->order++;
	if (!(seen.x1 >= seen.x0 && seen.y1 >= seen.y0))
		return;
	shape->area = pdf_survey_place(out, &seen);
	if (out->shapes_shown->len < MOST_SHAPES)
		g_array_append_vals(out->shapes_shown, shape, 1);
	else
		out->crowded = TRUE;
}

void
pdf_path_add_shape(struct pdf_stream *stream, enum shape_kind kind,
		   struct area area, double lightness)
{
	struct shown_shape shape = { .kind = kind,
				     .area = area,
				     .lightness = lightness };

	add_shape(stream, &shape);
}

static void
add_rule(struct pdf_stream *stream, const struct pdf_point *from,
	 const struct pdf_point *to, double width, double lightness)
{
	const struct pdf_survey *out = stream->surveyor->out;
	struct area start = { from->x, from->y, from->x, from->y };
	struct area end = { to->x, to->y, to->x, to->y };
	struct shown_shape shape = {
		.kind = width > MOST_RULE_PT ? SHAPE_AREA : SHAPE_RULE,
		.area = { MIN(from->x, to->x) - width / 2,
			  MIN(from->y, to->y) - width / 2,
			  MAX(from->x, to->x) + width / 2,
			  MAX(from->y, to->y) + width / 2 },
		.lightness = lightness,
	};

	start = pdf_survey_place(out, &start);
	end = pdf_survey_place(out, &end);
	shape.line = (struct shown_line){ start.x0, start.y0, end.x0, end.y0 };
	add_shape(stream, &shape);
}

static double
lightness_of(const struct pdf_stream *stream, const struct pdf_paint *paint)
{
	return paint->alpha < 1 || stream->state.blended ||
			       stream->surveyor->optional > 0
		       ? PDF_UNKNOWN_LIGHTNESS
		       : paint->lightness;
}

static void
fill(struct pdf_stream *stream)
{
	const GArray *parts = stream->surveyor->path.parts;
	const struct pdf_paint *paint = &stream->state.fill;
	double lightness = lightness_of(stream, paint);

	for (guint i = 0; paint->alpha > 0 && i < parts->len; i++) {
		const struct pdf_part *part =
			&g_array_index(parts, struct pdf_part, i);

		if (part->kind != PART_LINE)
			pdf_path_add_shape(stream,
					   part->kind == PART_RECTANGLE
						   ? SHAPE_AREA
						   : SHAPE_FIGURE,
					   part->area, lightness);
		else if (part->width > 0)
			add_rule(stream, &part->from, &part->to, part->width,
				 lightness);
	}
}

/* A stroke's, in the page's space. */
static double
find_line_width(const struct pdf_state *state)
{
	const struct matrix *m = &state->matrix;

	return MAX(state->line_width * sqrt(fabs(m->a * m->d - m->b * m->c)),
		   0.1);
}

static void
stroke_sides(struct pdf_stream *stream, const struct area *a, double width,
	     double lightness)
{
	const struct pdf_point corners[] = {
		{ a->x0, a->y0 }, { a->x1, a->y0 }, { a->x1, a->y1 },
		{ a->x0, a->y1 }, { a->x0, a->y0 },
	};

	for (guint i = 0; i + 1 < G_N_ELEMENTS(corners); i++)
		add_rule(stream, &corners[i], &corners[i + 1], width,
			 lightness);
}

static void
stroke(struct pdf_stream *stream, gboolean alone)
{
	const GArray *parts = stream->surveyor->path.parts;
	const struct pdf_paint *paint = &stream->state.stroke;
	double lightness = lightness_of(stream, paint);
	double width = find_line_width(&stream->state);

	for (guint i = 0; paint->alpha > 0 && i < parts->len; i++) {
		const struct pdf_part *part =
			&g_array_index(parts, struct pdf_part, i);

		if (part->kind == PART_LINE)
			add_rule(stream, &part->from, &part->to,
				 part->width + width, lightness);
		else if (part->kind == PART_RECTANGLE)
			stroke_sides(stream, &part->area, width, lightness);
		else
			add_shape(stream,
				  &(struct shown_shape){ .kind = SHAPE_FIGURE,
							 .area = part->area,
							 .lightness = lightness,
							 .stroked = alone });
	}
}

static void
begin_painting(struct pdf_stream *stream)
{
	end_subpath(stream);
	stream->surveyor->out->shapes = TRUE;
	stream->surveyor->out->curves += stream->surveyor->path.curves;
}

void
pdf_path_fill(struct pdf_stream *stream)
{
	begin_painting(stream);
	fill(stream);
	pdf_path_drop(stream);
}

void
pdf_path_stroke(struct pdf_stream *stream)
{
	begin_painting(stream);
	stroke(stream, TRUE);
	pdf_path_drop(stream);
}

void
pdf_path_paint(struct pdf_stream *stream)
{
	begin_painting(stream);
	fill(stream);
	stroke(stream, FALSE);
	pdf_path_drop(stream);
}

void
pdf_path_shade(struct pdf_stream *stream)
{
	stream->surveyor->out->shapes = TRUE;
	pdf_path_add_shape(stream, SHAPE_AREA, stream->state.clip,
			   PDF_UNKNOWN_LIGHTNESS);
}
