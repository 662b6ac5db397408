/* text_cutter.c - goes through a page's operators and its forms' own, keeps
 * the matrices and the looks of text, and leaves out what shows text in
 * another direction or looks like a mark.
 *
 * Each page comes here by way of pdf_survey.c, which refuses what is too deep
 * or too much. */
#include "ocr/pdf/text_cutter.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "ocr/layer/layer_marks.h"
#include "ocr/pdf/pdf_object.h"
#include "ocr/pdf/pdf_page.h"
#include "ocr/pdf/pdf_tokens.h"
#include "ocr/pdf/text_direction.h"

#define DEEPEST_STATE 64
#define DEEPEST_FORM 8
#define MOST_FORMS 500 /* drawn, on one page */

/* Of what Poppler says of a word: of each part of its colour, of 255; and of
 * its size, in points. */
#define COLOR_SLACK 3
#define SIZE_SLACK 0.3

struct cutter {
	qpdf_data pdf;
	int turns;
	guint forms;
	GHashTable *strings; /* operands of what was shown */

	struct text_directions *directions; /* NULL: cut */
	const struct text_cut *what;
	gsize left_out;
};

struct state {
	struct matrix matrix;
	struct word_style style; /* its size is that of the font as set */
	gboolean colored;	 /* the style's colour is known */
};

/* One stream of operators, of the page or of a form. */
struct stream {
	struct cutter *cutter;
	struct pdf_tokens tokens;
	qpdf_oh resources;
	guint depth, level;
	struct state state, stack[DEEPEST_STATE];
	struct matrix text; /* but for where it stands */
	GString *out;	    /* what is left */
	const char *copied; /* up to here */
};

static gboolean walk_form(struct cutter *cutter, qpdf_oh form,
			  qpdf_oh outer_resources, const struct state *state,
			  guint depth);

static gboolean
save(struct stream *stream)
{
	if (stream->level == DEEPEST_STATE)
		return FALSE;
	stream->stack[stream->level++] = stream->state;
	return TRUE;
}

static gboolean
restore(struct stream *stream)
{
	if (stream->level > 0)
		stream->state = stream->stack[--stream->level];
	return TRUE;
}

static gboolean
transform(struct stream *stream)
{
	const double *n = stream->tokens.numbers;
	struct matrix m = { n[0], n[1], n[2], n[3], n[4], n[5] };

	if (stream->tokens.count == 6)
		stream->state.matrix =
			matrix_multiply(&m, &stream->state.matrix);
	return stream->tokens.count == 6;
}

static gboolean
begin_text(struct stream *stream)
{
	stream->text = (struct matrix)MATRIX_IDENTITY;
	return TRUE;
}

static gboolean
set_text_matrix(struct stream *stream)
{
	const double *n = stream->tokens.numbers;

	stream->text = (struct matrix){ n[0], n[1], n[2], n[3], 0, 0 };
	return stream->tokens.count == 6;
}

static gboolean
set_font(struct stream *stream)
{
	qpdf_data pdf = stream->cutter->pdf;
	g_autofree char *key = g_strconcat(
		"/", stream->tokens.name ? stream->tokens.name : "", NULL);
	qpdf_oh fonts =
		qpdf_oh_get_key_if_dict(pdf, stream->resources, "/Font");
	qpdf_oh font = qpdf_oh_get_key_if_dict(pdf, fonts, key);
	qpdf_oh name = qpdf_oh_get_key_if_dict(pdf, font, "/BaseFont");

	stream->state.style.family =
		qpdf_oh_is_name(pdf, name)
			? layer_marks_family(qpdf_oh_get_name(pdf, name) + 1)
			: 0;
	if (stream->tokens.count == 1)
		stream->state.style.size = stream->tokens.numbers[0];
	return TRUE;
}

/* As Poppler has it of gray and RGB; what it makes of others is not known
 * here, and they have no colour. */
static gboolean
set_color(struct stream *stream)
{
	const struct pdf_tokens *tokens = &stream->tokens;
	const double *n = tokens->numbers;
	guint32 color = 0;

	stream->state.colored = tokens->name == NULL &&
				(tokens->count == 1 || tokens->count == 3);
	for (guint i = 0; stream->state.colored && i < 3; i++) {
		double part = n[tokens->count == 3 ? i : 0];

		color = color << 8 | (guint32)(CLAMP(part, 0, 1) * 0xff);
	}
	stream->state.style.color = color;
	return TRUE;
}

static gboolean
set_color_space(struct stream *stream)
{
	stream->state.style.color = 0;
	stream->state.colored = TRUE;
	return TRUE;
}

static gboolean
draw_object(struct stream *stream)
{
	struct cutter *cutter = stream->cutter;
	const char *name = stream->tokens.name;
	qpdf_oh object = pdf_object_find(cutter->pdf, stream->resources,
					 name != NULL ? name : "");

	return !pdf_object_is(cutter->pdf, object, "/Form") ||
	       walk_form(cutter, object, stream->resources, &stream->state,
			 stream->depth + 1);
}

/* Of the string at hand; 0 where it was shown before. */
static gsize
weigh(struct stream *stream)
{
	const struct pdf_tokens *tokens = &stream->tokens;
	gsize size = (gsize)(tokens->p - tokens->start);
	char *string = g_strndup(tokens->start, size);

	return g_hash_table_add(stream->cutter->strings, string) ? size : 0;
}

static void
count(struct text_directions *directions, const struct matrix *m, int turns,
      gsize bytes)
{
	const double step = 360.0 / TEXT_DIRECTION_BINS;
	double angle = text_direction_angle(m, turns);
	double middle = rint(angle / step);
	int bin = ((int)middle + TEXT_DIRECTION_BINS) % TEXT_DIRECTION_BINS;

	directions->total += bytes;
	if (text_direction_is_mirrored(m)) {
		directions->mirrored += bytes;
		return;
	}
	directions->bytes[bin] += bytes;
	directions->degrees_off[bin] += (double)bytes * (angle - middle * step);
}

static void
cut(struct stream *stream, const char *instead)
{
	g_string_append_len(stream->out, stream->copied,
			    stream->tokens.start - stream->copied);
	g_string_append(stream->out, instead);
	stream->copied = stream->tokens.p;
}

static gboolean
is_near(guint32 a, guint32 b)
{
	for (guint shift = 0; shift <= 16; shift += 8)
		if (abs((int)(a >> shift & 0xff) - (int)(b >> shift & 0xff)) >
		    COLOR_SLACK)
			return FALSE;
	return TRUE;
}

static gboolean
looks_like_mark(const struct stream *stream, const struct matrix *m)
{
	const struct word_style *style = &stream->state.style;
	const GArray *marks = stream->cutter->what->marks;
	double size = fabs(style->size) * hypot(m->c, m->d);

	for (guint i = 0; marks != NULL && i < marks->len; i++) {
		const struct word_style *mark =
			&g_array_index(marks, struct word_style, i);

		if (stream->state.colored && style->family == mark->family &&
		    is_near(style->color, mark->color) &&
		    fabs(size - mark->size) < SIZE_SLACK)
			return TRUE;
	}
	return FALSE;
}

/* The text at hand is to stay, or is only counted. What follows without being
 * placed runs in the same direction, and so goes with what is left out. */
static gboolean
stays(struct stream *stream)
{
	struct cutter *cutter = stream->cutter;
	struct matrix m = matrix_multiply(&stream->text, &stream->state.matrix);
	double off;

	if (cutter->directions != NULL) {
		count(cutter->directions, &m, cutter->turns, weigh(stream));
		return TRUE;
	}
	off = remainder(text_direction_angle(&m, cutter->turns) -
				cutter->what->angle_deg,
			360);
	if (fabs(off) <= cutter->what->slack_deg &&
	    !text_direction_is_mirrored(&m))
		return !looks_like_mark(stream, &m);
	cutter->left_out += weigh(stream);
	return FALSE;
}

static gboolean
show(struct stream *stream)
{
	if (!stays(stream))
		cut(stream, "");
	return TRUE;
}

/* ' and " go to the next line first; " sets the spaces, too. */
static gboolean
show_on_next_line(struct stream *stream)
{
	if (!stays(stream))
		cut(stream, "T*");
	return TRUE;
}

static gboolean
show_with_spaces(struct stream *stream)
{
	const struct pdf_tokens *tokens = &stream->tokens;
	char word[G_ASCII_DTOSTR_BUF_SIZE], letter[G_ASCII_DTOSTR_BUF_SIZE];
	g_autofree char *instead = NULL;

	if (stays(stream))
		return TRUE;
	if (tokens->count != 2)
		return FALSE;
	g_ascii_dtostr(word, sizeof(word), tokens->numbers[0]);
	g_ascii_dtostr(letter, sizeof(letter), tokens->numbers[1]);
	instead = g_strdup_printf("%s Tw %s Tc T*", word, letter);
	cut(stream, instead);
	return TRUE;
}

static const struct {
	const char *name;
	gboolean (*act)(struct stream *stream);
} operators[] = {
	{ "q", save },
	{ "Q", restore },
	{ "cm", transform },
	{ "BT", begin_text },
	{ "Tj", show },
	{ "Tm", set_text_matrix },
	{ "TJ", show },
	{ "'", show_on_next_line },
	{ "Tf", set_font },
	{ "cs", set_color_space },
	{ "g", set_color },
	{ "rg", set_color },
	{ "k", set_color },
	{ "sc", set_color },
	{ "scn", set_color },
	{ "Do", draw_object },
	{ "\"", show_with_spaces },
};

static gboolean
act(struct stream *stream)
{
	for (guint i = 0; i < G_N_ELEMENTS(operators); i++)
		if (strcmp(operators[i].name, stream->tokens.action) == 0)
			return operators[i].act(stream);
	return TRUE;
}

/* *out_left: what is left of it, NULL where that is all. The caller frees. */
static gboolean
walk(struct stream *stream, const char *data, gsize size, GString **out_left)
{
	gboolean good = TRUE;

	stream->text = (struct matrix)MATRIX_IDENTITY;
	stream->out = g_string_new(NULL);
	stream->copied = data;
	pdf_tokens_begin(&stream->tokens, data, size);
	while (good && pdf_tokens_next(&stream->tokens))
		good = act(stream);
	good &= !stream->tokens.broken;
	pdf_tokens_end(&stream->tokens);
	*out_left = NULL;
	if (good && stream->copied != data)
		*out_left = g_string_append_len(g_steal_pointer(&stream->out),
						stream->copied,
						data + size - stream->copied);
	if (stream->out != NULL)
		g_string_free(stream->out, TRUE);
	return good;
}

static void
replace_data(qpdf_data pdf, qpdf_oh stream, const GString *data)
{
	qpdf_oh_replace_stream_data(pdf, stream, (const guint8 *)data->str,
				    data->len, qpdf_oh_new_null(pdf),
				    qpdf_oh_new_null(pdf));
}

static gboolean
walk_form(struct cutter *cutter, qpdf_oh form, qpdf_oh outer_resources,
	  const struct state *state, guint depth)
{
	qpdf_data pdf = cutter->pdf;
	qpdf_oh dict = qpdf_oh_get_dict(pdf, form);
	qpdf_oh resources = qpdf_oh_get_key(pdf, dict, "/Resources");
	struct matrix own = pdf_object_read_matrix(pdf, dict);
	g_autofree struct stream *stream = g_new0(struct stream, 1);
	unsigned char *data = NULL;
	size_t size = 0;
	QPDF_BOOL filtered = QPDF_FALSE;
	GString *left = NULL;
	gboolean good;

	if (depth > DEEPEST_FORM || ++cutter->forms > MOST_FORMS)
		return FALSE;
	stream->cutter = cutter;
	stream->resources = qpdf_oh_is_dictionary(pdf, resources)
				    ? resources
				    : outer_resources;
	stream->depth = depth;
	stream->state = *state;
	stream->state.matrix = matrix_multiply(&own, &state->matrix);
	qpdf_oh_get_stream_data(pdf, form, qpdf_dl_generalized, &filtered,
				&data, &size);
	good = data != NULL && filtered &&
	       walk(stream, (const char *)data, size, &left);
	if (left != NULL) {
		replace_data(pdf, form, left);
		g_string_free(left, TRUE);
	}
	free(data);
	return good;
}

static gboolean
walk_page(struct cutter *cutter, qpdf_oh page)
{
	qpdf_data pdf = cutter->pdf;
	struct stream stream = {
		.cutter = cutter,
		.resources = qpdf_oh_get_key(pdf, page, "/Resources"),
		.state = { .matrix = MATRIX_IDENTITY, .colored = TRUE },
	};
	unsigned char *data = NULL;
	size_t size = 0;
	GString *left = NULL;
	qpdf_oh content;
	gboolean good;

	cutter->turns = pdf_page_read_turns(pdf, page);
	cutter->strings =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	good = qpdf_oh_get_page_content_data(pdf, page, &data, &size) <
		       QPDF_ERRORS &&
	       data != NULL && walk(&stream, (const char *)data, size, &left);
	if (left != NULL) {
		content = qpdf_oh_new_stream(pdf);
		replace_data(pdf, content, left);
		qpdf_oh_replace_key(pdf, page, "/Contents", content);
		g_string_free(left, TRUE);
	}
	g_hash_table_unref(cutter->strings);
	free(data);
	return good;
}

gboolean
text_cutter_measure(qpdf_data pdf, qpdf_oh page, struct text_directions *out)
{
	struct cutter cutter = { .pdf = pdf, .directions = out };

	*out = (struct text_directions){ 0 };
	return walk_page(&cutter, page);
}

gboolean
text_cutter_cut(qpdf_data pdf, qpdf_oh page, const struct text_cut *what,
		gsize *out_left_out)
{
	struct cutter cutter = { .pdf = pdf, .what = what };
	gboolean good = walk_page(&cutter, page);

	*out_left_out = cutter.left_out;
	return good;
}
