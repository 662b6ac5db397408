/* pdf_scan.c - where on its page the image lies, and which way up. */
#include "ocr/pdf/pdf_scan.h"

#include <math.h>
#include <qpdf/qpdf-c.h>
#include <stdlib.h>
#include <string.h>

#include "ocr/pdf/pdf_content.h"
#include "ocr/pdf/pdf_damage.h"
#include "ocr/pdf/pdf_data.h"
#include "ocr/pdf/pdf_object.h"
#include "ocr/pdf/pdf_page.h"
#include "ocr/pdf/pdf_samples.h"

#define SIZE_SLACK_PT 1.0
#define LEAST_COVERED 0.5 /* of the page */
#define MOST_CONTENT_BYTES (64u << 20)

struct pdf_scans {
	GBytes *bytes;
	qpdf_data pdf;
	struct pdf_damage *known;
};

struct pdf_scans *
pdf_scans_open(GBytes *bytes, int page_count)
{
	qpdf_data pdf = pdf_read(bytes);
	struct pdf_scans *scans;

	if (pdf == NULL)
		return NULL;
	if (qpdf_get_num_pages(pdf) != page_count) {
		pdf_free(pdf);
		return NULL;
	}
	scans = g_new0(struct pdf_scans, 1);
	scans->bytes = g_bytes_ref(bytes);
	scans->pdf = pdf;
	scans->known = pdf_damage_new(pdf);
	return scans;
}

void
pdf_scans_free(struct pdf_scans *scans)
{
	pdf_damage_free(scans->known);
	pdf_free(scans->pdf);
	g_bytes_unref(scans->bytes);
	g_free(scans);
}

qpdf_data
pdf_scans_file(const struct pdf_scans *scans)
{
	return scans->pdf;
}

/* Annotations are drawn over the page. */
static gboolean
is_annotated(qpdf_data pdf, qpdf_oh page)
{
	return !qpdf_oh_is_null(pdf, qpdf_oh_get_key(pdf, page, "/Annots"));
}

/* What it draws shows as it is: opaque, and in no blend. */
static gboolean
is_plain_state(qpdf_data pdf, qpdf_oh states, const char *name)
{
	g_autofree char *key = g_strconcat("/", name, NULL);
	qpdf_oh state = qpdf_oh_get_key_if_dict(pdf, states, key);
	qpdf_oh alpha = qpdf_oh_get_key_if_dict(pdf, state, "/ca");
	qpdf_oh blend = qpdf_oh_get_key_if_dict(pdf, state, "/BM");
	qpdf_oh mask = qpdf_oh_get_key_if_dict(pdf, state, "/SMask");

	return qpdf_oh_is_dictionary(pdf, state) &&
	       (qpdf_oh_is_null(pdf, alpha) ||
		qpdf_oh_get_numeric_value(pdf, alpha) == 1) &&
	       (qpdf_oh_is_null(pdf, blend) ||
		qpdf_oh_is_name_and_equals(pdf, blend, "/Normal")) &&
	       (qpdf_oh_is_null(pdf, mask) ||
		qpdf_oh_is_name_and_equals(pdf, mask, "/None"));
}

static gboolean
find_placed(qpdf_data pdf, qpdf_oh page, struct placed_image *out,
	    struct damage *damage)
{
	struct pdf_resources resources = {
		pdf,
		qpdf_oh_get_key(pdf, page, "/Resources"),
	};
	g_autoptr(GByteArray) data =
		pdf_data_read_page(pdf, page, MOST_CONTENT_BYTES, damage);

	return data != NULL &&
	       content_is_one_image((const char *)data->data, data->len,
				    pdf_survey_is_unseen, &resources, out);
}

/* The image that the page draws; uninitialised where something is odd. */
static qpdf_oh
find_image(qpdf_data pdf, qpdf_oh page, const struct placed_image *placed)
{
	qpdf_oh resources = qpdf_oh_get_key(pdf, page, "/Resources");
	qpdf_oh states = qpdf_oh_get_key_if_dict(pdf, resources, "/ExtGState");
	qpdf_oh image = pdf_object_find(pdf, resources, placed->name);

	for (guint i = 0; i < placed->states->len; i++)
		if (!is_plain_state(pdf, states, placed->states->pdata[i]))
			return qpdf_oh_new_uninitialized(pdf);
	if (!pdf_object_is(pdf, image, "/Image"))
		return qpdf_oh_new_uninitialized(pdf);
	return image;
}

/* pix = f(pix) */
static void
replace(PIX **pix, PIX *made)
{
	pixDestroy(pix);
	*pix = made;
}

/* As the matrix turns and mirrors it; it is along the axes. */
static void
turn_as_placed(PIX **pix, const struct matrix *m)
{
	if (m->a == 0 && m->d == 0) {
		/* The image's right side points up (b > 0) or down. */
		replace(pix, pixRotateOrth(*pix, m->b > 0 ? 3 : 1));
		if ((m->b > 0) == (m->c > 0))
			pixFlipLR(*pix, *pix);
		return;
	}
	if (m->a < 0)
		pixFlipLR(*pix, *pix);
	if (m->d < 0)
		pixFlipTB(*pix, *pix);
}

/* Cuts off what the page does not show of the image, and makes paper of what
 * the image does not reach. */
static void
cut_to_shown(PIX **pix, const struct area *image, const struct area *shown)
{
	double x_scale = pixGetWidth(*pix) / (image->x1 - image->x0);
	double y_scale = pixGetHeight(*pix) / (image->y1 - image->y0);
	int left = (int)lround((shown->x0 - image->x0) * x_scale);
	int top = (int)lround((image->y1 - shown->y1) * y_scale);
	int width = (int)lround((shown->x1 - shown->x0) * x_scale);
	int height = (int)lround((shown->y1 - shown->y0) * y_scale);
	PIX *page;

	/* A dot or two at an edge is rounding. */
	if (abs(left) <= 2 && abs(top) <= 2 &&
	    abs(width - pixGetWidth(*pix)) <= 4 &&
	    abs(height - pixGetHeight(*pix)) <= 4)
		return;
	page = pixCreate(MAX(width, 1), MAX(height, 1), pixGetDepth(*pix));
	if (page != NULL) {
		if (pixGetDepth(page) == 8)
			pixSetAll(page);
		pixRasterop(page, -left, -top, pixGetWidth(*pix),
			    pixGetHeight(*pix), PIX_SRC, *pix, 0, 0);
	}
	replace(pix, page);
}

static gboolean
covers(const struct area *image, const struct area *shown)
{
	double width = MIN(image->x1, shown->x1) - MAX(image->x0, shown->x0);
	double height = MIN(image->y1, shown->y1) - MAX(image->y0, shown->y0);

	return width > 0 && height > 0 &&
	       width * height >= LEAST_COVERED * (shown->x1 - shown->x0) *
					 (shown->y1 - shown->y0) &&
	       (image->x1 - image->x0) * (image->y1 - image->y0) <
		       width * height / LEAST_COVERED;
}

static PIX *
take_placed(qpdf_data pdf, qpdf_oh page, const struct placed_image *placed,
	    const struct area *shown, gint64 max_pixels, struct damage *damage)
{
	const struct matrix *m = &placed->matrix;
	struct area area = { m->e + MIN(0, m->a + m->c),
			     m->f + MIN(0, m->b + m->d),
			     m->e + MAX(0, m->a + m->c),
			     m->f + MAX(0, m->b + m->d) };
	qpdf_oh image;
	PIX *pix;

	if (!((m->a == 0 && m->d == 0) || (m->b == 0 && m->c == 0)) ||
	    !covers(&area, shown))
		return NULL;
	image = find_image(pdf, page, placed);
	if (!qpdf_oh_is_initialized(pdf, image))
		return NULL;
	pix = pdf_samples_read(pdf, image, placed->black, max_pixels, damage);
	if (pix == NULL)
		return NULL;
	turn_as_placed(&pix, m);
	if (pix != NULL)
		cut_to_shown(&pix, &area, shown);
	return pix;
}

PIX *
pdf_scans_take(struct pdf_scans *scans, guint number, double width,
	       double height, gint64 max_pixels, struct damage *damage)
{
	qpdf_data pdf = scans->pdf;
	qpdf_oh page = qpdf_get_page_n(pdf, number - 1);
	struct placed_image placed = { 0 };
	struct area shown;
	PIX *pix = NULL;
	int turns;

	if (qpdf_oh_is_initialized(pdf, page) &&
	    pdf_page_read_shown(pdf, page, &shown) &&
	    !is_annotated(pdf, page) &&
	    find_placed(pdf, page, &placed, damage)) {
		turns = pdf_page_read_turns(pdf, page);
		if (fabs((turns % 2 ? height : width) - shown.x1 + shown.x0) <
			    SIZE_SLACK_PT &&
		    fabs((turns % 2 ? width : height) - shown.y1 + shown.y0) <
			    SIZE_SLACK_PT)
			pix = take_placed(pdf, page, &placed, &shown,
					  max_pixels, damage);
		if (pix != NULL && turns != 0)
			replace(&pix, pixRotateOrth(pix, turns));
	}
	placed_image_clear(&placed);
	pdf_settle(pdf);
	return pix;
}

gboolean
pdf_scans_survey(struct pdf_scans *scans, guint number, struct pdf_survey *out,
		 struct damage *damage)
{
	qpdf_oh page = qpdf_get_page_n(scans->pdf, number - 1);
	gboolean good = qpdf_oh_is_initialized(scans->pdf, page) &&
			pdf_survey_page(scans->pdf, page, out, damage);

	pdf_settle(scans->pdf);
	return good;
}

struct level_page *
pdf_scans_level(struct pdf_scans *scans, guint number, const GArray *marks,
		enum level_page_frame frame)
{
	return level_page_new(scans->pdf, number, marks, frame);
}

void
pdf_scans_find_damage(struct pdf_scans *scans, guint number, gboolean drawn,
		      struct damage *damage)
{
	qpdf_oh page = qpdf_get_page_n(scans->pdf, number - 1);

	if (qpdf_oh_is_initialized(scans->pdf, page))
		pdf_damage_find(scans->known, page, drawn, damage);
	pdf_settle(scans->pdf);
}
