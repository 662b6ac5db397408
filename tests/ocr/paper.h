/* paper.h - invented letters on paper, for the tests of ocr/: drawn by cairo
 * as PDF or as an image, and worn by Leptonica as scanners and faxes do. */
#ifndef TESTS_OCR_PAPER_H
#define TESTS_OCR_PAPER_H

#include <cairo-pdf.h>
#include <glib.h>
#include <math.h>
#include <string.h>

#include "core/error.h"
#include "ocr/image/leptonica.h"
#include "ocr/recognise/recogniser.h"
#include "ocr/opened_document.h"

#define PAPER_WIDTH 612.0
#define PAPER_HEIGHT 792.0

#define PAPER_FONT "Times New Roman"
#define AFTER 0 /* as x: one space behind the run before */

/* A page of a letter: header table, headings in bold, body. */
static const struct {
	double x, y;
	gboolean bold;
	const char *text;
} paper_runs[] = {
	{ 76, 100, TRUE, "Case Number:" },
	{ 76, 116, TRUE, "Date Assigned:" },
	{ 180, 100, FALSE, "CM19-7654321" },
	{ 180, 116, FALSE, "03/04/2019" },
	{ 330, 116, TRUE, "Date of Injury:" },
	{ 430, 116, FALSE, "01/02/2018" },
	{ 72, 160, TRUE, "CLINICAL CASE SUMMARY" },
	{ 72, 180, FALSE,
	  "The injured worker is a 51 year old female baker who reported pain "
	  "in" },
	{ 72, 194, FALSE,
	  "the left wrist after lifting a tray of loaves. She was treated with "
	  "a" },
	{ 72, 208, FALSE,
	  "splint, ibuprofen 600 mg and eight visits of hand therapy. An "
	  "exami-" },
	{ 72, 222, FALSE,
	  "nation on 02/20/2019 showed tenderness over the radial side and a" },
	{ 72, 236, FALSE,
	  "grip strength of 18 kg, which is less than half of the other "
	  "hand." },
	{ 72, 270, TRUE, "Hand therapy, 2 times a week for 4 weeks:" },
	{ AFTER, 270, FALSE, " Upheld" },
	{ 72, 290, TRUE, "Decision rationale:" },
	{ AFTER, 290, FALSE, " The guideline supports ten visits, and the" },
	{ 72, 304, FALSE,
	  "record does not show what the first eight have changed. There is "
	  "no" },
	{ 72, 318, FALSE,
	  "plan for exercise at home. The request is not medically "
	  "necessary." },
};

static G_GNUC_UNUSED void
paper_draw(cairo_t *cairo)
{
	cairo_set_source_rgb(cairo, 0, 0, 0);
	cairo_set_font_size(cairo, 12);
	for (gsize i = 0; i < G_N_ELEMENTS(paper_runs); i++) {
		cairo_select_font_face(
			cairo, PAPER_FONT, CAIRO_FONT_SLANT_NORMAL,
			paper_runs[i].bold ? CAIRO_FONT_WEIGHT_BOLD
					   : CAIRO_FONT_WEIGHT_NORMAL);
		if (paper_runs[i].x != AFTER)
			cairo_move_to(cairo, paper_runs[i].x, paper_runs[i].y);
		cairo_show_text(cairo, paper_runs[i].text);
	}
	cairo_set_line_width(cairo, 1);
	for (int row = 0; row < 3; row++) {
		cairo_move_to(cairo, 70, 88 + 16 * row);
		cairo_line_to(cairo, 540, 88 + 16 * row);
	}
	cairo_move_to(cairo, 70, 88);
	cairo_line_to(cairo, 70, 120);
	cairo_move_to(cairo, 540, 88);
	cairo_line_to(cairo, 540, 120);
	cairo_stroke(cairo);
}

/* The words that reading the paper must give, in order. */
static G_GNUC_UNUSED const char *const paper_lines[] = {
	"Case Number: CM19-7654321",
	"Date Assigned: 03/04/2019 Date of Injury: 01/02/2018",
	"CLINICAL CASE SUMMARY",
	"splint, ibuprofen 600 mg and eight visits of hand therapy. An exami-",
	"Hand therapy, 2 times a week for 4 weeks: Upheld",
	"plan for exercise at home. The request is not medically necessary.",
};

/* What draw draws, in gray, at dpi in both directions. */
static G_GNUC_UNUSED PIX *
paper_scan_of(void (*draw)(cairo_t *cairo), double dpi)
{
	int width = (int)lround(PAPER_WIDTH / 72 * dpi);
	int height = (int)lround(PAPER_HEIGHT / 72 * dpi);
	cairo_surface_t *surface =
		cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, height);
	cairo_t *cairo = cairo_create(surface);
	PIX *pix = pixCreate(width, height, 8);

	cairo_set_source_rgb(cairo, 1, 1, 1);
	cairo_paint(cairo);
	cairo_scale(cairo, dpi / 72, dpi / 72);
	draw(cairo);
	cairo_destroy(cairo);
	cairo_surface_flush(surface);
	for (int y = 0; y < height; y++)
		for (int x = 0; x < width; x++) {
			const guint8 *pixel =
				cairo_image_surface_get_data(surface) +
				y * cairo_image_surface_get_stride(surface) +
				4 * x;

			pixSetPixel(pix, x, y, pixel[1]);
		}
	cairo_surface_destroy(surface);
	pixSetResolution(pix, (int)lround(dpi), (int)lround(dpi));
	return pix;
}

static G_GNUC_UNUSED PIX *
paper_scan(double dpi)
{
	return paper_scan_of(paper_draw, dpi);
}

static G_GNUC_UNUSED cairo_status_t
paper_append(void *closure, const unsigned char *data, unsigned int length)
{
	g_byte_array_append(closure, data, length);
	return CAIRO_STATUS_SUCCESS;
}

/* A PDF of pages, each drawn by draw(cairo, number from 1). */
static G_GNUC_UNUSED GBytes *
paper_pdf(guint pages, double width, double height,
	  void (*draw)(cairo_t *cairo, guint number))
{
	GByteArray *bytes = g_byte_array_new();
	cairo_surface_t *surface = cairo_pdf_surface_create_for_stream(
		paper_append, bytes, width, height);
	cairo_t *cairo = cairo_create(surface);

	for (guint number = 1; number <= pages; number++) {
		draw(cairo, number);
		cairo_show_page(cairo);
	}
	cairo_destroy(cairo);
	cairo_surface_destroy(surface);
	return g_byte_array_free_to_bytes(bytes);
}

static G_GNUC_UNUSED GBytes *
paper_image(PIX *pix, int format)
{
	l_uint8 *data = NULL;
	size_t size = 0;
	GBytes *bytes;

	g_assert_cmpint(pixWriteMem(&data, &size, pix, format), ==, 0);
	bytes = g_bytes_new(data, size);
	lept_free(data);
	return bytes;
}

static G_GNUC_UNUSED struct extract_settings
paper_settings(enum ocr ocr)
{
	return (struct extract_settings){
		.ocr = ocr,
		.max_bytes = 1 << 26,
		.max_pages = 100,
		.max_pixels = 40000000,
	};
}

/* The line's words, one space apart. */
static G_GNUC_UNUSED char *
paper_line_text(const struct line *line)
{
	GString *text = g_string_new(NULL);

	for (guint i = 0; i < line->words->len; i++) {
		const struct word *word = line->words->pdata[i];

		if (i > 0)
			g_string_append_c(text, ' ');
		g_string_append(text, word->text);
	}
	return g_string_free(text, FALSE);
}

static G_GNUC_UNUSED char *
paper_page_text(const struct page *page)
{
	GString *text = g_string_new(NULL);

	for (guint i = 0; i < page->lines->len; i++) {
		g_autofree char *line = paper_line_text(page->lines->pdata[i]);

		g_string_append_printf(text, "%s\n", line);
	}
	return g_string_free(text, FALSE);
}

/* The first word with this text, or NULL. */
static G_GNUC_UNUSED const struct word *
paper_find_word(const struct page *page, const char *text)
{
	for (guint i = 0; i < page->lines->len; i++) {
		const struct line *line = page->lines->pdata[i];

		for (guint j = 0; j < line->words->len; j++) {
			const struct word *word = line->words->pdata[j];

			if (strcmp(word->text, text) == 0)
				return word;
		}
	}
	return NULL;
}

/* With its usual choice of engine; the caller's. */
static inline struct recogniser *
paper_recogniser(void)
{
	g_autoptr(GError) error = NULL;
	struct recogniser *recogniser = recogniser_new(NULL, &error);

	g_assert_no_error(error);
	g_assert_true(recogniser_choose(recogniser, OCR_ENGINE_AUTO, &error));
	return recogniser;
}

#endif
