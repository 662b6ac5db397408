/* jpeg_read.c - where libjpeg's errors jump to. */
#include "ocr/jpeg_read.h"

#include <setjmp.h>

struct reader {
	struct jpeg_decompress_struct jpeg;
	struct jpeg_error_mgr errors;
	jmp_buf failed;
	gboolean good;
};

static void
give_up(j_common_ptr jpeg)
{
	struct reader *reader = jpeg->client_data;

	longjmp(reader->failed, 1);
}

void
jpeg_read_give_up(struct jpeg_decompress_struct *jpeg)
{
	give_up((j_common_ptr)jpeg);
}

static void
say_nothing(G_GNUC_UNUSED j_common_ptr jpeg)
{
}

gboolean
jpeg_read(const guint8 *data, gsize size,
	  void (*read)(struct jpeg_decompress_struct *jpeg, gpointer closure),
	  gpointer closure)
{
	/* On the heap: longjmp() leaves what a register held undefined. */
	struct reader *reader = g_new0(struct reader, 1);
	gboolean good;

	reader->jpeg.err = jpeg_std_error(&reader->errors);
	reader->errors.error_exit = give_up;
	reader->errors.output_message = say_nothing;
	reader->jpeg.client_data = reader;
	if (setjmp(reader->failed) == 0) {
		jpeg_create_decompress(&reader->jpeg);
		jpeg_mem_src(&reader->jpeg, data, size);
		read(&reader->jpeg, closure);
		reader->good = TRUE;
	}
	jpeg_destroy_decompress(&reader->jpeg);
	good = reader->good;
	g_free(reader);
	return good;
}
