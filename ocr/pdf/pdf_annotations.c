/* pdf_annotations.c - which of them matter to what is read. */
#include "ocr/pdf/pdf_annotations.h"

#include "ocr/pdf/pdf_page.h"

#define MOST_ANNOTATIONS 1000

/* Of /F. */
#define FLAG_HIDDEN 2
#define FLAG_NO_VIEW 32

static gboolean
is_of(qpdf_data pdf, qpdf_oh annotation, const char *subtype)
{
	return qpdf_oh_is_name_and_equals(
		pdf, qpdf_oh_get_key(pdf, annotation, "/Subtype"), subtype);
}

/* Links have at most a frame; a note's window is no part of the page. */
static gboolean
is_shown(qpdf_data pdf, qpdf_oh annotation)
{
	int flags = 0;

	qpdf_oh_get_value_as_int(pdf, qpdf_oh_get_key(pdf, annotation, "/F"),
				 &flags);
	return (flags & (FLAG_HIDDEN | FLAG_NO_VIEW)) == 0 &&
	       !is_of(pdf, annotation, "/Link") &&
	       !is_of(pdf, annotation, "/Popup");
}

static void
add_shape(struct pdf_survey *out, enum shape_kind kind, const struct area *area)
{
	struct shown_shape shape = {
		.kind = kind,
		.area = pdf_survey_place(out, area),
		.order = G_MAXUINT,
		.lightness = PDF_UNKNOWN_LIGHTNESS,
	};

	g_array_append_val(out->shapes_shown, shape);
}

/* Eight numbers a piece: the corners of a line of text, in some order. FALSE:
 * it has no pieces. */
static gboolean
add_pieces(qpdf_data pdf, qpdf_oh annotation, enum shape_kind kind,
	   struct pdf_survey *out)
{
	qpdf_oh points = qpdf_oh_get_key(pdf, annotation, "/QuadPoints");
	int count = qpdf_oh_is_array(pdf, points)
			    ? qpdf_oh_get_array_n_items(pdf, points)
			    : 0;

	for (int i = 0; i + 8 <= MIN(count, 8 * MOST_ANNOTATIONS); i += 8) {
		struct area area = { G_MAXDOUBLE, G_MAXDOUBLE, -G_MAXDOUBLE,
				     -G_MAXDOUBLE };

		for (int j = i; j < i + 8; j += 2) {
			double x = qpdf_oh_get_numeric_value(
				pdf, qpdf_oh_get_array_item(pdf, points, j));
			double y = qpdf_oh_get_numeric_value(
				pdf,
				qpdf_oh_get_array_item(pdf, points, j + 1));

			area = (struct area){ MIN(area.x0, x), MIN(area.y0, y),
					      MAX(area.x1, x),
					      MAX(area.y1, y) };
		}
		add_shape(out, kind, &area);
	}
	return count >= 8;
}

static void
survey_annotation(qpdf_data pdf, qpdf_oh annotation, struct pdf_survey *out)
{
	enum shape_kind kind =
		is_of(pdf, annotation, "/StrikeOut") ? SHAPE_STRIKE
		: is_of(pdf, annotation, "/Redact")  ? SHAPE_REDACTION
						     : SHAPE_ANNOTATION;
	struct area area;

	if (!qpdf_oh_is_dictionary(pdf, annotation) ||
	    !is_shown(pdf, annotation))
		return;
	if (kind != SHAPE_ANNOTATION && add_pieces(pdf, annotation, kind, out))
		return;
	if (pdf_page_read_box(pdf, annotation, "/Rect", &area))
		add_shape(out, kind, &area);
}

void
pdf_annotations_survey(qpdf_data pdf, qpdf_oh page, struct pdf_survey *out)
{
	qpdf_oh all = qpdf_oh_get_key(pdf, page, "/Annots");
	int count;

	out->annotated = !qpdf_oh_is_null(pdf, all);
	if (!qpdf_oh_is_array(pdf, all))
		return;
	count = qpdf_oh_get_array_n_items(pdf, all);
	out->crowded |= count > MOST_ANNOTATIONS;
	for (int i = 0; i < MIN(count, MOST_ANNOTATIONS); i++)
		survey_annotation(pdf, qpdf_oh_get_array_item(pdf, all, i),
				  out);
}
