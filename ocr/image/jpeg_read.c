/* jpeg_read.c - where libjpeg's errors jump to. */
#include "ocr/image/jpeg_read.h"

#include <jerror.h>
#include <setjmp.h>

/* Some writers leave a few bytes behind the last code; many are left where the
 * decoder went astray and came to an end too soon. */
#define MOST_EXTRA_BYTES 16

struct reader {
	struct jpeg_decompress_struct jpeg;
	struct jpeg_error_mgr errors;
	jmp_buf failed;
	gboolean good;
	gboolean ended; /* the file has, before its end marker */
	struct damage *damage;
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

/* A file that ends before its end marker may still have all codes; where codes
 * are missing, the marker that libjpeg makes up is hit. */
static void
note_warning(j_common_ptr jpeg, int level)
{
	struct reader *reader = jpeg->client_data;

	if (level >= 0)
		return;
	switch (jpeg->err->msg_code) {
	case JWRN_JPEG_EOF:
		reader->ended = TRUE;
		break;
	case JWRN_HIT_MARKER:
		if (reader->ended)
			damage_note(reader->damage, DAMAGE_PART,
				    "its image is cut off");
		else
			damage_note(reader->damage, DAMAGE_ALL,
				    "its image is damaged");
		break;
	case JWRN_EXTRANEOUS_DATA:
		if (jpeg->err->msg_parm.i[0] <= MOST_EXTRA_BYTES)
			break;
		/* fall through */
	case JWRN_HUFF_BAD_CODE:
	case JWRN_ARITH_BAD_CODE:
	case JWRN_MUST_RESYNC:
	case JWRN_BOGUS_PROGRESSION:
		damage_note(reader->damage, DAMAGE_ALL, "its image is damaged");
		break;
	default: /* of what does not show */
		break;
	}
}

static void
say_nothing(G_GNUC_UNUSED j_common_ptr jpeg)
{
}

gboolean
jpeg_read(const guint8 *data, gsize size,
	  void (*read)(struct jpeg_decompress_struct *jpeg, gpointer closure),
	  gpointer closure, struct damage *damage)
{
	/* On the heap: longjmp() leaves what a register held undefined. */
	struct reader *reader = g_new0(struct reader, 1);
	gboolean good;

	reader->jpeg.err = jpeg_std_error(&reader->errors);
	reader->errors.error_exit = give_up;
	reader->errors.output_message = say_nothing;
	reader->errors.emit_message = note_warning;
	reader->damage = damage;
	reader->jpeg.client_data = reader;
	if (setjmp(reader->failed) == 0) {
		jpeg_create_decompress(&reader->jpeg);
		jpeg_mem_src(&reader->jpeg, data, size);
		read(&reader->jpeg, closure);
		reader->good = TRUE;
	}
	jpeg_destroy_decompress(&reader->jpeg);
	good = reader->good;
	if (!good)
		damage_note(damage, DAMAGE_ALL, "its image is damaged");
	g_free(reader);
	return good;
}
