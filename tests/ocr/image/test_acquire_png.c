/* Every kind of PNG comes out as the page that it shows on white paper. */
#include <png.h>

#include "tests/ocr/acquire.h"
#include "tests/ocr/paper.h"

#define WIDTH 848
#define HEIGHT 1100

struct kind {
	int type, bits;
	int clear; /* the gray level, or the palette's index, that is not
		    * painted; -1: none */
	gboolean interlaced;
	int orientation; /* 0: not told */
	double tolerance;
};

static void
append_bytes(png_structp png, png_bytep data, gsize size)
{
	g_byte_array_append(png_get_io_ptr(png), data, (guint)size);
}

static void
flush_nothing(G_GNUC_UNUSED png_structp png)
{
}

static int
samples_in(int type)
{
	switch (type) {
	case PNG_COLOR_TYPE_RGB:
		return 3;
	case PNG_COLOR_TYPE_RGB_ALPHA:
		return 4;
	case PNG_COLOR_TYPE_GRAY_ALPHA:
		return 2;
	default:
		return 1;
	}
}

static void
say_more(png_structp png, png_infop info, const struct kind *kind)
{
	png_color_16 clear = { 0 };
	guint8 exif[] = { 'M', 'M', 0, 42, 0, 0, 0, 8, 0, 1, 1, 18, 0,
			  3,   0,   0, 0,  1, 0, 0, 0, 0, 0, 0, 0,  0 };

	if (kind->type == PNG_COLOR_TYPE_PALETTE) {
		png_color colours[256];
		guint8 alphas[256];
		int count = 1 << kind->bits;

		for (int i = 0; i < count; i++) {
			colours[i].red = colours[i].green = colours[i].blue =
				(guint8)(i * 255 / (count - 1));
			alphas[i] = i == kind->clear ? 0 : 255;
		}
		png_set_PLTE(png, info, colours, count);
		png_set_tRNS(png, info, alphas, count, NULL);
	} else if (kind->clear >= 0) {
		clear.gray = clear.red = clear.green = clear.blue =
			(guint16)kind->clear;
		png_set_tRNS(png, info, NULL, 0, &clear);
	}
	if (kind->orientation != 0) {
		exif[19] = (guint8)kind->orientation;
		png_set_eXIf_1(png, info, sizeof(exif), exif);
	}
}

/* A pixel's samples of 8 bits: its colour in all; or black ink, as transparent
 * as the page is light. */
static void
put_row(GByteArray *row, const struct kind *kind, PIX *page, int y)
{
	const int samples = samples_in(kind->type);
	const gboolean alpha = samples % 2 == 0;
	guint bits = 0, length = 0;

	g_byte_array_set_size(row, 0);
	for (int x = 0; x < WIDTH; x++) {
		guint8 level = level_at(page, x, y);

		if (kind->bits < 8) {
			bits = bits << kind->bits |
			       (guint)level >> (8 - kind->bits);
			length += (guint)kind->bits;
			if (length == 8)
				put(row, bits & 0xff, 1);
			length %= 8;
			continue;
		}
		for (int i = 0; i < samples; i++) {
			guint8 value =
				(guint8)(!alpha		   ? level
					 : i < samples - 1 ? 0
							   : 255 - level);

			put(row, value, 1);
			if (kind->bits == 16)
				put(row, value, 1);
		}
	}
}

static GBytes *
png_bytes(const struct kind *kind, PIX *page)
{
	GByteArray *bytes = g_byte_array_new();
	g_autoptr(GByteArray) row = g_byte_array_new();
	png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, NULL,
						  NULL, NULL);
	png_infop info = png_create_info_struct(png);
	int passes;

	png_set_write_fn(png, bytes, append_bytes, flush_nothing);
	png_set_IHDR(png, info, WIDTH, HEIGHT, kind->bits, kind->type,
		     kind->interlaced ? PNG_INTERLACE_ADAM7
				      : PNG_INTERLACE_NONE,
		     PNG_COMPRESSION_TYPE_BASE, PNG_FILTER_TYPE_BASE);
	say_more(png, info, kind);
	png_write_info(png, info);
	passes = png_set_interlace_handling(png);
	for (int pass = 0; pass < passes; pass++)
		for (int y = 0; y < HEIGHT; y++) {
			put_row(row, kind, page, y);
			png_write_row(png, row->data);
		}
	png_write_end(png, info);
	png_destroy_write_struct(&png, &info);
	return g_byte_array_free_to_bytes(bytes);
}

static const struct kind kinds[] = {
	{ PNG_COLOR_TYPE_GRAY, 1, -1, FALSE, 0, 4.5 },
	{ PNG_COLOR_TYPE_GRAY, 1, -1, TRUE, 0, 4.5 },
	{ PNG_COLOR_TYPE_GRAY, 1, 1, FALSE, 0, 4.5 },
	{ PNG_COLOR_TYPE_GRAY, 2, 3, FALSE, 0, 3 },
	{ PNG_COLOR_TYPE_GRAY, 4, 15, TRUE, 0, 2 },
	{ PNG_COLOR_TYPE_GRAY, 8, -1, TRUE, 0, 0.01 },
	{ PNG_COLOR_TYPE_GRAY, 8, 255, FALSE, 0, 0.01 },
	{ PNG_COLOR_TYPE_GRAY, 8, 254, FALSE, 0, 0.5 },
	{ PNG_COLOR_TYPE_GRAY, 16, 0xffff, FALSE, 0, 0.01 },
	{ PNG_COLOR_TYPE_PALETTE, 1, -1, FALSE, 0, 4.5 },
	{ PNG_COLOR_TYPE_PALETTE, 1, 1, FALSE, 0, 4.5 },
	{ PNG_COLOR_TYPE_PALETTE, 4, 15, TRUE, 0, 2 },
	{ PNG_COLOR_TYPE_PALETTE, 8, 255, FALSE, 0, 0.01 },
	{ PNG_COLOR_TYPE_RGB, 8, -1, FALSE, 0, 0.01 },
	{ PNG_COLOR_TYPE_RGB, 8, 255, TRUE, 0, 0.01 },
	{ PNG_COLOR_TYPE_RGB, 16, -1, FALSE, 0, 0.01 },
	{ PNG_COLOR_TYPE_GRAY_ALPHA, 8, -1, FALSE, 0, 0.01 },
	{ PNG_COLOR_TYPE_GRAY_ALPHA, 16, -1, TRUE, 0, 0.01 },
	{ PNG_COLOR_TYPE_RGB_ALPHA, 8, -1, TRUE, 0, 0.01 },
	{ PNG_COLOR_TYPE_RGB_ALPHA, 16, -1, FALSE, 0, 0.01 },
};

static void
test_kinds(void)
{
	PIX *page = known_page();

	for (gsize i = 0; i < G_N_ELEMENTS(kinds); i++) {
		g_test_message("type %d, %d bits, clear %d, interlaced %d",
			       kinds[i].type, kinds[i].bits, kinds[i].clear,
			       kinds[i].interlaced);
		assert_comes_out(png_bytes(&kinds[i], page),
				 kinds[i].tolerance);
		assert_pdf_shows(png_bytes(&kinds[i], page), page,
				 kinds[i].tolerance);
	}
	pixDestroy(&page);
}

/* Specks can only be told from letters where black is black. */
static void
test_bilevel(void)
{
	PIX *page = known_page();

	for (gsize i = 0; i < G_N_ELEMENTS(kinds); i++) {
		g_autoptr(GBytes) bytes = png_bytes(&kinds[i], page);
		g_autoptr(scan) scan = acquire_page(bytes, 1, NULL);

		g_assert_cmpint(pixGetDepth(scan->pix), ==,
				(kinds[i].bits == 1 ? 1 : 8));
	}
	pixDestroy(&page);
}

static void
test_orientation(void)
{
	PIX *page = known_page();

	for (int n = 1; n <= 8; n++) {
		struct kind kind = { PNG_COLOR_TYPE_GRAY, 8, -1, FALSE, n, 0 };
		PIX *shown = as_shown(page, (guint)n);

		g_test_message("orientation %d", n);
		assert_comes_out_as(png_bytes(&kind, page), shown, 0.01);
		assert_pdf_shows(png_bytes(&kind, page), shown, 0.01);
		pixDestroy(&shown);
	}
	pixDestroy(&page);
}

/* Wherever a chunk's length lies, the file is read or refused. */
static void
test_lying_lengths(void)
{
	static const guint32 lengths[] = { 0, 1, 25, 0x7fffffff, 0xffffffff };
	struct kind kind = { PNG_COLOR_TYPE_GRAY, 8, 255, FALSE, 6, 0 };
	PIX *page = known_page();
	g_autoptr(GBytes) whole = png_bytes(&kind, page);
	gsize size;
	const guint8 *from = g_bytes_get_data(whole, &size);

	pixDestroy(&page);
	for (gsize at = 8; at + 12 < size;) {
		gsize length = (gsize)from[at] << 24 |
			       (gsize)from[at + 1] << 16 |
			       (gsize)from[at + 2] << 8 | from[at + 3];

		for (gsize i = 0; i < G_N_ELEMENTS(lengths); i++) {
			guint8 *data = g_memdup2(from, size);
			g_autoptr(GBytes) bytes = NULL;
			g_autoptr(GError) error = NULL;
			g_autoptr(scan) scan = NULL;

			for (guint k = 0; k < 4; k++)
				data[at + k] =
					(guint8)(lengths[i] >> (24 - 8 * k));
			bytes = g_bytes_new_take(data, size);
			scan = acquire_page(bytes, 1, &error);
			g_assert_true((scan == NULL) == (error != NULL));
		}
		at += 12 + length;
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	setMsgSeverity(L_SEVERITY_NONE);
	g_test_add_func("/acquire/png-kinds", test_kinds);
	g_test_add_func("/acquire/png-bilevel", test_bilevel);
	g_test_add_func("/acquire/png-orientation", test_orientation);
	g_test_add_func("/acquire/png-lying-lengths", test_lying_lengths);
	return g_test_run();
}
