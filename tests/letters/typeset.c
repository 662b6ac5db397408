/* typeset.c - the page flow of the test letters. */
#include <string.h>

#include "tests/letters/markup.h"
#include "tests/letters/sheet.h"
#include "tests/letters/typeset.h"

#define LINE_HEIGHT_PT 13.8
#define BOTTOM_PT (PAGE_HEIGHT_PT - PAGE_MARGIN_PT)
#define EMPTY_LINE_PT 12.0 /* less is only a loose line */
#define BASELINE_PT 11.0   /* below a line's top */

struct typesetter {
	PangoContext *context;
	GPtrArray *sheets;
	struct sheet *sheet;
	double y;
	gboolean gap; /* since the last line */
	const char *running;
};

static void
sheet_fill(GArray *boxes, double x, double y, double width, double height,
	   double gray)
{
	struct filled box = { x, y, width, height, gray };

	g_array_append_val(boxes, box);
}

struct typesetter *
typesetter_new(const char *running)
{
	struct typesetter *typesetter = g_new0(struct typesetter, 1);
	cairo_font_options_t *options = cairo_font_options_create();

	cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
	cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
	cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
	typesetter->context = pango_font_map_create_context(
		pango_cairo_font_map_get_default());
	pango_cairo_context_set_resolution(typesetter->context, 72);
	pango_cairo_context_set_font_options(typesetter->context, options);
	pango_context_set_round_glyph_positions(typesetter->context, FALSE);
	cairo_font_options_destroy(options);
	typesetter->sheets = g_ptr_array_new_with_free_func(sheet_free);
	typesetter->running = running;
	type_page(typesetter);
	return typesetter;
}

GPtrArray *
typesetter_finish(struct typesetter *typesetter)
{
	GPtrArray *sheets = typesetter->sheets;

	g_object_unref(typesetter->context);
	g_free(typesetter);
	return sheets;
}

static void
add_attribute(PangoAttrList *list, PangoAttribute *attribute, guint start,
	      guint end)
{
	attribute->start_index = start;
	attribute->end_index = end;
	pango_attr_list_insert(list, attribute);
}

static gboolean
in_stretches(const GArray *stretches, guint offset)
{
	for (guint i = 0; i < stretches->len; i++) {
		const struct stretch *stretch =
			&g_array_index(stretches, struct stretch, i);

		if (offset >= stretch->start && offset < stretch->end)
			return TRUE;
	}
	return FALSE;
}

/* Pango would also break after a slash, which the form never does. */
static void
keep_tokens_whole(PangoAttrList *list, const struct passage *passage)
{
	guint start = 0, end;

	for (end = 0; passage->text[end] != '\0'; end++) {
		char c = passage->text[end];
		gboolean redacted = in_stretches(passage->redacted, end);

		if ((c != ' ' && c != '\n' && c != '-') || redacted)
			continue;
		add_attribute(list, pango_attr_allow_breaks_new(FALSE), start,
			      c == '-' ? end + 1 : end);
		start = end + 1;
	}
	add_attribute(list, pango_attr_allow_breaks_new(FALSE), start, end);
}

static PangoAttrList *
passage_attributes(const struct passage *passage)
{
	PangoAttrList *list = pango_attr_list_new();

	/* A ligature of the font's is not one of the letter's. */
	add_attribute(list, pango_attr_font_features_new("liga=0"), 0,
		      PANGO_ATTR_INDEX_TO_TEXT_END);
	add_attribute(list, pango_attr_insert_hyphens_new(FALSE), 0,
		      PANGO_ATTR_INDEX_TO_TEXT_END);
	for (guint i = 0; i < passage->bold->len; i++) {
		const struct stretch *bold =
			&g_array_index(passage->bold, struct stretch, i);

		add_attribute(list, pango_attr_weight_new(PANGO_WEIGHT_BOLD),
			      bold->start, bold->end);
	}
	keep_tokens_whole(list, passage);
	return list;
}

static PangoLayout *
lay_out(struct typesetter *typesetter, const struct passage *passage,
	const char *font)
{
	PangoLayout *layout = pango_layout_new(typesetter->context);
	PangoFontDescription *description =
		pango_font_description_from_string(font);
	PangoAttrList *attributes = passage_attributes(passage);

	pango_layout_set_font_description(layout, description);
	pango_layout_set_width(
		layout,
		pango_units_from_double(PAGE_WIDTH_PT - 2 * PAGE_MARGIN_PT));
	pango_layout_set_wrap(layout, PANGO_WRAP_WORD);
	pango_layout_set_text(layout, passage->text, -1);
	pango_layout_set_attributes(layout, attributes);
	pango_attr_list_unref(attributes);
	pango_font_description_free(description);
	return layout;
}

static void
place_piece(struct typesetter *typesetter, struct piece piece)
{
	g_array_append_val(typesetter->sheet->pieces, piece);
}

static void
redact_line(struct typesetter *typesetter, PangoLayoutLine *line, double x,
	    double baseline, const GArray *redacted)
{
	for (guint i = 0; i < redacted->len; i++) {
		const struct stretch *stretch =
			&g_array_index(redacted, struct stretch, i);
		int from, to;

		if ((int)stretch->start < line->start_index ||
		    (int)stretch->end > line->start_index + line->length)
			continue;
		pango_layout_line_index_to_x(line, (int)stretch->start, FALSE,
					     &from);
		pango_layout_line_index_to_x(line, (int)stretch->end, FALSE,
					     &to);
		sheet_fill(typesetter->sheet->above,
			   x + pango_units_to_double(from),
			   baseline - BASELINE_PT,
			   pango_units_to_double(to - from), LINE_HEIGHT_PT, 0);
	}
}

static void
flow_passage(struct typesetter *typesetter, const struct passage *passage,
	     gboolean centred)
{
	PangoLayout *layout =
		lay_out(typesetter, passage, "Liberation Serif 12");
	GSList *lines = pango_layout_get_lines_readonly(layout);

	for (; lines != NULL; lines = lines->next) {
		PangoLayoutLine *line = lines->data;
		PangoRectangle extents;
		double x = PAGE_MARGIN_PT, baseline;

		if (typesetter->y + LINE_HEIGHT_PT > BOTTOM_PT)
			type_page(typesetter);
		baseline = typesetter->y + BASELINE_PT;
		pango_layout_line_get_extents(line, NULL, &extents);
		if (centred)
			x = (PAGE_WIDTH_PT -
			     pango_units_to_double(extents.width)) /
			    2;
		place_piece(typesetter,
			    (struct piece){ line, x, baseline, .in_flow = TRUE,
					    .gap_above = typesetter->gap });
		typesetter->gap = FALSE;
		redact_line(typesetter, line, x, baseline, passage->redacted);
		g_ptr_array_add(typesetter->sheet->layouts,
				g_object_ref(layout));
		typesetter->y += LINE_HEIGHT_PT;
	}
	g_object_unref(layout);
}

static void
flow_text(struct typesetter *typesetter, const char *marked, gboolean centred)
{
	g_autoptr(GPtrArray) passages = markup_parse(marked);

	for (guint i = 0; i < passages->len; i++) {
		const struct passage *passage = g_ptr_array_index(passages, i);

		if (i > 0)
			type_page(typesetter);
		if (*passage->text != '\0')
			flow_passage(typesetter, passage, centred);
	}
}

void
type_body(struct typesetter *typesetter, const char *marked)
{
	flow_text(typesetter, marked, FALSE);
}

void
type_paragraph(struct typesetter *typesetter, const char *marked)
{
	type_body(typesetter, marked);
	type_gap(typesetter, LINE_HEIGHT_PT);
}

void
type_centred(struct typesetter *typesetter, const char *marked)
{
	flow_text(typesetter, marked, TRUE);
}

void
type_section(struct typesetter *typesetter, const char *title)
{
	g_autofree char *marked = g_strdup_printf("{b}%s{/b}", title);

	type_gap(typesetter, 6);
	type_centred(typesetter, marked);
	type_gap(typesetter, 6);
}

/* Space at a page's top would only lower the text. */
void
type_gap(struct typesetter *typesetter, double points)
{
	if (typesetter->y <= PAGE_MARGIN_PT)
		return;
	typesetter->y += points;
	if (points >= EMPTY_LINE_PT)
		typesetter->gap = TRUE;
}

void
type_below(struct typesetter *typesetter, double y)
{
	typesetter->y = y;
	typesetter->gap = TRUE;
}

void
type_at(struct typesetter *typesetter, double x, double baseline,
	const char *marked)
{
	g_autoptr(GPtrArray) passages = markup_parse(marked);
	PangoLayout *layout =
		lay_out(typesetter, g_ptr_array_index(passages, 0),
			"Liberation Sans 11");
	GSList *lines = pango_layout_get_lines_readonly(layout);

	g_ptr_array_add(typesetter->sheet->layouts, layout);
	for (int i = 0; lines != NULL; lines = lines->next, i++)
		place_piece(typesetter,
			    (struct piece){ lines->data, x,
					    baseline + i * LINE_HEIGHT_PT });
}

void
type_page(struct typesetter *typesetter)
{
	g_autofree char *number = NULL;

	typesetter->sheet = sheet_new(PAGE_WIDTH_PT, PAGE_HEIGHT_PT);
	g_ptr_array_add(typesetter->sheets, typesetter->sheet);
	typesetter->y = PAGE_MARGIN_PT;
	typesetter->gap = FALSE;
	if (typesetter->running == NULL)
		return;
	number = g_strdup_printf("Page %u", typesetter->sheets->len);
	type_at(typesetter, PAGE_MARGIN_PT, 40, typesetter->running);
	type_at(typesetter, PAGE_WIDTH_PT / 2 - 15, PAGE_HEIGHT_PT - 36,
		number);
}

void
type_logo(struct typesetter *typesetter)
{
	GArray *pieces = typesetter->sheet->pieces;
	guint first = pieces->len;

	type_at(typesetter, 466, 58, "MAXIMUS");
	type_at(typesetter, 466, 71, "Federal Services");
	for (guint i = first; i < pieces->len; i++)
		g_array_index(pieces, struct piece, i).drawn = TRUE;
	sheet_fill(typesetter->sheet->below, 560, 46, 0.8, 27, 0.6);
}

void
type_cell(struct typesetter *typesetter, double x, double y, double width,
	  double height, double shade)
{
	GArray *below = typesetter->sheet->below;

	if (shade < 1)
		sheet_fill(below, x, y, width, height, shade);
	sheet_fill(below, x - 0.25, y - 0.25, width + 0.5, 0.5, 0);
	sheet_fill(below, x - 0.25, y + height - 0.25, width + 0.5, 0.5, 0);
	sheet_fill(below, x - 0.25, y - 0.25, 0.5, height + 0.5, 0);
	sheet_fill(below, x + width - 0.25, y - 0.25, 0.5, height + 0.5, 0);
}

void
type_bars(struct typesetter *typesetter, const char *digits)
{
	double x = 2 * PAGE_MARGIN_PT;

	for (; *digits != '\0'; digits++) {
		double width = 1 + (*digits - '0') * 0.5;

		sheet_fill(typesetter->sheet->below, x, 300, width, 120, 0);
		x += 2 * width + 1;
	}
}
