/* pdf_level.c - the page copied into a PDF of its own, without what runs in
 * another direction, and turned by what is left. Poppler then makes lines of
 * it as of any other. */
#include "ocr/pdf/pdf_level.h"

#include <math.h>
#include <stdlib.h>

#include "ocr/pdf/pdf_page.h"
#include "ocr/pdf/text_cutter.h"
#include "ocr/pdf/text_direction.h"

/* Lines of one page, crooked as a recognition found them, run within this. */
#define SLACK_DEG 3.0

/* No page lies so crooked: what does is a watermark on an empty one. */
#define MOST_SKEW_DEG 16.0

/* Text that stands upright is the page's, unless so many times as much runs in
 * another direction: the last page of a letter may hold two lines, and the
 * watermark over it more. */
#define UPRIGHT_COUNTS 4

static guint
wrap(int bin)
{
	return (guint)(bin + TEXT_DIRECTION_BINS) % TEXT_DIRECTION_BINS;
}

static gsize
bytes_around(const struct text_directions *directions, int bin)
{
	gsize bytes = 0;

	for (int i = -1; i <= 1; i++)
		bytes += directions->bytes[wrap(bin + i)];
	return bytes;
}

/* The mean of what runs around the bin. */
static double
mean_around(const struct text_directions *directions, int bin)
{
	const double step = 360.0 / TEXT_DIRECTION_BINS;
	double bytes = (double)bytes_around(directions, bin), sum = 0;

	for (int i = -1; i <= 1; i++)
		sum += (double)directions->bytes[wrap(bin + i)] * (bin + i) *
			       step +
		       directions->degrees_off[wrap(bin + i)];
	return bytes > 0 ? remainder(sum / bytes, 360) : 0;
}

static double
find_angle(const struct text_directions *directions)
{
	int best = 0;

	for (int i = 1; i < TEXT_DIRECTION_BINS; i++)
		if (bytes_around(directions, i) >
		    bytes_around(directions, best))
			best = i;
	if (bytes_around(directions, 0) * UPRIGHT_COUNTS >=
	    bytes_around(directions, best))
		best = 0;
	return mean_around(directions, best);
}

/* Turns what the page shows clockwise, about the middle of what is shown. */
static void
prepend_turn(qpdf_data pdf, qpdf_oh page, const struct area *shown,
	     double degrees)
{
	double x = (shown->x0 + shown->x1) / 2, y = (shown->y0 + shown->y1) / 2;
	double c = cos(degrees * G_PI / 180), s = sin(degrees * G_PI / 180);
	double n[] = { c, -s, s, c, x - c * x - s * y, y + s * x - c * y };
	qpdf_oh content = qpdf_oh_new_stream(pdf), null;
	unsigned char *data = NULL;
	size_t size = 0;
	GString *turned = g_string_new(NULL);

	for (guint i = 0; i < G_N_ELEMENTS(n); i++) {
		char number[G_ASCII_DTOSTR_BUF_SIZE];

		g_ascii_formatd(number, sizeof(number), "%.9f", n[i]);
		g_string_append_printf(turned, "%s ", number);
	}
	g_string_append(turned, "cm\n");
	qpdf_oh_get_page_content_data(pdf, page, &data, &size);
	if (data != NULL)
		g_string_append_len(turned, (const char *)data, (gssize)size);
	free(data);
	null = qpdf_oh_new_null(pdf);
	qpdf_oh_replace_stream_data(pdf, content, (const guint8 *)turned->str,
				    turned->len, null, null);
	qpdf_oh_replace_key(pdf, page, "/Contents", content);
	g_string_free(turned, TRUE);
}

/* The angle is that of the text as shown, counterclockwise. */
static void
set_upright(qpdf_data pdf, qpdf_oh page, const struct area *shown, double angle,
	    struct level_page *level)
{
	int quarters = (int)rint(angle / 90);
	int turns = pdf_page_read_turns(pdf, page) + quarters + 4;

	level->rotation_deg = (quarters + 4) % 4 * 90;
	level->skew_deg = angle - 90.0 * quarters;
	if (fabs(level->skew_deg) < TEXT_LEVEL_DEG)
		level->skew_deg = 0;
	else
		prepend_turn(pdf, page, shown, level->skew_deg);
	qpdf_oh_replace_key(pdf, page, "/Rotate",
			    qpdf_oh_new_integer(pdf, turns % 4 * 90));
}

/* Poppler keeps what it was given for as long as it lives. */
static gboolean
open_copy(qpdf_data pdf, struct level_page *level)
{
	g_autoptr(GBytes) bytes = NULL;

	if (qpdf_init_write_memory(pdf) >= QPDF_ERRORS)
		return FALSE;
	qpdf_set_compress_streams(pdf, QPDF_FALSE);
	qpdf_set_static_ID(pdf, QPDF_TRUE);
	if (qpdf_write(pdf) >= QPDF_ERRORS)
		return FALSE;
	bytes = g_bytes_new(qpdf_get_buffer(pdf), qpdf_get_buffer_length(pdf));
	level->document = poppler_document_new_from_bytes(bytes, NULL, NULL);
	if (level->document != NULL)
		level->page = poppler_document_get_page(level->document, 0);
	if (level->page == NULL)
		return FALSE;
	poppler_page_get_size(level->page, &level->width, &level->height);
	return TRUE;
}

static gboolean
make_level(qpdf_data pdf, const GArray *marks, enum level_page_frame frame,
	   struct level_page *level)
{
	qpdf_oh page = qpdf_get_page_n(pdf, 0);
	struct text_cut what = { .slack_deg = SLACK_DEG, .marks = marks };
	struct damage damage = { DAMAGE_NONE, NULL };
	struct text_directions directions;
	struct area shown;
	double angle;

	if (!pdf_page_read_shown(pdf, page, &shown) ||
	    !text_cutter_measure(pdf, page, &directions))
		return FALSE;
	level->mirrored = directions.mirrored * 2 > directions.total;
	if (level->mirrored)
		return TRUE;
	angle = find_angle(&directions);
	if (fabs(angle - 90 * rint(angle / 90)) > MOST_SKEW_DEG)
		angle = 0;
	what.angle_deg = angle;
	if (!text_cutter_cut(pdf, page, &what, &level->left_out))
		return FALSE;
	level->kept = directions.total - level->left_out;
	if (frame == LEVEL_PAGE_TURNED)
		set_upright(pdf, page, &shown, angle, level);
	level->surveyed = pdf_survey_page(pdf, page, &level->survey, &damage);
	damage_clear(&damage);
	return open_copy(pdf, level);
}

struct level_page *
level_page_new(qpdf_data pdf, guint number, const GArray *marks,
	       enum level_page_frame frame)
{
	g_autoptr(level_page) level = g_new0(struct level_page, 1);
	qpdf_data copy = pdf_new();
	gboolean good = FALSE;

	if (qpdf_add_page(copy, pdf, qpdf_get_page_n(pdf, number - 1),
			  QPDF_TRUE) < QPDF_ERRORS)
		good = make_level(copy, marks, frame, level);
	pdf_free(copy);
	pdf_settle(pdf);
	return good ? g_steal_pointer(&level) : NULL;
}

void
level_page_free(struct level_page *level)
{
	if (level == NULL)
		return;
	if (level->surveyed)
		pdf_survey_clear(&level->survey);
	g_clear_object(&level->page);
	g_clear_object(&level->document);
	g_free(level);
}
