/* png_read.c - libpng's rows, made gray one by one as they come: an image in
 * colours is never in memory whole. */
#include "ocr/image/png_read.h"

#include <png.h>
#include <string.h>

struct reader {
	const guint8 *data;
	gsize size, position;
	png_structp png;
	png_infop info;
	gboolean in_colour;
	gboolean one_bit; /* a pixel, in the file */
	gboolean bilevel; /* and as it is, without a palette */
	PIX *pix;
};

/* Of a pixel after expansion. */
enum { GRAY_ALPHA = 2, RGB, RGBA };

static void
read_bytes(png_structp png, png_bytep out, gsize count)
{
	struct reader *reader = png_get_io_ptr(png);

	if (count > reader->size - reader->position)
		png_error(png, "");
	memcpy(out, reader->data + reader->position, count);
	reader->position += count;
}

static void
give_up(png_structp png, G_GNUC_UNUSED png_const_charp message)
{
	png_longjmp(png, 1);
}

static void
say_nothing(G_GNUC_UNUSED png_structp png,
	    G_GNUC_UNUSED png_const_charp message)
{
}

static guint8
over_white(guint level, guint alpha)
{
	return (guint8)((level * alpha + 255 * (255 - alpha) + 127) / 255);
}

/* libpng's hook behind all its own steps; in place, and before an interlaced
 * image's pixels go to where they belong. */
static void
flatten_row(png_structp png, png_row_infop row, png_bytep data)
{
	const struct reader *reader = png_get_user_transform_ptr(png);
	const guint channels = row->channels;
	const guint8 *in = data;
	guint8 *out = data;

	for (png_uint_32 x = 0; x < row->width; x++, in += channels) {
		guint alpha = channels == GRAY_ALPHA || channels == RGBA
				      ? in[channels - 1]
				      : 255;
		guint light =
			channels >= RGB
				? (77u * in[0] + 151u * in[1] + 28u * in[2]) >>
					  8
				: in[0];

		if (!reader->in_colour) {
			*out++ = over_white(light, alpha);
			continue;
		}
		for (guint i = 0; i < RGB; i++)
			*out++ = over_white(in[i], alpha);
		*out++ = 255;
	}
}

static void
choose_steps(struct reader *reader)
{
	png_structp png = reader->png;
	const int type = png_get_color_type(png, reader->info);
	const gboolean clear =
		png_get_valid(png, reader->info, PNG_INFO_tRNS) != 0;

	reader->one_bit = png_get_bit_depth(png, reader->info) == 1;
	reader->bilevel =
		reader->one_bit && type == PNG_COLOR_TYPE_GRAY && !clear;
	reader->in_colour =
		reader->in_colour && (type & PNG_COLOR_MASK_COLOR) != 0;
	png_set_interlace_handling(png);
	if (reader->bilevel) {
		/* In Leptonica a set bit is black. */
		png_set_invert_mono(png);
		return;
	}
	png_set_expand(png);
	png_set_strip_16(png);
	if (reader->in_colour)
		png_set_add_alpha(png, 255, PNG_FILLER_AFTER);
	png_set_read_user_transform_fn(png, flatten_row);
	png_set_user_transform_info(png, reader, 8,
				    reader->in_colour ? RGBA : 1);
}

static void
read_rows(struct reader *reader)
{
	png_structp png = reader->png;
	const png_uint_32 width = png_get_image_width(png, reader->info);
	const png_uint_32 height = png_get_image_height(png, reader->info);
	const gboolean interlaced =
		png_get_interlace_type(png, reader->info) != PNG_INTERLACE_NONE;

	reader->pix = pixCreate((l_int32)width, (l_int32)height,
				reader->bilevel	    ? 1
				: reader->in_colour ? 32
						    : 8);
	if (reader->pix == NULL ||
	    png_get_rowbytes(png, reader->info) >
		    (gsize)pixGetWpl(reader->pix) * sizeof(l_uint32))
		png_error(png, "");
	for (int pass = interlaced ? PNG_INTERLACE_ADAM7_PASSES : 1; pass > 0;
	     pass--)
		for (png_uint_32 y = 0; y < height; y++)
			png_read_row(
				png,
				(png_bytep)(pixGetData(reader->pix) +
					    (gsize)y * (gsize)pixGetWpl(
							       reader->pix)),
				NULL);
	png_read_end(png, NULL);
	pixEndianByteSwap(reader->pix);
}

/* What has no shades, of a file of one bit, is bilevel: specks can only be
 * told there. */
static PIX *
without_shades(PIX *pix)
{
	PIX *gray = pixGetDepth(pix) == 32 ? pixConvertTo8(pix, FALSE)
					   : pixClone(pix);
	PIX *bilevel = pixThresholdToBinary(gray, 128);
	PIX *back = pixConvertTo8(bilevel, FALSE);
	l_int32 same = FALSE;

	pixEqual(gray, back, &same);
	pixDestroy(&gray);
	pixDestroy(&back);
	if (same) {
		pixDestroy(&pix);
		return bilevel;
	}
	pixDestroy(&bilevel);
	return pix;
}

PIX *
png_read(const guint8 *data, gsize size, gboolean in_colour)
{
	/* On the heap: longjmp() leaves what a register held undefined. */
	struct reader *reader = g_new0(struct reader, 1);
	PIX *pix;

	*reader = (struct reader){ .data = data,
				   .size = size,
				   .in_colour = in_colour };
	reader->png = png_create_read_struct(PNG_LIBPNG_VER_STRING, NULL,
					     give_up, say_nothing);
	if (reader->png != NULL)
		reader->info = png_create_info_struct(reader->png);
	if (reader->info == NULL || setjmp(png_jmpbuf(reader->png)) != 0) {
		pixDestroy(&reader->pix);
	} else {
		png_set_read_fn(reader->png, reader, read_bytes);
		png_read_info(reader->png, reader->info);
		choose_steps(reader);
		png_read_update_info(reader->png, reader->info);
		read_rows(reader);
	}
	pix = reader->pix;
	if (pix != NULL && reader->one_bit && !reader->bilevel)
		pix = without_shades(pix);
	png_destroy_read_struct(&reader->png, &reader->info, NULL);
	g_free(reader);
	return pix;
}
