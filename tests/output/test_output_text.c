/* test_output_text.c - form text: what people see, and what they must not. */
#include <string.h>

#include "output/decision_words.h"
#include "output/output.h"
#include "tests/support/letter.h"

static char *
shown(const struct record *record, gboolean colour, guint width)
{
	const struct output_style style = { colour, width };
	GString *out = g_string_new(NULL);

	output_text.append(out, record, &style);
	return g_string_free(out, FALSE);
}

static void
test_plain(void)
{
	g_autoptr(record) record = letter_new();
	g_autofree char *text = NULL;

	record_add_warning(record, "date-order", "/case/decision_date",
			   "decided too early");
	text = shown(record, FALSE, 80);
	g_assert_cmpstr(text, ==,
			"CM16-0000000  PARTIALLY OVERTURNED: 1 of 2 treatments "
			"approved\n"
			"    ! decision date: decided too early. What to do: "
			"compare the dates with the\n"
			"      page.\n"
			"    file: letter.pdf\n"
			"    decided 2016-12-09, assigned ?, application "
			"received ?, UR denial ?,\n"
			"    injury ?\n"
			" 1  DENIED (upheld)        Ultrasound, left ankle\n"
			" 2  APPROVED (overturned)  A \"soft\" collar\n"
			"\n");
}

static void
test_category(void)
{
	g_autoptr(record) record = letter_new();
	struct issue *issue = record->issues->pdata[0];
	struct issue *second = record->issues->pdata[1];
	g_autofree char *text = NULL;

	issue->request = request_new();
	issue->request->category = g_strdup("Diagnostic Testing");
	issue->request->subcategory = g_strdup("Imaging & Radiology");
	second->request = request_new();
	text = shown(record, FALSE, 80);
	g_assert_nonnull(strstr(
		text,
		" 1  DENIED (upheld)        Ultrasound, left ankle\n"
		"                           Diagnostic Testing: Imaging & "
		"Radiology\n"
		" 2  APPROVED (overturned)  A \"soft\" collar\n"
		"\n"));
}

static void
test_same_warnings_are_one(void)
{
	g_autoptr(record) record = letter_new();
	g_autofree char *text = NULL;

	record_add_warning(record, "missing", "/case/priority", "not shown");
	record_add_warning(record, "missing", "/case/case_number", "not shown");
	record_add_warning(record, "odd", "", "torn");
	text = shown(record, FALSE, 80);
	g_assert_nonnull(strstr(
		text,
		"    ! priority, case number: not shown. What to do: read the "
		"field on the page,\n"
		"      if the page has it.\n"
		"    ! torn.\n"));
}

/* Issues by their number, pages by theirs in the file. */
static void
test_places(void)
{
	g_autoptr(record) record = letter_new();
	g_autofree char *text = NULL;

	((struct source_page *)record->pages->pdata[0])->number = 7;
	record_add_warning(record, "x", "/issues/1/decision", "in doubt");
	record_add_warning(record, "y", "/source/pages/0", "torn");
	text = shown(record, FALSE, 80);
	g_assert_nonnull(strstr(text, "    ! decision of issue 2: in doubt.\n"
				      "    ! page 7: torn.\n"));
}

static void
test_width(void)
{
	g_autoptr(record) record = letter_new();
	g_autofree char *text = NULL;
	g_auto(GStrv) lines = NULL;

	letter_add_issue(record,
			 "Physical therapy of the lumbar spine and of the "
			 "right shoulder, two times a week for six weeks",
			 "upheld");
	text = shown(record, FALSE, 50);
	lines = g_strsplit(text, "\n", -1);
	for (char **line = lines; *line != NULL; line++)
		g_assert_cmpuint(strlen(*line), <=, 50);
	g_assert_nonnull(strstr(
		text, "\n                           lumbar spine and of"));
}

static void
test_colour(void)
{
	g_autoptr(record) record = letter_new();
	g_autofree char *coloured = shown(record, TRUE, 80);
	g_autofree char *plain = shown(record, FALSE, 80);

	g_assert_nonnull(
		strstr(coloured, "\033[32mAPPROVED (overturned)\033[0m"));
	g_assert_null(strchr(plain, '\033'));
}

static void
test_letters_cannot_steer(void)
{
	g_autoptr(record) record = letter_new();
	g_autofree char *text = NULL;

	g_free(record->file_name);
	record->file_name = g_strdup("a\033[2J\nb.pdf");
	letter_add_issue(record, "\033]0;title\007 brace\rnone", "upheld");
	record->certifications = g_strsplit("\302\2331mSurgery", ",", -1);
	record_add_warning(record, "x", "", "\033c");
	text = shown(record, FALSE, 80);
	for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p))
		g_assert_true(*p == '\n' ||
			      !g_unichar_iscntrl(g_utf8_get_char(p)));
	g_assert_nonnull(strstr(text, "a\\u001b[2J b.pdf"));
}

/* Decisions of treatments: one letter of o, u and ?. */
static struct record *
decided(const char *outcome, const char *decisions)
{
	struct record *record = record_new();

	record->file_name = g_strdup("letter.pdf");
	record->outcome = g_strdup(outcome);
	for (; *decisions != '\0'; decisions++)
		letter_add_issue(record, "a treatment",
				 *decisions == 'o'   ? "overturned"
				 : *decisions == 'u' ? "upheld"
						     : NULL);
	return record;
}

static void
test_what_was_decided(void)
{
	static const struct {
		const char *outcome, *decisions, *words;
	} rows[] = {
		{ "overturned", "o", "OVERTURNED: 1 treatment approved" },
		{ "overturned", "oo", "OVERTURNED: all 2 treatments approved" },
		{ "upheld", "u", "UPHELD: 1 treatment denied" },
		{ "upheld", "uuu", "UPHELD: all 3 treatments denied" },
		{ "partially_overturned", "ouoouo",
		  "PARTIALLY OVERTURNED: 4 of 6 treatments approved" },
		{ NULL, "o?",
		  "OUTCOME UNKNOWN: 1 of 2 treatments approved, 1 unknown" },
		{ NULL, "??",
		  "OUTCOME UNKNOWN: 2 treatments of unknown decision" },
		{ NULL, "", "OUTCOME UNKNOWN" },
	};

	for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(record) record =
			decided(rows[i].outcome, rows[i].decisions);
		g_autofree char *words = decision_words_outcome(record);

		g_assert_cmpstr(words, ==, rows[i].words);
	}
}

static void
test_file_name_where_it_says_more(void)
{
	g_autoptr(record) record = letter_new();
	static const char *const same[] = { "CM16-0000000.pdf",
					    "cm16_0000000.PDF", "CM160000000" };

	for (guint i = 0; i < G_N_ELEMENTS(same); i++) {
		g_autofree char *text = NULL;

		g_free(record->file_name);
		record->file_name = g_strdup(same[i]);
		text = shown(record, FALSE, 80);
		g_assert_null(strstr(text, "file:"));
	}
	g_free(record->file_name);
	record->file_name = g_strdup("CM16-0000000-2.pdf");
	g_assert_nonnull(decision_words_file(record));
	g_clear_pointer(&record->case_number, g_free);
	g_assert_nonnull(decision_words_file(record));
}

static void
test_totals(void)
{
	const struct output_style style = { FALSE, 80 };
	g_autoptr(GString) out = g_string_new(NULL);
	struct decision_totals totals = { 0 };
	static const char *const letters[][2] = {
		{ "overturned", "oo" },
		{ "partially_overturned", "ou" },
		{ NULL, "?" },
	};

	for (guint i = 0; i < G_N_ELEMENTS(letters); i++) {
		g_autoptr(record) record =
			decided(letters[i][0], letters[i][1]);

		decision_totals_add(&totals, record);
		if (i > 0)
			continue;
		output_text.end(out, &totals, &style);
		g_assert_cmpstr(out->str, ==, "");
	}
	output_text.end(out, &totals, &style);
	g_assert_cmpstr(out->str, ==,
			"3 letters: 1 overturned, 1 partially overturned, 1 of "
			"unknown outcome\n"
			"5 treatments: 3 approved, 1 denied, 1 unknown\n");
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/output-text/plain", test_plain);
	g_test_add_func("/output-text/category", test_category);
	g_test_add_func("/output-text/same-warnings-are-one",
			test_same_warnings_are_one);
	g_test_add_func("/output-text/places", test_places);
	g_test_add_func("/output-text/width", test_width);
	g_test_add_func("/output-text/colour", test_colour);
	g_test_add_func("/output-text/what-was-decided", test_what_was_decided);
	g_test_add_func("/output-text/file-name-where-it-says-more",
			test_file_name_where_it_says_more);
	g_test_add_func("/output-text/totals", test_totals);
	g_test_add_func("/output-text/letters-cannot-steer",
			test_letters_cannot_steer);
	return g_test_run();
}
