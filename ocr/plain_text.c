/* plain_text.c - format: text, laid out on a typewriter's page.
 *
 * The row of a line and the column of a word are all the layout that such a
 * file has, so both are kept to the cell (core/document.h); what empty lines
 * mean is for textclean/ to say. */
#include <string.h>

#include "core/error.h"
#include "core/page_head_json.h"
#include "ocr/file_kind.h"
#include "ocr/format.h"
#include "ocr/text/text_codes.h"
#include "ocr/text/text_column.h"
#include "ocr/text/text_decode.h"
#include "ocr/text/text_lines.h"

#define TAB_CELLS 8u
#define LETTER_WIDTH_PT 612.0
#define LETTER_HEIGHT_PT 792.0

/* What a program put where it did not know the character. */
#define UNKNOWN_CHARACTER "\uFFFD"

/* As text that a person could read; NULL for text of any other kind. */
static char *
read_text(GBytes *bytes, GError **error)
{
	gsize size;
	const guint8 *data = g_bytes_get_data(bytes, &size);
	g_autofree char *decoded = text_decode(data, size, error);
	g_autofree char *text = NULL;

	if (decoded == NULL ||
	    !file_kind_check((const guint8 *)decoded, strlen(decoded), error))
		return NULL;
	text = text_lines_normalise(decoded);
	return text_codes_check(text, error) ? g_steal_pointer(&text) : NULL;
}

struct plain_text {
	char **pages;	   /* the text of each */
	guint last_column; /* text_column_find() of all */
};

/* State is a struct plain_text. */
static gpointer
plain_text_open(GBytes *bytes,
		G_GNUC_UNUSED const struct extract_settings *settings,
		guint *out_page_count, GError **error)
{
	g_autofree char *text = read_text(bytes, error);
	struct plain_text *plain;

	if (text == NULL)
		return NULL;
	/* A form feed ends a page; the one that ends the last starts none. */
	if (g_str_has_suffix(text, "\f"))
		text[strlen(text) - 1] = '\0';
	plain = g_new0(struct plain_text, 1);
	plain->last_column = text_column_find(text);
	plain->pages = g_strsplit(text, "\f", -1);
	if (plain->pages[0] == NULL) {
		g_strfreev(plain->pages);
		plain->pages = g_new0(char *, 2);
		plain->pages[0] = g_strdup("");
	}
	*out_page_count = g_strv_length(plain->pages);
	return plain;
}

static void
add_word(struct line *line, const char *start, const char *end, guint row,
	 guint first_cell, guint end_cell)
{
	g_autofree char *text = g_strndup(start, (gsize)(end - start));
	struct box box = {
		.x0 = first_cell * TEXT_CELL_WIDTH_PT,
		.y0 = row * TEXT_CELL_HEIGHT_PT,
		.x1 = end_cell * TEXT_CELL_WIDTH_PT,
		.y1 = (row + 1) * TEXT_CELL_HEIGHT_PT,
	};

	gboolean known = strstr(text, UNKNOWN_CHARACTER) == NULL;

	g_ptr_array_add(line->words,
			word_new(text, box, known ? 1.0 : 0.0, FALSE));
}

static struct line *
read_line(const char *text, guint row)
{
	struct line *line = line_new();
	const char *start = NULL; /* of the word at hand */
	guint cell = 0, first_cell = 0;

	for (const char *p = text;; p = g_utf8_next_char(p)) {
		gunichar c = g_utf8_get_char(p);
		gboolean space = c == 0 || g_unichar_isspace(c);

		if (space && start != NULL) {
			add_word(line, start, p, row, first_cell, cell);
			start = NULL;
		} else if (!space && start == NULL) {
			start = p;
			first_cell = cell;
		}
		if (c == 0)
			return line;
		cell += c == '\t' ? TAB_CELLS - cell % TAB_CELLS : 1;
	}
}

static void
fit_page(struct page *page)
{
	for (guint i = 0; i < page->lines->len; i++) {
		struct box box = line_box(page->lines->pdata[i]);

		page->width_pt = MAX(page->width_pt, box.x1);
		page->height_pt = MAX(page->height_pt, box.y1);
	}
}

static struct page *
plain_text_read_page(gpointer state, guint number, gboolean *out_needs_ocr,
		     GError **error)
{
	const struct plain_text *plain = state;
	g_auto(GStrv) rows = g_strsplit(plain->pages[number - 1], "\n", -1);
	g_autoptr(page) page =
		page_new(number, LETTER_WIDTH_PT, LETTER_HEIGHT_PT);

	for (guint row = 0; rows[row] != NULL; row++) {
		struct line *line = read_line(rows[row], row);

		if (line->words->len > 0)
			g_ptr_array_add(page->lines, line);
		else
			line_free(line);
	}
	fit_page(page);
	if (page->width_pt > MAX_POINT || page->height_pt > MAX_POINT) {
		error_set(error, IMR_ERROR_REJECT,
			  "more lines, or a longer one, than any letter has; "
			  "give the letters in it one by one");
		return NULL;
	}
	page->text_source = page->lines->len > 0 ? TEXT_SOURCE_TEXT_LAYER
						 : TEXT_SOURCE_BLANK;
	page->reason = g_strdup(page->lines->len > 0 ? "plain text" : "blank");
	page->confidence = 1.0;
	if (plain->last_column != 0)
		page_add_flaw(page, FLAW_UNREADABLE_PAGE,
			      "its lines are cut off, or broken inside words, "
			      "at column %u",
			      plain->last_column);
	*out_needs_ocr = FALSE;
	return g_steal_pointer(&page);
}

static void
plain_text_close(gpointer state)
{
	struct plain_text *plain = state;

	g_strfreev(plain->pages);
	g_free(plain);
}

const struct document_format format_plain_text = {
	.media_type = "text/plain",
	.matches = text_decode_matches,
	.open = plain_text_open,
	.read_page = plain_text_read_page,
	.close = plain_text_close,
};
