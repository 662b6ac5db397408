/* pdf_image_check.c - each compression by the library that undoes it. */
#define _GNU_SOURCE /* memmem */
#include "ocr/pdf/pdf_image_check.h"

#include <stdlib.h>
#include <string.h>

#include "ocr/image/fax_read.h"
#include "ocr/image/inflate.h"
#include "ocr/image/jpeg_gray.h"
#include "ocr/image/leptonica.h"
#include "ocr/image/zero_run.h"
#include "ocr/pdf/pdf_data.h"

/* No coder of these writes so many zeros: JPEG 2000 has some for what is blank.
 */
#define LEAST_ZEROS_JPX 256
#define LEAST_ZEROS 64

#define SMALL_PIXELS 100000 /* a logo's */
#define TAIL_BYTES 64	    /* in which a JPEG ends */

#define MOST_BYTES (512u << 20)
#define LARGEST_SIDE 100000 /* pixels */

static int
get_integer(qpdf_data pdf, qpdf_oh dict, const char *key, int other)
{
	int value;

	return qpdf_oh_get_value_as_int(
		       pdf, qpdf_oh_get_key_if_dict(pdf, dict, key), &value)
		       ? value
		       : other;
}

static gboolean
get_boolean(qpdf_data pdf, qpdf_oh dict, const char *key)
{
	QPDF_BOOL value = QPDF_FALSE;

	return qpdf_oh_get_value_as_bool(
		       pdf, qpdf_oh_get_key_if_dict(pdf, dict, key), &value) &&
	       value;
}

/* By libtiff, where that knows it. */
static void
check_fax(qpdf_data pdf, qpdf_oh dict, const guint8 *data, gsize size,
	  struct damage *damage)
{
	qpdf_oh parms = qpdf_oh_get_key(pdf, dict, "/DecodeParms");
	int width, height;
	PIX *pix;

	if (qpdf_oh_is_array(pdf, parms))
		parms = qpdf_oh_get_array_item(pdf, parms, 0);
	width = get_integer(pdf, parms, "/Columns", 1728);
	height = get_integer(pdf, dict, "/Height", 0);
	if (width < 1 || height < 1 || width > LARGEST_SIDE ||
	    height > LARGEST_SIDE ||
	    get_boolean(pdf, parms, "/EncodedByteAlign"))
		return;
	pix = fax_read(data, size, width, height,
		       get_integer(pdf, parms, "/K", 0), damage);
	if (pix == NULL)
		damage_note(damage, DAMAGE_ALL, "its image is damaged");
	pixDestroy(&pix);
}

/* Of samples that are not compressed. */
static void
check_samples(qpdf_data pdf, qpdf_oh dict, gsize size, struct damage *damage)
{
	const gboolean mask = get_boolean(pdf, dict, "/ImageMask");
	const int bits =
		mask ? 1 : get_integer(pdf, dict, "/BitsPerComponent", 1);
	const int width = get_integer(pdf, dict, "/Width", 0);
	const int height = get_integer(pdf, dict, "/Height", 0);
	const gint64 stride = ((gint64)width * bits + 7) / 8;

	if (width > 0 && height > 0 && bits > 0 && bits <= 16 &&
	    (gint64)size < stride * height)
		damage_note(damage, DAMAGE_PART, "its image is cut off");
}

/* Arithmetic coders take anything for code. */
static void
check_zeros(const guint8 *data, gsize size, gsize least, struct damage *damage)
{
	gsize start, end;

	if (zero_run_find(data, size, 0, least, &start, &end))
		damage_note(damage, DAMAGE_ALL, "its image is damaged");
}

static gboolean
is_small(qpdf_data pdf, qpdf_oh dict)
{
	return (gint64)get_integer(pdf, dict, "/Width", 0) *
		       get_integer(pdf, dict, "/Height", 0) <
	       SMALL_PIXELS;
}

static void
check_ends(const guint8 *data, gsize size, struct damage *damage)
{
	const guint8 *tail = data + (size > TAIL_BYTES ? size - TAIL_BYTES : 0);

	if (size < 3 || memcmp(data, "\xff\xd8\xff", 3) != 0)
		damage_note(damage, DAMAGE_ALL, "its image is damaged");
	else if (memmem(tail, (gsize)(data + size - tail), "\xff\xd9", 2) ==
		 NULL)
		damage_note(damage, DAMAGE_PART, "its image is cut off");
	else
		check_zeros(data, size, LEAST_ZEROS, damage);
}

void
pdf_image_check(qpdf_data pdf, qpdf_oh image, gboolean shows_text,
		struct damage *damage)
{
	const char *filter = pdf_data_filter(pdf, image);
	qpdf_oh dict = qpdf_oh_get_dict(pdf, image);
	gsize size;
	guint8 *data = pdf_data_read_raw(pdf, image, &size);

	if (size == 0)
		damage_note(damage, DAMAGE_ALL, "its image is missing");
	else if (g_strcmp0(filter, "/DCTDecode") == 0 && !shows_text &&
		 is_small(pdf, dict))
		check_ends(data, size, damage);
	else if (g_strcmp0(filter, "/DCTDecode") == 0)
		jpeg_gray_check(data, size, damage);
	else if (g_strcmp0(filter, "/FlateDecode") == 0)
		inflate_check(data, size, MOST_BYTES, damage, "its image");
	else if (g_strcmp0(filter, "/CCITTFaxDecode") == 0)
		check_fax(pdf, dict, data, size, damage);
	else if (g_strcmp0(filter, "/JPXDecode") == 0)
		check_zeros(data, size, LEAST_ZEROS_JPX, damage);
	else if (g_strcmp0(filter, "/JBIG2Decode") == 0)
		check_zeros(data, size, LEAST_ZEROS, damage);
	else if (g_strcmp0(filter, "") == 0)
		check_samples(pdf, dict, size, damage);
	free(data);
}
