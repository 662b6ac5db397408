/* pdf_font.c - looks each font of a page up once. */
#include "ocr/pdf/pdf_font.h"

#include <string.h>

/* A font that is not an indirect object has no number: all such fonts count as
 * one. */
#define NAMELESS G_MAXUINT

static void
clear_font(gpointer font)
{
	g_free(((struct pdf_font *)font)->name);
}

void
pdf_font_begin(struct pdf_surveyor *surveyor)
{
	surveyor->fonts = g_array_new(FALSE, FALSE, sizeof(struct pdf_font));
	g_array_set_clear_func(surveyor->fonts, clear_font);
}

void
pdf_font_end(struct pdf_surveyor *surveyor)
{
	g_clear_pointer(&surveyor->fonts, g_array_unref);
}

static gboolean
is_embedded(qpdf_data pdf, qpdf_oh font)
{
	static const char *const files[] = { "/FontFile", "/FontFile2",
					     "/FontFile3" };
	qpdf_oh descriptor =
		qpdf_oh_get_key_if_dict(pdf, font, "/FontDescriptor");

	for (guint i = 0; i < G_N_ELEMENTS(files); i++)
		if (qpdf_oh_is_dictionary(pdf, descriptor) &&
		    qpdf_oh_has_key(pdf, descriptor, files[i]))
			return TRUE;
	return FALSE;
}

/* It has glyphs, or words for them, of its own. */
static gboolean
may_lie(qpdf_data pdf, qpdf_oh font)
{
	qpdf_oh subtype = qpdf_oh_get_key(pdf, font, "/Subtype");
	qpdf_oh parts;

	if (qpdf_oh_is_name_and_equals(pdf, subtype, "/Type3") ||
	    qpdf_oh_has_key(pdf, font, "/ToUnicode") || is_embedded(pdf, font))
		return TRUE;
	parts = qpdf_oh_get_key(pdf, font, "/DescendantFonts");
	return qpdf_oh_is_array(pdf, parts) &&
	       qpdf_oh_get_array_n_items(pdf, parts) > 0 &&
	       is_embedded(pdf, qpdf_oh_get_array_item(pdf, parts, 0));
}

static guint
look_up(struct pdf_stream *stream, const char *name)
{
	qpdf_data pdf = stream->surveyor->pdf;
	qpdf_oh fonts =
		qpdf_oh_get_key_if_dict(pdf, stream->resources, "/Font");
	g_autofree char *key = g_strconcat("/", name, NULL);
	qpdf_oh font = qpdf_oh_get_key_if_dict(pdf, fonts, key);
	int number;

	if (!qpdf_oh_is_dictionary(pdf, font) || !may_lie(pdf, font))
		return 0;
	number = qpdf_oh_get_object_id(pdf, font);
	return number > 0 ? (guint)number : NAMELESS;
}

guint
pdf_font_find(struct pdf_stream *stream, const char *name)
{
	GArray *fonts = stream->surveyor->fonts;
	struct pdf_font found = { stream->resources, NULL, 0 };

	if (name == NULL)
		return 0;
	for (guint i = 0; i < fonts->len; i++) {
		const struct pdf_font *known =
			&g_array_index(fonts, struct pdf_font, i);

		if (known->resources == stream->resources &&
		    strcmp(known->name, name) == 0)
			return known->font;
	}
	found.name = g_strdup(name);
	found.font = look_up(stream, name);
	g_array_append_val(fonts, found);
	/* cppcheck-suppress memleak; the array has it now */
	return found.font;
}
