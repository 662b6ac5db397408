/* pdf_survey.c - goes through a page's operators, and its forms' own.
 *
 * No interpreter of PDF either: it keeps what places and colours things, and
 * counts them. What it leaves out (what is in patterns, what optional content
 * is hidden) may make a page look fuller than it is. */
#include "ocr/pdf/pdf_survey.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "ocr/pdf/pdf_annotations.h"
#include "ocr/pdf/pdf_data.h"
#include "ocr/pdf/pdf_font.h"
#include "ocr/pdf/pdf_object.h"
#include "ocr/pdf/pdf_page.h"
#include "ocr/pdf/pdf_paint.h"
#include "ocr/pdf/pdf_path.h"
#include "ocr/pdf/pdf_run.h"
#include "ocr/pdf/pdf_stream.h"

#define MOST_BYTES (64u << 20)

/* The same where only one of a page's forms is asked about. */
#define MOST_UNSEEN_FORMS 20
#define MOST_UNSEEN_BYTES (1u << 20)

#define LEAST_COVERED 0.5 /* of a page that is a scan */

static void
save(struct pdf_stream *stream)
{
	if (stream->level < PDF_DEEPEST_STATE)
		stream->stack[stream->level] = stream->state;
	stream->level++;
	stream->surveyor->too_much |= stream->level > PDF_DEEPEST_STATE;
}

static void
restore(struct pdf_stream *stream)
{
	if (stream->level > 0 && stream->level <= PDF_DEEPEST_STATE)
		stream->state = stream->stack[--stream->level];
}

static void
transform(struct pdf_stream *stream)
{
	const double *n = stream->tokens.numbers;
	struct matrix m = { n[0], n[1], n[2], n[3], n[4], n[5] };

	if (stream->tokens.count == 6)
		stream->state.matrix =
			matrix_multiply(&m, &stream->state.matrix);
}

static void
set_line_width(struct pdf_stream *stream)
{
	if (stream->tokens.count == 1)
		stream->state.line_width = stream->tokens.numbers[0];
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
paint_inlined(struct pdf_stream *stream)
{
	struct pdf_survey *out = stream->surveyor->out;
	struct area area = matrix_place(&stream->state.matrix, 0, 0, 1, 1);

	out->shapes = TRUE;
	out->inlined += area_within(&area, &out->shown);
	pdf_path_add_shape(stream, SHAPE_IMAGE, area, PDF_UNKNOWN_LIGHTNESS);
}

/* Up to three characters of an operator, as one number. */
#define OPERATOR(a, b, c)                                                      \
	((guint32)(a) << 16 | (guint32)(b) << 8 | (guint32)(c))

/* In ascending order. */
static const struct operation {
	guint32 code;
	void (*act)(struct pdf_stream *stream);
} operations[] = {
	{ OPERATOR(0, 0, '"'), pdf_run_show_next_line },
	{ OPERATOR(0, 0, '\''), pdf_run_show_next_line },
	{ OPERATOR(0, 0, 'B'), pdf_path_paint },
	{ OPERATOR(0, 0, 'F'), pdf_path_fill },
	{ OPERATOR(0, 0, 'G'), pdf_paint_stroke_gray },
	{ OPERATOR(0, 0, 'K'), pdf_paint_stroke_cmyk },
	{ OPERATOR(0, 0, 'Q'), restore },
	{ OPERATOR(0, 0, 'S'), pdf_path_stroke },
	{ OPERATOR(0, 0, 'W'), pdf_path_clip },
	{ OPERATOR(0, 0, 'b'), pdf_path_paint },
	{ OPERATOR(0, 0, 'c'), pdf_path_curve },
	{ OPERATOR(0, 0, 'f'), pdf_path_fill },
	{ OPERATOR(0, 0, 'g'), pdf_paint_fill_gray },
	{ OPERATOR(0, 0, 'h'), pdf_path_close },
	{ OPERATOR(0, 0, 'k'), pdf_paint_fill_cmyk },
	{ OPERATOR(0, 0, 'l'), pdf_path_line },
	{ OPERATOR(0, 0, 'm'), pdf_path_move },
	{ OPERATOR(0, 0, 'n'), pdf_path_drop },
	{ OPERATOR(0, 0, 'q'), save },
	{ OPERATOR(0, 0, 's'), pdf_path_stroke },
	{ OPERATOR(0, 0, 'v'), pdf_path_curve },
	{ OPERATOR(0, 0, 'w'), set_line_width },
	{ OPERATOR(0, 0, 'y'), pdf_path_curve },
	{ OPERATOR(0, 'B', '*'), pdf_path_paint },
	{ OPERATOR(0, 'B', 'T'), pdf_run_begin },
	{ OPERATOR(0, 'C', 'S'), pdf_paint_stroke_space },
	{ OPERATOR(0, 'D', 'o'), pdf_object_draw },
	{ OPERATOR(0, 'I', 'D'), paint_inlined },
	{ OPERATOR(0, 'R', 'G'), pdf_paint_stroke_rgb },
	{ OPERATOR(0, 'S', 'C'), pdf_paint_stroke },
	{ OPERATOR(0, 'T', '*'), pdf_run_next_line },
	{ OPERATOR(0, 'T', 'D'), pdf_run_move_leading },
	{ OPERATOR(0, 'T', 'J'), pdf_run_show },
	{ OPERATOR(0, 'T', 'L'), pdf_run_set_leading },
	{ OPERATOR(0, 'T', 'd'), pdf_run_move },
	{ OPERATOR(0, 'T', 'f'), pdf_run_set_font },
	{ OPERATOR(0, 'T', 'j'), pdf_run_show },
	{ OPERATOR(0, 'T', 'm'), pdf_run_set_matrix },
	{ OPERATOR(0, 'T', 'r'), pdf_run_set_mode },
	{ OPERATOR(0, 'T', 's'), pdf_run_set_rise },
	{ OPERATOR(0, 'T', 'z'), pdf_run_set_stretch },
	{ OPERATOR(0, 'W', '*'), pdf_path_clip },
	{ OPERATOR(0, 'b', '*'), pdf_path_paint },
	{ OPERATOR(0, 'c', 'm'), transform },
	{ OPERATOR(0, 'c', 's'), pdf_paint_fill_space },
	{ OPERATOR(0, 'f', '*'), pdf_path_fill },
	{ OPERATOR(0, 'g', 's'), pdf_paint_use_state },
	{ OPERATOR(0, 'r', 'e'), pdf_path_rectangle },
	{ OPERATOR(0, 'r', 'g'), pdf_paint_fill_rgb },
	{ OPERATOR(0, 's', 'c'), pdf_paint_fill },
	{ OPERATOR(0, 's', 'h'), pdf_path_shade },
	{ OPERATOR('B', 'D', 'C'), pdf_run_begin_marked },
	{ OPERATOR('B', 'M', 'C'), pdf_run_begin_marked },
	{ OPERATOR('E', 'M', 'C'), pdf_run_end_marked },
	{ OPERATOR('S', 'C', 'N'), pdf_paint_stroke },
	{ OPERATOR('s', 'c', 'n'), pdf_paint_fill },
};

/* 0: none of the table's. */
static guint32
code_of(const char *action)
{
	guint32 code = 0;

	for (guint i = 0; action[i] != '\0'; i++)
		if (i == 3)
			return 0;
		else
			code = code << 8 | (guint8)action[i];
	return code;
}

static const struct operation *
find_operation(guint32 code)
{
	guint low = 0, high = G_N_ELEMENTS(operations);

	while (low < high) {
		guint middle = (low + high) / 2;

		if (operations[middle].code < code)
			low = middle + 1;
		else
			high = middle;
	}
	return low < G_N_ELEMENTS(operations) && operations[low].code == code
		       ? &operations[low]
		       : NULL;
}

void
pdf_stream_survey(struct pdf_stream *stream, const char *data, gsize size)
{
	struct pdf_surveyor *surveyor = stream->surveyor;

	surveyor->bytes += size;
	surveyor->too_much |= surveyor->bytes > MOST_BYTES;
	pdf_tokens_begin(&stream->tokens, data, size);
	while (!surveyor->too_much && pdf_tokens_next(&stream->tokens)) {
		const struct operation *operation =
			find_operation(code_of(stream->tokens.action));

		if (operation != NULL)
			operation->act(stream);
	}
	surveyor->too_much |= stream->tokens.broken;
	pdf_tokens_end(&stream->tokens);
}

static struct pdf_state
first_state(const struct area *clip)
{
	return (struct pdf_state){
		.matrix = MATRIX_IDENTITY,
		.fill = pdf_paint_black(),
		.stroke = pdf_paint_black(),
		.line_width = 1,
		.stretch = 1,
		.clip = *clip,
	};
}

static void
begin_survey(struct pdf_survey *out)
{
	*out = (struct pdf_survey){
		.images = g_array_new(FALSE, FALSE, sizeof(struct shown_image)),
		.shapes_shown =
			g_array_new(FALSE, FALSE, sizeof(struct shown_shape)),
		.runs = g_array_new(FALSE, FALSE, sizeof(struct shown_run)),
	};
}

static gboolean
end_survey(struct pdf_surveyor *surveyor)
{
	pdf_path_end(&surveyor->path);
	pdf_font_end(surveyor);
	if (surveyor->too_much)
		pdf_survey_clear(surveyor->out);
	return !surveyor->too_much;
}

static gboolean
lies_over(const struct shown_shape *shape, const struct shown_run *run)
{
	const struct area *area = &shape->area;

	return shape->order > run->order && run->x > area->x0 &&
	       run->x < area->x1 && run->y > area->y0 && run->y < area->y1 &&
	       (shape->kind == SHAPE_IMAGE ||
		(shape->kind == SHAPE_AREA &&
		 shape->lightness != PDF_UNKNOWN_LIGHTNESS));
}

/* Text over which something was painted is not seen. */
static void
hide_what_is_below(struct pdf_survey *out)
{
	const struct shown_shape *shapes =
		(const void *)out->shapes_shown->data;

	for (guint i = 0; i < out->runs->len; i++) {
		struct shown_run *run =
			&g_array_index(out->runs, struct shown_run, i);

		for (guint j = 0;
		     run->look != RUN_HIDDEN && j < out->shapes_shown->len;
		     j++) {
			if (!lies_over(&shapes[j], run))
				continue;
			run->look = RUN_HIDDEN;
			out->visible_text -= run->strings;
			out->hidden_text += run->strings;
		}
	}
}

gboolean
pdf_survey_page(qpdf_data pdf, qpdf_oh page, struct pdf_survey *out,
		struct damage *damage)
{
	struct pdf_surveyor surveyor = { .pdf = pdf, .out = out };
	struct pdf_stream stream = {
		.surveyor = &surveyor,
		.resources = qpdf_oh_get_key(pdf, page, "/Resources"),
	};
	g_autoptr(GByteArray) data = NULL;

	begin_survey(out);
	pdf_path_begin(&surveyor.path);
	pdf_font_begin(&surveyor);
	out->turns = pdf_page_read_turns(pdf, page);
	if (pdf_page_read_shown(pdf, page, &out->shown))
		data = pdf_data_read_page(pdf, page, MOST_BYTES, damage);
	out->damaged = damage->kind != DAMAGE_NONE || qpdf_more_warnings(pdf);
	stream.state = first_state(&out->shown);
	if (data != NULL)
		pdf_stream_survey(&stream, (const char *)data->data, data->len);
	hide_what_is_below(out);
	pdf_annotations_survey(pdf, page, out);
	out->reworded |= pdf_run_is_reworded(pdf, stream.resources);
	surveyor.too_much |= data == NULL;
	return end_survey(&surveyor);
}

void
pdf_survey_clear(struct pdf_survey *survey)
{
	g_clear_pointer(&survey->images, g_array_unref);
	g_clear_pointer(&survey->shapes_shown, g_array_unref);
	g_clear_pointer(&survey->runs, g_array_unref);
}

struct area
pdf_survey_place(const struct pdf_survey *survey, const struct area *area)
{
	const struct area *page = &survey->shown;

	switch (survey->turns) {
	case 1:
		return (struct area){ area->y0 - page->y0, area->x0 - page->x0,
				      area->y1 - page->y0,
				      area->x1 - page->x0 };
	case 2:
		return (struct area){ page->x1 - area->x1, area->y0 - page->y0,
				      page->x1 - area->x0,
				      area->y1 - page->y0 };
	case 3:
		return (struct area){ page->y1 - area->y1, page->x1 - area->x1,
				      page->y1 - area->y0,
				      page->x1 - area->x0 };
	default:
		return (struct area){ area->x0 - page->x0, page->y1 - area->y1,
				      area->x1 - page->x0,
				      page->y1 - area->y0 };
	}
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
	static const struct area everywhere = { -G_MAXFLOAT, -G_MAXFLOAT,
						G_MAXFLOAT, G_MAXFLOAT };
	const struct pdf_resources *where = resources;
	struct pdf_survey survey;
	struct pdf_surveyor surveyor = {
		.pdf = where->pdf,
		.out = &survey,
		.bytes = MOST_BYTES - MOST_UNSEEN_BYTES,
		.forms = MOST_FORMS - MOST_UNSEEN_FORMS,
	};
	struct pdf_state state = first_state(&everywhere);
	qpdf_oh form = pdf_object_find(where->pdf, where->dict, name);
	gboolean unseen = FALSE;

	if (!pdf_object_is(where->pdf, form, "/Form"))
		return FALSE;
	begin_survey(&survey);
	pdf_path_begin(&surveyor.path);
	pdf_font_begin(&surveyor);
	pdf_object_survey_form(&surveyor, form, where->dict, &state, 1);
	if (!end_survey(&surveyor))
		return FALSE;
	unseen = survey.images->len == 0 && !survey.shapes &&
		 survey.visible_text == 0;
	pdf_survey_clear(&survey);
	return unseen;
}
