/* pdf_image.c - a PDF page as Poppler and cairo draw it.
 *
 * A page that is more than one image: typeset, a stamp on a scan, strips, a
 * palette. */
#define _DEFAULT_SOURCE /* madvise */
#include "ocr/pdf/pdf_image.h"

#include <math.h>
#include <stdlib.h>
#include <sys/mman.h>

#include "core/error.h"
#include "ocr/pdf/pdf_resolution.h"
#include "ocr/pdf/poppler_faults.h"

#define LEAST_DPI 100.0

/* cairo's image surfaces end here. */
#define LARGEST_SIDE 32767

/* A third of what drawing costs is the kernel's, who finds the memory page by
 * page; in pages of this size it is a tenth of that. */
#define HUGE_PAGE (2u << 20)

/* NULL when there is no memory for it. */
static cairo_surface_t *
new_surface(int width, int height)
{
	static const cairo_user_data_key_t owned;
	int stride = cairo_format_stride_for_width(CAIRO_FORMAT_RGB24, width);
	gsize size = (gsize)stride * (gsize)height;
	cairo_surface_t *surface;
	void *pixels = NULL;

	if (stride <= 0 || posix_memalign(&pixels, HUGE_PAGE, size) != 0)
		return NULL;
	/* Without them it only takes longer. */
	if (size >= HUGE_PAGE)
		(void)madvise(pixels, size, MADV_HUGEPAGE);
	surface = cairo_image_surface_create_for_data(
		pixels, CAIRO_FORMAT_RGB24, width, height, stride);
	if (cairo_surface_set_user_data(surface, &owned, pixels, free) ==
	    CAIRO_STATUS_SUCCESS)
		return surface;
	cairo_surface_destroy(surface);
	free(pixels);
	return NULL;
}

/* An image of the given size, drawn on white, of the page moved to the left and
 * up by so many pixels; NULL when there is no memory for it. */
static cairo_surface_t *
draw_moved(PopplerPage *page, int width, int height, double x_scale,
	   double y_scale, int left, int top)
{
	cairo_surface_t *surface = new_surface(width, height);
	cairo_t *cairo;
	gboolean good;

	if (surface == NULL)
		return NULL;
	cairo = cairo_create(surface);
	cairo_set_source_rgb(cairo, 1, 1, 1);
	cairo_paint(cairo);
	cairo_translate(cairo, -left, -top);
	cairo_scale(cairo, x_scale, y_scale);
	poppler_page_render(page, cairo);
	good = cairo_status(cairo) == CAIRO_STATUS_SUCCESS;
	cairo_destroy(cairo);
	cairo_surface_flush(surface);
	if (!good)
		g_clear_pointer(&surface, cairo_surface_destroy);
	return surface;
}

static cairo_surface_t *
draw(PopplerPage *page, int width, int height, double x_scale, double y_scale)
{
	return draw_moved(page, width, height, x_scale, y_scale, 0, 0);
}

static const guint32 *
surface_row(cairo_surface_t *surface, int y)
{
	return (const void *)(cairo_image_surface_get_data(surface) +
			      (gssize)y *
				      cairo_image_surface_get_stride(surface));
}

/* Lowers the resolution until the page has no more than max_pixels. */
static gboolean
fit_resolution(struct resolution *resolution, double width, double height,
	       gint64 max_pixels, GError **error)
{
	double columns = width / 72 * resolution->x;
	double rows = height / 72 * resolution->y;
	double least = width / 72 * LEAST_DPI * height / 72 * LEAST_DPI;
	double scale = MIN(1, sqrt((double)max_pixels / (columns * rows)));

	scale = MIN(scale, LARGEST_SIDE / MAX(columns, rows));
	if (least > (double)max_pixels ||
	    MAX(width, height) / 72 * LEAST_DPI > LARGEST_SIDE)
		return error_set(error, IMR_ERROR_REJECT,
				 "%.0f x %.0f pt is too large to recognise: at "
				 "%.0f dpi it has more than max_pixels = "
				 "%" G_GINT64_FORMAT
				 "; print it at its paper's size",
				 width, height, LEAST_DPI, max_pixels);
	resolution->x *= scale;
	resolution->y *= scale;
	return TRUE;
}

static guint8
level_of(guint32 pixel, gboolean *shades)
{
	guint32 red = pixel >> 16 & 0xff, green = pixel >> 8 & 0xff;
	guint8 level =
		(guint8)((77 * red + 151 * green + 28 * (pixel & 0xff)) >> 8);

	*shades |= level > 4 && level < 251;
	return level;
}

/* Most of a page is white: four pixels, a word of Leptonica's, at once. */
static void
convert_row(const guint32 *row, int width, l_uint32 *line, gboolean *shades)
{
	int x = 0;

	for (; x + 4 <= width; x += 4, row += 4, line++)
		if ((row[0] & row[1] & row[2] & row[3] & 0xffffff) == 0xffffff)
			*line = 0xffffffff;
		else
			*line = (guint32)level_of(row[0], shades) << 24 |
				(guint32)level_of(row[1], shades) << 16 |
				(guint32)level_of(row[2], shades) << 8 |
				level_of(row[3], shades);
	for (int rest = 0; x < width; x++, rest++)
		SET_DATA_BYTE(line, rest, level_of(row[rest], shades));
}

/* Bilevel stays bilevel: specks can only be told there. */
static PIX *
pix_from_surface(cairo_surface_t *surface)
{
	int width = cairo_image_surface_get_width(surface);
	int height = cairo_image_surface_get_height(surface);
	PIX *gray = pixCreate(width, height, 8), *bilevel;
	gboolean shades = FALSE;

	if (gray == NULL)
		return NULL;
	for (int y = 0; y < height; y++)
		convert_row(surface_row(surface, y), width,
			    pixGetData(gray) + (gssize)y * pixGetWpl(gray),
			    &shades);
	if (shades)
		return gray;
	bilevel = pixThresholdToBinary(gray, 128);
	pixDestroy(&gray);
	return bilevel;
}

/* --- quick looks --- */

/* A page that is larger takes too long for a look at a few of its words. */
#define LARGEST_LOOK_PT 1300.0

struct drawing {
	cairo_surface_t *surface;
	double scale; /* pixels a point */
	int left, top;
};

struct drawing *
pdf_image_draw(PopplerPage *page, double dpi, const struct box *part)
{
	struct drawing drawing = { .scale = dpi / 72 };
	double width, height;

	poppler_page_get_size(page, &width, &height);
	if (!(MAX(width, height) < LARGEST_LOOK_PT))
		return NULL;
	drawing.left = (int)floor(MAX(part->x0, 0) * drawing.scale);
	drawing.top = (int)floor(MAX(part->y0, 0) * drawing.scale);
	width = ceil(MIN(part->x1, width) * drawing.scale) - drawing.left;
	height = ceil(MIN(part->y1, height) * drawing.scale) - drawing.top;
	drawing.surface = draw_moved(page, MAX(1, (int)width),
				     MAX(1, (int)height), drawing.scale,
				     drawing.scale, drawing.left, drawing.top);
	return drawing.surface != NULL ? g_memdup2(&drawing, sizeof(drawing))
				       : NULL;
}

void
drawing_free(struct drawing *drawing)
{
	if (drawing == NULL)
		return;
	cairo_surface_destroy(drawing->surface);
	g_free(drawing);
}

void
drawing_copy(const struct drawing *drawing, const struct box *box, PIX *to,
	     int x, int y)
{
	cairo_surface_t *surface = drawing->surface;
	const double scale = drawing->scale;
	int left = MAX(0, (int)floor(box->x0 * scale) - drawing->left);
	int top = MAX(0, (int)floor(box->y0 * scale) - drawing->top);
	int right = (int)ceil(box->x1 * scale) - drawing->left;
	int bottom = (int)ceil(box->y1 * scale) - drawing->top;
	gboolean shades = FALSE;

	right = MIN(right, cairo_image_surface_get_width(surface));
	right = MIN(right, left + pixGetWidth(to) - x);
	bottom = MIN(bottom, cairo_image_surface_get_height(surface));
	bottom = MIN(bottom, top + pixGetHeight(to) - y);
	for (int row = top; row < bottom; row++) {
		const guint32 *from = surface_row(surface, row);
		l_uint32 *line = pixGetData(to) +
				 (gssize)(y + row - top) * pixGetWpl(to);

		for (int column = left; column < right; column++)
			SET_DATA_BYTE(line, x + column - left,
				      level_of(from[column], &shades));
	}
}

/* --- scans --- */

struct scan *
pdf_image_scan(PopplerPage *page, const struct pdf_survey *survey,
	       gint64 max_pixels, struct damage *damage, GError **error)
{
	struct resolution resolution = pdf_resolution_find(page, survey);
	cairo_surface_t *surface;
	struct scan *scan;
	double width, height;
	PIX *pix = NULL;

	poppler_page_get_size(page, &width, &height);
	if (!fit_resolution(&resolution, width, height, max_pixels, error))
		return NULL;
	poppler_faults_watch();
	surface = draw(page, MAX(1, (int)lround(width / 72 * resolution.x)),
		       MAX(1, (int)lround(height / 72 * resolution.y)),
		       resolution.x / 72, resolution.y / 72);
	poppler_faults_take(damage);
	if (surface != NULL) {
		pix = pix_from_surface(surface);
		cairo_surface_destroy(surface);
	}
	if (pix == NULL) {
		error_set(error, IMR_ERROR_REJECT,
			  "the page cannot be drawn; print it to a new PDF");
		return NULL;
	}
	scan = scan_new_take(pix, width, height, error);
	if (scan != NULL)
		scan->drawn = !resolution.scan;
	return scan;
}
