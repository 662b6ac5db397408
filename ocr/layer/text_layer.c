/* text_layer.c - Poppler's characters, boxes and fonts become words.
 *
 * Poppler has three views of a page's text, one entry a character each: the
 * text, the layout and the attributes. Together they lose nothing, not even
 * the hyphens at line ends that its plain text output drops. */
#include "ocr/layer/text_layer.h"

#include <math.h>
#include <string.h>

#include "ocr/layer/english.h"
#include "ocr/layer/layer_marks.h"
#include "ocr/layer/text_time.h"

/* Poppler puts a space between two runs of different fonts even where they
 * touch; narrower than this part of the font size it is none. */
#define TOUCHING_EM 0.06

/* Wider than this part it is one, even where Poppler puts none. */
#define APART_EM 0.6

/* A glyph that begins further back over the one before does not go on in its
 * word; kerning and slanted print do not reach so far. */
#define OVER_EM 0.3

/* Of the glyphs, from here on a layer is garbage. */
#define MOST_UNMAPPED 0.2

/* Of a word of a hidden layer: how often those of the layers that bench/layers
 * makes are right. */
#define HIDDEN_CONFIDENCE 0.96

/* Lighter is white on white, as pdf_run.c has it. */
#define WHITE 0.92

struct glyph {
	gunichar character;
	struct box box;
	struct word_style style;
	gboolean bold;
};

static gboolean
is_bold_font(const char *name)
{
	static const char *const weights[] = { "bold", "black", "heavy",
					       "demi" };
	/* "ABCDEF+" marks a subset; its six letters say nothing. */
	const char *plus = strchr(name, '+');
	g_autofree char *lower = g_ascii_strdown(plus ? plus + 1 : name, -1);

	for (guint i = 0; i < G_N_ELEMENTS(weights); i++)
		if (strstr(lower, weights[i]) != NULL)
			return TRUE;
	return FALSE;
}

/* The marks that Poppler puts around right-to-left text have no boxes. */
static gboolean
has_box(gunichar character)
{
	return character < 0x202a || character > 0x202c;
}

static gboolean
is_unmapped(gunichar character)
{
	switch (g_unichar_type(character)) {
	case G_UNICODE_CONTROL:
	case G_UNICODE_PRIVATE_USE:
	case G_UNICODE_SURROGATE:
	case G_UNICODE_UNASSIGNED:
		return TRUE;
	default:
		return character == 0xfffd;
	}
}

static double
clamp(double value, double limit)
{
	return isfinite(value) ? CLAMP(value, 0, limit) : 0;
}

static struct box
box_from_rectangle(const PopplerRectangle *r, double width, double height)
{
	double x1 = clamp(r->x1, width), x2 = clamp(r->x2, width);
	double y1 = clamp(r->y1, height), y2 = clamp(r->y2, height);

	return (struct box){ MIN(x1, x2), MIN(y1, y2), MAX(x1, x2),
			     MAX(y1, y2) };
}

static guint32
pack_color(const PopplerColor *color)
{
	return (guint32)(color->red >> 8) << 16 |
	       (guint32)(color->green >> 8) << 8 | color->blue >> 8;
}

static void
set_fonts(PopplerPage *page, GArray *glyphs)
{
	GList *attributes = poppler_page_get_text_attributes(page);

	for (GList *item = attributes; item != NULL; item = item->next) {
		const PopplerTextAttributes *run = item->data;
		gboolean bold = is_bold_font(run->font_name);
		struct word_style style = {
			.color = pack_color(&run->color),
			.size = run->font_size,
			.family = layer_marks_family(run->font_name),
		};
		guint end = MIN((guint)MAX(run->end_index + 1, 0), glyphs->len);

		for (guint i = (guint)MAX(run->start_index, 0); i < end; i++) {
			struct glyph *glyph =
				&g_array_index(glyphs, struct glyph, i);

			glyph->bold = bold;
			glyph->style = style;
		}
	}
	poppler_page_free_text_attributes(attributes);
}

static GArray *
read_glyphs(PopplerPage *page, double width, double height,
	    gboolean *out_agrees)
{
	GArray *glyphs = g_array_new(FALSE, TRUE, sizeof(struct glyph));
	g_autofree char *text = poppler_page_get_text(page);
	g_autofree PopplerRectangle *boxes = NULL;
	guint count = 0;
	const char *p;

	poppler_page_get_text_layout(page, &boxes, &count);
	for (p = text; *p != '\0'; p = g_utf8_next_char(p)) {
		struct glyph glyph = { .character = g_utf8_get_char(p) };

		if (!has_box(glyph.character))
			continue;
		if (glyphs->len == count)
			break;
		glyph.box =
			box_from_rectangle(&boxes[glyphs->len], width, height);
		g_array_append_val(glyphs, glyph);
	}
	*out_agrees = *p == '\0' && glyphs->len == count;
	set_fonts(page, glyphs);
	return glyphs;
}

/* A word in the making. */
struct pen {
	GString *text;
	struct box box;
	struct word_style style; /* of its first glyph */
	guint glyphs, bold;
	GArray *styles; /* of struct word_style: of the words so far */
};

static void
pen_lift(struct pen *pen, struct text_layer *layer)
{
	if (pen->glyphs > 0) {
		g_ptr_array_add(layer->words,
				word_new(pen->text->str, pen->box, 1.0,
					 pen->bold * 2 > pen->glyphs));
		g_array_append_val(pen->styles, pen->style);
	}
	g_string_truncate(pen->text, 0);
	pen->glyphs = pen->bold = 0;
}

static void
pen_write(struct pen *pen, const struct glyph *glyph)
{
	if (pen->glyphs == 0)
		pen->style = glyph->style;
	g_string_append_unichar(pen->text, glyph->character);
	pen->box =
		pen->glyphs == 0 ? glyph->box : box_union(pen->box, glyph->box);
	pen->glyphs++;
	pen->bold += glyph->bold ? 1 : 0;
}

/* Glyph i is a space that Poppler made up between two touching glyphs. */
static gboolean
is_no_space(const GArray *glyphs, guint i)
{
	const struct glyph *before, *after;
	double gap;

	if (g_array_index(glyphs, struct glyph, i).character != ' ' || i == 0 ||
	    i + 1 >= glyphs->len)
		return FALSE;
	before = &g_array_index(glyphs, struct glyph, i - 1);
	after = &g_array_index(glyphs, struct glyph, i + 1);
	gap = after->box.x0 - before->box.x1;
	return ABS(gap) < TOUCHING_EM * after->style.size;
}

/* From the end of one cell of a table to the next Poppler may put no space at
 * all. */
static gboolean
is_apart(const struct glyph *before, const struct glyph *after)
{
	const struct box *a = &before->box, *b = &after->box;
	double x_gap = MAX(b->x0 - a->x1, a->x0 - b->x1);
	double y_gap = MAX(b->y0 - a->y1, a->y0 - b->y1);

	return MAX(x_gap, y_gap) > APART_EM * MAX(after->style.size, 1);
}

/* Print that was set over other print comes in between its glyphs: back over
 * the one before, or of other looks on another base line. Where a word changes
 * its looks (a link and its full stop, a superscript), its glyphs touch, and
 * its family stays. */
static gboolean
is_of_other_print(const struct glyph *before, const struct glyph *after)
{
	const struct word_style *a = &before->style, *b = &after->style;
	double size = MAX(b->size, 1), gap = after->box.x0 - before->box.x1;
	double step = after->box.y1 - before->box.y1;

	if (word_style_equal(a, b))
		return gap < -size;
	if (a->color != b->color && a->family != b->family)
		return TRUE;
	if (a->color != b->color ||
	    (a->family != b->family && a->size != b->size))
		return MAX(fabs(gap), fabs(step)) > TOUCHING_EM * size;
	return gap < -OVER_EM * size;
}

static void
make_words(struct text_layer *layer, const GArray *glyphs)
{
	struct pen pen = {
		.text = g_string_new(NULL),
		.styles = g_array_new(FALSE, FALSE, sizeof(struct word_style)),
	};
	guint bold = 0;

	for (guint i = 0; i < glyphs->len; i++) {
		const struct glyph *glyph =
			&g_array_index(glyphs, struct glyph, i);

		if (g_unichar_isspace(glyph->character)) {
			if (!is_no_space(glyphs, i))
				pen_lift(&pen, layer);
			continue;
		}
		layer->glyphs++;
		layer->unmapped += is_unmapped(glyph->character) ? 1 : 0;
		if (g_unichar_iscntrl(glyph->character))
			continue;
		bold += glyph->bold ? 1 : 0;
		if (i > 0 && (is_apart(glyph - 1, glyph) ||
			      is_of_other_print(glyph - 1, glyph)))
			pen_lift(&pen, layer);
		pen_write(&pen, glyph);
	}
	pen_lift(&pen, layer);
	g_string_free(pen.text, TRUE);
	layer->styles = pen.styles;
	layer->marks = g_array_new(FALSE, FALSE, sizeof(struct word_style));
	layer->tells_bold = bold > 0 && bold < layer->glyphs;
}

struct text_layer *
text_layer_read(PopplerPage *page, double width, double height)
{
	struct text_layer *layer = g_new0(struct text_layer, 1);
	g_autoptr(GArray) glyphs = NULL;

	layer->words =
		g_ptr_array_new_with_free_func((GDestroyNotify)word_free);
	if (text_time_begin()) {
		glyphs = read_glyphs(page, width, height, &layer->agrees);
		text_time_end();
	} else {
		glyphs = g_array_new(FALSE, TRUE, sizeof(struct glyph));
		layer->too_slow = TRUE;
	}
	make_words(layer, glyphs);
	return layer;
}

static double
lightness_of(guint32 color)
{
	return (0.30 * (color >> 16 & 0xff) + 0.59 * (color >> 8 & 0xff) +
		0.11 * (color & 0xff)) /
	       255;
}

static GPtrArray *
find_pale(const struct text_layer *layer)
{
	GPtrArray *pale = g_ptr_array_new();

	for (guint i = 0; i < layer->words->len; i++) {
		const struct word_style *style =
			&g_array_index(layer->styles, struct word_style, i);

		if (lightness_of(style->color) > TEXT_LAYER_PALE)
			g_ptr_array_add(pale, layer->words->pdata[i]);
	}
	return pale;
}

void
text_layer_drop_marks(struct text_layer *layer)
{
	GPtrArray *pale = find_pale(layer);

	layer->lost_much |=
		layer_marks_drop(layer->words, layer->styles, layer->marks);
	for (guint i = 0; i < pale->len; i++)
		layer->pale |=
			g_ptr_array_find(layer->words, pale->pdata[i], NULL);
	g_ptr_array_unref(pale);
	g_array_set_size(layer->styles, 0);
}

static gboolean
holds_style(const GArray *styles, const struct word_style *style)
{
	for (guint i = 0; i < styles->len; i++)
		if (word_style_equal(
			    &g_array_index(styles, struct word_style, i),
			    style))
			return TRUE;
	return FALSE;
}

GArray *
text_layer_white_styles(const struct text_layer *layer)
{
	GArray *white = g_array_new(FALSE, FALSE, sizeof(struct word_style));

	for (guint i = 0; i < layer->styles->len; i++) {
		const struct word_style *style =
			&g_array_index(layer->styles, struct word_style, i);

		if (lightness_of(style->color) > WHITE &&
		    !holds_style(white, style))
			g_array_append_val(white, *style);
	}
	return white;
}

double
text_layer_area(const struct text_layer *layer)
{
	double area = 0;

	for (guint i = 0; i < layer->words->len; i++) {
		const struct word *word = layer->words->pdata[i];
		const struct box *box = &word->box;

		area += (box->x1 - box->x0) * (box->y1 - box->y0);
	}
	return area;
}

static gboolean
is_rule(const char *text)
{
	return text[strspn(text, "|_")] == '\0';
}

void
text_layer_doubt(struct text_layer *layer)
{
	layer->hidden = TRUE;
	for (guint i = layer->words->len; i-- > 0;) {
		struct word *word = layer->words->pdata[i];

		word->confidence = HIDDEN_CONFIDENCE;
		if (is_rule(word->text))
			g_ptr_array_remove_index(layer->words, i);
	}
}

void
text_layer_free(struct text_layer *layer)
{
	g_clear_pointer(&layer->words, g_ptr_array_unref);
	g_clear_pointer(&layer->styles, g_array_unref);
	g_clear_pointer(&layer->marks, g_array_unref);
	g_free(layer);
}

char *
text_layer_fault(const struct text_layer *layer, gboolean over_scan)
{
	double unmapped =
		layer->glyphs > 0 ? (double)layer->unmapped / layer->glyphs : 0;

	if (layer->too_slow)
		return g_strdup("text layer takes too long to lay out");
	if (!layer->agrees)
		return g_strdup("text layer is garbage: its characters and "
				"their boxes do not agree");
	if (layer->mirrored)
		return g_strdup("text layer is garbage: it is mirrored");
	if (unmapped > MOST_UNMAPPED)
		return g_strdup_printf("text layer is garbage: %.0f %% of "
				       "glyphs have no Unicode value",
				       100 * unmapped);
	if (!english_is_plausible(layer->words))
		return g_strdup("text layer is garbage: no words of the "
				"language");
	if (over_scan && !english_is_well_read(layer->words))
		return g_strdup("text layer is a poor recognition of the scan "
				"below it");
	return NULL;
}
