/* rescan.c - pages drawn by Poppler instead of the typesetter. */
#include "tests/letters/rescan.h"

#include <math.h>
#include <poppler.h>
#include <string.h>

#include "tests/letters/scan_file.h"

static PIX *
scan_poppler_page(PopplerPage *page, const struct scan_class *class)
{
	double width, height, scale = class->dpi / 72.0;
	cairo_surface_t *drawing;
	cairo_t *cr;
	PIX *pix;

	poppler_page_get_size(page, &width, &height);
	drawing = cairo_image_surface_create(CAIRO_FORMAT_RGB24,
					     (int)lround(width * scale),
					     (int)lround(height * scale));
	cr = cairo_create(drawing);
	cairo_set_source_rgb(cr, 1, 1, 1);
	cairo_paint(cr);
	cairo_scale(cr, scale, scale);
	poppler_page_render_for_printing(page, cr);
	cairo_destroy(cr);
	pix = scan_drawing(drawing, class);
	cairo_surface_destroy(drawing);
	return pix;
}

void
rescan_file(const char *pdf, const struct scan_class *class,
	    const char *directory)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GFile) file = g_file_new_for_path(pdf);
	g_autofree char *uri = g_file_get_uri(file);
	PopplerDocument *document =
		poppler_document_new_from_file(uri, NULL, &error);
	g_autofree char *name = g_path_get_basename(pdf);
	g_autofree char *scan = NULL, *path = NULL;
	PIXA *pages;

	if (document == NULL)
		g_error("%s: %s", pdf, error->message);
	pages = pixaCreate(poppler_document_get_n_pages(document));
	for (int i = 0; i < poppler_document_get_n_pages(document); i++) {
		PopplerPage *page = poppler_document_get_page(document, i);

		pixaAddPix(pages, scan_poppler_page(page, class), L_INSERT);
		g_object_unref(page);
	}
	if (g_str_has_suffix(name, ".pdf"))
		name[strlen(name) - strlen(".pdf")] = '\0';
	scan = g_strdup_printf("%s.%s", name, scan_file_suffix(class->file));
	path = g_build_filename(directory, scan, NULL);
	scan_file_write(pages, class, path);
	pixaDestroy(&pages);
	g_object_unref(document);
}
