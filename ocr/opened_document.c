/* opened_document.c - which format the bytes are, and the limits that hold for
 * all. */
#include "ocr/opened_document.h"
#include "core/error.h"
#include "ocr/file_kind.h"
#include "ocr/format.h"
#include "ocr/page_reading.h"
#include "ocr/pdf/pdf_page.h"
#include "ocr/recognise/recogniser.h"
#include "ocr/searchable/text_pdf.h"
#include "ocr/transfer.h"

#define EDGE_PT 1.0 /* of the page */
#define LEAST_CUT 5 /* lines, for text to be lost for certain */

/* Of a page's confidence: what needs no second reading. */
#define BELIEVED 0.9

/* One reading of a page is taken for another where its words are worth so many
 * times as much. */
#define CLEARLY_BETTER 1.5

/* In this order: plain text is what nothing else has claimed. */
static const struct document_format *const formats[] = {
	&format_pdf,  &format_tiff,	  &format_png,
	&format_jpeg, &format_plain_text,
};

struct opened_document {
	GBytes *bytes;
	const struct extract_settings *settings;
	const struct document_format *format;
	gpointer state;
	guint page_count;
};

static const struct document_format *
find_format(GBytes *bytes, GError **error)
{
	gsize size;
	const guint8 *data = g_bytes_get_data(bytes, &size);
	const char *fault;

	if (size == 0) {
		error_set(error, IMR_ERROR_REJECT,
			  "the file is empty; ask for it again");
		return NULL;
	}
	if (!file_kind_check(data, size, error))
		return NULL;
	fault = transfer_fault(data, size);
	if (fault != NULL) {
		error_reject(error, "damaged", "%s", fault);
		return NULL;
	}
	for (guint i = 0; i < G_N_ELEMENTS(formats); i++)
		if (formats[i]->matches(data, size))
			return formats[i];
	error_reject(error, "unsupported",
		     "not a PDF, TIFF, PNG, JPEG or text file; "
		     "convert it to one of them");
	return NULL;
}

static gboolean
check_page_count(guint count, const struct extract_settings *settings,
		 GError **error)
{
	if (count == 0)
		return error_set(error, IMR_ERROR_REJECT,
				 "the file has no pages; ask for it again");
	if (count > settings->max_pages)
		return error_set(
			error, IMR_ERROR_REJECT,
			"%u pages, more than max_pages = %" G_GINT64_FORMAT
			"; split the file, or raise it",
			count, settings->max_pages);
	return TRUE;
}

struct opened_document *
opened_document_open(GBytes *bytes, const struct extract_settings *settings,
		     GError **error)
{
	g_autoptr(opened_document) opened = g_new0(struct opened_document, 1);

	/* Leptonica writes to standard error what it also returns. */
	setMsgSeverity(L_SEVERITY_NONE);
	opened->settings = settings;
	opened->bytes = g_bytes_ref(bytes);
	opened->format = find_format(bytes, error);
	if (opened->format == NULL)
		return NULL;
	opened->state = opened->format->open(bytes, settings,
					     &opened->page_count, error);
	if (opened->state == NULL ||
	    !check_page_count(opened->page_count, settings, error))
		return NULL;
	return g_steal_pointer(&opened);
}

void
opened_document_free(struct opened_document *opened)
{
	if (opened == NULL)
		return;
	if (opened->state != NULL)
		opened->format->close(opened->state);
	g_bytes_unref(opened->bytes);
	g_free(opened);
}

const char *
opened_document_media_type(const struct opened_document *opened)
{
	return opened->format->media_type;
}

guint
opened_document_page_count(const struct opened_document *opened)
{
	return opened->page_count;
}

static void
mark_page(struct opened_document *opened, struct page *page)
{
	if (opened->format->mark_page != NULL)
		opened->format->mark_page(opened->state, page);
}

struct page *
opened_document_read_page(struct opened_document *opened, guint number,
			  gboolean *out_needs_ocr, GError **error)
{
	struct page *page;

	g_return_val_if_fail(number >= 1 && number <= opened->page_count, NULL);
	page = opened->format->read_page(opened->state, number, out_needs_ocr,
					 error);
	if (page == NULL)
		g_prefix_error(error, "page %u: ", number);
	else
		mark_page(opened, page);
	return page;
}

gboolean
opened_document_fonts_agree(struct opened_document *opened,
			    struct recogniser *recogniser,
			    const struct page *page, char **out_reason)
{
	if (opened->format->fonts_agree == NULL ||
	    opened->format->fonts_agree(opened->state, recogniser, page))
		return TRUE;
	*out_reason = g_strdup("text layer is not believed: a font of the file "
			       "shows other letters than it says");
	return FALSE;
}

/* A page to be recognised. */
struct task {
	struct recogniser *recogniser;
	double scale;
	guint number;
	const char *reason;
};

/* *out_prepared: what it was read from. */
static struct page *
read_scan(const struct task *task, struct scan *take_scan,
	  struct prepared **out_prepared, GError **error)
{
	g_autoptr(page) page = page_new(task->number, take_scan->width_pt,
					take_scan->height_pt);
	struct damage damage = { DAMAGE_NONE, NULL };
	g_autoptr(prepared) prepared = NULL;
	gboolean good;

	page->reason = g_strdup(task->reason);
	damage_take(&damage, &take_scan->damage);
	prepared = prepare_take_scan(take_scan, task->scale, error);
	good = prepared != NULL &&
	       page_reading_fill(page, task->recogniser, prepared, error);
	if (good)
		damage_mark_page(&damage, page);
	damage_clear(&damage);
	if (!good)
		return NULL;
	*out_prepared = g_steal_pointer(&prepared);
	return g_steal_pointer(&page);
}

static gboolean
is_clearly_better(const struct page *page, const struct page *than)
{
	return page_reading_worth(page->lines) >
	       CLEARLY_BETTER * MAX(page_reading_worth(than->lines), 0);
}

/* Some programs write a recognition's text in white over the whole scan. People
 * still read what it leaves of the print, and recognition does not, so the page
 * is read without it. White text that covers a word or two, to hide them,
 * leaves a page that can be read; that stays hidden. */
static void
try_uncovered(struct opened_document *opened, const struct task *task,
	      struct page **page, struct prepared **prepared)
{
	struct prepared *uncovered_prepared = NULL;
	struct page *uncovered;
	struct scan *scan;

	if (opened->format->uncovered_scan == NULL ||
	    (*page)->confidence >= BELIEVED)
		return;
	scan = opened->format->uncovered_scan(opened->state, task->number);
	if (scan == NULL)
		return;
	uncovered = read_scan(task, scan, &uncovered_prepared, NULL);
	if (uncovered == NULL)
		return;
	if (is_clearly_better(uncovered, *page)) {
		struct page *seen = *page;
		struct prepared *seen_prepared = *prepared;

		*page = uncovered;
		*prepared = uncovered_prepared;
		uncovered = seen;
		uncovered_prepared = seen_prepared;
	}
	page_free(uncovered);
	prepared_free(uncovered_prepared);
}

static struct page *
recognise_at(struct opened_document *opened, const struct task *task,
	     struct prepared **out_prepared, GError **error)
{
	struct page *page = NULL;
	struct scan *scan;

	g_return_val_if_fail(
		task->number >= 1 && task->number <= opened->page_count, NULL);
	if (opened->format->scan_page == NULL) {
		error_set(error, IMR_ERROR_REJECT, "%s has no image to read",
			  opened->format->media_type);
		return NULL;
	}
	scan = opened->format->scan_page(opened->state, task->number, error);
	if (scan != NULL)
		page = read_scan(task, scan, out_prepared, error);
	if (page != NULL)
		try_uncovered(opened, task, &page, out_prepared);
	else
		g_prefix_error(error, "page %u: ", task->number);
	return page;
}

/* What is lost of the scan is lost, whichever text is taken. */
static void
copy_flaws(const struct page *from, struct page *to)
{
	for (guint i = 0; i < from->flaws->len; i++) {
		const struct flaw *flaw = from->flaws->pdata[i];

		page_add_flaw(to, flaw->code, "%s", flaw->message);
	}
}

/* Neither of a page's two texts is believed alone. The scan's is the page: it
 * is what people see. Only where it is illegible (a copy that was made smaller
 * since, an image that cannot be decoded) the hidden one is. */
static struct page *
put_together(struct page *take_scan, struct page *take_hidden)
{
	gboolean legible = take_scan->lines->len > 0 &&
			   (take_scan->confidence >= BELIEVED ||
			    page_reading_worth(take_scan->lines) >=
				    page_reading_worth(take_hidden->lines));
	struct page *page = legible ? take_scan : take_hidden;

	page->other = legible ? take_hidden : take_scan;
	if (!legible)
		copy_flaws(take_scan, page);
	take_hidden->reason =
		g_strdup(legible ? "hidden over the scan that was recognised"
				 : "text layer lies hidden over a scan that "
				   "cannot be read");
	return page;
}

struct closer_look {
	struct opened_document *opened;
	struct task task;
};

static struct page *
look_closer(gpointer closure)
{
	struct closer_look *look = closure;
	g_autoptr(prepared) prepared = NULL;

	return recognise_at(look->opened, &look->task, &prepared, NULL);
}

/* The page with its hidden text; a page that could not be recognised: failure
 * says why. */
static struct page *
add_hidden(struct page *take_page, struct page *take_hidden,
	   const GError *failure)
{
	struct page *page = take_page;

	if (page == NULL) {
		page = page_new(take_hidden->number, take_hidden->width_pt,
				take_hidden->height_pt);
		page->reason = g_strdup(failure->message);
	}
	return put_together(page, take_hidden);
}

/* The page with its own text, held against it; that text alone where the page
 * cannot be recognised. */
static struct page *
hold_layer(struct page *take_page, struct held_layer *layer,
	   const struct prepared *prepared, struct closer_look *look)
{
	struct page *page;

	if (take_page != NULL)
		return held_layer_merge(layer, take_page, prepared, look_closer,
					look);
	page = g_steal_pointer(&layer->page);
	page_add_flaw(page, "text-unchecked",
		      "its text may not be what it shows: it could not be "
		      "recognised");
	return page;
}

static gboolean
is_rejection(const GError *failure)
{
	return g_error_matches(failure, IMR_ERROR, IMR_ERROR_REJECT);
}

static struct page *
recognise_page(struct opened_document *opened, struct recogniser *recogniser,
	       guint number, const char *reason, GError **error)
{
	const struct document_format *format = opened->format;
	const struct task task = { recogniser, 1, number, reason };
	struct closer_look look = {
		opened,
		{ recogniser, PREPARED_CLOSER, number, NULL },
	};
	g_autoptr(GError) failure = NULL;
	g_autoptr(prepared) prepared = NULL;
	g_autoptr(held_layer) layer = NULL;
	struct page *page = recognise_at(opened, &task, &prepared, &failure);
	struct page *hidden = NULL;

	if (page != NULL || is_rejection(failure)) {
		if (format->hidden_page != NULL)
			hidden = format->hidden_page(opened->state, number);
		if (hidden == NULL && format->held_layer != NULL)
			layer = format->held_layer(opened->state, number);
	}
	if (hidden != NULL)
		return add_hidden(page, hidden, failure);
	if (layer != NULL)
		return hold_layer(page, layer, prepared, &look);
	if (page == NULL)
		g_propagate_error(error, g_steal_pointer(&failure));
	return page;
}

/* Lines that run into the paper's edge were cut there, by a crop or a scan
 * that lay askew. One or two may be what a picture was trimmed to. */
static void
doubt_cut_lines(struct page *page)
{
	guint cut = 0;

	for (guint i = 0; i < page->lines->len; i++) {
		const struct line *line = page->lines->pdata[i];

		for (guint j = 0; j < line->words->len; j++) {
			struct word *word = line->words->pdata[j];
			struct box shown = page_shown_box(page, word->box);

			if (shown.x0 >= EDGE_PT &&
			    shown.x1 <= page->width_pt - EDGE_PT)
				continue;
			word_doubt(word);
			cut++;
		}
	}
	if (cut >= LEAST_CUT)
		page_add_flaw(page, FLAW_UNREADABLE_PAGE,
			      "%u of its lines are cut off at the paper's edge",
			      cut);
}

struct page *
opened_document_recognise_page(struct opened_document *opened,
			       struct recogniser *recogniser, guint number,
			       const char *reason, GError **error)
{
	struct page *page =
		recognise_page(opened, recogniser, number, reason, error);

	if (page != NULL) {
		mark_page(opened, page);
		doubt_cut_lines(page);
	}
	return page;
}

struct page *
opened_document_recognise_closer(struct opened_document *opened,
				 struct recogniser *recogniser, guint number,
				 const char *reason, GError **error)
{
	const struct document_format *format = opened->format;
	g_autoptr(prepared) prepared = NULL;
	g_autoptr(held_layer) layer = NULL;
	const struct task task = { recogniser, PREPARED_CLOSER, number,
				   reason };
	struct page *page = recognise_at(opened, &task, &prepared, error);

	if (page != NULL && format->held_layer != NULL)
		layer = format->held_layer(opened->state, number);
	if (layer != NULL)
		held_layer_drop_struck(layer, page);
	return page;
}

GBytes *
opened_document_write_text_pdf(struct opened_document *opened,
			       const struct document *document, GError **error)
{
	GBytes *bytes = NULL;
	qpdf_data pdf;

	if (opened->format->to_pdf == NULL) {
		error_set(error, IMR_ERROR_REJECT,
			  "%s has no pages to write as a PDF",
			  opened->format->media_type);
		return NULL;
	}
	pdf = opened->format->to_pdf(opened->state, opened->page_count, error);
	if (pdf != NULL) {
		bytes = text_pdf_write(pdf, document, error);
		pdf_free(pdf);
	}
	return bytes;
}
