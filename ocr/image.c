/* image.c - formats: TIFF (of many pages), PNG and JPEG, by Leptonica.
 *
 * Everything is read from memory, and headers before pixels. */
#define _GNU_SOURCE /* memmem */
#include <math.h>
#include <string.h>

#include "core/error.h"
#include "ocr/format.h"
#include "ocr/image/jpeg_gray.h"
#include "ocr/image/orientation.h"
#include "ocr/image/paper_size.h"
#include "ocr/image/png_read.h"
#include "ocr/image/tiff_header.h"
#include "ocr/image/tiff_read.h"
#include "ocr/image/tiff_samples.h"
#include "ocr/pdf/pdf_page.h"
#include "ocr/searchable/image_pdf.h"

/* Decoders do not tell a damaged image from one too large for the memory. */
#define DAMAGED                                                                \
	"the image is damaged, or needs more than the setting memory; scan "   \
	"it again"

/* Some cameras write a little more behind a JPEG's end. */
#define TAIL_BYTES 65536
#define HEAD_BYTES 65536 /* where a JPEG says who wrote it */

struct image {
	GBytes *bytes;
	const struct extract_settings *settings;
	GArray *pages; /* of guint: a TIFF's directories; NULL of the others */
};

struct header {
	struct dots dots;
	int channels;	/* of a JPEG */
	gboolean adobe; /* wrote it: its four inks are inverted */
	int orientation;
	struct tiff_header tiff;
};

static gboolean
starts_with(const guint8 *data, gsize size, const char *magic, gsize length)
{
	return size >= length && memcmp(data, magic, length) == 0;
}

static gboolean
tiff_matches(const guint8 *data, gsize size)
{
	return starts_with(data, size, "II*\0", 4) ||
	       starts_with(data, size, "MM\0*", 4) ||
	       starts_with(data, size, "II+\0", 4) ||
	       starts_with(data, size, "MM\0+", 4);
}

static gboolean
png_matches(const guint8 *data, gsize size)
{
	return starts_with(data, size, "\x89PNG\r\n\x1a\n", 8);
}

static gboolean
jpeg_matches(const guint8 *data, gsize size)
{
	return starts_with(data, size, "\xff\xd8\xff", 3);
}

/* Decoders fill up what is missing with gray. */
static gboolean
jpeg_is_whole(const guint8 *data, gsize size)
{
	const guint8 *tail = data + (size > TAIL_BYTES ? size - TAIL_BYTES : 0);

	return memmem(tail, (gsize)(data + size - tail), "\xff\xd9", 2) != NULL;
}

static gpointer
single_open(GBytes *bytes, const struct extract_settings *settings,
	    guint *out_page_count, G_GNUC_UNUSED GError **error)
{
	struct image *image = g_new0(struct image, 1);

	image->bytes = g_bytes_ref(bytes);
	image->settings = settings;
	*out_page_count = 1;
	return image;
}

static gpointer
jpeg_open(GBytes *bytes, const struct extract_settings *settings,
	  guint *out_page_count, GError **error)
{
	gsize size;
	const guint8 *data = g_bytes_get_data(bytes, &size);

	if (jpeg_is_whole(data, size))
		return single_open(bytes, settings, out_page_count, error);
	error_reject(
		error, "damaged",
		"the JPEG is cut off, its end is missing; ask for it again");
	return NULL;
}

static gpointer
tiff_open(GBytes *bytes, const struct extract_settings *settings,
	  guint *out_page_count, GError **error)
{
	gsize size;
	const guint8 *data = g_bytes_get_data(bytes, &size);
	GArray *pages = tiff_list_pages(data, size);
	struct image *image;

	if (pages == NULL) {
		error_reject(error, "damaged",
			     "the TIFF is damaged or cut off; ask for it "
			     "again, or scan it again");
		return NULL;
	}
	image = single_open(bytes, settings, out_page_count, error);
	image->pages = pages;
	*out_page_count = pages->len;
	return image;
}

static gboolean
tiff_read_header(const guint8 *data, gsize size, guint number,
		 struct header *out)
{
	struct tiff_header *tiff = &out->tiff;

	if (!tiff_header_read(data, size, number, tiff) ||
	    tiff->width > G_MAXINT32 || tiff->height > G_MAXINT32)
		return FALSE;
	out->dots.width = (l_int32)tiff->width;
	out->dots.height = (l_int32)tiff->height;
	out->dots.x_dpi = tiff->x_dpi;
	out->dots.y_dpi = tiff->y_dpi;
	out->orientation = tiff->orientation;
	out->dots.bilevel = tiff->bits == 1 && tiff->samples == 1;
	return TRUE;
}

static gboolean
single_read_header(const guint8 *data, gsize size, struct header *out)
{
	l_int32 format, bits, samples, x_dpi = 0, y_dpi = 0;
	FILE *file;

	if (pixReadHeaderMem(data, size, &format, &out->dots.width,
			     &out->dots.height, &bits, &samples, NULL) != 0)
		return FALSE;
	file = fopenReadFromMemory(data, size);
	if (file == NULL)
		return FALSE;
	if (format == IFF_PNG)
		fgetPngResolution(file, &x_dpi, &y_dpi);
	else
		fgetJpegResolution(file, &x_dpi, &y_dpi);
	fclose(file);
	out->orientation = format == IFF_PNG ? orientation_of_png(data, size)
					     : orientation_of_jpeg(data, size);
	out->dots.x_dpi = x_dpi;
	out->dots.y_dpi = y_dpi;
	out->dots.bilevel = bits == 1 && samples == 1;
	out->channels = samples;
	out->adobe = memmem(data, MIN(size, HEAD_BYTES),
			    "\xff\xee\0\x0e"
			    "Adobe",
			    9) != NULL;
	return TRUE;
}

static guint
directory_of(const struct image *image, guint number)
{
	return g_array_index(image->pages, guint, number - 1);
}

/* From the bytes before any pixel is decoded; refuses too many of them. */
static gboolean
read_header(const struct image *image, guint number, struct header *out,
	    GError **error)
{
	gsize size;
	const guint8 *data = g_bytes_get_data(image->bytes, &size);
	gboolean good;

	*out = (struct header){ .orientation = ORIENTATION_UPRIGHT };
	good = tiff_matches(data, size)
		       ? tiff_read_header(data, size,
					  directory_of(image, number), out)
		       : single_read_header(data, size, out);
	if (!good || out->dots.width <= 0 || out->dots.height <= 0)
		return error_reject(error, "damaged", DAMAGED);
	if ((gint64)out->dots.width * out->dots.height >
	    image->settings->max_pixels)
		return error_set(error, IMR_ERROR_REJECT,
				 "%d x %d pixels, more than max_pixels = "
				 "%" G_GINT64_FORMAT
				 "; scan it at 300 dpi, or raise it",
				 out->dots.width, out->dots.height,
				 image->settings->max_pixels);
	return TRUE;
}

/* As shown. */
static void
measure_paper(const struct header *header, double *out_width,
	      double *out_height)
{
	double width, height;

	paper_size_find(&header->dots, &width, &height);
	if (orientation_is_on_side(header->orientation)) {
		*out_width = height;
		*out_height = width;
		return;
	}
	*out_width = width;
	*out_height = height;
}

static struct page *
image_read_page(gpointer state, guint number, gboolean *out_needs_ocr,
		GError **error)
{
	const struct image *image = state;
	gboolean never = image->settings->ocr == OCR_NEVER;
	struct header header;
	double width, height;
	struct page *page;

	if (!read_header(image, number, &header, error))
		return NULL;
	measure_paper(&header, &width, &height);
	page = page_new(number, width, height);
	page->text_source = never ? TEXT_SOURCE_TEXT_LAYER : TEXT_SOURCE_OCR;
	page->reason =
		g_strdup(never ? "ocr=never, although an image" : "an image");
	*out_needs_ocr = !never;
	return page;
}

/* As shown; in_colour: for people, if it has colours. What is only read is
 * made gray as early as can be, for the memory's sake. */
static PIX *
decode(const struct image *image, guint number, const struct header *header,
       gboolean in_colour, struct damage *damage)
{
	gsize size;
	const guint8 *data = g_bytes_get_data(image->bytes, &size);
	PIX *pix;

	if (tiff_matches(data, size))
		pix = tiff_read(data, size, directory_of(image, number),
				&header->tiff, damage);
	else if (png_matches(data, size))
		pix = png_read(data, size, in_colour);
	else
		pix = jpeg_gray_read(data, size, damage);
	return pix ? orientation_apply(pix, header->orientation) : NULL;
}

static gboolean
say_why_not(const struct header *header, GError **error)
{
	g_autofree char *why = header->tiff.width > 0
				       ? tiff_samples_explain(&header->tiff)
				       : NULL;

	return why != NULL ? error_set(error, IMR_ERROR_REJECT,
				       "a TIFF of %s is not read; convert it "
				       "to 8 bits",
				       why)
			   : error_reject(error, "damaged", DAMAGED);
}

static struct scan *
image_scan_page(gpointer state, guint number, GError **error)
{
	const struct image *image = state;
	struct damage damage = { DAMAGE_NONE, NULL };
	struct header header;
	double width, height;
	struct scan *scan = NULL;
	PIX *pix;

	if (!read_header(image, number, &header, error))
		return NULL;
	pix = decode(image, number, &header, FALSE, &damage);
	measure_paper(&header, &width, &height);
	if (pix == NULL)
		say_why_not(&header, error);
	else
		scan = scan_new_take(pix, width, height, error);
	if (scan != NULL)
		damage_take(&scan->damage, &damage);
	damage_clear(&damage);
	return scan;
}

static gboolean
add_to_pdf(const struct image *image, qpdf_data pdf, guint number,
	   GError **error)
{
	gsize size;
	const guint8 *data = g_bytes_get_data(image->bytes, &size);
	struct damage damage = { DAMAGE_NONE, NULL };
	struct header header;
	double width, height;
	gboolean added;
	PIX *pix;

	if (!read_header(image, number, &header, error))
		return FALSE;
	measure_paper(&header, &width, &height);
	if (jpeg_matches(data, size)) {
		image_pdf_add_jpeg(pdf, image->bytes, header.dots.width,
				   header.dots.height, header.channels,
				   header.adobe, header.orientation, width,
				   height);
		return TRUE;
	}
	pix = decode(image, number, &header, TRUE, &damage);
	damage_clear(&damage);
	added = pix != NULL && image_pdf_add_pix(pdf, pix, width, height);
	pixDestroy(&pix);
	return added || say_why_not(&header, error);
}

static qpdf_data
image_to_pdf(gpointer state, guint page_count, GError **error)
{
	qpdf_data pdf = pdf_new();

	for (guint n = 1; n <= page_count; n++)
		if (!add_to_pdf(state, pdf, n, error)) {
			pdf_free(pdf);
			return NULL;
		}
	return pdf;
}

static void
image_close(gpointer state)
{
	struct image *image = state;

	g_bytes_unref(image->bytes);
	g_clear_pointer(&image->pages, g_array_unref);
	g_free(image);
}

const struct document_format format_tiff = {
	.media_type = "image/tiff",
	.matches = tiff_matches,
	.open = tiff_open,
	.read_page = image_read_page,
	.scan_page = image_scan_page,
	.to_pdf = image_to_pdf,
	.close = image_close,
};

const struct document_format format_png = {
	.media_type = "image/png",
	.matches = png_matches,
	.open = single_open,
	.read_page = image_read_page,
	.scan_page = image_scan_page,
	.to_pdf = image_to_pdf,
	.close = image_close,
};

const struct document_format format_jpeg = {
	.media_type = "image/jpeg",
	.matches = jpeg_matches,
	.open = jpeg_open,
	.read_page = image_read_page,
	.scan_page = image_scan_page,
	.to_pdf = image_to_pdf,
	.close = image_close,
};
