/* pdf_annotations.c - which of them matter to what is read. */
#include "ocr/pdf/pdf_annotations.h"

#include "ocr/pdf/pdf_page.h"

#define MOST_ANNOTATIONS 1000
#define MOST_STROKES 100 /* of one annotation */
#define MOST_POINTS 1000 /* of one stroke */

#define MOST_PEN_PT 4.0

/* Of /F. */
#define FLAG_HIDDEN 2
#define FLAG_NO_VIEW 32

static gboolean
is_of(qpdf_data pdf, qpdf_oh annotation, const char *subtype)
{
	return qpdf_oh_is_name_and_equals(
		pdf, qpdf_oh_get_key(pdf, annotation, "/Subtype"), subtype);
}

/* Links have at most a frame; a note's window is not part of the page. */
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
		.lightness = kind == SHAPE_PEN ? 0 : PDF_UNKNOWN_LIGHTNESS,
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

/* In points, as PDF's default has it where nothing says so. What is not of its
 * type is not asked: qpdf would note that as damage. */
static double
pen_width(qpdf_data pdf, qpdf_oh annotation)
{
	qpdf_oh style = qpdf_oh_get_key(pdf, annotation, "/BS");
	qpdf_oh width = qpdf_oh_is_dictionary(pdf, style)
				? qpdf_oh_get_key(pdf, style, "/W")
				: style;

	return qpdf_oh_is_number(pdf, width)
		       ? qpdf_oh_get_numeric_value(pdf, width)
		       : 1;
}

/* What is drawn by hand; a broad pen is a highlighter. */
static gboolean
is_pen(qpdf_data pdf, qpdf_oh annotation)
{
	static const char *const kinds[] = { "/Ink", "/Line", "/PolyLine" };

	for (guint i = 0; i < G_N_ELEMENTS(kinds); i++)
		if (is_of(pdf, annotation, kinds[i]))
			return pen_width(pdf, annotation) <= MOST_PEN_PT;
	return FALSE;
}

/* Numbers in pairs: points. FALSE: it is not an array of them. */
static gboolean
add_stroke(qpdf_data pdf, qpdf_oh points, struct pdf_survey *out)
{
	struct area area = { G_MAXDOUBLE, G_MAXDOUBLE, -G_MAXDOUBLE,
			     -G_MAXDOUBLE };
	int count = qpdf_oh_is_array(pdf, points)
			    ? qpdf_oh_get_array_n_items(pdf, points)
			    : 0;

	for (int i = 0; i + 2 <= MIN(count, 2 * MOST_POINTS); i += 2) {
		double x = qpdf_oh_get_numeric_value(
			pdf, qpdf_oh_get_array_item(pdf, points, i));
		double y = qpdf_oh_get_numeric_value(
			pdf, qpdf_oh_get_array_item(pdf, points, i + 1));

		area = (struct area){ MIN(area.x0, x), MIN(area.y0, y),
				      MAX(area.x1, x), MAX(area.y1, y) };
	}
	if (count >= 4)
		add_shape(out, SHAPE_PEN, &area);
	return count >= 4;
}

static gboolean
add_strokes(qpdf_data pdf, qpdf_oh annotation, struct pdf_survey *out)
{
	qpdf_oh strokes = qpdf_oh_get_key(pdf, annotation, "/InkList");
	gboolean any =
		add_stroke(pdf, qpdf_oh_get_key(pdf, annotation, "/L"), out);
	int count = qpdf_oh_is_array(pdf, strokes)
			    ? qpdf_oh_get_array_n_items(pdf, strokes)
			    : 0;

	any = add_stroke(pdf, qpdf_oh_get_key(pdf, annotation, "/Vertices"),
			 out) ||
	      any;
	for (int i = 0; i < MIN(count, MOST_STROKES); i++)
		any = add_stroke(pdf, qpdf_oh_get_array_item(pdf, strokes, i),
				 out) ||
		      any;
	return any;
}

static void
survey_annotation(qpdf_data pdf, qpdf_oh annotation, struct pdf_survey *out)
{
	enum shape_kind kind =
		is_of(pdf, annotation, "/StrikeOut") ? SHAPE_STRIKE
		: is_of(pdf, annotation, "/Redact")  ? SHAPE_REDACTION
		: is_pen(pdf, annotation)	     ? SHAPE_PEN
						     : SHAPE_ANNOTATION;
	struct area area;

	if (!qpdf_oh_is_dictionary(pdf, annotation) ||
	    !is_shown(pdf, annotation))
		return;
	if (kind == SHAPE_PEN && add_strokes(pdf, annotation, out))
		return;
	if ((kind == SHAPE_STRIKE || kind == SHAPE_REDACTION) &&
	    add_pieces(pdf, annotation, kind, out))
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
