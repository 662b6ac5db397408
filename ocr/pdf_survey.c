/* pdf_survey.c - goes through a page's operators, and its forms' own.
 *
 * No interpreter of PDF either: it keeps the matrix and whether text shows,
 * and counts. What it leaves out (clips, patterns, optional content) may make
 * a page look fuller than it is. */
#include "ocr/pdf_survey.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "ocr/pdf_data.h"
#include "ocr/pdf_page.h"
#include "ocr/pdf_tokens.h"
#include "ocr/text_direction.h"

#define DEEPEST_FORM 8
#define MOST_FORMS 500 /* drawn, on one page */
#define MOST_BYTES (64u << 20)

/* The same where only one of a page's forms is asked about. */
#define MOST_UNSEEN_FORMS 20
#define MOST_UNSEEN_BYTES (1u << 20)
#define DEEPEST_STATE 64
#define MOST_OBJECTS 10000 /* drawn, on one page */

#define LEAST_COVERED 0.5 /* of a page that is a scan */

struct state {
	struct matrix matrix;
	int text_mode;
};

struct surveyor {
	qpdf_data pdf;
	struct pdf_survey *out;
	guint objects, forms;
	gsize bytes;
	gboolean too_much;
};

/* One stream of operators, of the page or of a form. */
struct stream {
	struct surveyor *surveyor;
	struct pdf_tokens tokens;
	qpdf_oh resources;
	guint depth, level;
	struct state state, stack[DEEPEST_STATE];
	struct matrix text; /* the text matrix, but for where it stands */
	guint curves;	    /* of the path that is not yet painted */
};

static void survey_form(struct surveyor *surveyor, qpdf_oh form,
			qpdf_oh outer_resources, const struct state *state,
			guint depth);

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
add_image(struct surveyor *surveyor, qpdf_oh image, const struct matrix *m)
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

static qpdf_oh
find_object(qpdf_data pdf, qpdf_oh resources, const char *name)
{
	g_autofree char *key = g_strconcat("/", name, NULL);
	qpdf_oh objects = qpdf_oh_get_key_if_dict(pdf, resources, "/XObject");

	return qpdf_oh_get_key_if_dict(pdf, objects, key);
}

static gboolean
is_of_kind(qpdf_data pdf, qpdf_oh object, const char *subtype)
{
	return qpdf_oh_is_stream(pdf, object) &&
	       qpdf_oh_is_name_and_equals(
		       pdf,
		       qpdf_oh_get_key(pdf, qpdf_oh_get_dict(pdf, object),
				       "/Subtype"),
		       subtype);
}

static void
draw_object(struct stream *stream)
{
	struct surveyor *surveyor = stream->surveyor;
	qpdf_oh object;

	surveyor->too_much |= ++surveyor->objects > MOST_OBJECTS;
	/* qpdf knows names without their #, and what is not found is not
	 * known to draw nothing. */
	surveyor->too_much |= stream->tokens.name != NULL &&
			      strchr(stream->tokens.name, '#') != NULL;
	if (stream->tokens.name == NULL || surveyor->too_much)
		return;
	object = find_object(surveyor->pdf, stream->resources,
			     stream->tokens.name);
	if (is_of_kind(surveyor->pdf, object, "/Image"))
		add_image(surveyor, object, &stream->state.matrix);
	else if (is_of_kind(surveyor->pdf, object, "/Form"))
		survey_form(surveyor, object, stream->resources, &stream->state,
			    stream->depth + 1);
}

static void
save(struct stream *stream)
{
	if (stream->level < DEEPEST_STATE)
		stream->stack[stream->level] = stream->state;
	stream->level++;
	stream->surveyor->too_much |= stream->level > DEEPEST_STATE;
}

static void
restore(struct stream *stream)
{
	if (stream->level > 0 && stream->level <= DEEPEST_STATE)
		stream->state = stream->stack[--stream->level];
}

static void
transform(struct stream *stream)
{
	const double *n = stream->tokens.numbers;
	struct matrix m = { n[0], n[1], n[2], n[3], n[4], n[5] };

	if (stream->tokens.count == 6)
		stream->state.matrix =
			matrix_multiply(&m, &stream->state.matrix);
}

static void
set_text_mode(struct stream *stream)
{
	if (stream->tokens.count == 1)
		stream->state.text_mode =
			pdf_text_mode(stream->tokens.numbers[0]);
}

static void
begin_text(struct stream *stream)
{
	stream->text = (struct matrix)MATRIX_IDENTITY;
}

static void
set_text_matrix(struct stream *stream)
{
	const double *n = stream->tokens.numbers;

	if (stream->tokens.count == 6)
		stream->text = (struct matrix){ n[0], n[1], n[2], n[3], 0, 0 };
}

static void
show_text(struct stream *stream)
{
	struct pdf_survey *out = stream->surveyor->out;
	struct matrix m = matrix_multiply(&stream->text, &stream->state.matrix);

	out->off_level |= !text_direction_is_level(&m, out->turns);
	if (stream->state.text_mode == PDF_INVISIBLE)
		out->hidden_text++;
	else
		out->visible_text++;
}

static void
add_curve(struct stream *stream)
{
	stream->curves++;
}

static void
drop_path(struct stream *stream)
{
	stream->curves = 0;
}

static void
paint_path(struct stream *stream)
{
	stream->surveyor->out->shapes = TRUE;
	stream->surveyor->out->curves += stream->curves;
	stream->curves = 0;
}

static void
paint(struct stream *stream)
{
	stream->surveyor->out->shapes = TRUE;
}

static double
area_within(const struct area *area, const struct area *page)
{
	double width = MIN(area->x1, page->x1) - MAX(area->x0, page->x0);
	double height = MIN(area->y1, page->y1) - MAX(area->y0, page->y0);

	return width > 0 && height > 0 ? width * height : 0;
}

/* An image in the content itself is a small one: how fine it is tells
 * nothing. */
static void
paint_inlined(struct stream *stream)
{
	struct pdf_survey *out = stream->surveyor->out;
	struct area area = matrix_place(&stream->state.matrix, 0, 0, 1, 1);

	paint(stream);
	out->inlined += area_within(&area, &out->shown);
}

static const struct {
	const char *name;
	void (*act)(struct stream *stream);
} operators[] = {
	{ "q", save },	       { "Q", restore },	  { "cm", transform },
	{ "Do", draw_object }, { "Tr", set_text_mode },	  { "Tj", show_text },
	{ "TJ", show_text },   { "'", show_text },	  { "\"", show_text },
	{ "BT", begin_text },  { "Tm", set_text_matrix }, { "c", add_curve },
	{ "v", add_curve },    { "y", add_curve },	  { "n", drop_path },
	{ "f", paint_path },   { "F", paint_path },	  { "f*", paint_path },
	{ "B", paint_path },   { "B*", paint_path },	  { "b", paint_path },
	{ "b*", paint_path },  { "S", paint_path },	  { "s", paint_path },
	{ "sh", paint },       { "ID", paint_inlined },
};

static void
survey_stream(struct stream *stream, const char *data, gsize size)
{
	struct surveyor *surveyor = stream->surveyor;

	surveyor->bytes += size;
	surveyor->too_much |= surveyor->bytes > MOST_BYTES;
	pdf_tokens_begin(&stream->tokens, data, size);
	while (!surveyor->too_much && pdf_tokens_next(&stream->tokens))
		for (guint i = 0; i < G_N_ELEMENTS(operators); i++)
			if (strcmp(operators[i].name, stream->tokens.action) ==
			    0)
				operators[i].act(stream);
	surveyor->too_much |= stream->tokens.broken;
	pdf_tokens_end(&stream->tokens);
}

static struct matrix
read_matrix(qpdf_data pdf, qpdf_oh dict)
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
survey_form(struct surveyor *surveyor, qpdf_oh form, qpdf_oh outer_resources,
	    const struct state *state, guint depth)
{
	qpdf_data pdf = surveyor->pdf;
	qpdf_oh dict = qpdf_oh_get_dict(pdf, form);
	qpdf_oh resources = qpdf_oh_get_key(pdf, dict, "/Resources");
	struct matrix own = read_matrix(pdf, dict);
	g_autofree struct stream *stream = NULL;
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
		stream = g_new0(struct stream, 1);
		stream->surveyor = surveyor;
		stream->resources = qpdf_oh_is_dictionary(pdf, resources)
					    ? resources
					    : outer_resources;
		stream->depth = depth;
		stream->text = (struct matrix)MATRIX_IDENTITY;
		stream->state = *state;
		stream->state.matrix = matrix_multiply(&own, &state->matrix);
		survey_stream(stream, (const char *)data, size);
	}
	free(data);
}

gboolean
pdf_survey_page(qpdf_data pdf, qpdf_oh page, struct pdf_survey *out,
		struct damage *damage)
{
	struct surveyor surveyor = { .pdf = pdf, .out = out };
	struct stream stream = {
		.surveyor = &surveyor,
		.resources = qpdf_oh_get_key(pdf, page, "/Resources"),
		.state = { .matrix = MATRIX_IDENTITY },
		.text = MATRIX_IDENTITY,
	};
	g_autoptr(GByteArray) data = NULL;

	*out = (struct pdf_survey){
		.images = g_array_new(FALSE, FALSE, sizeof(struct shown_image)),
	};
	out->turns = pdf_page_read_turns(pdf, page);
	out->annotated =
		!qpdf_oh_is_null(pdf, qpdf_oh_get_key(pdf, page, "/Annots"));
	if (pdf_page_read_shown(pdf, page, &out->shown))
		data = pdf_data_read_page(pdf, page, MOST_BYTES, damage);
	out->damaged = damage->kind != DAMAGE_NONE || qpdf_more_warnings(pdf);
	if (data != NULL)
		survey_stream(&stream, (const char *)data->data, data->len);
	surveyor.too_much |= data == NULL;
	if (surveyor.too_much)
		pdf_survey_clear(out);
	return !surveyor.too_much;
}

void
pdf_survey_clear(struct pdf_survey *survey)
{
	g_clear_pointer(&survey->images, g_array_unref);
}

gboolean
pdf_survey_is_bare(const struct pdf_survey *survey)
{
	return survey->images->len == 0 && !survey->shapes &&
	       !survey->visible_text && !survey->annotated && !survey->damaged;
}

gboolean
pdf_survey_is_scan(const struct pdf_survey *survey)
{
	const struct area *shown = &survey->shown;
	double covered = survey->inlined;

	for (guint i = 0; i < survey->images->len; i++)
		covered += area_within(
			&g_array_index(survey->images, struct shown_image, i)
				 .area,
			shown);
	return covered >= LEAST_COVERED * (shown->x1 - shown->x0) *
				  (shown->y1 - shown->y0);
}

gboolean
pdf_survey_is_unseen(const char *name, gpointer resources)
{
	const struct pdf_resources *where = resources;
	struct pdf_survey survey = {
		.images = g_array_new(FALSE, FALSE, sizeof(struct shown_image)),
	};
	struct surveyor surveyor = {
		.pdf = where->pdf,
		.out = &survey,
		.bytes = MOST_BYTES - MOST_UNSEEN_BYTES,
		.forms = MOST_FORMS - MOST_UNSEEN_FORMS,
	};
	struct state state = { .matrix = MATRIX_IDENTITY };
	qpdf_oh form = find_object(where->pdf, where->dict, name);
	gboolean unseen = FALSE;

	if (is_of_kind(where->pdf, form, "/Form")) {
		survey_form(&surveyor, form, where->dict, &state, 1);
		unseen = !surveyor.too_much && survey.images->len == 0 &&
			 !survey.shapes && survey.visible_text == 0;
	}
	pdf_survey_clear(&survey);
	return unseen;
}
