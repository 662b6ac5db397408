/* text_pdf.c - a font without shapes, and each word in it where it stands.
 *
 * A Type 3 font's glyphs are drawn by a program each; here that is an empty
 * one, the same for all, so that no font file is needed and no viewer has
 * anything to draw. A font has 255 codes, given out as characters come; which
 * character is meant, its ToUnicode map says. */
#include "ocr/searchable/text_pdf.h"

#include <math.h>
#include <string.h>

#include "core/error.h"
#include "ocr/pdf/pdf_page.h"
#include "ocr/searchable/hidden_text.h"

#define CODES 255u
#define GLYPH_WIDTH 0.5 /* em, of every glyph */

/* Of the font size: where the boxes of words lie about the base line. */
#define ASCENT 0.68
#define DESCENT 0.22

struct writer {
	qpdf_data pdf;
	GHashTable *codes;  /* character to its place in characters, + 1 */
	GArray *characters; /* of gunichar */
	GArray *fonts;	    /* of qpdf_oh: a dictionary a CODES characters */
	qpdf_oh glyph;	    /* the program of all glyphs */
};

struct point {
	double x, y;
};

/* --- from the reading frame to the page's own space --- */

/* core/document.h: the skew is put back about the centre of the turned page,
 * then the turn. Origin at the top left. */
static struct point
to_shown(const struct page *page, double x, double y)
{
	gboolean on_side = page->rotation_deg % 180 != 0;
	double width = on_side ? page->height_pt : page->width_pt;
	double height = on_side ? page->width_pt : page->height_pt;
	double skew = page->skew_deg * G_PI / 180;
	double dx = x - width / 2, dy = y - height / 2;
	double tx = width / 2 + cos(skew) * dx + sin(skew) * dy;
	double ty = height / 2 - sin(skew) * dx + cos(skew) * dy;

	switch (page->rotation_deg) {
	case 90:
		return (struct point){ ty, page->height_pt - tx };
	case 180:
		return (struct point){ page->width_pt - tx,
				       page->height_pt - ty };
	case 270:
		return (struct point){ page->width_pt - ty, tx };
	default:
		return (struct point){ tx, ty };
	}
}

/* From the page as shown, turned by so many quarters, to its own space, whose
 * y grows upwards. */
static struct point
to_own(const struct area *shown, int turns, struct point p)
{
	switch (turns) {
	case 1:
		return (struct point){ shown->x0 + p.y, shown->y0 + p.x };
	case 2:
		return (struct point){ shown->x1 - p.x, shown->y0 + p.y };
	case 3:
		return (struct point){ shown->x1 - p.y, shown->y1 - p.x };
	default:
		return (struct point){ shown->x0 + p.x, shown->y1 - p.y };
	}
}

/* --- fonts --- */

static qpdf_oh
new_stream(qpdf_data pdf, const char *text, gsize length)
{
	qpdf_oh stream = qpdf_oh_new_stream(pdf);

	qpdf_oh_replace_stream_data(pdf, stream, (const guint8 *)text, length,
				    qpdf_oh_new_null(pdf),
				    qpdf_oh_new_null(pdf));
	return stream;
}

/* Of the character in a font's codes; fonts are added as they fill. */
static guint
code_of(struct writer *writer, gunichar character)
{
	gpointer key = GUINT_TO_POINTER(character);
	guint place = GPOINTER_TO_UINT(g_hash_table_lookup(writer->codes, key));

	if (place == 0) {
		g_array_append_val(writer->characters, character);
		place = writer->characters->len;
		g_hash_table_insert(writer->codes, key,
				    GUINT_TO_POINTER(place));
		if ((place - 1) % CODES == 0) {
			qpdf_oh font = qpdf_make_indirect_object(
				writer->pdf,
				qpdf_oh_new_dictionary(writer->pdf));

			g_array_append_val(writer->fonts, font);
		}
	}
	return place - 1;
}

static void
append_utf16(GString *out, gunichar character)
{
	gunichar2 units[2];
	g_autofree gunichar2 *made = NULL;
	glong count = 0;

	made = g_ucs4_to_utf16(&character, 1, NULL, &count, NULL);
	memcpy(units, made, sizeof(gunichar2) * (gsize)MIN(count, 2));
	for (glong i = 0; i < MIN(count, 2); i++)
		g_string_append_printf(out, "%04X", units[i]);
}

static qpdf_oh
to_unicode(const struct writer *writer, guint first, guint count)
{
	g_autoptr(GString) map = g_string_new(
		"/CIDInit /ProcSet findresource begin\n12 dict begin\n"
		"begincmap\n/CIDSystemInfo << /Registry (Adobe) /Ordering "
		"(UCS) /Supplement 0 >> def\n/CMapName /ImrText def\n"
		"/CMapType 2 def\n1 begincodespacerange\n<00> <FF>\n"
		"endcodespacerange\n");

	for (guint i = 0; i < count; i++) {
		gunichar character =
			g_array_index(writer->characters, gunichar, first + i);

		if (i % 100 == 0)
			g_string_append_printf(map, "%u beginbfchar\n",
					       MIN(count - i, 100));
		g_string_append_printf(map, "<%02X> <", i + 1);
		append_utf16(map, character);
		g_string_append(map, ">\n");
		if (i % 100 == 99 || i + 1 == count)
			g_string_append(map, "endbfchar\n");
	}
	g_string_append(map, "endcmap\nCMapName currentdict /CMap "
			     "defineresource pop\nend\nend\n");
	return new_stream(writer->pdf, map->str, map->len);
}

/* Fills in the font's dictionary, once all its characters are known. */
static void
finish_font(const struct writer *writer, guint index)
{
	qpdf_data pdf = writer->pdf;
	qpdf_oh font = g_array_index(writer->fonts, qpdf_oh, index);
	guint first = index * CODES;
	guint count = MIN(writer->characters->len - first, CODES);
	g_autoptr(GString) text = g_string_new(NULL);
	qpdf_oh programs = qpdf_oh_new_dictionary(pdf), parsed;

	g_string_printf(text,
			"<</Type/Font/Subtype/Type3/FontBBox[0 -220 500 680]"
			"/FontMatrix[.001 0 0 .001 0 0]/Resources<<>>"
			"/FirstChar 1/LastChar %u/Widths[",
			count);
	for (guint i = 0; i < count; i++)
		g_string_append(text, "500 ");
	g_string_append(text, "]/Encoding<</Type/Encoding/Differences[1");
	for (guint i = 0; i < count; i++)
		g_string_append(text, "/g");
	g_string_append(text,
			"]>>/FontDescriptor<</Type/FontDescriptor/FontName"
			"/ImrText/Flags 4/FontBBox[0 -220 500 680]/ItalicAngle "
			"0/Ascent 680/Descent -220/CapHeight 680/StemV 0>>>>");
	parsed = qpdf_oh_parse(pdf, text->str);
	qpdf_oh_begin_dict_key_iter(pdf, parsed);
	while (qpdf_oh_dict_more_keys(pdf)) {
		const char *key = qpdf_oh_dict_next_key(pdf);

		qpdf_oh_replace_key(pdf, font, key,
				    qpdf_oh_get_key(pdf, parsed, key));
	}
	qpdf_oh_replace_key(pdf, programs, "/g", writer->glyph);
	qpdf_oh_replace_key(pdf, font, "/CharProcs", programs);
	qpdf_oh_replace_key(pdf, font, "/ToUnicode",
			    to_unicode(writer, first, count));
}

/* --- pages --- */

/* No locale puts commas into it. */
static void
append_number(GString *out, double number)
{
	char text[G_ASCII_DTOSTR_BUF_SIZE];

	g_string_append(out, g_ascii_formatd(text, sizeof(text), "%.4f",
					     isfinite(number) ? number : 0));
	g_string_append_c(out, ' ');
}

/* The matrix that puts a glyph of one em at the word's start, as wide as its
 * letters share the box. The word's middle stands where it was read, and the
 * word is level even on a skewed page: readers take letters that climb for
 * several words. */
static void
append_place(GString *out, const struct page *page, const struct area *shown,
	     int turns, const struct word *word)
{
	struct page level = *page;
	const struct box *box = &word->box;
	double letters = (double)g_utf8_strlen(word->text, -1);
	double width = MAX(box->x1 - box->x0, 0.1);
	double size = MAX(box->y1 - box->y0, 0.1) / (ASCENT + DESCENT);
	double em = width / (GLYPH_WIDTH * letters);
	struct point middle = to_own(shown, turns,
				     to_shown(page, (box->x0 + box->x1) / 2,
					      box->y1 - DESCENT * size));
	struct point origin, right, up;

	level.skew_deg = 0;
	origin = to_own(shown, turns, to_shown(&level, 0, 0));
	right = to_own(shown, turns, to_shown(&level, 1, 0));
	up = to_own(shown, turns, to_shown(&level, 0, -1));
	right = (struct point){ right.x - origin.x, right.y - origin.y };
	up = (struct point){ up.x - origin.x, up.y - origin.y };
	append_number(out, right.x * em);
	append_number(out, right.y * em);
	append_number(out, up.x * size);
	append_number(out, up.y * size);
	append_number(out, middle.x - right.x * width / 2);
	append_number(out, middle.y - right.y * width / 2);
	g_string_append(out, "Tm ");
}

static void
append_word(struct writer *writer, GString *out, const char *text,
	    int *font_at_hand)
{
	gboolean open = FALSE;

	for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p)) {
		guint code = code_of(writer, g_utf8_get_char(p));
		int font = (int)(code / CODES);

		if (font != *font_at_hand) {
			g_string_append_printf(out, "%s/ImrText%d 1 Tf ",
					       open ? "> Tj " : "", font);
			open = FALSE;
			*font_at_hand = font;
		}
		g_string_append_printf(out, "%s%02X", open ? "" : "<",
				       code % CODES + 1);
		open = TRUE;
	}
	g_string_append(out, open ? "> Tj\n" : "\n");
}

static void
append_page(struct writer *writer, GString *out, const struct page *page,
	    const struct area *shown, int turns)
{
	int font = -1;

	g_string_append(out, "q BT 3 Tr\n");
	for (guint i = 0; i < page->lines->len; i++) {
		const struct line *line = page->lines->pdata[i];

		for (guint j = 0; j < line->words->len; j++) {
			const struct word *word = line->words->pdata[j];
			/* Words may touch; a space keeps them apart. */
			g_autofree char *spaced =
				g_strconcat(word->text, " ", NULL);

			append_place(out, page, shown, turns, word);
			append_word(writer, out, spaced, &font);
		}
	}
	g_string_append(out, "ET Q\n");
}

static qpdf_oh
dictionary_below(qpdf_data pdf, qpdf_oh parent, const char *key)
{
	qpdf_oh found = qpdf_oh_get_key(pdf, parent, key);

	if (!qpdf_oh_is_dictionary(pdf, found)) {
		found = qpdf_oh_new_dictionary(pdf);
		qpdf_oh_replace_key(pdf, parent, key, found);
		found = qpdf_oh_get_key(pdf, parent, key);
	}
	return found;
}

/* Before all else on the page, where nothing has moved its space yet; what
 * leaves no mark may lie below everything. */
static void
add_content(qpdf_data pdf, qpdf_oh page, const GString *text)
{
	qpdf_oh contents = qpdf_oh_get_key(pdf, page, "/Contents");
	qpdf_oh all = qpdf_oh_new_array(pdf);

	qpdf_oh_append_item(pdf, all, new_stream(pdf, text->str, text->len));
	if (qpdf_oh_is_array(pdf, contents))
		for (int i = 0; i < qpdf_oh_get_array_n_items(pdf, contents);
		     i++)
			qpdf_oh_append_item(
				pdf, all,
				qpdf_oh_get_array_item(pdf, contents, i));
	else if (qpdf_oh_is_stream(pdf, contents))
		qpdf_oh_append_item(pdf, all, contents);
	qpdf_oh_replace_key(pdf, page, "/Contents", all);
}

static gboolean
write_page(struct writer *writer, const struct page *page, GError **error)
{
	qpdf_data pdf = writer->pdf;
	qpdf_oh own = qpdf_get_page_n(pdf, page->number - 1), fonts;
	g_autoptr(GString) text = g_string_new(NULL);
	struct area shown;

	if (!qpdf_oh_is_initialized(pdf, own) ||
	    !pdf_page_read_shown(pdf, own, &shown))
		return error_set(error, IMR_ERROR_REJECT,
				 "page %u: no text can be written over it; "
				 "print it to a new PDF",
				 page->number);
	/* Good text that cannot be taken off stays, rather than stand there
	 * twice. */
	if (!hidden_text_drop(pdf, own) && page->other != NULL)
		return TRUE;
	append_page(writer, text, page, &shown, pdf_page_read_turns(pdf, own));
	add_content(pdf, own, text);
	fonts = dictionary_below(pdf, dictionary_below(pdf, own, "/Resources"),
				 "/Font");
	for (guint i = 0; i < writer->fonts->len; i++) {
		g_autofree char *key = g_strdup_printf("/ImrText%u", i);

		qpdf_oh_replace_key(pdf, fonts, key,
				    g_array_index(writer->fonts, qpdf_oh, i));
	}
	return TRUE;
}

/* Every stream that was there stays byte for byte; only ours are packed. */
static GBytes *
write_file(qpdf_data pdf, GError **error)
{
	if (qpdf_init_write_memory(pdf) < QPDF_ERRORS) {
		qpdf_set_decode_level(pdf, qpdf_dl_none);
		qpdf_set_compress_streams(pdf, QPDF_TRUE);
		qpdf_set_preserve_unreferenced_objects(pdf, QPDF_TRUE);
		if (!qpdf_is_encrypted(pdf))
			qpdf_set_deterministic_ID(pdf, QPDF_TRUE);
		if (qpdf_write(pdf) < QPDF_ERRORS)
			return g_bytes_new(qpdf_get_buffer(pdf),
					   qpdf_get_buffer_length(pdf));
	}
	error_set(error, IMR_ERROR_REJECT,
		  "a PDF with text cannot be made of it; print it to a new "
		  "PDF");
	return NULL;
}

GBytes *
text_pdf_write(qpdf_data pdf, const struct document *document, GError **error)
{
	struct writer writer = {
		.pdf = pdf,
		.codes = g_hash_table_new(NULL, NULL),
		.characters = g_array_new(FALSE, FALSE, sizeof(gunichar)),
		.fonts = g_array_new(FALSE, FALSE, sizeof(qpdf_oh)),
	};
	gboolean good = qpdf_get_num_pages(pdf) == (int)document->pages->len;

	if (!good)
		error_set(error, IMR_ERROR_REJECT,
			  "its pages are not those that were read");
	writer.glyph = new_stream(pdf, "500 0 d0", 8);
	for (guint i = 0; good && i < document->pages->len; i++) {
		const struct page *page = document->pages->pdata[i];

		if (page->text_source == TEXT_SOURCE_OCR &&
		    page->lines->len > 0)
			good = write_page(&writer, page, error);
	}
	for (guint i = 0; good && i < writer.fonts->len; i++)
		finish_font(&writer, i);
	g_hash_table_unref(writer.codes);
	g_array_unref(writer.characters);
	g_array_unref(writer.fonts);
	return good ? write_file(pdf, error) : NULL;
}
