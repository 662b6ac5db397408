/* pdf_run.c - where text begins, and whether it is seen there.
 *
 * Where it ends only its font tells; Poppler's boxes of the glyphs do that. */
#define _GNU_SOURCE /* memmem */
#include "ocr/pdf/pdf_run.h"

#include <math.h>
#include <string.h>

#include "ocr/pdf/pdf_font.h"
#include "ocr/pdf/text_direction.h"

#define MOST_RUNS 20000 /* kept, of one page */

/* Lighter is white on white. */
#define INVISIBLE 0.92

#define LEAST_ALPHA 0.1 /* of what leaves any mark */
#define FULL_ALPHA 0.9

#define TINY_PT 4.0
#define LEAST_STRETCH 0.4 /* of a glyph's width */

static void
set_place(struct pdf_stream *stream, const struct matrix *m)
{
	stream->text = stream->text_line = *m;
	stream->text_moved = TRUE;
}

void
pdf_run_begin(struct pdf_stream *stream)
{
	set_place(stream, &(struct matrix)MATRIX_IDENTITY);
}

void
pdf_run_set_matrix(struct pdf_stream *stream)
{
	const double *n = stream->tokens.numbers;

	if (stream->tokens.count == 6)
		set_place(stream, &(struct matrix){ n[0], n[1], n[2], n[3],
						    n[4], n[5] });
}

static void
move(struct pdf_stream *stream, double x, double y)
{
	struct matrix m = { 1, 0, 0, 1, x, y };

	m = matrix_multiply(&m, &stream->text_line);
	set_place(stream, &m);
}

void
pdf_run_move(struct pdf_stream *stream)
{
	if (stream->tokens.count == 2)
		move(stream, stream->tokens.numbers[0],
		     stream->tokens.numbers[1]);
}

void
pdf_run_move_leading(struct pdf_stream *stream)
{
	if (stream->tokens.count == 2)
		stream->state.leading = -stream->tokens.numbers[1];
	pdf_run_move(stream);
}

void
pdf_run_next_line(struct pdf_stream *stream)
{
	move(stream, 0, -stream->state.leading);
}

/* The operator's only operand. */
static void
set_number(struct pdf_stream *stream, double *value)
{
	if (stream->tokens.count == 1)
		*value = stream->tokens.numbers[0];
}

void
pdf_run_set_leading(struct pdf_stream *stream)
{
	set_number(stream, &stream->state.leading);
}

void
pdf_run_set_font(struct pdf_stream *stream)
{
	set_number(stream, &stream->state.font_size);
	stream->state.font = pdf_font_find(stream, stream->tokens.name);
}

void
pdf_run_set_stretch(struct pdf_stream *stream)
{
	if (stream->tokens.count == 1)
		stream->state.stretch = stream->tokens.numbers[0] / 100;
}

void
pdf_run_set_rise(struct pdf_stream *stream)
{
	set_number(stream, &stream->state.rise);
}

void
pdf_run_set_mode(struct pdf_stream *stream)
{
	if (stream->tokens.count == 1)
		stream->state.text_mode = (int)stream->tokens.numbers[0];
}

/* --- showing --- */

/* Modes: 0 filled, 1 stroked, 2 both, 3 neither; 4 to 7 the same, and clips. */
static gboolean
is_filled(int mode)
{
	return mode == 0 || mode == 2 || mode == 4 || mode == 6;
}

static enum run_look
look_of(const struct pdf_stream *stream, double size, double stretch,
	const struct pdf_point *at)
{
	const struct pdf_state *state = &stream->state;
	const struct area *clip = &state->clip;
	const struct pdf_paint *paint =
		is_filled(state->text_mode) ? &state->fill : &state->stroke;

	if (state->text_mode == PDF_INVISIBLE || state->text_mode == 7 ||
	    paint->alpha < LEAST_ALPHA || at->x > clip->x1 ||
	    clip->x1 <= clip->x0 || clip->y1 <= clip->y0)
		return RUN_HIDDEN;
	if (paint->lightness == PDF_UNKNOWN_LIGHTNESS ||
	    paint->alpha < FULL_ALPHA || state->blended ||
	    state->clip_is_shape || state->text_mode > 2 || size < TINY_PT ||
	    !(fabs(stretch) >= LEAST_STRETCH) || stream->surveyor->optional > 0)
		return RUN_DOUBTFUL;
	return RUN_SEEN;
}

/* The matrix that text is shown by, with the page turned as it is shown. */
static void
fill_run(const struct pdf_stream *stream, struct shown_run *run)
{
	struct pdf_survey *survey = stream->surveyor->out;
	const struct pdf_state *state = &stream->state;
	struct matrix m = matrix_multiply(&stream->text, &state->matrix);
	double height = hypot(m.c, m.d), width = hypot(m.a, m.b);
	struct pdf_point at = { m.c * state->rise + m.e,
				m.d * state->rise + m.f };
	struct area start = { at.x, at.y, at.x, at.y };
	struct area along = { at.x + m.a, at.y + m.b, at.x + m.a, at.y + m.b };

	survey->off_level |= !text_direction_is_level(&m, survey->turns);
	run->size = fabs(state->font_size) * height;
	run->font = state->font;
	run->look =
		look_of(stream, run->size,
			height > 0 ? state->stretch * width / height : 0, &at);
	start = pdf_survey_place(survey, &start);
	along = pdf_survey_place(survey, &along);
	run->x = start.x0;
	run->y = start.y0;
	run->dx = width > 0 ? (along.x0 - start.x0) / width : 1;
	run->dy = width > 0 ? (along.y0 - start.y0) / width : 0;
	run->clip = pdf_survey_place(survey, &state->clip);
}

static gboolean
is_white(const struct pdf_state *state)
{
	return (is_filled(state->text_mode) ? &state->fill : &state->stroke)
		       ->lightness > INVISIBLE;
}

/* The string at hand shows spaces alone: "( )". */
static gboolean
is_blank(const struct pdf_tokens *tokens)
{
	const char *p = tokens->start;

	if (p >= tokens->p || *p != '(')
		return FALSE;
	for (p++; p < tokens->p && *p == ' '; p++)
		;
	return p < tokens->p && *p == ')';
}

void
pdf_run_show(struct pdf_stream *stream)
{
	struct pdf_survey *out = stream->surveyor->out;
	GArray *runs = out->runs;
	struct shown_run *last =
		runs->len > 0
			? &g_array_index(runs, struct shown_run, runs->len - 1)
			: NULL;
	struct shown_run run = { .strings = 1,
				 .order = stream->surveyor->order++ };

	fill_run(stream, &run);
	if (run.look == RUN_HIDDEN || is_white(&stream->state))
		out->hidden_text++;
	else
		out->visible_text++;
	if (is_blank(&stream->tokens))
		return;
	/* It goes on from where the last one ended. */
	if (!stream->text_moved && last != NULL && last->look == run.look &&
	    last->font == run.font && last->order + 1 == run.order) {
		last->order = run.order;
		last->strings++;
		return;
	}
	stream->text_moved = FALSE;
	if (runs->len < MOST_RUNS)
		g_array_append_val(runs, run);
	else
		out->crowded = TRUE;
}

void
pdf_run_show_next_line(struct pdf_stream *stream)
{
	pdf_run_next_line(stream);
	pdf_run_show(stream);
}

/* --- marked content --- */

/* Hyphens at line ends, and ligatures: what nearly all of it is. */
static gboolean
is_harmless_wording(const char *text)
{
	static const char *const ligatures[] = { "ff",	"fi", "fl", "ffi",
						 "ffl", "ft", "ti", "tt",
						 "tti", "fj", "Th", "\302\255",
						 "" };

	for (guint i = 0; i < G_N_ELEMENTS(ligatures); i++)
		if (strcmp(ligatures[i], text) == 0)
			return TRUE;
	return FALSE;
}

/* A string of the dictionary at p, as UTF-8, or NULL: "(..)", "<..>". */
static char *
read_wording(const char *p, const char *end)
{
	g_autoptr(GString) bytes = g_string_new(NULL);

	while (p < end && g_ascii_isspace(*p))
		p++;
	if (p == end || (*p != '<' && *p != '('))
		return NULL;
	if (*p == '(') {
		for (p++; p < end && *p != ')'; p++) {
			if (*p == '\\')
				return NULL;
			g_string_append_c(bytes, *p);
		}
	} else {
		for (p++; p + 1 < end && g_ascii_isxdigit(p[0]) &&
			  g_ascii_isxdigit(p[1]);
		     p += 2)
			g_string_append_c(
				bytes, (char)(g_ascii_xdigit_value(p[0]) * 16 +
					      g_ascii_xdigit_value(p[1])));
		if (p == end || *p != '>')
			return NULL;
	}
	if (bytes->len >= 2 && memcmp(bytes->str, "\xfe\xff", 2) == 0)
		return g_convert(bytes->str + 2, (gssize)bytes->len - 2,
				 "UTF-8", "UTF-16BE", NULL, NULL, NULL);
	return g_utf8_validate(bytes->str, (gssize)bytes->len, NULL)
		       ? g_strdup(bytes->str)
		       : NULL;
}

static gboolean
is_reworded(const struct pdf_tokens *tokens)
{
	static const char key[] = "/ActualText";
	const char *found =
		memmem(tokens->start, (gsize)(tokens->p - tokens->start), key,
		       strlen(key));
	g_autofree char *text = NULL;

	if (found == NULL)
		return FALSE;
	text = read_wording(found + strlen(key), tokens->p);
	return text == NULL || !is_harmless_wording(text);
}

void
pdf_run_begin_marked(struct pdf_stream *stream)
{
	struct pdf_surveyor *surveyor = stream->surveyor;

	surveyor->marked++;
	if (g_strcmp0(stream->tokens.name, "OC") == 0 &&
	    surveyor->optional == 0)
		surveyor->optional = surveyor->marked;
	surveyor->out->reworded |= is_reworded(&stream->tokens);
}

void
pdf_run_end_marked(struct pdf_stream *stream)
{
	struct pdf_surveyor *surveyor = stream->surveyor;

	if (surveyor->marked == surveyor->optional)
		surveyor->optional = 0;
	if (surveyor->marked > 0)
		surveyor->marked--;
}

gboolean
pdf_run_is_reworded(qpdf_data pdf, qpdf_oh resources)
{
	qpdf_oh all = qpdf_oh_get_key_if_dict(pdf, resources, "/Properties");

	if (!qpdf_oh_is_dictionary(pdf, all))
		return FALSE;
	for (qpdf_oh_begin_dict_key_iter(pdf, all);
	     qpdf_oh_dict_more_keys(pdf);) {
		qpdf_oh one = qpdf_oh_get_key_if_dict(
			pdf, all, qpdf_oh_dict_next_key(pdf));

		if (qpdf_oh_is_dictionary(pdf, one) &&
		    qpdf_oh_has_key(pdf, one, "/ActualText"))
			return TRUE;
	}
	return FALSE;
}
