/* hocr.c - pages, lines and words as nested elements. */
#include "output/hocr.h"

#include <math.h>

static const char head[] =
	"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
	"<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 Transitional//EN\"\n"
	"  \"http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd\">\n"
	"<html xmlns=\"http://www.w3.org/1999/xhtml\" xml:lang=\"en\" "
	"lang=\"en\">\n"
	"<head>\n"
	"<meta http-equiv=\"Content-Type\" "
	"content=\"text/html; charset=utf-8\"/>\n"
	"<meta name=\"ocr-system\" content=\"imr-ingest " IMR_VERSION "\"/>\n"
	"<meta name=\"ocr-capabilities\" "
	"content=\"ocr_page ocr_line ocrx_word\"/>\n";

/* A text layer may contain characters that XML forbids even if escaped. */
static gboolean
is_xml(gunichar c)
{
	return c == '\t' || c == '\n' || c == '\r' ||
	       (c >= 0x20 && c != 0xfffe && c != 0xffff);
}

static void
append_text(GString *out, const char *text)
{
	for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p)) {
		gunichar c = g_utf8_get_char(p);

		switch (c) {
		case '&':
			g_string_append(out, "&amp;");
			break;
		case '<':
			g_string_append(out, "&lt;");
			break;
		case '>':
			g_string_append(out, "&gt;");
			break;
		default:
			g_string_append_unichar(out, is_xml(c) ? c : 0xfffd);
		}
	}
}

static void
append_box(GString *out, const struct page *page, struct box box)
{
	const double scale = HOCR_DPI / 72.0;
	struct box shown = page_shown_box(page, box);

	g_string_append_printf(
		out, "bbox %ld %ld %ld %ld", lround(shown.x0 * scale),
		lround(shown.y0 * scale), lround(shown.x1 * scale),
		lround(shown.y1 * scale));
}

static void
append_word(GString *out, const struct page *page, const struct word *word,
	    guint line_number, guint number)
{
	g_string_append_printf(out,
			       "<span class=\"ocrx_word\" "
			       "id=\"word_%u_%u_%u\" title=\"",
			       page->number, line_number, number);
	append_box(out, page, word->box);
	g_string_append_printf(out, "; x_wconf %ld\">",
			       lround(100 * word->confidence));
	g_string_append(out, word->bold ? "<strong>" : "");
	append_text(out, word->text);
	g_string_append(out, word->bold ? "</strong>" : "");
	g_string_append(out, "</span>");
}

static void
append_line(GString *out, const struct page *page, const struct line *line,
	    guint number)
{
	g_string_append_printf(
		out, "<span class=\"ocr_line\" id=\"line_%u_%u\" title=\"",
		page->number, number);
	append_box(out, page, line_box(line));
	if (page->rotation_deg != 0)
		g_string_append_printf(out, "; textangle %d",
				       page->rotation_deg);
	g_string_append(out, "\">");
	for (guint i = 0; i < line->words->len; i++) {
		g_string_append(out, i > 0 ? "\n" : "");
		append_word(out, page, line->words->pdata[i], number, i + 1);
	}
	g_string_append(out, "</span>\n");
}

static void
append_page(GString *out, const struct page *page)
{
	g_string_append_printf(
		out, "<div class=\"ocr_page\" id=\"page_%u\" title=\"",
		page->number);
	g_string_append_printf(out, "bbox 0 0 %ld %ld",
			       lround(page->width_pt * HOCR_DPI / 72),
			       lround(page->height_pt * HOCR_DPI / 72));
	g_string_append_printf(out, "; ppageno %u; scan_res %d %d\">\n",
			       page->number - 1, HOCR_DPI, HOCR_DPI);
	for (guint i = 0; i < page->lines->len; i++)
		append_line(out, page, page->lines->pdata[i], i + 1);
	g_string_append(out, "</div>\n");
}

GString *
hocr_from_document(const struct document *document)
{
	GString *out = g_string_new(head);

	g_string_append(out, "<title>");
	append_text(out, document->name);
	g_string_append(out, "</title>\n</head>\n<body>\n");
	for (guint i = 0; i < document->pages->len; i++)
		append_page(out, document->pages->pdata[i]);
	g_string_append(out, "</body>\n</html>\n");
	return out;
}
