/* pdf_data.c - zlib's streams by zlib, whose checksum qpdf does not check; all
 * others by qpdf, whose warnings tell. */
#include "ocr/pdf/pdf_data.h"

#include <stdlib.h>
#include <string.h>

#include "ocr/image/inflate.h"
#include "ocr/pdf/pdf_page.h"

#define MOST_CHECKED_BYTES (256u << 20)

gboolean
pdf_data_is_lost(qpdf_data pdf, qpdf_oh object)
{
	return qpdf_oh_is_indirect(pdf, object) && qpdf_oh_is_null(pdf, object);
}

const char *
pdf_data_filter(qpdf_data pdf, qpdf_oh stream)
{
	qpdf_oh filter =
		qpdf_oh_get_key(pdf, qpdf_oh_get_dict(pdf, stream), "/Filter");

	if (qpdf_oh_is_array(pdf, filter)) {
		if (qpdf_oh_get_array_n_items(pdf, filter) > 1)
			return NULL;
		filter = qpdf_oh_get_array_item(pdf, filter, 0);
	}
	return qpdf_oh_is_name(pdf, filter) ? qpdf_oh_get_name(pdf, filter)
					    : "";
}

guint8 *
pdf_data_read_raw(qpdf_data pdf, qpdf_oh stream, gsize *out_size)
{
	QPDF_BOOL filtered;
	unsigned char *data = NULL;

	*out_size = 0;
	qpdf_oh_get_stream_data(pdf, stream, qpdf_dl_none, &filtered, &data,
				out_size);
	return data;
}

/* No predictor changes what zlib gives. */
static gboolean
is_plain_flate(qpdf_data pdf, qpdf_oh stream)
{
	qpdf_oh parms = qpdf_oh_get_key(pdf, qpdf_oh_get_dict(pdf, stream),
					"/DecodeParms");

	return g_strcmp0(pdf_data_filter(pdf, stream), "/FlateDecode") == 0 &&
	       (qpdf_oh_is_null(pdf, parms) ||
		(qpdf_oh_is_array(pdf, parms) &&
		 qpdf_oh_is_null(pdf, qpdf_oh_get_array_item(pdf, parms, 0))));
}

static GByteArray *
read_flate(qpdf_data pdf, qpdf_oh stream, gsize most, struct damage *damage,
	   const char *what)
{
	gsize size;
	guint8 *raw = pdf_data_read_raw(pdf, stream, &size);
	GByteArray *data = inflate_bytes(raw, size, most, damage, what);

	free(raw);
	return data;
}

/* qpdf's decoders end where they find an error, with what they have, or with
 * nothing at all. */
static GByteArray *
read_other(qpdf_data pdf, qpdf_oh stream, gsize most, struct damage *damage,
	   const char *what)
{
	QPDF_BOOL filtered = QPDF_FALSE;
	unsigned char *data = NULL;
	size_t size = 0;
	GByteArray *bytes = NULL;
	QPDF_ERROR_CODE code;

	pdf_forget_warnings(pdf);
	code = qpdf_oh_get_stream_data(pdf, stream, qpdf_dl_generalized,
				       &filtered, &data, &size);
	if (code >= QPDF_ERRORS || pdf_has_decoding_warning(pdf))
		damage_note(damage, DAMAGE_ALL, "%s is damaged", what);
	if (filtered && size <= most) {
		bytes = g_byte_array_sized_new((guint)size);
		if (size > 0)
			g_byte_array_append(bytes, data, (guint)size);
	}
	free(data);
	return bytes;
}

GByteArray *
pdf_data_read(qpdf_data pdf, qpdf_oh stream, gsize most, struct damage *damage,
	      const char *what)
{
	return (is_plain_flate(pdf, stream) ? read_flate : read_other)(
		pdf, stream, most, damage, what);
}

/* Adds a part of a page's content; FALSE where there is too much. */
static gboolean
add_part(qpdf_data pdf, qpdf_oh part, gsize most, struct damage *damage,
	 GByteArray *whole)
{
	GByteArray *data;

	if (!qpdf_oh_is_stream(pdf, part)) {
		damage_note(damage, DAMAGE_ALL,
			    "a part of its content is missing");
		return TRUE;
	}
	data = pdf_data_read(pdf, part, most - whole->len, damage,
			     "its content");
	if (data == NULL)
		return FALSE;
	g_byte_array_append(whole, data->data, data->len);
	/* No word goes on from one to the next. */
	g_byte_array_append(whole, (const guint8 *)"\n", 1);
	g_byte_array_unref(data);
	return whole->len < most;
}

GByteArray *
pdf_data_read_page(qpdf_data pdf, qpdf_oh page, gsize most,
		   struct damage *damage)
{
	qpdf_oh content = qpdf_oh_get_key(pdf, page, "/Contents");
	g_autoptr(GByteArray) whole = g_byte_array_new();
	gboolean good = TRUE;

	if (qpdf_oh_is_array(pdf, content)) {
		const int count = qpdf_oh_get_array_n_items(pdf, content);

		for (int i = 0; good && i < count; i++)
			good = add_part(pdf,
					qpdf_oh_get_array_item(pdf, content, i),
					most, damage, whole);
	} else if (pdf_data_is_lost(pdf, content) ||
		   !qpdf_oh_is_null(pdf, content)) {
		good = add_part(pdf, content, most, damage, whole);
	}
	return good ? g_steal_pointer(&whole) : NULL;
}

void
pdf_data_check(qpdf_data pdf, qpdf_oh stream, struct damage *damage,
	       const char *what)
{
	const char *filter = pdf_data_filter(pdf, stream);
	gsize size;
	guint8 *raw = pdf_data_read_raw(pdf, stream, &size);

	if (g_strcmp0(filter, "/FlateDecode") == 0)
		inflate_check(raw, size, MOST_CHECKED_BYTES, damage, what);
	else if (size == 0)
		damage_note(damage, DAMAGE_ALL, "%s is missing", what);
	free(raw);
}
