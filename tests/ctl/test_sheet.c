/* test_sheet.c - a letter on a sheet, as text and as HTML: whole, and harmless.
 */
#include <string.h>

#include "ctl/show/sheet.h"
#include "ctl/show/sheet_json.h"
#include "ctl/show/sheet_record.h"
#include "tests/support/letter.h"

#define EVIL "<script>alert(1)</script>\033[2J\342\200\256\"'&\303"

/* Text from outside at every place that takes any. */
static GPtrArray *
evil_sheet(void)
{
	GPtrArray *sheet = sheet_new();

	for (int kind = SHEET_TITLE; kind <= SHEET_ITEM; kind++)
		sheet_add(sheet, (enum sheet_kind)kind, COLOUR_BAD, EVIL,
			  EVIL "\n\n" EVIL);
	return sheet;
}

static void
test_html_escapes(void)
{
	g_autoptr(GPtrArray) sheet = evil_sheet();
	g_autofree char *page = sheet_to_html(sheet);
	const char *body = strstr(page, "<body>");

	g_assert_true(g_utf8_validate(page, -1, NULL));
	g_assert_null(strstr(page, "<script"));
	g_assert_null(strchr(page, '\033'));
	g_assert_null(strstr(page, "\342\200\256"));
	g_assert_nonnull(strstr(page, "&lt;script&gt;alert(1)&lt;/script&gt;"
				      "\\u001b[2J\\u202e"));
	/* No attribute holds anything from outside. */
	for (const char *tag = body; (tag = strchr(tag, '<')) != NULL; tag++)
		g_assert_true(
			g_regex_match_simple("^</?[a-z0-9]+( class=\"[a-z]+\")"
					     "?>",
					     tag, 0, G_REGEX_MATCH_ANCHORED));
	g_assert_null(strstr(page, "http://"));
	g_assert_null(strstr(page, "https://"));
	g_assert_nonnull(strstr(page, "default-src 'none'"));
}

static void
test_html_lists_are_closed(void)
{
	g_autoptr(GPtrArray) sheet = sheet_new();
	g_autofree char *page = NULL;

	sheet_add(sheet, SHEET_TITLE, COLOUR_NONE, "t", NULL);
	sheet_add(sheet, SHEET_FACT, COLOUR_NONE, "a", "1");
	sheet_add(sheet, SHEET_FACT, COLOUR_GOOD, "b", "2");
	sheet_add(sheet, SHEET_ITEM, COLOUR_NONE, NULL, "3");
	page = sheet_to_html(sheet);
	g_assert_nonnull(strstr(page,
				"<body>\n<h1>t</h1>\n"
				"<dl>\n<dt>a</dt>\n<dd>1</dd>\n"
				"<dt>b</dt>\n<dd class=\"good\">2</dd>\n</dl>\n"
				"<ul>\n<li>3</li>\n</ul>\n</body>\n"));
}

static void
test_text_is_safe(void)
{
	g_autoptr(GPtrArray) sheet = evil_sheet();
	g_autoptr(GString) text = g_string_new(NULL);

	sheet_append_text(text, sheet);
	g_assert_null(strchr(text->str, '\033'));
	g_assert_null(strstr(text->str, "\342\200\256"));
	g_assert_true(g_utf8_validate(text->str, -1, NULL));
}

/* A label is measured as it is shown: "\\xc3" has four cells. */
static void
test_labels_are_measured_as_shown(void)
{
	g_autoptr(GPtrArray) sheet = sheet_new();
	g_autoptr(GString) text = g_string_new(NULL);

	sheet_add(sheet, SHEET_FACT, COLOUR_NONE, "a long name\303", "1");
	sheet_add(sheet, SHEET_FACT, COLOUR_NONE, "b", "2");
	sheet_append_text(text, sheet);
	g_assert_cmpstr(text->str, ==,
			"  a long name\\xc3  1\n"
			"  b                2\n\n");
}

/* Each text of a record, however it is shown. */
static void
test_record_is_whole(void)
{
	g_autoptr(record) record = letter_new();
	struct issue *issue = record->issues->pdata[1];
	g_autoptr(GPtrArray) sheet = sheet_new();
	g_autoptr(GString) text = g_string_new(NULL);

	record->summary_text = g_strdup("First paragraph.\n\nSecond one.");
	record->documents_reviewed = g_strsplit("A report|A scan", "|", -1);
	issue->rationale = g_strdup("Short reason.");
	record_add_warning(record, "odd", "", "torn");
	sheet_add_record(sheet, record);
	sheet_append_text(text, sheet);
	g_assert_true(g_str_has_prefix(
		text->str, "CM16-0000000  PARTIALLY OVERTURNED: 1 of 2 "
			   "treatments approved\n  ! torn.\n"));
	g_assert_nonnull(strstr(text->str, "  decision date  2016-12-09\n"));
	g_assert_nonnull(strstr(text->str, "  summary text\n"
					   "    First paragraph.\n\n"
					   "    Second one.\n"));
	g_assert_nonnull(strstr(text->str, "  documents reviewed\n"
					   "    - A report\n"
					   "    - A scan\n"));
	g_assert_nonnull(
		strstr(text->str, "\nTreatment 2  APPROVED (overturned)\n"));
	g_assert_nonnull(strstr(text->str, "  rationale   Short reason.\n"));
}

/* Nested members, and nothing of those that say nothing. */
static void
test_json(void)
{
	json_auto_t *json = json_loads(
		"{\"category\": \"Pharmaceuticals\", \"drugs\": [{\"name\":"
		" \"Baclofen\", \"ingredients\": [\"a\", \"b\"],"
		" \"quantity\": 60, \"refills\": null}, {\"name\": \"X\"}],"
		" \"body_parts\": [], \"sessions\": 12, \"frequency\": null,"
		" \"retrospective\": false, \"surgical_association\": true}",
		0, NULL);
	g_autoptr(GPtrArray) sheet = sheet_new();
	g_autoptr(GString) text = g_string_new(NULL);

	g_assert_nonnull(json);
	sheet_add_json(sheet, "", json);
	sheet_add_json(sheet, "", NULL);
	sheet_append_text(text, sheet);
	g_assert_cmpstr(
		text->str, ==,
		"  category              Pharmaceuticals\n"
		"  drugs                 name Baclofen, ingredients a; b, "
		"quantity 60; name X\n"
		"  sessions              12\n"
		"  surgical association  yes\n\n");
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/sheet/html-escapes", test_html_escapes);
	g_test_add_func("/sheet/html-lists-are-closed",
			test_html_lists_are_closed);
	g_test_add_func("/sheet/text-is-safe", test_text_is_safe);
	g_test_add_func("/sheet/labels-are-measured-as-shown",
			test_labels_are_measured_as_shown);
	g_test_add_func("/sheet/record-is-whole", test_record_is_whole);
	g_test_add_func("/sheet/json", test_json);
	return g_test_run();
}
