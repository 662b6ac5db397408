/* pdf_content.c - reads the few operators that a scanner's page is made of.
 *
 * Not an interpreter of PDF: at the first operator that may leave a mark, or
 * that it does not know, it gives up, and Poppler draws the page. */
#include "ocr/pdf_content.h"

#include <math.h>
#include <string.h>

#define MOST_OPERANDS 8
#define DEEPEST 28	  /* of q: what PDF promises */
#define CLIP_SLACK_PT 1.0 /* a clip may be this much inside the image */
#define INVISIBLE 3	  /* text rendering mode */

struct rectangle {
	double x0, y0, x1, y1;
};

struct state {
	struct matrix matrix;
	struct rectangle clip;
	int text_mode;
	gboolean black;
};

struct content {
	const char *p, *end;
	double numbers[MOST_OPERANDS]; /* the last operands */
	guint count;
	char *name; /* the last operand, where it was a name */

	struct state state, stack[DEEPEST];
	guint depth;
	struct rectangle path; /* a re that waits for its n */
	gboolean has_path, clips;
	GPtrArray *states;
	struct placed_image *found; /* name NULL: not yet */
};

static const struct matrix identity = { 1, 0, 0, 1, 0, 0 };

static struct matrix
multiply(const struct matrix *m, const struct matrix *n)
{
	return (struct matrix){
		m->a * n->a + m->b * n->c,
		m->a * n->b + m->b * n->d,
		m->c * n->a + m->d * n->c,
		m->c * n->b + m->d * n->d,
		m->e * n->a + m->f * n->c + n->e,
		m->e * n->b + m->f * n->d + n->f,
	};
}

/* Of a rectangle, its bounding box where the page puts it. */
static struct rectangle
place(const struct matrix *m, double x, double y, double width, double height)
{
	double x0 = m->a * x + m->c * y + m->e;
	double y0 = m->b * x + m->d * y + m->f;
	double dx[] = { 0, m->a * width, m->c * height,
			m->a * width + m->c * height };
	double dy[] = { 0, m->b * width, m->d * height,
			m->b * width + m->d * height };
	struct rectangle box = { x0, y0, x0, y0 };

	for (guint i = 1; i < G_N_ELEMENTS(dx); i++) {
		box.x0 = MIN(box.x0, x0 + dx[i]);
		box.x1 = MAX(box.x1, x0 + dx[i]);
		box.y0 = MIN(box.y0, y0 + dy[i]);
		box.y1 = MAX(box.y1, y0 + dy[i]);
	}
	return box;
}

static gboolean
is_axis_aligned(const struct matrix *m)
{
	return (m->b == 0 && m->c == 0) || (m->a == 0 && m->d == 0);
}

/* --- tokens --- */

static gboolean
is_space(char c)
{
	return c == '\0' || g_ascii_isspace(c);
}

static gboolean
is_delimiter(char c)
{
	return c != '\0' && strchr("()<>[]{}/%", c) != NULL;
}

static void
skip_space(struct content *content)
{
	while (content->p < content->end) {
		if (*content->p == '%')
			while (content->p < content->end &&
			       *content->p != '\n' && *content->p != '\r')
				content->p++;
		else if (is_space(*content->p))
			content->p++;
		else
			return;
	}
}

static gboolean
skip_string(struct content *content)
{
	guint open = 0;

	for (; content->p < content->end; content->p++) {
		if (*content->p == '\\')
			content->p++;
		else if (*content->p == '(')
			open++;
		else if (*content->p == ')' && --open == 0)
			return content->p++, TRUE;
	}
	return FALSE;
}

/* A string, an array or a dictionary: operands of text and of marks. Their
 * brackets need not be matched, for nothing in them is looked at. */
static gboolean
skip_composite(struct content *content)
{
	if (*content->p == '(')
		return skip_string(content);
	if (strchr("<>[]", *content->p) == NULL)
		return FALSE;
	if (*content->p == '<' && content->p + 1 < content->end &&
	    content->p[1] != '<') {
		while (content->p < content->end && *content->p != '>')
			content->p++;
		if (content->p == content->end)
			return FALSE;
	}
	content->p++;
	return TRUE;
}

static char *
read_word(struct content *content)
{
	const char *start = content->p;

	while (content->p < content->end && !is_space(*content->p) &&
	       !is_delimiter(*content->p))
		content->p++;
	return g_strndup(start, (gsize)(content->p - start));
}

static void
push_number(struct content *content, double number)
{
	if (content->count == MOST_OPERANDS) {
		memmove(content->numbers, content->numbers + 1,
			sizeof(double) * (MOST_OPERANDS - 1));
		content->count--;
	}
	content->numbers[content->count++] = number;
}

/* --- operators --- */

static gboolean
save(struct content *content)
{
	if (content->depth == DEEPEST)
		return FALSE;
	content->stack[content->depth++] = content->state;
	return TRUE;
}

static gboolean
restore(struct content *content)
{
	if (content->depth == 0)
		return FALSE;
	content->state = content->stack[--content->depth];
	return TRUE;
}

static gboolean
transform(struct content *content)
{
	const double *n = content->numbers;
	struct matrix m = { n[0], n[1], n[2], n[3], n[4], n[5] };

	if (content->count != 6)
		return FALSE;
	content->state.matrix = multiply(&m, &content->state.matrix);
	return TRUE;
}

static gboolean
add_rectangle(struct content *content)
{
	const double *n = content->numbers;

	if (content->count != 4 || content->has_path ||
	    !is_axis_aligned(&content->state.matrix))
		return FALSE;
	content->path = place(&content->state.matrix, n[0], n[1], n[2], n[3]);
	content->has_path = TRUE;
	return TRUE;
}

static gboolean
clip(struct content *content)
{
	content->clips = TRUE;
	return content->has_path;
}

static gboolean
end_path(struct content *content)
{
	struct rectangle *now = &content->state.clip;
	const struct rectangle *path = &content->path;

	if (content->has_path && content->clips)
		*now = (struct rectangle){ MAX(now->x0, path->x0),
					   MAX(now->y0, path->y0),
					   MIN(now->x1, path->x1),
					   MIN(now->y1, path->y1) };
	content->has_path = content->clips = FALSE;
	return TRUE;
}

static gboolean
set_text_mode(struct content *content)
{
	if (content->count != 1)
		return FALSE;
	content->state.text_mode = (int)content->numbers[0];
	return TRUE;
}

static gboolean
show_text(struct content *content)
{
	return content->state.text_mode == INVISIBLE;
}

/* g, rg; k has the black of its own. */
static gboolean
set_light(struct content *content)
{
	content->state.black = TRUE;
	for (guint i = 0; i < content->count; i++)
		content->state.black &= content->numbers[i] == 0;
	return TRUE;
}

static gboolean
set_other_colour(struct content *content)
{
	content->state.black = FALSE;
	return TRUE;
}

static gboolean
use_graphics_state(struct content *content)
{
	if (content->name == NULL)
		return FALSE;
	g_ptr_array_add(content->states, g_strdup(content->name));
	return TRUE;
}

static gboolean
draw_object(struct content *content)
{
	const struct rectangle *clip = &content->state.clip;
	struct rectangle box = place(&content->state.matrix, 0, 0, 1, 1);

	if (content->name == NULL || content->found->name != NULL ||
	    box.x0 < clip->x0 - CLIP_SLACK_PT ||
	    box.y0 < clip->y0 - CLIP_SLACK_PT ||
	    box.x1 > clip->x1 + CLIP_SLACK_PT ||
	    box.y1 > clip->y1 + CLIP_SLACK_PT)
		return FALSE;
	content->found->name = g_strdup(content->name);
	content->found->matrix = content->state.matrix;
	content->found->black = content->state.black;
	return TRUE;
}

/* Optional content may be hidden. */
static gboolean
begin_marked(struct content *content)
{
	return g_strcmp0(content->name, "OC") != 0;
}

static const struct {
	const char *name;
	gboolean (*act)(struct content *content);
} operators[] = {
	{ "q", save },
	{ "Q", restore },
	{ "cm", transform },
	{ "Do", draw_object },
	{ "gs", use_graphics_state },
	{ "re", add_rectangle },
	{ "W", clip },
	{ "W*", clip },
	{ "n", end_path },
	{ "g", set_light },
	{ "rg", set_light },
	{ "k", set_other_colour },
	{ "cs", set_other_colour },
	{ "sc", set_other_colour },
	{ "scn", set_other_colour },
	{ "Tr", set_text_mode },
	{ "Tj", show_text },
	{ "TJ", show_text },
	{ "'", show_text },
	{ "\"", show_text },
	{ "BMC", begin_marked },
	{ "BDC", begin_marked },
};

/* What leaves no mark, and changes no image. */
static const char *const harmless[] = {
	"EMC", "MP", "DP", "BT", "ET", "Tc", "Tw", "Tz",  "TL", "Tf",
	"Ts",  "Td", "TD", "Tm", "T*", "w",  "J",  "j",	  "M",	"d",
	"ri",  "i",  "G",  "RG", "K",  "CS", "SC", "SCN", NULL,
};

static gboolean
act(struct content *content, const char *operator)
{
	gboolean good = g_strv_contains(harmless, operator);

	for (guint i = 0; i < G_N_ELEMENTS(operators); i++)
		if (strcmp(operators[i].name, operator) == 0)
			good = operators[i].act(content);
	content->count = 0;
	g_clear_pointer(&content->name, g_free);
	return good;
}

static gboolean
read_token(struct content *content)
{
	g_autofree char *word = NULL;
	char *end;
	double number;

	if (*content->p == '/') {
		content->p++;
		/* BDC has a name for its properties after that of its tag. */
		word = read_word(content);
		if (content->name == NULL)
			content->name = g_steal_pointer(&word);
		return TRUE;
	}
	if (is_delimiter(*content->p))
		return skip_composite(content);
	word = read_word(content);
	number = g_ascii_strtod(word, &end);
	if (*end == '\0' && isfinite(number)) {
		push_number(content, number);
		return TRUE;
	}
	return act(content, word);
}

gboolean
content_is_one_image(const char *data, gsize size, struct placed_image *out)
{
	struct placed_image found = { 0 };
	struct content content = {
		.p = data,
		.end = data + size,
		.state = { .matrix = identity,
			   .clip = { -G_MAXDOUBLE / 4, -G_MAXDOUBLE / 4,
				     G_MAXDOUBLE / 4, G_MAXDOUBLE / 4 },
			   .black = TRUE },
		.states = g_ptr_array_new_with_free_func(g_free),
		.found = &found,
	};
	gboolean good = TRUE;

	skip_space(&content);
	while (good && content.p < content.end) {
		good = read_token(&content);
		skip_space(&content);
	}
	g_free(content.name);
	found.states = content.states;
	if (good && found.name != NULL) {
		*out = found;
		return TRUE;
	}
	placed_image_clear(&found);
	return FALSE;
}

void
placed_image_clear(struct placed_image *image)
{
	g_clear_pointer(&image->name, g_free);
	g_clear_pointer(&image->states, g_ptr_array_unref);
}
