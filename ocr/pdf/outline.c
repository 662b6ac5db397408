/* outline.c - from a page's operators: what its text may be. */
#include "ocr/pdf/outline.h"

#include "ocr/pdf/plain_page.h"

/* Fewer glyphs over an image that covers the page are a stamp on a scan. */
#define STAMP_GLYPHS 200

/* So does less of the page than this: a notice in small print. A page's few
 * last lines cover no less than that. */
#define STAMP_AREA 0.05

struct outline *
outline_new(struct pdf_scans *scans, guint number, struct damage *damage)
{
	struct outline *outline = g_new0(struct outline, 1);
	struct pdf_survey *survey = &outline->survey;

	if (!pdf_scans_survey(scans, number, survey, damage))
		return outline;
	outline->known = TRUE;
	outline->bare = pdf_survey_is_bare(survey);
	outline->scan = pdf_survey_is_scan(survey);
	outline->hidden = survey->hidden_text > survey->visible_text;
	return outline;
}

void
outline_free(struct outline *outline)
{
	if (outline->known)
		pdf_survey_clear(&outline->survey);
	level_page_free(outline->level);
	g_free(outline);
}

char *
outline_fault(const struct outline *outline, const struct text_layer *layer,
	      const struct page *page)
{
	static const char stamp[] = "no text layer but a stamp on a scan";
	gboolean few = !layer->hidden && layer->glyphs < STAMP_GLYPHS;
	gboolean small = !layer->hidden &&
			 text_layer_area(layer) <
				 STAMP_AREA * page->width_pt * page->height_pt;
	char *fault;

	if (layer->too_slow)
		return text_layer_fault(layer, outline->scan);
	if (layer->glyphs == 0 && layer->agrees)
		return g_strdup("no text layer");
	if (few && outline->scan)
		return g_strdup(stamp);
	if (few && !outline->known)
		return g_strdup("little text on a page that may show more");
	fault = text_layer_fault(layer, outline->scan);
	return fault == NULL && small && outline->scan ? g_strdup(stamp)
						       : fault;
}

const char *
outline_doubt(const struct outline *outline, const struct page *page,
	      gboolean pale)
{
	const struct level_page *level = outline->level;
	struct page upright;

	if (!outline->known)
		return "what is on it is not understood";
	if (pale)
		return "some of its text is pale";
	if (level == NULL || !level->surveyed)
		return plain_page_fault(&outline->survey, page);
	upright = *page;
	upright.rotation_deg = 0;
	upright.skew_deg = 0;
	upright.width_pt = level->width;
	upright.height_pt = level->height;
	return plain_page_fault(&level->survey, &upright);
}

gboolean
outline_has_fonts(const struct outline *outline)
{
	const GArray *runs = outline->survey.runs;

	for (guint i = 0; outline->known && i < runs->len; i++)
		if (g_array_index(runs, struct shown_run, i).font != 0)
			return TRUE;
	return FALSE;
}
