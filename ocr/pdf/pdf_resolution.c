/* pdf_resolution.c - from the page's images and its characters' sizes.
 *
 * A glyph has its size even where its font's map is garbage. Pixels of a scan
 * come through as they are. */
#include "ocr/pdf/pdf_resolution.h"

#include <math.h>

#include "ocr/layer/text_time.h"
#include "ocr/prepare/prepare.h"

/* At so many points and dpi a full stop is still told from dust once the page
 * is scaled for the recogniser. At three quarters of it twice as many words are
 * wrong, at half of it twenty times; finer, no print is read better, small or
 * not (docs/performance.md). */
#define TEXT_POINTS 12.0
#define TEXT_DPI (2 * PREPARED_DPI)

/* Of the page: so much must images cover for it to be a scan, and so much one
 * by itself to count on another page. */
#define LEAST_COVERED 0.5
#define LEAST_IMAGE 0.1

/* A coarser image is a shade of colour. */
#define LEAST_DPI 50.0

/* Of the largest image's area: smaller ones do not tell the scan's resolution.
 */
#define LEAST_PART 0.1

/* As many characters of one size or less are text that somebody may want; a
 * footnote's number is not. People do not read print that is smaller than the
 * least size. */
#define LEAST_GLYPHS 20
#define LEAST_POINTS 3.0

/* So many curves are glyphs drawn as shapes, whose size is unknown. */
#define MOST_CURVES 1500

static double
area_within(const struct area *area, const struct area *page)
{
	double width = MIN(area->x1, page->x1) - MAX(area->x0, page->x0);
	double height = MIN(area->y1, page->y1) - MAX(area->y0, page->y0);

	return width > 0 && height > 0 ? width * height : 0;
}

/* The finest of the images that matter; 0 without any. */
static struct resolution
find_images(const struct pdf_survey *survey)
{
	const struct area *shown = &survey->shown;
	double page = (shown->x1 - shown->x0) * (shown->y1 - shown->y0);
	double all = 0, largest = 0, least;
	struct resolution found = { 0, 0, FALSE };

	for (guint i = 0; i < survey->images->len; i++) {
		double area = area_within(
			&g_array_index(survey->images, struct shown_image, i)
				 .area,
			shown);

		all += area;
		largest = MAX(largest, area);
	}
	found.scan = all >= LEAST_COVERED * page;
	least = found.scan ? LEAST_PART * largest : LEAST_IMAGE * page;
	for (guint i = 0; i < survey->images->len; i++) {
		const struct shown_image *image =
			&g_array_index(survey->images, struct shown_image, i);

		if (area_within(&image->area, shown) < least)
			continue;
		found.x = MAX(found.x, image->x_dpi);
		found.y = MAX(found.y, image->y_dpi);
	}
	found.scan &= MIN(found.x, found.y) >= LEAST_DPI;
	if (survey->turns % 2 != 0)
		found = (struct resolution){ found.y, found.x, found.scan };
	return found;
}

/* In whole points. */
static guint
smallest_text(PopplerPage *page)
{
	GList *attributes;
	guint counts[26] = { 0 }, below = 0; /* by whole points */

	if (!text_time_begin())
		return (guint)LEAST_POINTS;
	attributes = poppler_page_get_text_attributes(page);
	text_time_end();
	for (GList *item = attributes; item != NULL; item = item->next) {
		const PopplerTextAttributes *run = item->data;
		int glyphs = run->end_index - run->start_index + 1;

		if (run->font_size >= LEAST_POINTS && glyphs > 0)
			counts[MIN((guint)lround(run->font_size),
				   G_N_ELEMENTS(counts) - 1)] += (guint)glyphs;
	}
	poppler_page_free_text_attributes(attributes);
	for (guint size = 0; size < G_N_ELEMENTS(counts); size++) {
		below += counts[size];
		if (below >= LEAST_GLYPHS)
			return size;
	}
	return G_N_ELEMENTS(counts);
}

static double
what_text_needs(PopplerPage *page, const struct pdf_survey *survey)
{
	if (survey->curves > MOST_CURVES)
		return TEXT_DPI;
	if (survey->visible_text == 0)
		return PREPARED_DPI;
	return CLAMP(TEXT_DPI * TEXT_POINTS / smallest_text(page), PREPARED_DPI,
		     TEXT_DPI);
}

/* Text is drawn over it; a scan's dots stay whole. */
static double
enlarge(double dpi)
{
	return dpi * ceil(PREPARED_DPI / dpi - 0.01);
}

struct resolution
pdf_resolution_find(PopplerPage *page, const struct pdf_survey *survey)
{
	struct resolution usual = { TEXT_DPI, TEXT_DPI, FALSE }, found;
	double need;

	if (survey == NULL)
		return usual;
	found = find_images(survey);
	usual.scan = found.scan;
	if (MAX(found.x, found.y) >= TEXT_DPI)
		return usual;
	if (found.scan && survey->visible_text == 0)
		return found;
	if (found.scan)
		return (struct resolution){ enlarge(found.x), enlarge(found.y),
					    TRUE };
	need = MAX(what_text_needs(page, survey), MAX(found.x, found.y));
	return (struct resolution){ need, need, FALSE };
}
