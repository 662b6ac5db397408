/* pdf.c - format: PDF, page by page either its text layer or an image. */
#define _GNU_SOURCE /* memmem */
#include <string.h>

#include "core/error.h"
#include "ocr/format.h"
#include "ocr/layer/text_layer.h"
#include "ocr/pdf/font_sample.h"
#include "ocr/pdf/opened_pdf.h"
#include "ocr/pdf/outline.h"
#include "ocr/pdf/pdf_image.h"
#include "ocr/pdf/pdf_page.h"
#include "ocr/pdf/pdf_page_keys.h"
#include "ocr/pdf/pdf_scan.h"
#include "ocr/pdf/pdf_text.h"
#include "ocr/pdf/plain_page.h"
#include "ocr/pdf/poppler_faults.h"
#include "ocr/pdf/white_text.h"
#include "ocr/recognise/lines.h"
#include "ocr/sheet.h"

/* Where readers look for a PDF's first bytes. */
#define HEAD_BYTES 1024

/* Why a page was drawn although its text is good. */
#define HELD "text layer held against the page as drawn, since "

struct pdf {
	const struct extract_settings *settings;
	struct opened_pdf open;
	gboolean has_fonts;	    /* of its own, on a page that was read */
	struct font_sample *sample; /* NULL before one was taken */
};

static gboolean
pdf_matches(const guint8 *data, gsize size)
{
	return memmem(data, MIN(size, HEAD_BYTES), "%PDF-", 5) != NULL;
}

static gpointer
pdf_open(GBytes *bytes, const struct extract_settings *settings,
	 guint *out_page_count, GError **error)
{
	struct opened_pdf open = { 0 };
	struct pdf *pdf;

	if (!opened_pdf_open(bytes, settings, &open, error)) {
		opened_pdf_clear(&open);
		return NULL;
	}
	pdf = g_new0(struct pdf, 1);
	pdf->settings = settings;
	pdf->open = open;
	*out_page_count =
		(guint)MAX(poppler_document_get_n_pages(open.document), 0);
	return pdf;
}

static PopplerPage *
open_page(const struct pdf *pdf, guint number, double *out_width,
	  double *out_height, GError **error)
{
	PopplerPage *page =
		poppler_document_get_page(pdf->open.document, (int)number - 1);

	if (page == NULL) {
		error_set(error, IMR_ERROR_REJECT,
			  "the PDF's page is damaged; print it to a new PDF");
		return NULL;
	}
	poppler_page_get_size(page, out_width, out_height);
	if (!(*out_width > 0 && *out_height > 0)) {
		error_set(error, IMR_ERROR_REJECT,
			  "the page has no size; print it to a new PDF");
		g_object_unref(page);
		return NULL;
	}
	return page;
}

/* Pages that Poppler does not find are found by nothing else. */
static gboolean
check_scans(const struct pdf *pdf, GError **error)
{
	return pdf->open.scans != NULL ||
	       error_reject(error, "damaged",
			    "the PDF is damaged, and pages of it may be "
			    "missing; ask for it again");
}

static struct pdf_text
text_of(const struct pdf *pdf, PopplerPage *shown,
	const struct outline *outline)
{
	return (struct pdf_text){
		.shown = shown,
		.scans = pdf->open.scans,
		.off_level = outline->survey.off_level,
		.has_marks = outline->known && !outline->scan,
	};
}

/* *out_fault: why its words cannot be used, or NULL. */
static struct text_layer *
read_text(struct pdf *pdf, PopplerPage *shown, struct page *page,
	  struct outline *outline, char **out_fault)
{
	struct pdf_text text = text_of(pdf, shown, outline);
	struct text_layer *layer = pdf_text_read(&text, page, &outline->level);

	if (outline->scan && outline->hidden)
		text_layer_doubt(layer);
	*out_fault = outline_fault(outline, layer, page);
	return layer;
}

static void
fill_page(struct page *page, struct text_layer *layer)
{
	page->text_source = TEXT_SOURCE_TEXT_LAYER;
	page->tells_bold = layer->tells_bold;
	if (layer->lost_much)
		page_add_flaw(page, "left-out",
			      "much of its text was left out as marks over the "
			      "letter's");
	g_ptr_array_unref(page->lines);
	page->lines = lines_take_words(g_steal_pointer(&layer->words));
	page_set_mean_confidence(page);
}

/* Whether the page must be seen to be believed: as outline_doubt(). */
static const char *
find_doubt(const struct outline *outline, const struct page *page,
	   const struct text_layer *layer, const struct damage *damage)
{
	const char *doubt = outline_doubt(outline, page, layer->pale);

	return doubt != NULL		     ? doubt
	       : damage->kind == DAMAGE_LOOK ? damage->what
					     : NULL;
}

/* Returns whether the page needs OCR. */
static gboolean
decide_layer(struct page *page, const char *fault, const char *doubt,
	     gboolean never)
{
	if (fault == NULL && doubt == NULL) {
		page->reason = g_strdup("text layer");
		return FALSE;
	}
	page->reason =
		never && fault != NULL
			? g_strdup_printf("ocr=never, although %s", fault)
		: never ? g_strdup_printf("ocr=never, although " HELD "%s",
					  doubt)
		: fault != NULL ? g_strdup(fault)
				: g_strdup_printf(HELD "%s", doubt);
	if (never)
		page_add_flaw(page, "text-unchecked",
			      "its text may not be what it shows: recognition "
			      "is off (ocr=never)");
	return !never;
}

/* Returns whether the page needs OCR: what is seen counts, and not what lies
 * hidden over it. *out_two: two pages stand on it. */
static gboolean
read_layer(struct pdf *pdf, struct page *page, PopplerPage *shown,
	   gboolean never, gboolean *out_two)
{
	struct damage damage = { DAMAGE_NONE, NULL };
	g_autoptr(outline) outline =
		outline_new(pdf->open.scans, page->number, &damage);
	g_autofree char *fault = NULL;
	g_autoptr(text_layer) layer = NULL;
	gboolean needs_ocr = FALSE;

	poppler_faults_watch();
	layer = read_text(pdf, shown, page, outline, &fault);
	if (fault == NULL && layer->hidden)
		fault = g_strdup("text layer lies hidden over a scan");
	/* Of a page that will be drawn, its drawing tells. */
	if (fault == NULL || never || outline->bare)
		pdf_scans_find_damage(pdf->open.scans, page->number, FALSE,
				      &damage);
	poppler_faults_take(&damage);
	/* Whether what is drawn leaves a mark, its preparation tells. */
	if (layer->glyphs == 0 && layer->agrees && outline->bare) {
		page->reason = g_strdup("blank");
		damage_mark_page(&damage, page);
		damage_clear(&damage);
		return FALSE;
	}
	fill_page(page, layer);
	*out_two = fault == NULL && sheet_holds_two_pages(page);
	needs_ocr = decide_layer(
		page, fault,
		fault == NULL ? find_doubt(outline, page, layer, &damage)
			      : NULL,
		never);
	if (needs_ocr) {
		page->text_source = TEXT_SOURCE_OCR;
		g_ptr_array_set_size(page->lines, 0);
	} else {
		pdf->has_fonts |= outline_has_fonts(outline);
		damage_mark_page(&damage, page);
	}
	damage_clear(&damage);
	return needs_ocr;
}

static struct page *
pdf_read_page(gpointer state, guint number, gboolean *out_needs_ocr,
	      GError **error)
{
	struct pdf *pdf = state;
	enum ocr ocr = pdf->settings->ocr;
	double width, height;
	PopplerPage *shown = open_page(pdf, number, &width, &height, error);
	gboolean two = FALSE;
	struct page *page;

	if (shown == NULL)
		return NULL;
	if (!check_scans(pdf, error)) {
		g_object_unref(shown);
		return NULL;
	}
	page = page_new(number, width, height);
	if (ocr == OCR_ALWAYS) {
		page->text_source = TEXT_SOURCE_OCR;
		page->reason = g_strdup("ocr=always");
		*out_needs_ocr = TRUE;
	} else {
		*out_needs_ocr =
			read_layer(pdf, page, shown, ocr == OCR_NEVER, &two);
	}
	g_object_unref(shown);
	if (two) {
		page_free(page);
		error_set(error, IMR_ERROR_REJECT,
			  "two pages stand side by side on one sheet; scan or "
			  "print each of them by itself");
		return NULL;
	}
	return page;
}

/* A page whose text layer is believed is drawn without the marks over it, as
 * that is read; NULL where it has none. */
static struct level_page *
find_unmarked(struct pdf *pdf, PopplerPage *shown, guint number)
{
	struct damage damage = { DAMAGE_NONE, NULL };
	g_autoptr(outline) outline =
		outline_new(pdf->open.scans, number, &damage);
	g_autoptr(text_layer) layer = NULL;
	g_autoptr(page) page = NULL;
	g_autofree char *fault = NULL;
	struct pdf_text text = text_of(pdf, shown, outline);
	double width, height;

	damage_clear(&damage);
	if (!text.has_marks || pdf->settings->ocr == OCR_ALWAYS)
		return NULL;
	poppler_page_get_size(shown, &width, &height);
	page = page_new(number, width, height);
	layer = read_text(pdf, shown, page, outline, &fault);
	return fault == NULL ? pdf_text_unmark(&text, number, layer) : NULL;
}

/* The page drawn, whatever is on it. */
static struct scan *
draw_page(struct pdf *pdf, PopplerPage *shown, guint number,
	  struct damage *damage, GError **error)
{
	gint64 max_pixels = pdf->settings->max_pixels;
	struct pdf_survey survey;
	gboolean known =
		pdf_scans_survey(pdf->open.scans, number, &survey, damage);
	g_autoptr(level_page) unmarked = NULL;
	struct scan *scan;

	pdf_scans_find_damage(pdf->open.scans, number, TRUE, damage);
	unmarked = find_unmarked(pdf, shown, number);
	scan = pdf_image_scan(unmarked != NULL ? unmarked->page : shown,
			      known ? &survey : NULL, max_pixels, damage,
			      error);
	if (known)
		pdf_survey_clear(&survey);
	return scan;
}

/* The page's own image, where that is all there is; else the page drawn. */
static struct scan *
take_scan(struct pdf *pdf, PopplerPage *shown, guint number, double width,
	  double height, GError **error)
{
	struct damage damage = { DAMAGE_NONE, NULL };
	struct scan *scan;
	PIX *image;

	if (!check_scans(pdf, error))
		return NULL;
	image = pdf_scans_take(pdf->open.scans, number, width, height,
			       pdf->settings->max_pixels, &damage);
	scan = image != NULL ? scan_new_take(image, width, height, error)
			     : draw_page(pdf, shown, number, &damage, error);
	if (scan != NULL)
		damage_take(&scan->damage, &damage);
	damage_clear(&damage);
	return scan;
}

static struct scan *
pdf_scan_page(gpointer state, guint number, GError **error)
{
	double width, height;
	PopplerPage *shown = open_page(state, number, &width, &height, error);
	struct scan *scan;

	if (shown == NULL)
		return NULL;
	scan = take_scan(state, shown, number, width, height, error);
	g_object_unref(shown);
	return scan;
}

/* The page with its own text, whatever may be said against that. */
struct own_text {
	struct outline *outline;
	struct page *page;
	struct text_layer *layer; /* its words are the page's now */
	char *fault;
	struct damage damage;
};

static void
own_text_free(struct own_text *own)
{
	g_clear_pointer(&own->outline, outline_free);
	g_clear_pointer(&own->page, page_free);
	g_clear_pointer(&own->layer, text_layer_free);
	g_free(own->fault);
	damage_clear(&own->damage);
	g_free(own);
}

DEFINE_AUTOPTR(own_text, own_text_free)

/* NULL where it cannot be opened, or the settings want none of it. */
static struct own_text *
read_own_text(struct pdf *pdf, guint number)
{
	struct own_text *own;
	double width, height;
	PopplerPage *shown;

	if (pdf->settings->ocr == OCR_ALWAYS || pdf->open.scans == NULL)
		return NULL;
	shown = open_page(pdf, number, &width, &height, NULL);
	if (shown == NULL)
		return NULL;
	own = g_new0(struct own_text, 1);
	own->page = page_new(number, width, height);
	own->outline = outline_new(pdf->open.scans, number, &own->damage);
	own->layer =
		read_text(pdf, shown, own->page, own->outline, &own->fault);
	fill_page(own->page, own->layer);
	g_object_unref(shown);
	return own;
}

static gboolean
is_good_hidden_text(const struct own_text *own)
{
	return own != NULL && own->fault == NULL && own->layer->hidden;
}

static struct page *
pdf_hidden_page(gpointer state, guint number)
{
	g_autoptr(own_text) own = read_own_text(state, number);

	return is_good_hidden_text(own) ? g_steal_pointer(&own->page) : NULL;
}

static struct scan *
pdf_uncovered_scan(gpointer state, guint number)
{
	struct pdf *pdf = state;
	g_autoptr(own_text) own = read_own_text(pdf, number);
	PopplerPage *shown;
	double width, height;
	struct scan *scan;

	if (!is_good_hidden_text(own))
		return NULL;
	shown = open_page(pdf, number, &width, &height, NULL);
	scan = white_text_uncover(pdf->open.scans, shown, number, own->layer,
				  pdf->settings->max_pixels);
	g_object_unref(shown);
	return scan;
}

/* What of its words is struck, or to be removed. */
static void
find_struck(const struct pdf_survey *survey, struct held_layer *layer)
{
	const GPtrArray *lines = layer->page->lines;

	for (guint i = 0; i < lines->len; i++) {
		const struct line *line = lines->pdata[i];

		for (guint j = 0; j < line->words->len; j++) {
			const struct word *word = line->words->pdata[j];
			struct box shown =
				page_shown_box(layer->page, word->box);

			if (plain_page_is_struck(survey, &shown) ||
			    plain_page_is_redacted(survey, &shown))
				g_array_append_val(layer->struck, shown);
			else if (plain_page_is_covered(survey, &shown))
				g_array_append_val(layer->covered, shown);
		}
	}
}

static struct held_layer *
pdf_held_layer(gpointer state, guint number)
{
	struct pdf *pdf = state;
	g_autoptr(own_text) own = read_own_text(pdf, number);
	struct held_layer *layer;
	const char *doubt;

	if (own == NULL || own->fault != NULL || own->layer->hidden)
		return NULL;
	pdf_scans_find_damage(pdf->open.scans, number, FALSE, &own->damage);
	doubt = find_doubt(own->outline, own->page, own->layer, &own->damage);
	if (doubt == NULL)
		return NULL;
	own->page->reason = g_strdup_printf(HELD "%s", doubt);
	layer = held_layer_new_take(g_steal_pointer(&own->page));
	if (doubt == own->damage.what)
		layer->font_flaw = g_strdup(doubt);
	if (own->outline->known)
		find_struck(&own->outline->survey, layer);
	return layer;
}

static void
pdf_mark_page(gpointer state, struct page *page)
{
	const struct pdf *pdf = state;

	if (page->number == 1 && pdf->open.unread_files > 0)
		page_add_flaw(page, FLAW_UNREAD_FILE,
			      "files that are attached to the PDF and are no "
			      "PDFs were not read: %u",
			      pdf->open.unread_files);
	if (pdf->open.scans != NULL &&
	    pdf_page_keys_skip_behind(pdf_scans_file(pdf->open.scans),
				      page->number))
		page_add_flaw(page, FLAW_INCOMPLETE,
			      "a page behind it was taken out of the file");
}

static gboolean
pdf_fonts_agree(gpointer state, struct recogniser *recogniser,
		const struct page *page)
{
	struct pdf *pdf = state;
	g_autoptr(outline) outline = NULL;
	struct damage damage = { DAMAGE_NONE, NULL };
	double width, height;
	PopplerPage *shown;
	gboolean agree;

	if (!pdf->has_fonts || page->text_source != TEXT_SOURCE_TEXT_LAYER ||
	    pdf->settings->ocr != OCR_AUTO)
		return TRUE;
	shown = open_page(pdf, page->number, &width, &height, NULL);
	if (shown == NULL)
		return FALSE;
	outline = outline_new(pdf->open.scans, page->number, &damage);
	damage_clear(&damage);
	if (pdf->sample == NULL)
		pdf->sample = font_sample_new();
	agree = outline->known &&
		font_sample_agrees(pdf->sample, recogniser, shown,
				   &outline->survey, page);
	g_object_unref(shown);
	return agree;
}

static qpdf_data
pdf_to_pdf(gpointer state, G_GNUC_UNUSED guint page_count, GError **error)
{
	const struct pdf *pdf = state;
	qpdf_data copy = pdf_read(pdf->open.bytes);

	if (copy == NULL)
		error_set(error, IMR_ERROR_REJECT,
			  "the PDF is too damaged to write text into; print it "
			  "to a new PDF");
	return copy;
}

static void
pdf_close(gpointer state)
{
	struct pdf *pdf = state;

	g_clear_pointer(&pdf->sample, font_sample_free);
	opened_pdf_clear(&pdf->open);
	g_free(pdf);
}

const struct document_format format_pdf = {
	.media_type = "application/pdf",
	.matches = pdf_matches,
	.open = pdf_open,
	.read_page = pdf_read_page,
	.scan_page = pdf_scan_page,
	.uncovered_scan = pdf_uncovered_scan,
	.hidden_page = pdf_hidden_page,
	.mark_page = pdf_mark_page,
	.held_layer = pdf_held_layer,
	.fonts_agree = pdf_fonts_agree,
	.to_pdf = pdf_to_pdf,
	.close = pdf_close,
};
