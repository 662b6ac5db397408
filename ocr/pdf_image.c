/* pdf_image.c - the marks on a PDF page, found by drawing it. */
#include "ocr/pdf_image.h"

/* Enough for a hair line to leave a grey pixel; small for any page. */
#define PREVIEW_PIXELS 600.0

gboolean
pdf_image_covers_page(PopplerPage *page)
{
	GList *images = poppler_page_get_image_mapping(page);
	double width, height, largest = 0;

	poppler_page_get_size(page, &width, &height);
	for (GList *item = images; item != NULL; item = item->next) {
		const PopplerImageMapping *image = item->data;
		const PopplerRectangle *area = &image->area;
		double w = MIN(area->x2, width) - MAX(area->x1, 0);
		double h = MIN(area->y2, height) - MAX(area->y1, 0);

		if (w > 0 && h > 0)
			largest = MAX(largest, w * h);
	}
	poppler_page_free_image_mapping(images);
	return largest >= width * height / 2;
}

gboolean
pdf_image_has_marks(PopplerPage *page)
{
	double width, height, scale;
	cairo_surface_t *surface;
	cairo_t *cairo;
	gboolean marks = FALSE;

	poppler_page_get_size(page, &width, &height);
	scale = PREVIEW_PIXELS / MAX(width, height);
	surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24,
					     (int)PREVIEW_PIXELS,
					     (int)PREVIEW_PIXELS);
	cairo = cairo_create(surface);
	cairo_set_source_rgb(cairo, 1, 1, 1);
	cairo_paint(cairo);
	cairo_scale(cairo, scale, scale);
	poppler_page_render(page, cairo);
	cairo_destroy(cairo);
	cairo_surface_flush(surface);
	for (int y = 0; y < cairo_image_surface_get_height(surface); y++) {
		const guint32 *row = (const void *)(
			cairo_image_surface_get_data(surface) +
			y * cairo_image_surface_get_stride(surface));

		for (int x = 0; x < cairo_image_surface_get_width(surface); x++)
			marks |= (row[x] & 0xffffff) != 0xffffff;
	}
	cairo_surface_destroy(surface);
	return marks;
}
