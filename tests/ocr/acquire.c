/* acquire.c - a known page, as files hold it, and what comes out of them. */
#include "tests/ocr/acquire.h"

#include <stdio.h>

#include <jpeglib.h>

#include "ocr/format.h"
#include "tests/ocr/paper.h"

#define DPI 100.0

/* The page, 8 bits gray; width a multiple of 8 spares the test its padding. */
PIX *
known_page(void)
{
	PIX *pix = paper_scan(DPI);
	PIX *cut = pixCreate(848, 1100, 8);

	pixRasterop(cut, 0, 0, 848, 1100, PIX_SRC, pix, 0, 0);
	pixDestroy(&pix);
	return cut;
}

guint8
level_at(PIX *page, int x, int y)
{
	const l_uint32 *line = pixGetData(page) + (gssize)y * pixGetWpl(page);

	return GET_DATA_BYTE(line, x);
}

/* The scan of the file's first page; message for the operator in error. */
struct scan *
acquire_page(GBytes *bytes, guint number, GError **error)
{
	static const struct document_format *const formats[] = {
		&format_pdf, &format_tiff, &format_png, &format_jpeg
	};
	struct extract_settings settings = paper_settings(OCR_AUTO);
	struct scan *scan = NULL;
	gsize size;
	const guint8 *data = g_bytes_get_data(bytes, &size);

	for (gsize i = 0; i < G_N_ELEMENTS(formats); i++) {
		guint pages;
		gpointer state;

		if (!formats[i]->matches(data, size))
			continue;
		state = formats[i]->open(bytes, &settings, &pages, error);
		if (state != NULL) {
			scan = formats[i]->scan_page(state, number, error);
			formats[i]->close(state);
		}
		return scan;
	}
	g_assert_not_reached();
}

double
mean_difference(PIX *a, PIX *b)
{
	double sum = 0;

	g_assert_cmpint(pixGetWidth(a), ==, pixGetWidth(b));
	g_assert_cmpint(pixGetHeight(a), ==, pixGetHeight(b));
	for (int y = 0; y < pixGetHeight(a); y++)
		for (int x = 0; x < pixGetWidth(a); x++)
			sum += abs(level_at(a, x, y) - level_at(b, x, y));
	return sum / (pixGetWidth(a) * (double)pixGetHeight(a));
}

/* Takes bytes. The page must come out within tolerance, in mean gray levels:
 * an inverted page differs by 200, one without its text by 6. */
void
assert_comes_out_as(GBytes *take_bytes, PIX *wanted, double tolerance)
{
	g_autoptr(GBytes) bytes = take_bytes;
	g_autoptr(GError) error = NULL;
	g_autoptr(scan) scan = acquire_page(bytes, 1, &error);
	PIX *gray;
	double difference;

	g_assert_no_error(error);
	gray = pixConvertTo8(scan->pix, FALSE);
	difference = mean_difference(gray, wanted);
	pixDestroy(&gray);
	g_test_message("differs by %.2f", difference);
	g_assert_cmpfloat(difference, <, tolerance);
}

void
assert_comes_out(GBytes *take_bytes, double tolerance)
{
	PIX *page = known_page();

	assert_comes_out_as(take_bytes, page, tolerance);
	pixDestroy(&page);
}

void
put(GByteArray *bytes, guint32 value, guint length)
{
	guint32 little = GUINT32_TO_LE(value);

	g_byte_array_append(bytes, (const guint8 *)&little, length);
}

/* The page's levels in so many bits, turned over where white is least. */
GByteArray *
pack(PIX *page, guint bits, gboolean inverted)
{
	GByteArray *data = g_byte_array_new();
	guint accumulated = 0, count = 0;

	for (int y = 0; y < pixGetHeight(page); y++)
		for (int x = 0; x < pixGetWidth(page); x++) {
			guint level = level_at(page, x, y);

			if (inverted)
				level = 255 - level;
			if (bits == 16) {
				put(data, level | level << 8, 2);
				continue;
			}
			accumulated = accumulated << bits | level >> (8 - bits);
			count += bits;
			if (count == 8) {
				put(data, accumulated & 0xff, 1);
				accumulated = count = 0;
			}
		}
	return data;
}

/* Each pixel's samples by a function of its level. */
GByteArray *
samples_of(PIX *page, guint samples,
	   void (*fill)(guint8 level, guint8 *samples))
{
	GByteArray *data = g_byte_array_new();
	guint8 pixel[5];

	for (int y = 0; y < pixGetHeight(page); y++)
		for (int x = 0; x < pixGetWidth(page); x++) {
			fill(level_at(page, x, y), pixel);
			g_byte_array_append(data, pixel, samples);
		}
	return data;
}

void
fill_rgb(guint8 level, guint8 *rgb)
{
	rgb[0] = rgb[1] = rgb[2] = level;
}

/* Black ink alone, as office printers have it. */
void
fill_cmyk(guint8 level, guint8 *cmyk)
{
	cmyk[0] = cmyk[1] = cmyk[2] = 0;
	cmyk[3] = (guint8)(255 - level);
}

void
fill_adobe_cmyk(guint8 level, guint8 *cmyk)
{
	cmyk[0] = cmyk[1] = cmyk[2] = 255;
	cmyk[3] = level;
}

void
fill_alpha(guint8 level, guint8 *rgba)
{
	rgba[0] = rgba[1] = rgba[2] = 0;
	rgba[3] = (guint8)(255 - level);
}

GBytes *
jpeg_cmyk(gboolean adobe)
{
	struct jpeg_compress_struct jpeg;
	struct jpeg_error_mgr errors;
	PIX *page = known_page();
	g_autoptr(GByteArray) data =
		samples_of(page, 4, adobe ? fill_adobe_cmyk : fill_cmyk);
	unsigned char *out = NULL;
	unsigned long size = 0;
	GBytes *bytes;

	pixDestroy(&page);
	jpeg.err = jpeg_std_error(&errors);
	jpeg_create_compress(&jpeg);
	jpeg_mem_dest(&jpeg, &out, &size);
	jpeg.image_width = 848;
	jpeg.image_height = 1100;
	jpeg.input_components = 4;
	jpeg.in_color_space = JCS_CMYK;
	jpeg_set_defaults(&jpeg);
	jpeg_set_colorspace(&jpeg, JCS_CMYK);
	jpeg.write_Adobe_marker = adobe;
	jpeg_set_quality(&jpeg, 95, TRUE);
	jpeg_start_compress(&jpeg, TRUE);
	while (jpeg.next_scanline < jpeg.image_height) {
		JSAMPROW row = data->data + jpeg.next_scanline * 848 * 4;

		jpeg_write_scanlines(&jpeg, &row, 1);
	}
	jpeg_finish_compress(&jpeg);
	jpeg_destroy_compress(&jpeg);
	bytes = g_bytes_new(out, size);
	free(out);
	return bytes;
}

/* The page's column (mirrored: counted from its right) or row where the
 * image's first row lies, by EXIF's table. */
PIX *
as_shown(PIX *stored, guint orientation)
{
	gboolean on_side = orientation >= 5;
	int width = pixGetWidth(stored), height = pixGetHeight(stored);
	PIX *shown = pixCreate(on_side ? height : width,
			       on_side ? width : height, 8);

	for (int row = 0; row < height; row++)
		for (int column = 0; column < width; column++) {
			int left = column, right = width - 1 - column;
			int top = row, bottom = height - 1 - row;
			const int places[][2] = {
				{ left, top },	   { right, top },
				{ right, bottom }, { left, bottom },
				{ top, left },	   { bottom, left },
				{ bottom, right }, { top, right },
			};

			pixSetPixel(shown, places[orientation - 1][0],
				    places[orientation - 1][1],
				    level_at(stored, column, row));
		}
	return shown;
}

/* The PDF of an image shows it as viewers of the image do. Takes bytes. */
void
assert_pdf_shows(GBytes *take_bytes, PIX *shown, double tolerance)
{
	g_autoptr(GBytes) bytes = take_bytes;
	struct extract_settings settings = paper_settings(OCR_AUTO);
	g_autoptr(GError) error = NULL;
	g_autoptr(opened_document) opened =
		opened_document_open(bytes, &settings, &error);
	g_autoptr(document) document = document_new();
	GBytes *pdf;

	g_assert_no_error(error);
	g_ptr_array_add(document->pages, page_new(1, 612, 792));
	pdf = opened_document_write_text_pdf(opened, document, &error);
	g_assert_no_error(error);
	assert_comes_out_as(pdf, shown, tolerance);
}

static void
put_tag(GByteArray *bytes, guint tag, guint type, guint32 count, guint32 value)
{
	put(bytes, tag, 2);
	put(bytes, type, 2);
	put(bytes, count, 4);
	put(bytes, value, 4);
}

GBytes *
tiff_bytes(const struct tiff *kind, const GByteArray *data,
	   const GByteArray *palette)
{
	GByteArray *bytes = g_byte_array_new();
	guint tags = 10u + (palette ? 1 : 0) + (kind->extra ? 1 : 0) +
		     (kind->orientation ? 1 : 0) + (kind->format ? 1 : 0);
	guint32 end = 8 + 2 + tags * 12 + 4;
	guint32 bits_at = end, samples_at = end + 16;
	guint32 palette_at = samples_at + data->len;

	g_byte_array_append(bytes, (const guint8 *)"II*", 4);
	put(bytes, 8, 4);
	put(bytes, tags, 2);
	put_tag(bytes, 256, 4, 1, 848);
	put_tag(bytes, 257, 4, 1, 1100);
	/* Two of them fit in place of an offset. */
	put_tag(bytes, 258, 3, kind->samples,
		kind->samples > 2 ? bits_at : (guint32)kind->bits * 0x10001u);
	put_tag(bytes, 259, 3, 1, 1);
	put_tag(bytes, 262, 3, 1, kind->photometric);
	put_tag(bytes, 273, 4, 1, samples_at);
	if (kind->orientation != 0)
		put_tag(bytes, 274, 3, 1, kind->orientation);
	put_tag(bytes, 277, 3, 1, kind->samples);
	put_tag(bytes, 278, 4, 1, 1100);
	put_tag(bytes, 279, 4, 1, data->len);
	put_tag(bytes, 284, 3, 1, 1);
	if (palette != NULL)
		put_tag(bytes, 320, 3, palette->len / 2, palette_at);
	if (kind->extra != 0)
		put_tag(bytes, 338, 3, 1, kind->extra);
	if (kind->format != 0)
		put_tag(bytes, 339, 3, 1, kind->format);
	put(bytes, 0, 4);
	for (guint i = 0; i < 8; i++)
		put(bytes, kind->bits, 2);
	g_byte_array_append(bytes, data->data, data->len);
	if (palette != NULL)
		g_byte_array_append(bytes, palette->data, palette->len);
	return g_byte_array_free_to_bytes(bytes);
}

GBytes *
pdf_bytes(const char *image, const guint8 *data, gsize size,
	  const char *content, const char *page)
{
	GString *pdf = g_string_new("%PDF-1.4\n");

	g_string_append_printf(
		pdf,
		"1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n"
		"2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n"
		"3 0 obj\n<</Type/Page/Parent 2 0 R/Contents 4 0 R%s"
		"/Resources<</XObject<</Im 5 0 R>>"
		"/ExtGState<</Gs<</ca 1/BM/Normal>>>>"
		"/Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>"
		">>>>\nendobj\n"
		"4 0 obj\n<</Length %zu>>\nstream\n%s\nendstream\nendobj\n"
		"5 0 obj\n<</Type/XObject/Subtype/Image/Width 848/Height 1100"
		"%s/Length %" G_GSIZE_FORMAT ">>\nstream\n",
		page, strlen(content), content, image, size);
	g_string_append_len(pdf, (const char *)data, (gssize)size);
	g_string_append(pdf, "\nendstream\nendobj\n"
			     "trailer\n<</Root 1 0 R>>\nstartxref\n0\n%%EOF\n");
	return g_string_free_to_bytes(pdf);
}

GBytes *
pdf_gray(const char *content, const char *page)
{
	PIX *pix = known_page();
	g_autoptr(GByteArray) data = pack(pix, 8, FALSE);

	pixDestroy(&pix);
	return pdf_bytes("/ColorSpace/DeviceGray/BitsPerComponent 8",
			 data->data, data->len, content, page);
}
