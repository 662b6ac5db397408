/* jpeg_cmyk.c - libjpeg's four samples a pixel, and how light they are. */
#include "ocr/jpeg_cmyk.h"

#include "ocr/jpeg_read.h"

struct image {
	PIX *pix;
	guint8 *row;
};

static guint8
lightness(const guint8 *inks, gboolean inverted)
{
	guint light[4];

	for (guint i = 0; i < 4; i++)
		light[i] = inverted ? inks[i] : 255u - inks[i];
	return (guint8)((77 * light[0] + 151 * light[1] + 28 * light[2]) *
			light[3] / 255 / 256);
}

static void
read_rows(struct jpeg_decompress_struct *jpeg, gpointer closure)
{
	struct image *image = closure;

	jpeg_read_header(jpeg, TRUE);
	jpeg->out_color_space = JCS_CMYK;
	jpeg_start_decompress(jpeg);
	image->pix = pixCreate((l_int32)jpeg->output_width,
			       (l_int32)jpeg->output_height, 8);
	image->row = g_try_malloc((gsize)jpeg->output_width * 4);
	if (image->pix == NULL || image->row == NULL)
		jpeg_read_give_up(jpeg);
	while (jpeg->output_scanline < jpeg->output_height) {
		l_uint32 *line = pixGetData(image->pix) +
				 (gsize)jpeg->output_scanline *
					 (gsize)pixGetWpl(image->pix);

		jpeg_read_scanlines(jpeg, &image->row, 1);
		for (guint x = 0; x < jpeg->output_width; x++) {
			guint8 light = lightness(image->row + 4 * (gsize)x,
						 jpeg->saw_Adobe_marker);

			SET_DATA_BYTE(line, x, light);
		}
	}
	jpeg_finish_decompress(jpeg);
}

PIX *
jpeg_cmyk_read(const guint8 *data, gsize size)
{
	struct image image = { NULL, NULL };

	if (!jpeg_read(data, size, read_rows, &image))
		pixDestroy(&image.pix);
	g_free(image.row);
	return image.pix;
}
