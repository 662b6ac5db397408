/* pdf_paint.c - colours become lightness: whether text stands out from paper
 * does not depend on its hue. */
#include "ocr/pdf/pdf_paint.h"

#include <string.h>

struct pdf_paint
pdf_paint_black(void)
{
	return (struct pdf_paint){ PDF_GRAY, 0, 1 };
}

static double
lightness_of(enum pdf_colours colours, const double *n, guint count)
{
	static const guint wanted[] = { 1, 3, 4, 1, 0 };

	if (count != wanted[colours])
		return PDF_UNKNOWN_LIGHTNESS;
	switch (colours) {
	case PDF_GRAY:
		return CLAMP(n[0], 0, 1);
	case PDF_RGB:
		return CLAMP(0.30 * n[0] + 0.59 * n[1] + 0.11 * n[2], 0, 1);
	case PDF_CMYK:
		return CLAMP(1 - 0.30 * n[0] - 0.59 * n[1] - 0.11 * n[2] - n[3],
			     0, 1);
	case PDF_BLACK_INK:
		return CLAMP(1 - n[0], 0, 1);
	case PDF_OTHER_COLOURS:
		break;
	}
	return PDF_UNKNOWN_LIGHTNESS;
}

static void
set(struct pdf_stream *stream, struct pdf_paint *paint)
{
	const struct pdf_tokens *tokens = &stream->tokens;

	/* A pattern is named. */
	paint->lightness = tokens->name != NULL ? PDF_UNKNOWN_LIGHTNESS
						: lightness_of(paint->colours,
							       tokens->numbers,
							       tokens->count);
}

static void
set_in(struct pdf_stream *stream, struct pdf_paint *paint,
       enum pdf_colours colours)
{
	paint->colours = colours;
	set(stream, paint);
}

void
pdf_paint_fill_gray(struct pdf_stream *stream)
{
	set_in(stream, &stream->state.fill, PDF_GRAY);
}

void
pdf_paint_stroke_gray(struct pdf_stream *stream)
{
	set_in(stream, &stream->state.stroke, PDF_GRAY);
}

void
pdf_paint_fill_rgb(struct pdf_stream *stream)
{
	set_in(stream, &stream->state.fill, PDF_RGB);
}

void
pdf_paint_stroke_rgb(struct pdf_stream *stream)
{
	set_in(stream, &stream->state.stroke, PDF_RGB);
}

void
pdf_paint_fill_cmyk(struct pdf_stream *stream)
{
	set_in(stream, &stream->state.fill, PDF_CMYK);
}

void
pdf_paint_stroke_cmyk(struct pdf_stream *stream)
{
	set_in(stream, &stream->state.stroke, PDF_CMYK);
}

void
pdf_paint_fill(struct pdf_stream *stream)
{
	set(stream, &stream->state.fill);
}

void
pdf_paint_stroke(struct pdf_stream *stream)
{
	set(stream, &stream->state.stroke);
}

/* --- colour spaces --- */

static enum pdf_colours
colours_of_count(int count)
{
	switch (count) {
	case 1:
		return PDF_GRAY;
	case 3:
		return PDF_RGB;
	case 4:
		return PDF_CMYK;
	default:
		return PDF_OTHER_COLOURS;
	}
}

static enum pdf_colours
colours_named(const char *name)
{
	static const struct {
		const char *name;
		enum pdf_colours colours;
	} spaces[] = {
		{ "/DeviceGray", PDF_GRAY }, { "/CalGray", PDF_GRAY },
		{ "/G", PDF_GRAY },	     { "/DeviceRGB", PDF_RGB },
		{ "/CalRGB", PDF_RGB },	     { "/RGB", PDF_RGB },
		{ "/DeviceCMYK", PDF_CMYK }, { "/CMYK", PDF_CMYK },
	};

	for (guint i = 0; i < G_N_ELEMENTS(spaces); i++)
		if (strcmp(spaces[i].name, name) == 0)
			return spaces[i].colours;
	return PDF_OTHER_COLOURS;
}

static gboolean
is_black_ink(qpdf_data pdf, qpdf_oh ink)
{
	return qpdf_oh_is_name_and_equals(pdf, ink, "/Black") ||
	       qpdf_oh_is_name_and_equals(pdf, ink, "/All");
}

/* [/ICCBased stream], [/Separation /Black ...], ... */
static enum pdf_colours
colours_of_array(qpdf_data pdf, qpdf_oh space)
{
	qpdf_oh family = qpdf_oh_get_array_item(pdf, space, 0);
	qpdf_oh what = qpdf_oh_get_array_item(pdf, space, 1);
	int count = 0;

	if (!qpdf_oh_is_name(pdf, family))
		return PDF_OTHER_COLOURS;
	if (qpdf_oh_is_name_and_equals(pdf, family, "/ICCBased")) {
		if (qpdf_oh_is_stream(pdf, what))
			qpdf_oh_get_value_as_int(
				pdf,
				qpdf_oh_get_key(
					pdf, qpdf_oh_get_dict(pdf, what), "/N"),
				&count);
		return colours_of_count(count);
	}
	if (qpdf_oh_is_name_and_equals(pdf, family, "/Separation"))
		return is_black_ink(pdf, what) ? PDF_BLACK_INK
					       : PDF_OTHER_COLOURS;
	return colours_named(qpdf_oh_get_name(pdf, family));
}

static enum pdf_colours
find_colours(struct pdf_stream *stream)
{
	qpdf_data pdf = stream->surveyor->pdf;
	qpdf_oh spaces =
		qpdf_oh_get_key_if_dict(pdf, stream->resources, "/ColorSpace");
	g_autofree char *key = NULL;
	qpdf_oh space;

	if (stream->tokens.name == NULL)
		return PDF_OTHER_COLOURS;
	key = g_strconcat("/", stream->tokens.name, NULL);
	space = qpdf_oh_get_key_if_dict(pdf, spaces, key);
	if (qpdf_oh_is_array(pdf, space) &&
	    qpdf_oh_get_array_n_items(pdf, space) > 0)
		return colours_of_array(pdf, space);
	if (qpdf_oh_is_name(pdf, space))
		return colours_named(qpdf_oh_get_name(pdf, space));
	return colours_named(key);
}

static void
set_space(struct pdf_stream *stream, struct pdf_paint *paint)
{
	paint->colours = find_colours(stream);
	/* The colour that a space begins with. */
	paint->lightness =
		paint->colours == PDF_OTHER_COLOURS ? PDF_UNKNOWN_LIGHTNESS : 0;
}

void
pdf_paint_fill_space(struct pdf_stream *stream)
{
	set_space(stream, &stream->state.fill);
}

void
pdf_paint_stroke_space(struct pdf_stream *stream)
{
	set_space(stream, &stream->state.stroke);
}

/* --- states --- */

static void
read_number(qpdf_data pdf, qpdf_oh dict, const char *key, double *value)
{
	qpdf_oh number = qpdf_oh_get_key(pdf, dict, key);

	if (qpdf_oh_is_number(pdf, number))
		*value = qpdf_oh_get_numeric_value(pdf, number);
}

static void
read_blending(qpdf_data pdf, qpdf_oh dict, struct pdf_state *state)
{
	qpdf_oh mask = qpdf_oh_get_key(pdf, dict, "/SMask");
	qpdf_oh mode = qpdf_oh_get_key(pdf, dict, "/BM");

	if (!qpdf_oh_is_null(pdf, mask))
		state->blended =
			!qpdf_oh_is_name_and_equals(pdf, mask, "/None");
	if (!qpdf_oh_is_null(pdf, mode))
		state->blended |=
			!qpdf_oh_is_name_and_equals(pdf, mode, "/Normal") &&
			!qpdf_oh_is_name_and_equals(pdf, mode, "/Compatible");
}

void
pdf_paint_use_state(struct pdf_stream *stream)
{
	qpdf_data pdf = stream->surveyor->pdf;
	struct pdf_state *state = &stream->state;
	qpdf_oh states =
		qpdf_oh_get_key_if_dict(pdf, stream->resources, "/ExtGState");
	g_autofree char *key = NULL;
	qpdf_oh dict, font;

	if (stream->tokens.name == NULL)
		return;
	key = g_strconcat("/", stream->tokens.name, NULL);
	dict = qpdf_oh_get_key_if_dict(pdf, states, key);
	if (!qpdf_oh_is_dictionary(pdf, dict))
		return;
	read_number(pdf, dict, "/ca", &state->fill.alpha);
	read_number(pdf, dict, "/CA", &state->stroke.alpha);
	read_number(pdf, dict, "/LW", &state->line_width);
	read_blending(pdf, dict, state);
	font = qpdf_oh_get_key(pdf, dict, "/Font");
	if (qpdf_oh_is_array(pdf, font) &&
	    qpdf_oh_get_array_n_items(pdf, font) == 2)
		state->font_size = qpdf_oh_get_numeric_value(
			pdf, qpdf_oh_get_array_item(pdf, font, 1));
}
