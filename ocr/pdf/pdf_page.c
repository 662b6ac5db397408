/* pdf_page.c - qpdf's C interface, in this room's terms. */
#include "ocr/pdf/pdf_page.h"

#include <string.h>

static qpdf_data
silent_pdf(void)
{
	qpdf_data pdf = qpdf_init();

	qpdf_silence_errors(pdf);
	qpdf_set_suppress_warnings(pdf, QPDF_TRUE);
	return pdf;
}

qpdf_data
pdf_read(GBytes *bytes)
{
	qpdf_data pdf = silent_pdf();
	gsize size;
	const char *data = g_bytes_get_data(bytes, &size);

	if (qpdf_read_memory(pdf, "letter", data, size, "") < QPDF_ERRORS &&
	    qpdf_push_inherited_attributes_to_page(pdf) < QPDF_ERRORS)
		return pdf;
	pdf_free(pdf);
	return NULL;
}

qpdf_data
pdf_new(void)
{
	qpdf_data pdf = silent_pdf();

	qpdf_empty_pdf(pdf);
	return pdf;
}

void
pdf_free(qpdf_data pdf)
{
	pdf_settle(pdf);
	qpdf_cleanup(&pdf);
}

void
pdf_settle(qpdf_data pdf)
{
	qpdf_oh_release_all(pdf);
	if (qpdf_has_error(pdf))
		qpdf_get_error(pdf);
}

gboolean
pdf_has_decoding_warning(qpdf_data pdf)
{
	gboolean found = FALSE;

	while (qpdf_more_warnings(pdf)) {
		const char *message = qpdf_get_error_message_detail(
			pdf, qpdf_next_warning(pdf));

		found |= strstr(message, "decoding") != NULL ||
			 strstr(message, "input stream is complete") != NULL;
	}
	return found;
}

void
pdf_forget_warnings(qpdf_data pdf)
{
	(void)pdf_has_decoding_warning(pdf);
}

gboolean
pdf_page_read_box(qpdf_data pdf, qpdf_oh page, const char *key,
		  struct area *out)
{
	qpdf_oh box = qpdf_oh_get_key(pdf, page, key);
	double n[4];

	if (!qpdf_oh_is_array(pdf, box) ||
	    qpdf_oh_get_array_n_items(pdf, box) != 4)
		return FALSE;
	for (int i = 0; i < 4; i++)
		n[i] = qpdf_oh_get_numeric_value(
			pdf, qpdf_oh_get_array_item(pdf, box, i));
	*out = (struct area){ MIN(n[0], n[2]), MIN(n[1], n[3]), MAX(n[0], n[2]),
			      MAX(n[1], n[3]) };
	return TRUE;
}

gboolean
pdf_page_read_shown(qpdf_data pdf, qpdf_oh page, struct area *out)
{
	struct area media;

	if (!pdf_page_read_box(pdf, page, "/MediaBox", &media))
		return FALSE;
	if (!pdf_page_read_box(pdf, page, "/CropBox", out))
		*out = media;
	out->x0 = MAX(out->x0, media.x0);
	out->y0 = MAX(out->y0, media.y0);
	out->x1 = MIN(out->x1, media.x1);
	out->y1 = MIN(out->y1, media.y1);
	return out->x1 > out->x0 && out->y1 > out->y0;
}

int
pdf_page_read_turns(qpdf_data pdf, qpdf_oh page)
{
	int degrees = 0;

	qpdf_oh_get_value_as_int(pdf, qpdf_oh_get_key(pdf, page, "/Rotate"),
				 &degrees);
	return ((degrees / 90) % 4 + 4) % 4;
}
