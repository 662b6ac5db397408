/* pdf_samples.c - the three kinds of compression that scanners use: JPEG, fax,
 * and none or a lossless one that qpdf undoes. */
#include "ocr/pdf/pdf_samples.h"

#include <stdlib.h>
#include <string.h>

#include "ocr/image/fax_read.h"
#include "ocr/image/flate_rows.h"
#include "ocr/image/jpeg_gray.h"
#include "ocr/image/jpx_read.h"
#include "ocr/pdf/pdf_image_check.h"
#include "ocr/pdf/pdf_page.h"

#define LARGEST_SIDE 100000 /* pixels */

struct samples {
	qpdf_data pdf;
	qpdf_oh stream, dict;
	int width, height;
	int bits;     /* of a component */
	int channels; /* 1 or 3; 0: of a JPEG 2000 that knows itself */
	gboolean inverted;
	struct damage *damage;
};

static qpdf_oh
get(const struct samples *samples, const char *key)
{
	return qpdf_oh_get_key(samples->pdf, samples->dict, key);
}

static gboolean
is_absent(const struct samples *samples, const char *key)
{
	return qpdf_oh_is_null(samples->pdf, get(samples, key));
}

static int
get_integer(const struct samples *samples, const char *key, int other)
{
	int value;

	return qpdf_oh_get_value_as_int(samples->pdf, get(samples, key), &value)
		       ? value
		       : other;
}

static gboolean
get_boolean(const struct samples *samples, qpdf_oh dict, const char *key)
{
	QPDF_BOOL value = QPDF_FALSE;

	return qpdf_oh_get_value_as_bool(
		       samples->pdf,
		       qpdf_oh_get_key_if_dict(samples->pdf, dict, key),
		       &value) &&
	       value;
}

static const char *
filter_name(const struct samples *samples)
{
	qpdf_oh filter = get(samples, "/Filter");

	if (qpdf_oh_is_array(samples->pdf, filter) &&
	    qpdf_oh_get_array_n_items(samples->pdf, filter) == 1)
		filter = qpdf_oh_get_array_item(samples->pdf, filter, 0);
	return qpdf_oh_is_name(samples->pdf, filter)
		       ? qpdf_oh_get_name(samples->pdf, filter)
		       : "";
}

/* Gray and RGB by whatever name; 0: another space. */
static int
count_channels(const struct samples *samples)
{
	static const struct {
		const char *name;
		int channels;
	} spaces[] = { { "/DeviceGray", 1 }, { "/G", 1 },   { "/CalGray", 1 },
		       { "/DeviceRGB", 3 },  { "/RGB", 3 }, { "/CalRGB", 3 } };
	qpdf_data pdf = samples->pdf;
	qpdf_oh space = get(samples, "/ColorSpace");
	qpdf_oh name = space;

	if (qpdf_oh_is_array(pdf, space) &&
	    qpdf_oh_get_array_n_items(pdf, space) >= 2) {
		name = qpdf_oh_get_array_item(pdf, space, 0);
		if (qpdf_oh_is_name_and_equals(pdf, name, "/ICCBased")) {
			qpdf_oh profile = qpdf_oh_get_array_item(pdf, space, 1);
			int n = 0;

			if (!qpdf_oh_is_stream(pdf, profile))
				return 0;
			qpdf_oh_get_value_as_int(
				pdf,
				qpdf_oh_get_key(pdf,
						qpdf_oh_get_dict(pdf, profile),
						"/N"),
				&n);
			return n == 1 || n == 3 ? n : 0;
		}
	}
	for (guint i = 0; i < G_N_ELEMENTS(spaces); i++)
		if (qpdf_oh_is_name_and_equals(pdf, name, spaces[i].name))
			return spaces[i].channels;
	return 0;
}

/* Decode maps samples to light: as they are, or the other way round. */
static gboolean
read_decode(struct samples *samples)
{
	qpdf_oh decode = get(samples, "/Decode");
	int count;
	double first;

	if (qpdf_oh_is_null(samples->pdf, decode))
		return TRUE;
	count = qpdf_oh_get_array_n_items(samples->pdf, decode);
	if (!qpdf_oh_is_array(samples->pdf, decode) ||
	    count != 2 * samples->channels)
		return FALSE;
	first = qpdf_oh_get_numeric_value(
		samples->pdf, qpdf_oh_get_array_item(samples->pdf, decode, 0));
	for (int i = 0; i < count; i++)
		if (qpdf_oh_get_numeric_value(
			    samples->pdf,
			    qpdf_oh_get_array_item(samples->pdf, decode, i)) !=
		    (i % 2 == 0 ? first : 1 - first))
			return FALSE;
	samples->inverted = first == 1;
	return first == 0 || first == 1;
}

static gboolean
knows_its_colours(const struct samples *samples)
{
	return is_absent(samples, "/ColorSpace") &&
	       strcmp(filter_name(samples), "/JPXDecode") == 0;
}

static gboolean
read_kind(struct samples *samples, gboolean black, gint64 max_pixels)
{
	gboolean mask = get_boolean(samples, samples->dict, "/ImageMask");

	samples->width = get_integer(samples, "/Width", 0);
	samples->height = get_integer(samples, "/Height", 0);
	samples->bits = mask ? 1 : get_integer(samples, "/BitsPerComponent", 8);
	samples->channels = mask ? 1 : count_channels(samples);
	if (samples->width < 1 || samples->height < 1 ||
	    samples->width > LARGEST_SIDE || samples->height > LARGEST_SIDE ||
	    (gint64)samples->width * samples->height > max_pixels ||
	    (samples->channels == 0 && !knows_its_colours(samples)) ||
	    (mask && !black) || !is_absent(samples, "/SMask") ||
	    !is_absent(samples, "/OC") || (!is_absent(samples, "/Mask")))
		return FALSE;
	return read_decode(samples);
}

/* --- JPEG 2000 --- */

static PIX *
read_jpx(const struct samples *samples, const guint8 *data, gsize size)
{
	PIX *pix = jpx_read_transparent(
		data, size, samples->width, samples->height, samples->channels,
		get_integer(samples, "/SMaskInData", 0) != 0);

	if (pix != NULL)
		pdf_image_check(samples->pdf, samples->stream, TRUE,
				samples->damage);
	if (pix != NULL && samples->inverted)
		pixInvert(pix, pix);
	return pix;
}

/* --- JPEG --- */

static PIX *
read_jpeg(const struct samples *samples, const guint8 *data, gsize size)
{
	l_int32 width, height, channels;
	PIX *pix;

	if (readHeaderMemJpeg(data, size, &width, &height, &channels, NULL,
			      NULL) != 0 ||
	    width != samples->width || height != samples->height ||
	    channels != samples->channels)
		return NULL;
	pix = jpeg_gray_read(data, size, samples->damage);
	if (pix != NULL && samples->inverted)
		pixInvert(pix, pix);
	return pix;
}

/* --- fax --- */

static PIX *
read_fax(const struct samples *samples, const guint8 *data, gsize size)
{
	qpdf_data pdf = samples->pdf;
	qpdf_oh parms = get(samples, "/DecodeParms");
	int k = 0, columns = 1728;
	PIX *pix;

	if (qpdf_oh_is_array(pdf, parms))
		parms = qpdf_oh_get_array_item(pdf, parms, 0);
	qpdf_oh_get_value_as_int(pdf, qpdf_oh_get_key_if_dict(pdf, parms, "/K"),
				 &k);
	qpdf_oh_get_value_as_int(
		pdf, qpdf_oh_get_key_if_dict(pdf, parms, "/Columns"), &columns);
	if (columns != samples->width || samples->bits != 1 ||
	    samples->channels != 1 || size > G_MAXINT32 / 2 ||
	    get_boolean(samples, parms, "/EncodedByteAlign"))
		return NULL;
	pix = fax_read(data, size, samples->width, samples->height, k,
		       samples->damage);
	/* Both turn black and white about. */
	if (pix != NULL &&
	    samples->inverted != get_boolean(samples, parms, "/BlackIs1"))
		pixInvert(pix, pix);
	return pix;
}

/* --- samples as they are --- */

static void
copy_gray_row(l_uint32 *line, const guint8 *row, int width, int channels)
{
	for (int x = 0; x < width; x++, row += channels) {
		guint8 level = channels == 1
				       ? row[0]
				       : (guint8)((77 * row[0] + 151 * row[1] +
						   28 * row[2]) >>
						  8);

		SET_DATA_BYTE(line, x, level);
	}
}

struct plain {
	const struct samples *samples;
	gsize stride;
	PIX *pix;
};

static void
take_row(int y, const guint8 *row, gpointer closure)
{
	const struct plain *plain = closure;
	l_uint32 *line =
		pixGetData(plain->pix) + (gssize)y * pixGetWpl(plain->pix);

	if (plain->samples->bits == 8)
		copy_gray_row(line, row, plain->samples->width,
			      plain->samples->channels);
	else
		for (gsize i = 0; i < plain->stride; i++)
			SET_DATA_BYTE(line, i, row[i]);
}

static gboolean
start_plain(const struct samples *samples, struct plain *out)
{
	*out = (struct plain){
		samples,
		((gsize)samples->width * (gsize)samples->channels *
			 (gsize)samples->bits +
		 7) / 8,
		NULL,
	};
	if (samples->bits == 8 ||
	    (samples->bits == 1 && samples->channels == 1))
		out->pix = pixCreate(samples->width, samples->height,
				     samples->bits);
	return out->pix != NULL;
}

static PIX *
finish_plain(const struct plain *plain)
{
	const struct samples *samples = plain->samples;

	/* In a PDF a set bit is white, in Leptonica black. */
	if (samples->inverted != (samples->bits == 1))
		pixInvert(plain->pix, plain->pix);
	return plain->pix;
}

static PIX *
read_plain(const struct samples *samples, const guint8 *data, gsize size)
{
	struct plain plain;

	if (!start_plain(samples, &plain))
		return NULL;
	if (size < plain.stride * (gsize)samples->height) {
		pixDestroy(&plain.pix);
		return NULL;
	}
	for (int y = 0; y < samples->height; y++)
		take_row(y, data + (gsize)y * plain.stride, &plain);
	return finish_plain(&plain);
}

/* Bytes that a PNG's filter reaches back, where the file has none of the rarer
 * predictors; -1: it has. */
static int
read_predictor(const struct samples *samples)
{
	qpdf_data pdf = samples->pdf;
	qpdf_oh parms = get(samples, "/DecodeParms");
	int predictor = 1, colors = 1, bits = 8, columns = 1;

	if (qpdf_oh_is_array(pdf, parms))
		parms = qpdf_oh_get_array_item(pdf, parms, 0);
	if (!qpdf_oh_is_dictionary(pdf, parms))
		return qpdf_oh_is_null(pdf, parms) ? 0 : -1;
	qpdf_oh_get_value_as_int(pdf, qpdf_oh_get_key(pdf, parms, "/Predictor"),
				 &predictor);
	qpdf_oh_get_value_as_int(pdf, qpdf_oh_get_key(pdf, parms, "/Colors"),
				 &colors);
	qpdf_oh_get_value_as_int(
		pdf, qpdf_oh_get_key(pdf, parms, "/BitsPerComponent"), &bits);
	qpdf_oh_get_value_as_int(pdf, qpdf_oh_get_key(pdf, parms, "/Columns"),
				 &columns);
	if (predictor == 1)
		return 0;
	return predictor >= 10 && predictor <= 15 &&
			       colors == samples->channels &&
			       bits == samples->bits &&
			       columns == samples->width
		       ? MAX(1, colors * bits / 8)
		       : -1;
}

/* Row by row: an image in colours is never in memory whole. NULL for what qpdf
 * may yet make something of. */
static PIX *
read_flate(const struct samples *samples)
{
	const int pixel = read_predictor(samples);
	struct flate_rows rows = { .count = samples->height };
	struct plain plain;
	unsigned char *data = NULL;
	size_t size = 0;
	QPDF_BOOL filtered;

	if (pixel < 0 || !start_plain(samples, &plain))
		return NULL;
	qpdf_oh_get_stream_data(samples->pdf, samples->stream, qpdf_dl_none,
				&filtered, &data, &size);
	rows.data = data;
	rows.size = size;
	rows.stride = plain.stride;
	rows.pixel = (gsize)pixel;
	rows.damage = samples->damage;
	if (data != NULL && flate_rows_read(&rows, take_row, &plain))
		finish_plain(&plain);
	else
		pixDestroy(&plain.pix);
	free(data);
	return plain.pix;
}

static PIX *
read_data(const struct samples *samples)
{
	const char *filter = filter_name(samples);
	gboolean jpeg = strcmp(filter, "/DCTDecode") == 0;
	gboolean fax = strcmp(filter, "/CCITTFaxDecode") == 0;
	gboolean jpx = strcmp(filter, "/JPXDecode") == 0;
	unsigned char *data = NULL;
	size_t size = 0;
	QPDF_BOOL filtered = QPDF_FALSE;
	PIX *pix = NULL;

	if (strcmp(filter, "/FlateDecode") == 0)
		pix = read_flate(samples);
	if (pix != NULL)
		return pix;
	pdf_forget_warnings(samples->pdf);
	qpdf_oh_get_stream_data(samples->pdf, samples->stream,
				jpeg || fax || jpx ? qpdf_dl_none
						   : qpdf_dl_specialized,
				&filtered, &data, &size);
	if (samples->damage->kind == DAMAGE_NONE &&
	    pdf_has_decoding_warning(samples->pdf))
		damage_note(samples->damage, DAMAGE_ALL,
			    "its image is damaged");
	if (data == NULL)
		return NULL;
	if (jpeg)
		pix = read_jpeg(samples, data, size);
	else if (fax)
		pix = read_fax(samples, data, size);
	else if (jpx)
		pix = read_jpx(samples, data, size);
	else if (filtered)
		pix = read_plain(samples, data, size);
	free(data);
	return pix;
}

PIX *
pdf_samples_read(qpdf_data pdf, qpdf_oh image, gboolean black,
		 gint64 max_pixels, struct damage *damage)
{
	struct samples samples = {
		.pdf = pdf,
		.stream = image,
		.damage = damage,
	};

	samples.dict = qpdf_oh_get_dict(pdf, image);
	return read_kind(&samples, black, max_pixels) ? read_data(&samples)
						      : NULL;
}
