/* document.c - making, freeing and measuring words, lines, pages, documents. */
#include "core/document.h"

#include <math.h>
#include <string.h>

const char *const text_source_names[] = {
	[TEXT_SOURCE_BLANK] = "blank",
	[TEXT_SOURCE_TEXT_LAYER] = "text_layer",
	[TEXT_SOURCE_OCR] = "ocr",
	[TEXT_SOURCE_HUMAN] = "human",
	NULL,
};

static double
to_grid(double points)
{
	return rint(points * WORD_GRID_PER_PT) / WORD_GRID_PER_PT;
}

struct word *
word_new(const char *text, struct box box, double confidence, gboolean bold)
{
	struct word *word = g_new0(struct word, 1);

	word->text = g_strdup(text);
	word->box = (struct box){ to_grid(box.x0), to_grid(box.y0),
				  to_grid(box.x1), to_grid(box.y1) };
	word->confidence = confidence;
	word->bold = bold;
	return word;
}

void
word_free(struct word *word)
{
	g_free(word->text);
	g_free(word);
}

void
word_doubt(struct word *word)
{
	word->confidence = MIN(word->confidence, WORD_DOUBTED);
}

struct line *
line_new(void)
{
	struct line *line = g_new0(struct line, 1);

	line->words = g_ptr_array_new_with_free_func((GDestroyNotify)word_free);
	return line;
}

void
line_free(struct line *line)
{
	g_ptr_array_unref(line->words);
	g_free(line);
}

struct page *
page_new(guint number, double width_pt, double height_pt)
{
	struct page *page = g_new0(struct page, 1);

	page->number = number;
	page->width_pt = width_pt;
	page->height_pt = height_pt;
	page->confidence = 1.0;
	page->lines = g_ptr_array_new_with_free_func((GDestroyNotify)line_free);
	page->flaws = g_ptr_array_new_with_free_func((GDestroyNotify)flaw_free);
	return page;
}

void
page_free(struct page *page)
{
	g_free(page->reason);
	g_ptr_array_unref(page->lines);
	g_ptr_array_unref(page->flaws);
	g_clear_pointer(&page->closer, page_free);
	g_clear_pointer(&page->other, page_free);
	g_free(page);
}

struct document *
document_new(void)
{
	struct document *document = g_new0(struct document, 1);

	document->pages =
		g_ptr_array_new_with_free_func((GDestroyNotify)page_free);
	return document;
}

void
document_free(struct document *document)
{
	g_free(document->id);
	g_free(document->name);
	g_free(document->media_type);
	g_ptr_array_unref(document->pages);
	g_free(document);
}

void
flaw_free(struct flaw *flaw)
{
	g_free(flaw->code);
	g_free(flaw->message);
	g_free(flaw);
}

gboolean
page_has_flaw(const struct page *page, const char *code)
{
	for (guint i = 0; i < page->flaws->len; i++) {
		const struct flaw *flaw = page->flaws->pdata[i];

		if (strcmp(flaw->code, code) == 0)
			return TRUE;
	}
	return FALSE;
}

void
page_add_flaw(struct page *page, const char *code, const char *format, ...)
{
	struct flaw *flaw;
	va_list arguments;

	if (page_has_flaw(page, code))
		return;
	flaw = g_new0(struct flaw, 1);
	flaw->code = g_strdup(code);
	va_start(arguments, format);
	flaw->message = g_strdup_vprintf(format, arguments);
	va_end(arguments);
	g_ptr_array_add(page->flaws, flaw);
}

struct box
box_union(struct box a, struct box b)
{
	return (struct box){ fmin(a.x0, b.x0), fmin(a.y0, b.y0),
			     fmax(a.x1, b.x1), fmax(a.y1, b.y1) };
}

struct box
line_box(const struct line *line)
{
	const struct word *first = line->words->pdata[0];
	struct box box = first->box;

	for (guint i = 1; i < line->words->len; i++) {
		const struct word *word = line->words->pdata[i];

		box = box_union(box, word->box);
	}
	return box;
}

void
page_set_mean_confidence(struct page *page)
{
	double sum = 0, weight = 0;

	for (guint i = 0; i < page->lines->len; i++) {
		const struct line *line = page->lines->pdata[i];

		for (guint j = 0; j < line->words->len; j++) {
			const struct word *word = line->words->pdata[j];
			double length = (double)g_utf8_strlen(word->text, -1);

			sum += length * word->confidence;
			weight += length;
		}
	}
	page->confidence = weight > 0 ? sum / weight : 1.0;
}

static double
clamp(double value, double limit)
{
	return fmin(fmax(value, 0), limit);
}

/* One point from the reading frame to the page as shown: first the skew is
 * put back, about the centre of the turned page, then the turn. */
static void
page_show_point(const struct page *page, double *x, double *y)
{
	gboolean on_side = page->rotation_deg % 180 != 0;
	double width = on_side ? page->height_pt : page->width_pt;
	double height = on_side ? page->width_pt : page->height_pt;
	double skew = page->skew_deg * G_PI / 180;
	double dx = *x - width / 2, dy = *y - height / 2;
	double turned_x = width / 2 + cos(skew) * dx + sin(skew) * dy;
	double turned_y = height / 2 - sin(skew) * dx + cos(skew) * dy;

	switch (page->rotation_deg) {
	case 90:
		*x = turned_y;
		*y = page->height_pt - turned_x;
		break;
	case 180:
		*x = page->width_pt - turned_x;
		*y = page->height_pt - turned_y;
		break;
	case 270:
		*x = page->width_pt - turned_y;
		*y = turned_x;
		break;
	default:
		*x = turned_x;
		*y = turned_y;
	}
	*x = clamp(*x, page->width_pt);
	*y = clamp(*y, page->height_pt);
}

struct box
page_shown_box(const struct page *page, struct box box)
{
	double x[] = { box.x0, box.x1, box.x0, box.x1 };
	double y[] = { box.y0, box.y0, box.y1, box.y1 };
	struct box shown;

	page_show_point(page, &x[0], &y[0]);
	shown = (struct box){ x[0], y[0], x[0], y[0] };
	for (guint i = 1; i < G_N_ELEMENTS(x); i++) {
		page_show_point(page, &x[i], &y[i]);
		shown = box_union(shown,
				  (struct box){ x[i], y[i], x[i], y[i] });
	}
	return shown;
}

struct box
page_reading_box(const struct page *page, struct box shown)
{
	double skew = page->skew_deg * G_PI / 180;
	double x = (shown.x0 + shown.x1) / 2 - page->width_pt / 2;
	double y = (shown.y0 + shown.y1) / 2 - page->height_pt / 2;
	double half_width = (shown.x1 - shown.x0) / 2;
	double half_height = (shown.y1 - shown.y0) / 2;
	gboolean on_side = page->rotation_deg % 180 != 0;
	double width = on_side ? page->height_pt : page->width_pt;
	double height = on_side ? page->width_pt : page->height_pt;
	int turns = page->rotation_deg / 90;
	double turned_x = ((double[]){ x, -y, -x, y })[turns];
	double turned_y = ((double[]){ y, x, -y, -x })[turns];

	x = width / 2 + cos(skew) * turned_x - sin(skew) * turned_y;
	y = height / 2 + sin(skew) * turned_x + cos(skew) * turned_y;
	if (on_side) {
		half_width = (shown.y1 - shown.y0) / 2;
		half_height = (shown.x1 - shown.x0) / 2;
	}
	return (struct box){ x - half_width, y - half_height, x + half_width,
			     y + half_height };
}

const char *
text_source_name(enum text_source source)
{
	return text_source_names[source];
}

gboolean
text_source_parse(const char *name, enum text_source *out_source)
{
	for (guint i = 0; text_source_names[i] != NULL; i++) {
		if (strcmp(name, text_source_names[i]) == 0) {
			*out_source = i;
			return TRUE;
		}
	}
	return FALSE;
}
