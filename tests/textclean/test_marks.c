/* test_marks.c - what stands beside the letter's column, and what was stamped
 * at the page's edge close to its text. */
#include <string.h>

#include "textclean/textclean.h"

#include "tests/support/lines.h"

#define LINES 30
#define TOP 100.0
#define PITCH 13.8
#define LEFT 72.0
#define WORDS 9

static struct dictionary *dictionary;

/* A line of words whose last ends within the last inch and a half. */
static struct line *
add_text(struct page *page, guint number)
{
	struct line *line = line_new();
	double y = TOP + PITCH * number;

	for (guint i = 0; i < WORDS; i++) {
		/* Spaces of different lines do not stand below one another. */
		double x = LEFT + (i == 0 ? 0 : 51.0 * i + number * 7 % 22);
		struct box box = { x, y, x + 46, y + 10.8 };

		g_ptr_array_add(line->words,
				word_new("letters", box, 1.0, FALSE));
	}
	g_ptr_array_add(page->lines, line);
	return line;
}

static struct document *
new_document(guint pages)
{
	struct document *document = document_new();

	document->id = g_strnfill(64, '0');
	document->name = g_strdup("test.pdf");
	document->media_type = g_strdup("application/pdf");
	for (guint i = 0; i < pages; i++) {
		struct page *page = page_new(i + 1, 612, 792);

		page->text_source = TEXT_SOURCE_TEXT_LAYER;
		for (guint j = 0; j < LINES; j++)
			add_text(page, j);
		g_ptr_array_add(document->pages, page);
	}
	return document;
}

/* On the line of its height, as ocr/ would have it. */
static void
add_word(struct document *document, guint page, const char *text, double x,
	 guint number, double size)
{
	struct page *paper = document->pages->pdata[page];
	struct line *line = paper->lines->pdata[number];
	double y = TOP + PITCH * number;
	struct box box = { x, y + 10.8 - size,
			   x + size * (double)strlen(text) / 2, y + 10.8 };

	g_ptr_array_insert(line->words, x < LEFT ? 0 : -1,
			   word_new(text, box, 1.0, FALSE));
}

static void
add_row(struct document *document, guint page, const char *text, double y,
	double size)
{
	struct page *paper = document->pages->pdata[page];
	struct line *line = line_new();
	struct box box = { LEFT, y, LEFT + size * (double)strlen(text) / 2,
			   y + size };

	g_ptr_array_add(line->words, word_new(text, box, 1.0, FALSE));
	g_ptr_array_add(paper->lines, line);
}

static char *
read_text(struct document *document)
{
	g_autoptr(flow) flow = textclean_run(document, dictionary);

	return g_strdup(flow->text);
}

static guint
count_letters(const char *text)
{
	guint count = 0;

	for (; (text = strstr(text, "letters")) != NULL; text++)
		count++;
	return count;
}

/* Every second line has a number, as on paper whose lines stand wider. */
static void
test_line_numbers(void)
{
	g_autoptr(document) document = new_document(1);
	g_autofree char *text = NULL;

	for (guint i = 0; i < LINES; i += 2) {
		g_autofree char *number = g_strdup_printf("%u", i / 2 + 1);

		add_word(document, 0, i == 8 ? "S" : number, 40, i, 11);
	}
	text = read_text(document);
	g_assert_cmpuint(count_letters(text), ==, LINES * WORDS);
	g_assert_cmpuint(strcspn(text, "0123456789S"), ==, strlen(text));
}

/* The author's own list, in the letter's column. */
static void
test_list_stays(void)
{
	g_autoptr(document) document = new_document(1);
	struct page *page = document->pages->pdata[0];
	g_autofree char *text = NULL;

	for (guint i = 5; i < 18; i++) {
		struct line *line = page->lines->pdata[i];
		struct word *word = line->words->pdata[0];

		g_free(word->text);
		word->text = g_strdup_printf("%u", i + 1);
		word->box.x1 = word->box.x0 + 12;
	}
	text = read_text(document);
	g_assert_nonnull(strstr(text, "7 letters"));
	g_assert_nonnull(strstr(text, "18 letters"));
}

static void
test_notes_on_both_sides(void)
{
	g_autoptr(document) document = new_document(1);
	g_autofree char *text = NULL;

	for (guint i = 4; i < 7; i++) {
		add_word(document, 0, "Upheld", 556, i, 7);
		add_word(document, 0, "note", 20, i + 10, 9);
	}
	text = read_text(document);
	g_assert_cmpuint(count_letters(text), ==, LINES * WORDS);
	g_assert_null(strstr(text, "Upheld"));
	g_assert_null(strstr(text, "note"));
	g_assert_cmpuint(((struct page *)document->pages->pdata[0])->flaws->len,
			 ==, 0);
	/* The document keeps them. */
	g_assert_cmpuint(
		((struct line *)((struct page *)document->pages->pdata[0])
			 ->lines->pdata[4])
			->words->len,
		==, WORDS + 1);
}

static void
test_hanging_numbers_stay(void)
{
	g_autoptr(document) document = new_document(1);
	g_autofree char *text = NULL;

	add_word(document, 0, "1)", 50, 3, 12);
	add_word(document, 0, "2)", 50, 9, 12);
	text = read_text(document);
	g_assert_nonnull(strstr(text, "1) letters"));
	g_assert_nonnull(strstr(text, "2) letters"));
}

/* A table's columns are the letter's: no full lines end before the strip. */
static void
test_table_stays(void)
{
	g_autoptr(document) document = new_document(1);
	struct page *page = document->pages->pdata[0];
	g_autofree char *text = NULL;

	for (guint i = 0; i < LINES; i++) {
		struct line *line = page->lines->pdata[i];

		g_ptr_array_remove_range(line->words, 3, 3);
	}
	text = read_text(document);
	g_assert_cmpuint(count_letters(text), ==, LINES * (WORDS - 3));
}

/* A second column of text, beside the letter's. */
static void
test_much_is_told(void)
{
	g_autoptr(document) document = new_document(1);
	g_autofree char *text = NULL;

	for (guint i = 0; i < LINES; i++)
		for (guint j = 0; i % 3 != 0 && j < 3; j++)
			add_word(document, 0, "aside", 560 + 15 * j, i, 5);
	text = read_text(document);
	g_assert_true(page_has_flaw(document->pages->pdata[0], "left-out"));
}

#define NEXT_LINE (TOP + PITCH * LINES) /* no gap */

/* Close to the text, below it: at the same edge of each page. */
static void
test_stamped_lines(void)
{
	g_autoptr(document) document = new_document(2);
	g_autofree char *text = NULL;

	for (guint i = 0; i < 2; i++) {
		struct page *page = document->pages->pdata[i];

		page->height_pt = NEXT_LINE + 60;
		add_row(document, i, i == 0 ? "DOE-000199" : "DOE-000200",
			NEXT_LINE, 10.8);
		add_row(document, i, "CONFIDENTIAL", NEXT_LINE + 12, 8);
	}
	text = read_text(document);
	g_assert_cmpuint(count_letters(text), ==, 2 * LINES * WORDS);
	g_assert_null(strstr(text, "DOE"));
	g_assert_null(strstr(text, "CONFIDENTIAL"));
}

/* The last lines of two pages may say the same, in the letter's print. */
static void
test_same_last_lines_stay(void)
{
	g_autoptr(document) document = new_document(2);
	g_autofree char *text = NULL;

	for (guint i = 0; i < 2; i++) {
		struct page *page = document->pages->pdata[i];

		page->height_pt = NEXT_LINE + 60;
		add_row(document, i,
			i == 0 ? "2015-guideline" : "2019-guideline", NEXT_LINE,
			10.8);
	}
	text = read_text(document);
	g_assert_nonnull(strstr(text, "2015-guideline"));
	g_assert_nonnull(strstr(text, "2019-guideline"));
}

/* At the page's top, in the print of the machine that sent it. */
static void
add_fax_line(struct document *document, guint page, const char *text)
{
	struct page *paper = document->pages->pdata[page];
	g_auto(GStrv) words = g_strsplit(text, " ", -1);
	struct line *line = line_new();
	double x = 40;

	paper->text_source = TEXT_SOURCE_OCR;
	for (guint i = 0; words[i] != NULL; i++) {
		double width = 5.4 * (double)strlen(words[i]);
		struct box box = { x, 12, x + width, 22 };

		g_ptr_array_add(line->words,
				word_new(words[i], box, 1.0, FALSE));
		x += width + 5.4;
	}
	g_ptr_array_insert(paper->lines, 0, line);
}

/* It is known again although a word of it was misread; what says something else
 * stays. */
static void
test_misread_fax_line(void)
{
	g_autoptr(document) sent = new_document(2);
	g_autoptr(document) other = new_document(2);
	g_autofree char *text = NULL, *other_text = NULL;

	add_fax_line(sent, 0, "FEB-03-2017 @9:14 FROM: OFFICE PAGE 01/02");
	add_fax_line(sent, 1, "FEB-03-2017 09:14 FROM: OFFICE PAGE 02/02");
	text = read_text(sent);
	g_assert_null(strstr(text, "OFFICE"));
	g_assert_cmpuint(count_letters(text), ==, 2 * LINES * WORDS);

	add_fax_line(other, 0, "The first page begins with this line");
	add_fax_line(other, 1, "and the second begins with another");
	other_text = read_text(other);
	g_assert_nonnull(strstr(other_text, "this line"));
	g_assert_nonnull(strstr(other_text, "with another"));
}

/* As recognition has it: some of a watermark's tiles lie over text, and what
 * is read there may be of both. */
static void
test_tiles_of_a_scan(void)
{
	g_autoptr(document) document = new_document(1);
	struct page *page = document->pages->pdata[0];
	g_autofree char *text = NULL;
	struct word *touched;

	page->text_source = TEXT_SOURCE_OCR;
	for (guint i = 0; i < 4; i++) {
		add_row(document, 0, "WATERMARK", TOP + PITCH * LINES + 40 * i,
			11);
		add_row(document, 0, "WATERMARK", TOP + PITCH * LINES + 40 * i,
			11);
	}
	for (guint i = 1; i < 8; i += 2) {
		struct line *line = page->lines->pdata[LINES + i];
		struct word *word = line->words->pdata[0];

		word->box.x0 += 200;
		word->box.x1 += 200;
	}
	/* 40 pt above the first row of them. */
	touched =
		((struct line *)page->lines->pdata[LINES - 3])->words->pdata[0];
	touched->confidence = 0.7;
	text = read_text(document);
	g_assert_null(strstr(text, "WATERMARK"));
	g_assert_cmpuint(count_letters(text), ==, LINES * WORDS);
	g_assert_cmpfloat(touched->confidence, <, 0.6);
}

/* Between two lines, and in the middle of one. */
static void
test_large_print_of_a_scan(void)
{
	g_autoptr(document) document = new_document(1);
	struct page *page = document->pages->pdata[0];
	struct line *line = page->lines->pdata[7];
	struct word *touched = line->words->pdata[3];
	g_autofree char *text = NULL;

	page->text_source = TEXT_SOURCE_OCR;
	add_row(document, 0, "DRAFT", 40, 30);
	touched->box.y1 = touched->box.y0 + 25;
	text = read_text(document);
	g_assert_null(strstr(text, "DRAFT"));
	g_assert_cmpuint(count_letters(text), ==, LINES * WORDS);
	g_assert_cmpfloat(touched->confidence, <, 0.6);
}

/* A mark over the heading makes its line high, and its letters no wider. */
static void
test_high_line_of_a_scan(void)
{
	g_autoptr(document) document = new_document(1);
	struct page *page = document->pages->pdata[0];
	struct line *line = page->lines->pdata[7];
	g_autofree char *text = NULL;

	page->text_source = TEXT_SOURCE_OCR;
	for (guint i = 0; i < line->words->len; i++)
		((struct word *)line->words->pdata[i])->box.y1 += 13;
	text = read_text(document);
	g_assert_cmpuint(count_letters(text), ==, LINES * WORDS);
	g_assert_cmpfloat(((struct word *)line->words->pdata[0])->confidence, <,
			  0.6);
}

/* Of what was stamped upright beside the text, behind a line and on its own;
 * and what people read below a barcode. */
static void
test_letters_at_the_edge(void)
{
	g_autoptr(document) document = new_document(1);
	struct page *page = document->pages->pdata[0];
	g_autofree char *text = NULL;

	page->text_source = TEXT_SOURCE_OCR;
	add_word(document, 0, "N", 594, 12, 8);
	add_word(document, 0, "S", 14, 15, 8);
	add_word(document, 0, "*0001234*", 535, 20, 8);
	text = read_text(document);
	g_assert_cmpuint(strcspn(text, "NS*"), ==, strlen(text));
	g_assert_cmpuint(count_letters(text), ==, LINES * WORDS);
}

/* Where no print stands so: a dot below a line, a dash behind it. */
static void
test_specks_of_a_scan(void)
{
	g_autoptr(document) document = new_document(1);
	struct page *page = document->pages->pdata[0];
	struct line *line = page->lines->pdata[7];
	struct word *dash = line->words->pdata[line->words->len - 1];
	g_autofree char *text = NULL;

	page->text_source = TEXT_SOURCE_OCR;
	add_row(document, 0, "4", 300, 3);
	g_free(dash->text);
	dash->text = g_strdup("\u2014");
	text = read_text(document);
	g_assert_null(strchr(text, '4'));
	g_assert_cmpuint(count_letters(text), ==, LINES * WORDS - 1);
	g_assert_cmpfloat(dash->confidence, <, 0.6);
}

/* A line's end and a note's start, taken for one word. */
static void
test_crossing_word_is_doubted(void)
{
	g_autoptr(document) document = new_document(1);
	struct page *page = document->pages->pdata[0];
	g_autofree char *text = NULL;
	struct word *touched;

	page->text_source = TEXT_SOURCE_OCR;
	for (guint i = 4; i < 9; i++)
		if (i != 5)
			add_word(document, 0, "note", 556, i, 7);
	touched =
		((struct line *)page->lines->pdata[5])->words->pdata[WORDS - 1];
	touched->box.x1 = 580;
	text = read_text(document);
	g_assert_null(strstr(text, "note"));
	g_assert_cmpfloat(touched->confidence, <, 0.6);
}

int
main(int argc, char **argv)
{
	int status;

	g_test_init(&argc, &argv, NULL);
	dictionary = dictionary_new(NULL, NULL);
	g_assert_nonnull(dictionary);
	g_test_add_func("/marks/line-numbers", test_line_numbers);
	g_test_add_func("/marks/list-stays", test_list_stays);
	g_test_add_func("/marks/notes", test_notes_on_both_sides);
	g_test_add_func("/marks/hanging-numbers", test_hanging_numbers_stay);
	g_test_add_func("/marks/table", test_table_stays);
	g_test_add_func("/marks/much", test_much_is_told);
	g_test_add_func("/marks/tiles", test_tiles_of_a_scan);
	g_test_add_func("/marks/large-print", test_large_print_of_a_scan);
	g_test_add_func("/marks/high-line", test_high_line_of_a_scan);
	g_test_add_func("/marks/edge", test_letters_at_the_edge);
	g_test_add_func("/marks/fax-line", test_misread_fax_line);
	g_test_add_func("/marks/specks", test_specks_of_a_scan);
	g_test_add_func("/marks/crossing", test_crossing_word_is_doubted);
	g_test_add_func("/marks/stamped", test_stamped_lines);
	g_test_add_func("/marks/same-last-lines", test_same_last_lines_stay);
	status = g_test_run();
	dictionary_free(dictionary);
	return status;
}
