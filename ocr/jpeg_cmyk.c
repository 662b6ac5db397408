/* jpeg_cmyk.c - libjpeg's four samples a pixel, and how light they are. */
#include "ocr/jpeg_cmyk.h"

#include <setjmp.h>
#include <stdio.h>

#include <jpeglib.h>

struct reader {
	struct jpeg_decompress_struct jpeg;
	struct jpeg_error_mgr errors;
	jmp_buf failed;
	PIX *pix;
	guint8 *row;
};

static void
give_up(j_common_ptr jpeg)
{
	struct reader *reader = jpeg->client_data;

	longjmp(reader->failed, 1);
}

static void
say_nothing(G_GNUC_UNUSED j_common_ptr jpeg)
{
}

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
read_rows(struct reader *reader)
{
	struct jpeg_decompress_struct *jpeg = &reader->jpeg;

	jpeg->out_color_space = JCS_CMYK;
	jpeg_start_decompress(jpeg);
	reader->pix = pixCreate((l_int32)jpeg->output_width,
				(l_int32)jpeg->output_height, 8);
	reader->row = g_try_malloc((gsize)jpeg->output_width * 4);
	if (reader->pix == NULL || reader->row == NULL)
		give_up((j_common_ptr)jpeg);
	while (jpeg->output_scanline < jpeg->output_height) {
		l_uint32 *line = pixGetData(reader->pix) +
				 (gsize)jpeg->output_scanline *
					 (gsize)pixGetWpl(reader->pix);

		jpeg_read_scanlines(jpeg, &reader->row, 1);
		for (guint x = 0; x < jpeg->output_width; x++) {
			guint8 light = lightness(reader->row + 4 * (gsize)x,
						 jpeg->saw_Adobe_marker);

			SET_DATA_BYTE(line, x, light);
		}
	}
	jpeg_finish_decompress(jpeg);
}

PIX *
jpeg_cmyk_read(const guint8 *data, gsize size)
{
	/* On the heap: longjmp() leaves what a register held undefined. */
	struct reader *reader = g_new0(struct reader, 1);
	PIX *pix;

	reader->jpeg.err = jpeg_std_error(&reader->errors);
	reader->errors.error_exit = give_up;
	reader->errors.output_message = say_nothing;
	reader->jpeg.client_data = reader;
	if (setjmp(reader->failed) == 0) {
		jpeg_create_decompress(&reader->jpeg);
		jpeg_mem_src(&reader->jpeg, data, size);
		jpeg_read_header(&reader->jpeg, TRUE);
		read_rows(reader);
	} else {
		pixDestroy(&reader->pix);
	}
	jpeg_destroy_decompress(&reader->jpeg);
	pix = reader->pix;
	g_free(reader->row);
	g_free(reader);
	return pix;
}
