/* pdf_content.c - reads the few operators that a scanner's page is made of.
 *
 * Not an interpreter of PDF: at the first operator that may leave a mark, or
 * that it does not know, it gives up, and Poppler draws the page. */
#include "ocr/pdf/pdf_content.h"

#include <string.h>

#include "ocr/pdf/pdf_tokens.h"

#define DEEPEST 28	  /* of q: what PDF promises */
#define MOST_OBJECTS 20	  /* an image, and forms of hidden text */
#define CLIP_SLACK_PT 1.0 /* a clip may be this much inside the image */

struct state {
	struct matrix matrix;
	struct area clip;
	int text_mode;
	gboolean black;
};

struct content {
	struct pdf_tokens tokens;
	struct state state, stack[DEEPEST];
	guint depth, objects;
	struct area path; /* a re that waits for its n */
	gboolean has_path, clips;
	GPtrArray *states;
	struct placed_image *found; /* name NULL: not yet */
	gboolean (*is_unseen)(const char *name, gpointer closure);
	gpointer closure;
};

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
	const double *n = content->tokens.numbers;
	struct matrix m = { n[0], n[1], n[2], n[3], n[4], n[5] };

	if (content->tokens.count != 6)
		return FALSE;
	content->state.matrix = matrix_multiply(&m, &content->state.matrix);
	return TRUE;
}

static gboolean
add_rectangle(struct content *content)
{
	const double *n = content->tokens.numbers;

	if (content->tokens.count != 4 || content->has_path ||
	    !matrix_is_along_axes(&content->state.matrix))
		return FALSE;
	content->path =
		matrix_place(&content->state.matrix, n[0], n[1], n[2], n[3]);
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
	struct area *now = &content->state.clip;
	const struct area *path = &content->path;

	if (content->has_path && content->clips)
		*now = (struct area){ MAX(now->x0, path->x0),
				      MAX(now->y0, path->y0),
				      MIN(now->x1, path->x1),
				      MIN(now->y1, path->y1) };
	content->has_path = content->clips = FALSE;
	return TRUE;
}

static gboolean
set_text_mode(struct content *content)
{
	if (content->tokens.count != 1)
		return FALSE;
	content->state.text_mode = pdf_text_mode(content->tokens.numbers[0]);
	return TRUE;
}

static gboolean
show_text(struct content *content)
{
	return content->state.text_mode == PDF_INVISIBLE;
}

/* g, rg; k has the black of its own. */
static gboolean
set_light(struct content *content)
{
	content->state.black = TRUE;
	for (guint i = 0; i < content->tokens.count; i++)
		content->state.black &= content->tokens.numbers[i] == 0;
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
	if (content->tokens.name == NULL)
		return FALSE;
	g_ptr_array_add(content->states, g_strdup(content->tokens.name));
	return TRUE;
}

static gboolean
draw_object(struct content *content)
{
	const struct area *clip = &content->state.clip;
	struct area box = matrix_place(&content->state.matrix, 0, 0, 1, 1);

	if (content->tokens.name == NULL || ++content->objects > MOST_OBJECTS)
		return FALSE;
	if (content->is_unseen(content->tokens.name, content->closure))
		return TRUE;
	if (content->found->name != NULL || box.x0 < clip->x0 - CLIP_SLACK_PT ||
	    box.y0 < clip->y0 - CLIP_SLACK_PT ||
	    box.x1 > clip->x1 + CLIP_SLACK_PT ||
	    box.y1 > clip->y1 + CLIP_SLACK_PT)
		return FALSE;
	content->found->name = g_strdup(content->tokens.name);
	content->found->matrix = content->state.matrix;
	content->found->black = content->state.black;
	return TRUE;
}

/* Optional content may be hidden. */
static gboolean
begin_marked(struct content *content)
{
	return g_strcmp0(content->tokens.name, "OC") != 0;
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
act(struct content *content)
{
	for (guint i = 0; i < G_N_ELEMENTS(operators); i++)
		if (strcmp(operators[i].name, content->tokens.action) == 0)
			return operators[i].act(content);
	return g_strv_contains(harmless, content->tokens.action);
}

gboolean
content_is_one_image(const char *data, gsize size,
		     gboolean (*is_unseen)(const char *name, gpointer closure),
		     gpointer closure, struct placed_image *out)
{
	struct placed_image found = { 0 };
	struct content content = {
		.state = { .matrix = MATRIX_IDENTITY,
			   .clip = { -G_MAXDOUBLE / 4, -G_MAXDOUBLE / 4,
				     G_MAXDOUBLE / 4, G_MAXDOUBLE / 4 },
			   .black = TRUE },
		.states = g_ptr_array_new_with_free_func(g_free),
		.found = &found,
		.is_unseen = is_unseen,
		.closure = closure,
	};
	gboolean good = TRUE;

	pdf_tokens_begin(&content.tokens, data, size);
	while (good && pdf_tokens_next(&content.tokens))
		good = act(&content);
	good &= !content.tokens.broken;
	pdf_tokens_end(&content.tokens);
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
