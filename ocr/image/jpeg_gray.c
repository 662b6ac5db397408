/* jpeg_gray.c - libjpeg's rows of light, or of four inks. */
#include "ocr/image/jpeg_gray.h"

#include "ocr/image/jpeg_read.h"

#define INKS 4

struct image {
	PIX *pix;
	guint8 *row;
};

static guint8
lightness(const guint8 *inks, gboolean inverted)
{
	guint light[INKS];

	for (guint i = 0; i < INKS; i++)
		light[i] = inverted ? inks[i] : 255u - inks[i];
	return (guint8)((77 * light[0] + 151 * light[1] + 28 * light[2]) *
			light[3] / 255 / 256);
}

static void
start(struct jpeg_decompress_struct *jpeg, struct image *image)
{
	jpeg_read_header(jpeg, TRUE);
	jpeg->out_color_space =
		jpeg->num_components == INKS ? JCS_CMYK : JCS_GRAYSCALE;
	jpeg_start_decompress(jpeg);
	image->pix = pixCreate((l_int32)jpeg->output_width,
			       (l_int32)jpeg->output_height, 8);
	image->row = g_try_malloc((gsize)jpeg->output_width * INKS);
	if (image->pix == NULL || image->row == NULL)
		jpeg_read_give_up(jpeg);
}

static void
read_rows(struct jpeg_decompress_struct *jpeg, gpointer closure)
{
	struct image *image = closure;

	start(jpeg, image);
	while (jpeg->output_scanline < jpeg->output_height) {
		const gboolean inks = jpeg->out_color_space == JCS_CMYK;
		l_uint32 *line = pixGetData(image->pix) +
				 (gsize)jpeg->output_scanline *
					 (gsize)pixGetWpl(image->pix);

		jpeg_read_scanlines(jpeg, &image->row, 1);
		for (guint x = 0; x < jpeg->output_width; x++)
			SET_DATA_BYTE(
				line, x,
				inks ? lightness(image->row + INKS * (gsize)x,
						 jpeg->saw_Adobe_marker)
				     : image->row[x]);
	}
	jpeg_finish_decompress(jpeg);
}

PIX *
jpeg_gray_read(const guint8 *data, gsize size, struct damage *damage)
{
	struct image image = { NULL, NULL };

	if (!jpeg_read(data, size, read_rows, &image, damage))
		pixDestroy(&image.pix);
	g_free(image.row);
	return image.pix;
}

static void
read_codes(struct jpeg_decompress_struct *jpeg, G_GNUC_UNUSED gpointer closure)
{
	jpeg_read_header(jpeg, TRUE);
	jpeg_read_coefficients(jpeg);
	jpeg_finish_decompress(jpeg);
}

void
jpeg_gray_check(const guint8 *data, gsize size, struct damage *damage)
{
	(void)jpeg_read(data, size, read_codes, NULL, damage);
}
