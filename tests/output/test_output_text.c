/* test_output_text.c - form text: what people see, and what they must not. */
#include <string.h>

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
			"CM16-0000000  partially overturned  letter.pdf\n"
			"    ! decision date: decided too early. What to do: "
			"compare the dates with the\n"
			"      page.\n"
			"    decided 2016-12-09, assigned ?, received ?, "
			"UR denial ?, injury ?\n"
			" 1  UPHELD      Ultrasound, left ankle\n"
			" 2  OVERTURNED  A \"soft\" collar\n"
			"\n");
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
	g_assert_nonnull(strstr(text, "\n                spine and of"));
}

static void
test_colour(void)
{
	g_autoptr(record) record = letter_new();
	g_autofree char *coloured = shown(record, TRUE, 80);
	g_autofree char *plain = shown(record, FALSE, 80);

	g_assert_nonnull(strstr(coloured, "\033[31mOVERTURNED\033[0m"));
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

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/output-text/plain", test_plain);
	g_test_add_func("/output-text/same-warnings-are-one",
			test_same_warnings_are_one);
	g_test_add_func("/output-text/places", test_places);
	g_test_add_func("/output-text/width", test_width);
	g_test_add_func("/output-text/colour", test_colour);
	g_test_add_func("/output-text/letters-cannot-steer",
			test_letters_cannot_steer);
	return g_test_run();
}
