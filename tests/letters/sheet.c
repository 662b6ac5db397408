/* sheet.c - draws a typeset page.
 *
 * Pango's own renderer cannot say that a glyph stands for other characters
 * than those it was shaped from, which soft hyphens and text layers without
 * meaning need; so the glyphs are handed to cairo here, with their text. */
#include <math.h>
#include <string.h>

#include <cairo-pdf.h>

#include "tests/letters/markup.h"
#include "tests/letters/sheet.h"

#define PICTURE_DPI 200.0

struct sheet *
sheet_new(double width, double height)
{
	struct sheet *sheet = g_new0(struct sheet, 1);

	sheet->width = width;
	sheet->height = height;
	sheet->pieces = g_array_new(FALSE, FALSE, sizeof(struct piece));
	sheet->below = g_array_new(FALSE, FALSE, sizeof(struct filled));
	sheet->above = g_array_new(FALSE, FALSE, sizeof(struct filled));
	sheet->layouts = g_ptr_array_new_with_free_func(g_object_unref);
	return sheet;
}

void
sheet_free(gpointer data)
{
	struct sheet *sheet = data;

	g_array_unref(sheet->pieces);
	g_array_unref(sheet->below);
	g_array_unref(sheet->above);
	g_ptr_array_unref(sheet->layouts);
	g_free(sheet);
}

/* The characters that a text layer gives for a cluster. */
static void
append_layer_text(GString *text, const char *cluster, gsize length,
		  gboolean garbage)
{
	if (garbage && *cluster != ' ')
		g_string_append_unichar(text,
					0xe000 + (gunichar)(guchar)*cluster);
	else if (g_str_has_prefix(cluster, MARKUP_SOFT_HYPHEN))
		g_string_append(text, "\u00ad");
	else
		g_string_append_len(text, cluster, (gssize)length);
}

/* Bytes of the item's text that the glyph at index begins, 0 if it only
 * continues its cluster. */
static int
cluster_length(const PangoGlyphItem *run, int index)
{
	const PangoGlyphString *glyphs = run->glyphs;
	int start = glyphs->log_clusters[index];
	int end = run->item->length;

	if (index > 0 && glyphs->log_clusters[index - 1] == start)
		return 0;
	for (int i = index + 1; i < glyphs->num_glyphs; i++)
		if (glyphs->log_clusters[i] != start) {
			end = glyphs->log_clusters[i];
			break;
		}
	return end - start;
}

/* Draws a run and returns how far it reaches. */
static double
draw_run(cairo_t *cr, const PangoGlyphItem *run, const char *text, double x,
	 double y, gboolean garbage)
{
	PangoCairoFont *font = PANGO_CAIRO_FONT(run->item->analysis.font);
	const PangoGlyphString *string = run->glyphs;
	g_autofree cairo_glyph_t *glyphs =
		g_new(cairo_glyph_t, string->num_glyphs);
	g_autofree cairo_text_cluster_t *clusters =
		g_new(cairo_text_cluster_t, string->num_glyphs);
	g_autoptr(GString) layer = g_string_new(NULL);
	double advance = 0;
	int used = 0, count = 0;

	for (int i = 0; i < string->num_glyphs; i++) {
		const PangoGlyphInfo *info = &string->glyphs[i];
		int length = cluster_length(run, i);
		gsize before = layer->len;

		if (info->glyph == PANGO_GLYPH_EMPTY) /* a line's last space */
			continue;
		glyphs[used].index = info->glyph;
		glyphs[used].x = x + advance +
				 pango_units_to_double(info->geometry.x_offset);
		glyphs[used++].y = y;
		advance += pango_units_to_double(info->geometry.width);
		if (length == 0) {
			clusters[count - 1].num_glyphs++;
			continue;
		}
		append_layer_text(layer,
				  text + run->item->offset +
					  string->log_clusters[i],
				  (gsize)length, garbage);
		clusters[count].num_bytes = (int)(layer->len - before);
		clusters[count++].num_glyphs = 1;
	}
	cairo_set_scaled_font(cr, pango_cairo_font_get_scaled_font(font));
	cairo_show_text_glyphs(cr, layer->str, (int)layer->len, glyphs, used,
			       clusters, count, 0);
	return advance;
}

static void
draw_piece(cairo_t *cr, const struct piece *piece, gboolean garbage)
{
	const char *text = pango_layout_get_text(piece->line->layout);
	double x = piece->x;

	if (piece->drawn) {
		cairo_move_to(cr, piece->x, piece->y);
		pango_cairo_layout_line_path(cr, piece->line);
		cairo_fill(cr);
		return;
	}
	for (GSList *run = piece->line->runs; run != NULL; run = run->next)
		x += draw_run(cr, run->data, text, x, piece->y, garbage);
}

static void
draw_filled(cairo_t *cr, const GArray *boxes)
{
	for (guint i = 0; i < boxes->len; i++) {
		const struct filled *box =
			&g_array_index(boxes, struct filled, i);

		cairo_set_source_rgb(cr, box->gray, box->gray, box->gray);
		cairo_rectangle(cr, box->x, box->y, box->width, box->height);
		cairo_fill(cr);
	}
	cairo_set_source_rgb(cr, 0, 0, 0);
}

void
sheet_draw(const struct sheet *sheet, cairo_t *cr)
{
	draw_filled(cr, sheet->below);
	for (guint i = 0; i < sheet->pieces->len; i++)
		draw_piece(cr, &g_array_index(sheet->pieces, struct piece, i),
			   sheet->garbage);
	draw_filled(cr, sheet->above);
}

cairo_surface_t *
sheet_render(const struct sheet *sheet, double dpi)
{
	double scale = dpi / 72;
	cairo_surface_t *surface = cairo_image_surface_create(
		CAIRO_FORMAT_RGB24, (int)lround(sheet->width * scale),
		(int)lround(sheet->height * scale));
	cairo_t *cr = cairo_create(surface);

	cairo_set_source_rgb(cr, 1, 1, 1);
	cairo_paint(cr);
	cairo_scale(cr, scale, scale);
	sheet_draw(sheet, cr);
	cairo_destroy(cr);
	return surface;
}

static void
draw_picture(const struct sheet *sheet, cairo_t *cr)
{
	cairo_surface_t *image = sheet_render(sheet, PICTURE_DPI);

	cairo_save(cr);
	cairo_scale(cr, 72 / PICTURE_DPI, 72 / PICTURE_DPI);
	cairo_set_source_surface(cr, image, 0, 0);
	cairo_paint(cr);
	cairo_restore(cr);
	cairo_surface_destroy(image);
}

void
sheets_write_pdf(const GPtrArray *sheets, const char *path)
{
	const struct sheet *first = g_ptr_array_index(sheets, 0);
	cairo_surface_t *surface =
		cairo_pdf_surface_create(path, first->width, first->height);
	cairo_t *cr = cairo_create(surface);

	/* The same letter is the same bytes on every run. */
	cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE,
				       "2020-01-01");
	for (guint i = 0; i < sheets->len; i++) {
		const struct sheet *sheet = g_ptr_array_index(sheets, i);

		cairo_pdf_surface_set_size(surface, sheet->width,
					   sheet->height);
		if (sheet->picture)
			draw_picture(sheet, cr);
		else
			sheet_draw(sheet, cr);
		cairo_show_page(cr);
	}
	cairo_destroy(cr);
	cairo_surface_finish(surface);
	if (cairo_surface_status(surface) != CAIRO_STATUS_SUCCESS)
		g_error("write %s: %s", path,
			cairo_status_to_string(cairo_surface_status(surface)));
	cairo_surface_destroy(surface);
}
