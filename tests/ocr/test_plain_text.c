/* test_plain_text.c - a text file's words, whatever program wrote it. */
#include <string.h>

#include "core/error.h"
#include "ocr/opened_document.h"
#include "tests/ocr/paper.h"

static struct extract_settings settings;

/* All words of all pages, a line as a line, pages apart by a form feed. */
static char *
read_bytes(const void *data, gsize size, GError **error)
{
	g_autoptr(GBytes) bytes = g_bytes_new(data, size);
	g_autoptr(opened_document) opened =
		opened_document_open(bytes, &settings, error);
	GString *text = g_string_new(NULL);

	for (guint n = 1;
	     opened != NULL && n <= opened_document_page_count(opened); n++) {
		gboolean needs_ocr;
		g_autoptr(page) page =
			opened_document_read_page(opened, n, &needs_ocr, error);

		if (n > 1)
			g_string_append_c(text, '\f');
		for (guint i = 0; i < page->lines->len; i++) {
			const struct line *line = page->lines->pdata[i];

			for (guint j = 0; j < line->words->len; j++) {
				const struct word *word = line->words->pdata[j];

				g_string_append_printf(text, "%s%s",
						       j > 0 ? " " : "",
						       word->text);
			}
			g_string_append_c(text, '\n');
		}
	}
	return g_string_free(text, FALSE);
}

static void
assert_text(const void *data, gsize size, const char *wanted)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *text = read_bytes(data, size, &error);

	g_assert_no_error(error);
	g_assert_cmpstr(text, ==, wanted);
}

static void
assert_rejected(const void *data, gsize size, const char *reject_code)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *text = read_bytes(data, size, &error);

	g_assert_error(error, IMR_ERROR, IMR_ERROR_REJECT);
	g_assert_cmpstr(error_reject_code(error), ==, reject_code);
}

#define READS(bytes, wanted) assert_text(bytes, sizeof(bytes) - 1, wanted)
#define REJECTS(bytes, code) assert_rejected(bytes, sizeof(bytes) - 1, code)

#define QUOTED "The worker\u2019s \u201cknee\u201d \u2013 50 \u00b5g\n"

/* As other programs write it. */
static void
assert_converted(const char *encoding)
{
	gsize size;
	g_autofree char *bytes =
		g_convert(QUOTED, -1, encoding, "UTF-8", NULL, &size, NULL);

	g_assert_nonnull(bytes);
	assert_text(bytes, size, QUOTED);
}

static void
test_encodings(void)
{
	static const char *const encodings[] = {
		"UTF-8",    "UTF-16",	"UTF-16LE", "UTF-16BE",
		"UTF-32LE", "UTF-32BE", "UTF-32",   "WINDOWS-1252",
	};

	for (gsize i = 0; i < G_N_ELEMENTS(encodings); i++)
		assert_converted(encodings[i]);
	READS("\xef\xbb\xbfone\n", "one\n");
	READS("\xfe\xff\0o\0n\0e", "one\n");
	READS("\xff\xfe"
	      "D\0=\xd8\0\xde",
	      "D\U0001F600\n"); /* two halves */
	READS("Jos\xe9 MU\xd1OZ, 38.5\xb0, \xbd\n",
	      "Jos\u00e9 MU\u00d1OZ, 38.5\u00b0, \u00bd\n");
}

/* What an earlier conversion did to it. */
static void
test_converted_twice(void)
{
	READS("worker\xc3\xa2\xe2\x82\xac\xe2\x84\xa2s\n", "worker\u2019s\n");
	READS("worker\xc2\x92s\n", "worker\u2019s\n");
	READS("one\xc2\x85two", "one\ntwo\n");
	REJECTS("worker\xc3\xa2\xe2\x82\xac\xe2\x84\xa2s \xe2\x80\x99\n",
		"text-encoding");
}

static void
test_no_encoding(void)
{
	REJECTS("worker\xd5s\n", "text-encoding");     /* the Mac's */
	REJECTS("knee \xd0 right\n", "text-encoding"); /* too */
	REJECTS("\xc3\xa9 and \xe9\n", "text-encoding");
	REJECTS("a\x81z\n", "text-encoding");
	REJECTS("\xff\xfe"
		"a\0b",
		"damaged");
	REJECTS("\xff\xfe"
		"a\0\0\xde",
		"damaged");
	REJECTS("\xff\xfe"
		"a\0\0\xd8",
		"damaged");
	REJECTS("\xff\xfe"
		"a\0\1\0",
		"damaged");
	REJECTS("a\0b\n", "unsupported");
	REJECTS("a\x7fz\n", "unsupported");
}

static void
test_line_ends(void)
{
	READS("one\rtwo\rthree", "one\ntwo\nthree\n");
	READS("one\r\ntwo\r\r\nthree\x1a", "one\ntwo\nthree\n");
	READS("one\vtwo\u2028three\u2029four", "one\ntwo\nthree\nfour\n");
	READS("one\ttwo\fthree\r\n\f", "one two\n\fthree\n");
}

static void
test_quoted(void)
{
	READS("> one\n>\n> two > 1\n>three\n", "one\ntwo > 1\nthree\n");
	READS("B. wrote:\n> > one\n>> two\n>>> three\n",
	      "B. wrote:\none\ntwo\nthree\n");
	READS("one\ntwo\n> 3 mm\nfour\n", "one\ntwo\n> 3 mm\nfour\n");
	REJECTS("one\ntwo\nthree\nfour\n> five\n> six\n> seven\n", "e-mail");
}

static void
test_codes(void)
{
	REJECTS("one<br>\ntwo<br/>\n<p class=\"a\">three</p>\n", "web-page");
	REJECTS("one&nbsp;two &amp; three\n", "web-page");
	REJECTS("one tw=\no three fo=\nur five s=\nix\n", "e-mail");
	REJECTS("one=20\ntwo=20\nthree=20\n", "e-mail");
	REJECTS("one\\par two\\par\n\\pard three\n", "office-file");
	REJECTS("BT /F1 12 Tf\n(one) Tj\n(two) Tj\nET\n", "damaged");
	REJECTS("**Case Number:** 1\n**Priority:** a\n# one\n## two\n",
		"marked-up-text");
	REJECTS("one\\ntwo\\nthree\\n\n", "marked-up-text");
	/* A person may have typed these. */
	READS("if x < 3 and y > 2 then <b\n", "if x < 3 and y > 2 then <b\n");
	READS("R&D; BMI =20, age =\n45 ** #2\n",
	      "R&D; BMI =20, age =\n45 ** #2\n");
}

/* A character that was lost makes its word doubtful. */
static void
test_lost_characters(void)
{
	static const char bytes[] = "one tw\xef\xbf\xbd three\n";
	g_autoptr(GBytes) data = g_bytes_new_static(bytes, sizeof bytes - 1);
	g_autoptr(opened_document) opened =
		opened_document_open(data, &settings, NULL);
	gboolean needs_ocr;
	g_autoptr(page) page =
		opened_document_read_page(opened, 1, &needs_ocr, NULL);
	const struct line *line = page->lines->pdata[0];
	const struct word *first = line->words->pdata[0];
	const struct word *second = line->words->pdata[1];

	g_assert_cmpfloat(first->confidence, ==, 1);
	g_assert_cmpfloat(second->confidence, ==, 0);
}

/* Numbers before all lines count them; those before some are the text's. */
static void
test_numbered(void)
{
	GString *counted = g_string_new(NULL), *plain = g_string_new(NULL);
	GString *list = g_string_new(NULL);

	for (guint i = 1; i <= 24; i++) {
		if (i == 13)
			g_string_append_c(counted, '\f');
		g_string_append_printf(counted, "%2u  line %c of it\n",
				       (i - 1) % 12 + 1, 'a' + (int)i);
		g_string_append_printf(plain, "%sline %c of it\n",
				       i == 13 ? "\f" : "", 'a' + (int)i);
		g_string_append_printf(list, "%u cane\nof wood\n", i);
	}
	assert_text(counted->str, counted->len, plain->str);
	assert_text(list->str, list->len, list->str);
	g_string_free(counted, TRUE);
	g_string_free(plain, TRUE);
	g_string_free(list, TRUE);
}

/* --- lines that end at a column --- */

enum ends { ENDS_BETWEEN_WORDS, ENDS_CUT, ENDS_JUSTIFIED };

/* Lines of words of 1 to 11 letters, none of them twice. */
static char *
type_lines(guint width, enum ends ends)
{
	GString *text = g_string_new(NULL);
	GRand *chance = g_rand_new_with_seed(width);

	for (guint row = 0; row < 60; row++) {
		g_autoptr(GString) line = g_string_new(NULL);

		while (line->len <= width) {
			gint32 letters = g_rand_int_range(chance, 1, 12);

			if (ends != ENDS_CUT &&
			    line->len + (gsize)letters + 1 > width)
				break;
			for (gint32 i = 0; i <= letters; i++)
				g_string_append_c(
					line,
					i == 0 ? ' '
					       : (char)g_rand_int_range(
							 chance, 'a', 'z'));
		}
		if (ends == ENDS_CUT)
			g_string_truncate(line, width);
		while (ends == ENDS_JUSTIFIED && line->len < width)
			g_string_insert_c(line, (gssize)line->len / 2, ' ');
		g_string_append_printf(text, "%s\n", line->str);
	}
	g_rand_free(chance);
	return g_string_free(text, FALSE);
}

static gboolean
are_said_to_be_cut(const char *text)
{
	g_autoptr(GBytes) data = g_bytes_new_static(text, strlen(text));
	g_autoptr(opened_document) opened =
		opened_document_open(data, &settings, NULL);
	gboolean needs_ocr;
	g_autoptr(page) page =
		opened_document_read_page(opened, 1, &needs_ocr, NULL);

	return page_has_flaw(page, FLAW_UNREADABLE_PAGE);
}

static void
test_last_column(void)
{
	static const guint widths[] = { 40, 60, 66, 72, 80, 100, 132, 255 };

	for (guint i = 0; i < G_N_ELEMENTS(widths); i++) {
		g_autofree char *wrapped =
			type_lines(widths[i], ENDS_BETWEEN_WORDS);
		g_autofree char *cut = type_lines(widths[i], ENDS_CUT);
		g_autofree char *justified =
			type_lines(widths[i], ENDS_JUSTIFIED);
		GString *form = g_string_new(wrapped);

		g_assert_false(are_said_to_be_cut(wrapped));
		g_assert_true(are_said_to_be_cut(cut));
		g_assert_false(are_said_to_be_cut(justified));
		/* One long line of the form's, in each of many issues. */
		for (guint n = 0; n < 20; n++)
			g_string_append_printf(form, "%.*s\n", (int)widths[i],
					       cut);
		g_assert_false(are_said_to_be_cut(form->str));
		g_string_free(form, TRUE);
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	settings = paper_settings(OCR_AUTO);
	g_test_add_func("/plain-text/encodings", test_encodings);
	g_test_add_func("/plain-text/converted-twice", test_converted_twice);
	g_test_add_func("/plain-text/no-encoding", test_no_encoding);
	g_test_add_func("/plain-text/line-ends", test_line_ends);
	g_test_add_func("/plain-text/quoted", test_quoted);
	g_test_add_func("/plain-text/codes", test_codes);
	g_test_add_func("/plain-text/lost-characters", test_lost_characters);
	g_test_add_func("/plain-text/numbered", test_numbered);
	g_test_add_func("/plain-text/last-column", test_last_column);
	return g_test_run();
}
