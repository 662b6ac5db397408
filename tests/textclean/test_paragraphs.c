/* test_paragraphs.c - rows to paragraphs: gaps, hard returns, page breaks,
 * running headers; and the promises of core/flow.h. */
#include <string.h>

#include "textclean/textclean.h"

#include "tests/support/lines.h"

static struct dictionary *dictionary;

static void
check(const char *const *lines, const char *wanted)
{
	g_autoptr(document) document = lines_document(lines);
	g_autoptr(flow) flow = textclean_run(document, dictionary);

	g_assert_cmpstr(flow->text, ==, wanted);
}

#define FULL                                                                   \
	"This line is so full of words that nothing more would have fitted in"

static void
test_gap(void)
{
	static const char *const lines[] = { FULL, FULL, "", FULL, FULL, NULL };

	check(lines, FULL " " FULL "\n\n" FULL " " FULL);
}

static void
test_hard_return(void)
{
	static const char *const lines[] = { FULL, FULL, "Short.",
					     FULL, FULL, NULL };

	check(lines, FULL " " FULL " Short.\n\n" FULL " " FULL);
}

static void
test_bold_starts_paragraph(void)
{
	static const char *const lines[] = { FULL, FULL "*",
					     "*Decision rationale:* " FULL,
					     FULL, NULL };

	check(lines, FULL " " FULL "\n\nDecision rationale: " FULL " " FULL);
}

static void
test_page_break(void)
{
	static const char *const runs_on[] = { FULL, FULL, "\f",
					       FULL, FULL, NULL };
	static const char *const ends[] = { FULL, "It ended.", "\f",
					    FULL, FULL,	       NULL };

	check(runs_on, FULL " " FULL " " FULL " " FULL);
	check(ends, FULL " It ended.\n\n" FULL " " FULL);
}

/* A page ends with a full line that ends a sentence: without bold nobody can
 * tell whether the paragraph goes on, and the flow says so. */
static void
test_uncertain_break(void)
{
	static const char *const lines[] = { FULL, FULL ".", "\f",
					     FULL, FULL,     NULL };
	g_autoptr(document) document = lines_document(lines);
	g_autoptr(flow) flow = textclean_run(document, dictionary);

	g_assert_cmpuint(flow->paragraphs->len, ==, 2);
	g_assert_true(
		g_array_index(flow->paragraphs, struct paragraph, 0).certain);
	g_assert_false(
		g_array_index(flow->paragraphs, struct paragraph, 1).certain);
}

/* So too where the page's last line is short but ends no sentence. */
static void
test_short_line_at_break(void)
{
	static const char *const lines[] = { FULL, "No period", "\f",
					     FULL, FULL,	NULL };
	g_autoptr(document) document = lines_document(lines);
	g_autoptr(flow) flow = textclean_run(document, dictionary);

	g_assert_cmpuint(flow->paragraphs->len, ==, 2);
	g_assert_false(
		g_array_index(flow->paragraphs, struct paragraph, 1).certain);
}

/* Rows 0..3 of a page are its upper margin. */
static void
add_margin_line(struct document *document, guint page, const char *text)
{
	struct page *target = g_ptr_array_index(document->pages, page);

	lines_add_line(target, text, 1);
	g_ptr_array_insert(
		target->lines, 0,
		g_ptr_array_steal_index(target->lines, target->lines->len - 1));
}

static void
test_running_header(void)
{
	static const char *const lines[] = {
		FULL, FULL, "\f", FULL, FULL, NULL
	};
	g_autoptr(document) document = lines_document(lines);
	g_autoptr(flow) flow = NULL;

	add_margin_line(document, 0, "Case CM13-0000001 Page 1 of 2");
	add_margin_line(document, 1, "Case CM13-0000001 Page 2 of 2");
	flow = textclean_run(document, dictionary);
	g_assert_cmpstr(flow->text, ==, FULL " " FULL " " FULL " " FULL);
}

/* Two pages may begin with the same words: flush with the text they stay. */
static void
test_same_first_line(void)
{
	static const char *const lines[] = {
		FULL, FULL, "\f", FULL, FULL, NULL
	};

	check(lines, FULL " " FULL " " FULL " " FULL);
}

/* A line that ends a page clear of the text above it is no running line
 * because another page has the same line amid its text. */
static void
test_same_line_amid_text(void)
{
	static const char *const lines[] = { FULL, FULL, "",  "The same.", "\f",
					     FULL, FULL, "",  "The same.", "",
					     FULL, FULL, NULL };

	check(lines, FULL " " FULL "\n\nThe same.\n\n" FULL " " FULL
			  "\n\nThe same.\n\n" FULL " " FULL);
}

/* Nor because one page of many ends alike. */
static void
test_same_last_line(void)
{
	static const char *const lines[] = {
		FULL,	     FULL, "",	 "The same.", "\f", FULL, FULL, "",
		"The same.", "\f", FULL, FULL,	      "\f", FULL, FULL, NULL
	};

	check(lines, FULL " " FULL "\n\nThe same.\n\n" FULL " " FULL
			  "\n\nThe same.\n\n" FULL " " FULL " " FULL " " FULL);
}

static void
test_page_number(void)
{
	static const char *const lines[] = { FULL, FULL, "", "", "2", NULL };

	check(lines, FULL " " FULL);
}

static void
test_characters(void)
{
	static const char *const lines[] = {
		"de\uFB01ned o\uFB03ce \u200bzero co\u00adoperate "
		"cafe\u0301 5\u201110 \u2019tis \u00bd",
		NULL
	};

	check(lines, "defined office zero cooperate caf\u00e9 5-10 \u2019tis "
		     "\u00bd");
}

static struct document *
plain_document(const char *const *lines)
{
	struct document *document = lines_document(lines);

	g_free(document->media_type);
	document->media_type = g_strdup("text/plain");
	return document;
}

static void
check_plain(const char *const *lines, const char *wanted)
{
	g_autoptr(document) document = plain_document(lines);
	g_autoptr(flow) flow = textclean_run(document, dictionary);

	g_assert_cmpstr(flow->text, ==, wanted);
}

/* Lines of a text file: each followed by an empty one, a paragraph by two. */
static void
test_plain_text(void)
{
	static const char *const lines[] = {
		FULL, "",   FULL, "", "of words.", "",	 "", "",	   FULL,
		"",   FULL, "",	  "", "",	   FULL, "", "and so on.", NULL
	};
	/* The last gap is a page break: it cuts a sentence in two. */
	check_plain(lines, FULL " " FULL " of words.\n\n" FULL " " FULL " " FULL
				" and so on.");
}

#define LONG FULL ", as is " FULL ", and " FULL "."

/* Each paragraph is one line, with and without empty lines between them: no
 * line is as long as another, and none goes on in the next. */
static void
test_long_lines(void)
{
	static const char *const apart[] = { "Heading: Upheld",
					     "",
					     "Label: " LONG,
					     "",
					     LONG " " LONG,
					     "",
					     "Second heading: Upheld",
					     "",
					     "Label: " LONG " Short.",
					     NULL };
	static const char *const close[] = { "Heading: Upheld",
					     "Label: " LONG,
					     LONG " " LONG,
					     "Second heading: Upheld",
					     "Label: " LONG " Short.",
					     NULL };
	const char *wanted =
		"Heading: Upheld\n\nLabel: " LONG "\n\n" LONG " " LONG
		"\n\nSecond heading: Upheld\n\nLabel: " LONG " Short.";

	check_plain(apart, wanted);
	check_plain(close, wanted);
}

/* A rationale may be repeated word for word: the letter's longest lines agree
 * on how far they reach, and are no wider paper for that. */
static void
test_long_lines_alike(void)
{
	static const char *const lines[] = {
		"First: Upheld", "", LONG " " LONG,   "", "Second: Upheld", "",
		LONG " " LONG,	 "", "Third: Upheld", "", LONG " " LONG,    NULL
	};

	check_plain(lines, "First: Upheld\n\n" LONG " " LONG
			   "\n\nSecond: Upheld\n\n" LONG " " LONG
			   "\n\nThird: Upheld\n\n" LONG " " LONG);
}

/* No empty lines at all: where a full line ends a sentence, a paragraph may
 * have begun, and the flow says that it is uncertain. */
static void
test_plain_without_gaps(void)
{
	static const char *const lines[] = {
		"Heading: Upheld",
		FULL,
		"of words, and so it ends.",
		"Rationale:",
		FULL,
		FULL ".",
		"Second: Upheld",
		"rather short it is, and ends here.",
		FULL,
		"of words again.",
		NULL
	};
	g_autoptr(flow) flow = NULL;
	g_autoptr(document) document = plain_document(lines);
	const struct paragraph *last_but_one;

	flow = textclean_run(document, dictionary);
	g_assert_nonnull(strstr(flow->text, FULL ".\n\nSecond: Upheld"));
	last_but_one = &g_array_index(
		flow->paragraphs, struct paragraph,
		flow_paragraph_at(flow, (gsize)(strstr(flow->text, "Second") -
						flow->text)));
	g_assert_false(last_but_one->certain);
}

static void
check_promises(const struct flow *flow)
{
	gsize end = 0;

	for (guint i = 0; i < flow->spans->len; i++) {
		const struct span *span =
			&g_array_index(flow->spans, struct span, i);

		g_assert_cmpuint(span->start, >=, end);
		g_assert_cmpuint(span->end, >, span->start);
		end = span->end;
	}
	g_assert_cmpuint(end, <=, strlen(flow->text));
	end = 0;
	for (guint i = 0; i < flow->paragraphs->len; i++) {
		const struct paragraph *paragraph =
			&g_array_index(flow->paragraphs, struct paragraph, i);

		g_assert_cmpuint(paragraph->start, ==, end);
		g_assert_cmpuint(paragraph->end, >, paragraph->start);
		end = paragraph->end + strlen("\n\n");
	}
	g_assert_true(g_utf8_validate(flow->text, -1, NULL));
}

/* Pages of words at random, hyphens and soft hyphens among them. */
static void
test_promises_at_random(void)
{
	static const char *const words[] = { "a",      "word-",	   "x.",
					     "-",      "of\u00ad", "\u00ad",
					     "12",     "docu-",	   "mentation",
					     "\u200b", "Page",	   "1)" };

	for (guint round = 0; round < 300; round++) {
		GPtrArray *lines = g_ptr_array_new_with_free_func(g_free);
		guint count = (guint)g_test_rand_int_range(0, 40);

		for (guint i = 0; i < count; i++) {
			GString *line = g_string_new(
				g_test_rand_int_range(0, 8) == 0 ? "*" : "");
			int length = g_test_rand_int_range(0, 14);

			while (length-- > 0)
				g_string_append_printf(
					line, "%s ",
					words[g_test_rand_int_range(
						0, G_N_ELEMENTS(words))]);
			if (g_test_rand_int_range(0, 12) == 0)
				g_string_assign(line, "\f");
			g_ptr_array_add(lines, g_string_free(line, FALSE));
		}
		g_ptr_array_add(lines, NULL);
		{
			g_autoptr(document) document = lines_document(
				(const char *const *)lines->pdata);
			g_autoptr(flow) flow =
				textclean_run(document, dictionary);

			check_promises(flow);
		}
		g_ptr_array_unref(lines);
	}
}

static void
test_missing_dictionary(void)
{
	g_autoptr(GError) error = NULL;

	g_assert_null(dictionary_new("/nonexistent", &error));
	g_assert_nonnull(strstr(error->message, "hunspell-en-us"));
}

int
main(int argc, char **argv)
{
	int status;

	g_test_init(&argc, &argv, NULL);
	dictionary = dictionary_new(NULL, NULL);
	g_assert_nonnull(dictionary);
	g_test_add_func("/paragraphs/gap", test_gap);
	g_test_add_func("/paragraphs/hard-return", test_hard_return);
	g_test_add_func("/paragraphs/bold", test_bold_starts_paragraph);
	g_test_add_func("/paragraphs/page-break", test_page_break);
	g_test_add_func("/paragraphs/uncertain", test_uncertain_break);
	g_test_add_func("/paragraphs/plain-text", test_plain_text);
	g_test_add_func("/paragraphs/long-lines", test_long_lines);
	g_test_add_func("/paragraphs/long-lines-alike", test_long_lines_alike);
	g_test_add_func("/paragraphs/plain-without-gaps",
			test_plain_without_gaps);
	g_test_add_func("/paragraphs/short-line-at-break",
			test_short_line_at_break);
	g_test_add_func("/margins/running-header", test_running_header);
	g_test_add_func("/margins/same-first-line", test_same_first_line);
	g_test_add_func("/margins/same-line-amid-text",
			test_same_line_amid_text);
	g_test_add_func("/margins/same-last-line", test_same_last_line);
	g_test_add_func("/margins/page-number", test_page_number);
	g_test_add_func("/characters", test_characters);
	g_test_add_func("/flow/promises", test_promises_at_random);
	g_test_add_func("/dictionary/missing", test_missing_dictionary);
	status = g_test_run();
	dictionary_free(dictionary);
	return status;
}
