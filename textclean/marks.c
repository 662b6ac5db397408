/* marks.c - the parts of the pass in their order, and what they share. */
#include "textclean/marks.h"

#include "core/doubles.h"

double
marks_page_width(const struct page *page)
{
	return page->rotation_deg % 180 != 0 ? page->height_pt : page->width_pt;
}

double
marks_median(GArray *values)
{
	if (values->len == 0)
		return 0;
	g_array_sort(values, doubles_compare);
	return g_array_index(values, double, values->len / 2);
}

double
marks_usual_height(const struct page *page)
{
	g_autoptr(GArray) heights = g_array_new(FALSE, FALSE, sizeof(double));

	for (guint i = 0; i < page->lines->len; i++) {
		const struct line *line = page->lines->pdata[i];

		for (guint j = 0; j < line->words->len; j++) {
			const struct word *word = line->words->pdata[j];
			double height = word->box.y1 - word->box.y0;

			g_array_append_val(heights, height);
		}
	}
	return marks_median(heights);
}

GHashTable *
marks_find(struct document *document)
{
	GHashTable *marks = g_hash_table_new(NULL, NULL);

	for (guint i = 0; i < document->pages->len; i++) {
		const struct page *page = document->pages->pdata[i];

		line_numbers_find(page, marks);
		large_print_find(page, marks);
		specks_find(page, marks);
		tiles_find(page, marks);
	}
	notes_find(document, marks);
	return marks;
}
