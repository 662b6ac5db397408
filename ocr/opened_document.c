/* opened_document.c - which format the bytes are, and the limits that hold for all. */
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
static const struct source_format *const formats[] = {
	&format_pdf,  &format_tiff,	  &format_png,
	&format_jpeg, &format_plain_text,
};

struct source {
	GBytes *bytes;
	const struct extract_settings *settings;
	const struct source_format *format;
	gpointer state;
	guint page_count;
};

static const struct source_format *
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

struct source *
source_open(GBytes *bytes, const struct extract_settings *settings,
	    GError **error)
{
	g_autoptr(source) source = g_new0(struct source, 1);

	/* Leptonica writes to standard error what it also returns. */
	setMsgSeverity(L_SEVERITY_NONE);
	source->settings = settings;
	source->bytes = g_bytes_ref(bytes);
	source->format = find_format(bytes, error);
	if (source->format == NULL)
		return NULL;
	source->state = source->format->open(bytes, settings,
					     &source->page_count, error);
	if (source->state == NULL ||
	    !check_page_count(source->page_count, settings, error))
		return NULL;
	return g_steal_pointer(&source);
}

void
source_free(struct source *source)
{
	if (source == NULL)
		return;
	if (source->state != NULL)
		source->format->close(source->state);
	g_bytes_unref(source->bytes);
	g_free(source);
}

const char *
source_media_type(const struct source *source)
{
	return source->format->media_type;
}

guint
source_page_count(const struct source *source)
{
	return source->page_count;
}

static void
mark_page(struct source *source, struct page *page)
{
	if (source->format->mark_page != NULL)
		source->format->mark_page(source->state, page);
}

struct page *
source_read_page(struct source *source, guint number, gboolean *out_needs_ocr,
		 GError **error)
{
	struct page *page;

	g_return_val_if_fail(number >= 1 && number <= source->page_count, NULL);
	page = source->format->read_page(source->state, number, out_needs_ocr,
					 error);
	if (page == NULL)
		g_prefix_error(error, "page %u: ", number);
	else
		mark_page(source, page);
	return page;
}

gboolean
source_fonts_agree(struct source *source, struct recogniser *recogniser,
		   const struct page *page, char **out_reason)
{
	if (source->format->fonts_agree == NULL ||
	    source->format->fonts_agree(source->state, recogniser, page))
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
try_uncovered(struct source *source, const struct task *task,
	      struct page **page, struct prepared **prepared)
{
	struct prepared *uncovered_prepared = NULL;
	struct page *uncovered;
	struct scan *scan;

	if (source->format->uncovered_scan == NULL ||
	    (*page)->confidence >= BELIEVED)
		return;
	scan = source->format->uncovered_scan(source->state, task->number);
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
recognise_at(struct source *source, const struct task *task,
	     struct prepared **out_prepared, GError **error)
{
	struct page *page = NULL;
	struct scan *scan;

	g_return_val_if_fail(
		task->number >= 1 && task->number <= source->page_count, NULL);
	if (source->format->scan_page == NULL) {
		error_set(error, IMR_ERROR_REJECT, "%s has no image to read",
			  source->format->media_type);
		return NULL;
	}
	scan = source->format->scan_page(source->state, task->number, error);
	if (scan != NULL)
		page = read_scan(task, scan, out_prepared, error);
	if (page != NULL)
		try_uncovered(source, task, &page, out_prepared);
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
	struct source *source;
	struct task task;
};

static struct page *
look_closer(gpointer closure)
{
	struct closer_look *look = closure;
	g_autoptr(prepared) prepared = NULL;

	return recognise_at(look->source, &look->task, &prepared, NULL);
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
recognise_page(struct source *source, struct recogniser *recogniser,
	       guint number, const char *reason, GError **error)
{
	const struct source_format *format = source->format;
	const struct task task = { recogniser, 1, number, reason };
	struct closer_look look = {
		source,
		{ recogniser, PREPARED_CLOSER, number, NULL },
	};
	g_autoptr(GError) failure = NULL;
	g_autoptr(prepared) prepared = NULL;
	g_autoptr(held_layer) layer = NULL;
	struct page *page = recognise_at(source, &task, &prepared, &failure);
	struct page *hidden = NULL;

	if (page != NULL || is_rejection(failure)) {
		if (format->hidden_page != NULL)
			hidden = format->hidden_page(source->state, number);
		if (hidden == NULL && format->held_layer != NULL)
			layer = format->held_layer(source->state, number);
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
source_recognise_page(struct source *source, struct recogniser *recogniser,
		      guint number, const char *reason, GError **error)
{
	struct page *page =
		recognise_page(source, recogniser, number, reason, error);

	if (page != NULL) {
		mark_page(source, page);
		doubt_cut_lines(page);
	}
	return page;
}

struct page *
source_recognise_closer(struct source *source, struct recogniser *recogniser,
			guint number, const char *reason, GError **error)
{
	const struct source_format *format = source->format;
	g_autoptr(prepared) prepared = NULL;
	g_autoptr(held_layer) layer = NULL;
	const struct task task = { recogniser, PREPARED_CLOSER, number,
				   reason };
	struct page *page = recognise_at(source, &task, &prepared, error);

	if (page != NULL && format->held_layer != NULL)
		layer = format->held_layer(source->state, number);
	if (layer != NULL)
		held_layer_drop_struck(layer, page);
	return page;
}

GBytes *
source_write_text_pdf(struct source *source, const struct document *document,
		      GError **error)
{
	GBytes *bytes = NULL;
	qpdf_data pdf;

	if (source->format->to_pdf == NULL) {
		error_set(error, IMR_ERROR_REJECT,
			  "%s has no pages to write as a PDF",
			  source->format->media_type);
		return NULL;
	}
	pdf = source->format->to_pdf(source->state, source->page_count, error);
	if (pdf != NULL) {
		bytes = text_pdf_write(pdf, document, error);
		pdf_free(pdf);
	}
	return bytes;
}
