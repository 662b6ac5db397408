/* image_pdf.c - image objects and the pages that show them. */
#include "ocr/searchable/image_pdf.h"

#include "ocr/image/orientation.h"

/* No locale puts commas into it. */
static void
append_number(GString *out, double number)
{
	char text[G_ASCII_DTOSTR_BUF_SIZE];

	g_string_append(out,
			g_ascii_formatd(text, sizeof(text), "%.3f", number));
	g_string_append_c(out, ' ');
}

static void
add_page(qpdf_data pdf, qpdf_oh image, int orientation, double width,
	 double height)
{
	const struct matrix m = orientation_place(orientation, width, height);
	const double numbers[] = { m.a, m.b, m.c, m.d, m.e, m.f };
	g_autoptr(GString) text = g_string_new("<</Type/Page/MediaBox[0 0 ");
	g_autoptr(GString) drawing = g_string_new("q ");
	qpdf_oh page, objects, content = qpdf_oh_new_stream(pdf);

	append_number(text, width);
	append_number(text, height);
	g_string_append(text, "]/Resources<</XObject<<>>>>>>");
	for (guint i = 0; i < G_N_ELEMENTS(numbers); i++)
		append_number(drawing, numbers[i]);
	g_string_append(drawing, "cm /Im Do Q\n");
	qpdf_oh_replace_stream_data(pdf, content, (const guint8 *)drawing->str,
				    drawing->len, qpdf_oh_new_null(pdf),
				    qpdf_oh_new_null(pdf));
	page = qpdf_make_indirect_object(pdf, qpdf_oh_parse(pdf, text->str));
	objects = qpdf_oh_get_key(pdf, qpdf_oh_get_key(pdf, page, "/Resources"),
				  "/XObject");
	qpdf_oh_replace_key(pdf, objects, "/Im", image);
	qpdf_oh_replace_key(pdf, page, "/Contents", content);
	qpdf_add_page(pdf, pdf, page, QPDF_FALSE);
}

static qpdf_oh
new_image(qpdf_data pdf, const guint8 *data, gsize size, const char *filter,
	  const char *members)
{
	qpdf_oh image = qpdf_oh_new_stream(pdf), parsed, dict;

	qpdf_oh_replace_stream_data(pdf, image, data, size,
				    filter ? qpdf_oh_new_name(pdf, filter)
					   : qpdf_oh_new_null(pdf),
				    qpdf_oh_new_null(pdf));
	dict = qpdf_oh_get_dict(pdf, image);
	parsed = qpdf_oh_parse(pdf, members);
	qpdf_oh_begin_dict_key_iter(pdf, parsed);
	while (qpdf_oh_dict_more_keys(pdf)) {
		const char *key = qpdf_oh_dict_next_key(pdf);

		qpdf_oh_replace_key(pdf, dict, key,
				    qpdf_oh_get_key(pdf, parsed, key));
	}
	return image;
}

static char *
describe(int columns, int rows, int bits, const char *space, const char *more)
{
	return g_strdup_printf("<</Type/XObject/Subtype/Image/Width %d"
			       "/Height %d/BitsPerComponent %d/ColorSpace/%s"
			       "%s>>",
			       columns, rows, bits, space, more);
}

void
image_pdf_add_jpeg(qpdf_data pdf, GBytes *jpeg, int columns, int rows,
		   int channels, gboolean inverted, int orientation,
		   double width, double height)
{
	g_autofree char *members = describe(
		columns, rows, 8,
		channels == 1	? "DeviceGray"
		: channels == 4 ? "DeviceCMYK"
				: "DeviceRGB",
		channels == 4 && inverted ? "/Decode[1 0 1 0 1 0 1 0]" : "");
	gsize size;
	const guint8 *data = g_bytes_get_data(jpeg, &size);

	add_page(pdf, new_image(pdf, data, size, "/DCTDecode", members),
		 orientation, width, height);
}

/* 1 or 8 bits gray, or 32 bits without transparency; the caller's. */
static PIX *
simplify(PIX *pix)
{
	if (pixGetSpp(pix) == 4)
		return pixAlphaBlendUniform(pix, 0xffffff00);
	if (pixGetColormap(pix) != NULL)
		return pixRemoveColormap(pix, REMOVE_CMAP_BASED_ON_SRC);
	if (pixGetDepth(pix) == 1 || pixGetDepth(pix) == 32)
		return pixClone(pix);
	return pixConvertTo8(pix, FALSE);
}

static void
append_row(GByteArray *out, PIX *pix, int y)
{
	const l_uint32 *line = pixGetData(pix) + (gssize)y * pixGetWpl(pix);
	int bytes = pixGetDepth(pix) == 1 ? (pixGetWidth(pix) + 7) / 8
					  : pixGetWidth(pix);

	for (int x = 0; x < bytes; x++) {
		guint8 samples[3];

		if (pixGetDepth(pix) == 32) {
			samples[0] = (guint8)(line[x] >> L_RED_SHIFT);
			samples[1] = (guint8)(line[x] >> L_GREEN_SHIFT);
			samples[2] = (guint8)(line[x] >> L_BLUE_SHIFT);
			g_byte_array_append(out, samples, 3);
			continue;
		}
		samples[0] = GET_DATA_BYTE(line, x);
		/* A set bit is black here, and white in a PDF. */
		if (pixGetDepth(pix) == 1)
			samples[0] ^= 0xff;
		g_byte_array_append(out, samples, 1);
	}
}

gboolean
image_pdf_add_pix(qpdf_data pdf, PIX *pix, double width, double height)
{
	PIX *simple = simplify(pix);
	g_autoptr(GByteArray) data = g_byte_array_new();
	g_autofree char *members = NULL;

	if (simple == NULL)
		return FALSE;
	for (int y = 0; y < pixGetHeight(simple); y++)
		append_row(data, simple, y);
	members = describe(
		pixGetWidth(simple), pixGetHeight(simple),
		pixGetDepth(simple) == 1 ? 1 : 8,
		pixGetDepth(simple) == 32 ? "DeviceRGB" : "DeviceGray", "");
	add_page(pdf, new_image(pdf, data->data, data->len, NULL, members),
		 ORIENTATION_UPRIGHT, width, height);
	pixDestroy(&simple);
	return TRUE;
}
