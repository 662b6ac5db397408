/* pdf_text.c - how often Poppler reads a page: once; where its text does not
 * run level, a copy that is turned; and once it is known how its marks look, a
 * copy without them. */
#include "ocr/pdf/pdf_text.h"

/* Bytes of text left out for its direction that may be more than marks: so
 * many, and a part of what was kept that one in so many is. */
#define MUCH_LEFT_OUT 200
#define MOST_KEPT 4

static struct text_layer *
read_shown(const struct pdf_text *text, const struct page *page)
{
	return text_layer_read(text->shown, page->width_pt, page->height_pt);
}

static struct text_layer *
read_level(const struct pdf_text *text, struct page *page, const GArray *marks,
	   struct level_page **out_level)
{
	g_autoptr(level_page) level = pdf_scans_level(text->scans, page->number,
						      marks, LEVEL_PAGE_TURNED);
	struct text_layer *layer;

	if (level == NULL || level->mirrored) {
		layer = read_shown(text, page);
		layer->mirrored = level != NULL;
		return layer;
	}
	page->rotation_deg = level->rotation_deg;
	page->skew_deg = level->skew_deg;
	layer = text_layer_read(level->page, level->width, level->height);
	layer->off_level = text->off_level;
	layer->lost_much |= level->left_out >= MUCH_LEFT_OUT &&
			    level->left_out * MOST_KEPT > level->kept;
	level_page_free(*out_level);
	*out_level = g_steal_pointer(&level);
	return layer;
}

/* Poppler takes print that lies over other print for lines of one, and loses
 * some now and then. */
static struct text_layer *
take_without_marks(const struct pdf_text *text, struct page *page,
		   struct text_layer *take_layer, struct level_page **out_level)
{
	g_autoptr(text_layer) first = take_layer;
	struct text_layer *layer;

	text_layer_drop_marks(first);
	if (first->marks->len == 0 || text->scans == NULL)
		return g_steal_pointer(&first);
	layer = read_level(text, page, first->marks, out_level);
	text_layer_drop_marks(layer);
	layer->lost_much |= first->lost_much;
	g_array_append_vals(layer->marks, first->marks->data,
			    first->marks->len);
	return layer;
}

struct text_layer *
pdf_text_read(const struct pdf_text *text, struct page *page,
	      struct level_page **out_level)
{
	struct text_layer *layer;

	*out_level = NULL;
	layer = text->off_level ? read_level(text, page, NULL, out_level)
				: read_shown(text, page);
	return text->has_marks
		       ? take_without_marks(text, page, layer, out_level)
		       : layer;
}

static struct level_page *
leave_out(struct pdf_scans *scans, guint number, const GArray *marks)
{
	g_autoptr(level_page) level =
		pdf_scans_level(scans, number, marks, LEVEL_PAGE_AS_SHOWN);

	return level != NULL && !level->mirrored ? g_steal_pointer(&level)
						 : NULL;
}

struct level_page *
pdf_text_unmark(const struct pdf_text *text, guint number,
		const struct text_layer *layer)
{
	return layer->marks->len > 0 || layer->off_level
		       ? leave_out(text->scans, number, layer->marks)
		       : NULL;
}

struct level_page *
pdf_text_uncover(struct pdf_scans *scans, guint number,
		 const struct text_layer *layer)
{
	g_autoptr(GArray) white = text_layer_white_styles(layer);

	return white->len > 0 ? leave_out(scans, number, white) : NULL;
}
