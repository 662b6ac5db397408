/* pdf_object.c - images are measured, and forms gone through. */
#include "ocr/pdf/pdf_object.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "ocr/pdf/pdf_page.h"
#include "ocr/pdf/pdf_path.h"

#define DEEPEST_FORM 8
#define MOST_OBJECTS 10000 /* drawn, on one page */

static int
get_integer(qpdf_data pdf, qpdf_oh dict, const char *key)
{
	int value = 0;

	qpdf_oh_get_value_as_int(pdf, qpdf_oh_get_key(pdf, dict, key), &value);
	return MAX(value, 0);
}

/* A mask may be finer than what is seen through it: text over a coloured
 * ground is written so. */
static void
measure(qpdf_data pdf, qpdf_oh dict, int *out_columns, int *out_rows)
{
	static const char *const masks[] = { "/SMask", "/Mask" };

	*out_columns = get_integer(pdf, dict, "/Width");
	*out_rows = get_integer(pdf, dict, "/Height");
	for (guint i = 0; i < G_N_ELEMENTS(masks); i++) {
		qpdf_oh mask = qpdf_oh_get_key(pdf, dict, masks[i]);

		if (!qpdf_oh_is_stream(pdf, mask))
			continue;
		mask = qpdf_oh_get_dict(pdf, mask);
		*out_columns =
			MAX(*out_columns, get_integer(pdf, mask, "/Width"));
		*out_rows = MAX(*out_rows, get_integer(pdf, mask, "/Height"));
	}
}

static void
add_image(struct pdf_surveyor *surveyor, qpdf_oh image, const struct matrix *m)
{
	struct shown_image shown = { matrix_place(m, 0, 0, 1, 1), 0, 0 };
	double width = hypot(m->a, m->b), height = hypot(m->c, m->d), x, y;
	int columns, rows;

	measure(surveyor->pdf, qpdf_oh_get_dict(surveyor->pdf, image), &columns,
		&rows);
	if (!(isfinite(width) && width > 0 && isfinite(height) && height > 0) ||
	    columns == 0 || rows == 0)
		return;
	x = 72.0 * columns / width;
	y = 72.0 * rows / height;
	shown.x_dpi = fabs(m->a) >= fabs(m->b) ? x : y;
	shown.y_dpi = fabs(m->a) >= fabs(m->b) ? y : x;
	g_array_append_val(surveyor->out->images, shown);
}

qpdf_oh
pdf_object_find(qpdf_data pdf, qpdf_oh resources, const char *name)
{
	g_autofree char *key = g_strconcat("/", name, NULL);
	qpdf_oh objects = qpdf_oh_get_key_if_dict(pdf, resources, "/XObject");

	return qpdf_oh_get_key_if_dict(pdf, objects, key);
}

gboolean
pdf_object_is(qpdf_data pdf, qpdf_oh object, const char *subtype)
{
	return qpdf_oh_is_stream(pdf, object) &&
	       qpdf_oh_is_name_and_equals(
		       pdf,
		       qpdf_oh_get_key(pdf, qpdf_oh_get_dict(pdf, object),
				       "/Subtype"),
		       subtype);
}

struct matrix
pdf_object_read_matrix(qpdf_data pdf, qpdf_oh dict)
{
	qpdf_oh array = qpdf_oh_get_key(pdf, dict, "/Matrix");
	double n[6];

	if (!qpdf_oh_is_array(pdf, array) ||
	    qpdf_oh_get_array_n_items(pdf, array) != 6)
		return (struct matrix)MATRIX_IDENTITY;
	for (int i = 0; i < 6; i++)
		n[i] = qpdf_oh_get_numeric_value(
			pdf, qpdf_oh_get_array_item(pdf, array, i));
	return (struct matrix){ n[0], n[1], n[2], n[3], n[4], n[5] };
}

static void
clip_to_box(struct pdf_stream *stream, qpdf_oh dict)
{
	qpdf_data pdf = stream->surveyor->pdf;
	struct pdf_state *state = &stream->state;
	struct area box;

	if (!pdf_page_read_box(pdf, dict, "/BBox", &box))
		return;
	box = matrix_place(&state->matrix, box.x0, box.y0, box.x1 - box.x0,
			   box.y1 - box.y0);
	state->clip_is_shape |= !matrix_is_along_axes(&state->matrix);
	state->clip = (struct area){ MAX(state->clip.x0, box.x0),
				     MAX(state->clip.y0, box.y0),
				     MIN(state->clip.x1, box.x1),
				     MIN(state->clip.y1, box.y1) };
}

void
pdf_object_survey_form(struct pdf_surveyor *surveyor, qpdf_oh form,
		       qpdf_oh outer_resources, const struct pdf_state *state,
		       guint depth)
{
	qpdf_data pdf = surveyor->pdf;
	qpdf_oh dict = qpdf_oh_get_dict(pdf, form);
	qpdf_oh resources = qpdf_oh_get_key(pdf, dict, "/Resources");
	struct matrix own = pdf_object_read_matrix(pdf, dict);
	g_autofree struct pdf_stream *stream = NULL;
	unsigned char *data = NULL;
	size_t size = 0;
	QPDF_BOOL filtered = QPDF_FALSE;

	surveyor->too_much |=
		depth > DEEPEST_FORM || ++surveyor->forms > MOST_FORMS;
	if (surveyor->too_much)
		return;
	qpdf_oh_get_stream_data(pdf, form, qpdf_dl_generalized, &filtered,
				&data, &size);
	surveyor->too_much |= data == NULL || !filtered;
	if (!surveyor->too_much) {
		stream = g_new0(struct pdf_stream, 1);
		stream->surveyor = surveyor;
		stream->resources = qpdf_oh_is_dictionary(pdf, resources)
					    ? resources
					    : outer_resources;
		stream->depth = depth;
		stream->state = *state;
		stream->state.matrix = matrix_multiply(&own, &state->matrix);
		clip_to_box(stream, dict);
		pdf_stream_survey(stream, (const char *)data, size);
	}
	free(data);
}

/* A viewer may hide it. */
static gboolean
is_optional(qpdf_data pdf, qpdf_oh object)
{
	return qpdf_oh_is_stream(pdf, object) &&
	       !qpdf_oh_is_null(
		       pdf, qpdf_oh_get_key(pdf, qpdf_oh_get_dict(pdf, object),
					    "/OC"));
}

static void
draw_image(struct pdf_stream *stream, qpdf_oh image)
{
	add_image(stream->surveyor, image, &stream->state.matrix);
	pdf_path_add_shape(stream, SHAPE_IMAGE,
			   matrix_place(&stream->state.matrix, 0, 0, 1, 1),
			   PDF_UNKNOWN_LIGHTNESS);
}

void
pdf_object_draw(struct pdf_stream *stream)
{
	struct pdf_surveyor *surveyor = stream->surveyor;
	guint optional = surveyor->optional;
	qpdf_oh object;

	surveyor->too_much |= ++surveyor->objects > MOST_OBJECTS;
	/* qpdf knows names without their #, and what is not found is not
	 * known to draw nothing. */
	surveyor->too_much |= stream->tokens.name != NULL &&
			      strchr(stream->tokens.name, '#') != NULL;
	if (stream->tokens.name == NULL || surveyor->too_much)
		return;
	object = pdf_object_find(surveyor->pdf, stream->resources,
				 stream->tokens.name);
	if (is_optional(surveyor->pdf, object))
		surveyor->optional = MAX(optional, 1);
	if (pdf_object_is(surveyor->pdf, object, "/Image"))
		draw_image(stream, object);
	else if (pdf_object_is(surveyor->pdf, object, "/Form"))
		pdf_object_survey_form(surveyor, object, stream->resources,
				       &stream->state, stream->depth + 1);
	surveyor->optional = optional;
}
