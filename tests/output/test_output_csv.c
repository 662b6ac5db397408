/* test_output_csv.c - form csv: rows by RFC 4180. */
#include <string.h>

#include "output/output.h"
#include "tests/support/letter.h"

static const struct output_style style = { FALSE, 80 };

/* Splits rows and values by RFC 4180 and nothing else. */
static GPtrArray *
parse(const char *text)
{
	GPtrArray *rows = g_ptr_array_new_with_free_func(
		(GDestroyNotify)g_ptr_array_unref);
	GPtrArray *row = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GString) value = g_string_new(NULL);

	for (gboolean quoted = FALSE; *text != '\0'; text++) {
		gboolean ends = !quoted && (*text == ',' || *text == '\r');

		if (*text == '"' && quoted && text[1] == '"')
			g_string_append_c(value, *++text);
		else if (*text == '"')
			quoted = !quoted;
		else if (!ends)
			g_string_append_c(value, *text);
		if (!ends)
			continue;
		g_ptr_array_add(row, g_strdup(value->str));
		g_string_truncate(value, 0);
		if (*text == ',')
			continue;
		g_assert_cmpint(*++text, ==, '\n');
		g_ptr_array_add(rows, row);
		row = g_ptr_array_new_with_free_func(g_free);
	}
	g_assert_cmpuint(row->len, ==, 0);
	g_ptr_array_unref(row);
	return rows;
}

static const char *
value_of(const GPtrArray *rows, guint row, const char *column)
{
	const GPtrArray *names = rows->pdata[0];
	const GPtrArray *values = rows->pdata[row];

	g_assert_cmpuint(values->len, ==, names->len);
	for (guint i = 0; i < names->len; i++)
		if (strcmp(names->pdata[i], column) == 0)
			return values->pdata[i];
	g_assert_not_reached();
}

static GPtrArray *
rows_of(const struct record *record)
{
	g_autoptr(GString) out = g_string_new(NULL);

	output_csv.begin(out);
	output_csv.append(out, record, &style);
	return parse(out->str);
}

static void
test_one_row_an_item(void)
{
	g_autoptr(record) record = letter_new();
	g_autoptr(GPtrArray) rows = rows_of(record);

	g_assert_cmpuint(rows->len, ==, 3);
	g_assert_cmpstr(value_of(rows, 1, "id"), ==, LETTER_ID);
	g_assert_cmpstr(value_of(rows, 2, "case_number"), ==, "CM16-0000000");
	g_assert_cmpstr(value_of(rows, 2, "issue_number"), ==, "2");
	g_assert_cmpstr(value_of(rows, 1, "treatment"), ==,
			"Ultrasound, left ankle");
	g_assert_cmpstr(value_of(rows, 2, "treatment"), ==,
			"A \"soft\" collar");
	g_assert_cmpstr(value_of(rows, 1, "age"), ==, "");
}

static void
test_no_items(void)
{
	g_autoptr(record) record = letter_new();
	g_autoptr(GPtrArray) rows = NULL;

	g_ptr_array_set_size(record->issues, 0);
	rows = rows_of(record);
	g_assert_cmpuint(rows->len, ==, 2);
	g_assert_cmpstr(value_of(rows, 1, "decision_date"), ==, "2016-12-09");
	g_assert_cmpstr(value_of(rows, 1, "decision"), ==, "");
}

/* The author's words stay the author's, line ends and formulas included. */
static void
test_words_unchanged(void)
{
	g_autoptr(record) record = letter_new();
	g_autoptr(GPtrArray) rows = NULL;

	record->summary_text = g_strdup("=1+1\n\n\"Two\",\r\nthree");
	rows = rows_of(record);
	g_assert_cmpstr(value_of(rows, 1, "summary_text"), ==,
			"=1+1\n\n\"Two\",\r\nthree");
}

/* Of nothing that a letter says a spreadsheet makes a formula, and all else is
 * as in csv. */
static void
test_defused(void)
{
	static const char *const formulas[] = {
		"=cmd|' /C calc'!A0",
		"+1",
		"-2+3",
		"@SUM(1)",
		"\t=1",
		" \n =1",
		"\r+1",
		"\xef\xbc\x9d"
		"1",
		"\xc2\xa0=1",
	};
	static const char *const texts[] = {
		"", "1-2", "a=b", "two\n=3", "'=1", "e-mail @ home"
	};
	g_autoptr(record) record = letter_new();

	for (guint i = 0; i < G_N_ELEMENTS(formulas); i++) {
		g_autoptr(GString) out = g_string_new(NULL);
		g_autoptr(GPtrArray) rows = NULL;
		const char *value;

		g_free(record->summary_text);
		record->summary_text = g_strdup(formulas[i]);
		output_spreadsheet.begin(out);
		output_spreadsheet.append(out, record, &style);
		rows = parse(out->str);
		value = value_of(rows, 1, "summary_text");
		g_assert_cmpint(value[0], ==, '\'');
		g_assert_cmpstr(value + 1, ==, formulas[i]);
		g_assert_cmpstr(value_of(rows, 1, "id"), ==, LETTER_ID);
	}
	for (guint i = 0; i < G_N_ELEMENTS(texts); i++) {
		g_autoptr(GString) out = g_string_new(NULL);
		g_autoptr(GString) plain = g_string_new(NULL);

		g_free(record->summary_text);
		record->summary_text = g_strdup(texts[i]);
		output_spreadsheet.append(out, record, &style);
		output_csv.append(plain, record, &style);
		g_assert_cmpstr(out->str, ==, plain->str);
	}
}

static void
test_doubts(void)
{
	g_autoptr(record) record = letter_new();
	g_autoptr(GPtrArray) rows = NULL;

	record->confidence = 0.875;
	record_add_warning(record, "a", "/case/case_number", "first doubt");
	record_add_warning(record, "b", "", "second");
	rows = rows_of(record);
	g_assert_cmpstr(value_of(rows, 2, "confidence"), ==, "0.875");
	g_assert_cmpstr(value_of(rows, 2, "warnings"), ==,
			"first doubt; second");
}

static void
expect_value(const GPtrArray *rows, const char *column, const char *value)
{
	g_assert_cmpstr(value_of(rows, 1, column), ==, value);
}

static void
test_letter_columns(void)
{
	g_autoptr(record) record = letter_new();
	g_autoptr(GPtrArray) rows = NULL;

	record->folder = g_strdup("May");
	record->ingested_at = g_strdup("2031-05-06T07:08:09Z");
	rows = rows_of(record);
	expect_value(rows, "folder", "May");
	expect_value(rows, "page_count", "1");
	expect_value(rows, "confidence", "1.000");
	expect_value(rows, "ingested_at", "2031-05-06T07:08:09Z");
	expect_value(rows, "producer_version", IMR_VERSION);
	/* Made by version 1. */
	expect_value(rows, "category", "");
	expect_value(rows, "retrospective", "");
	expect_value(rows, "reviewer_citations", "");
}

static void
fill_drugs(struct request *request)
{
	struct drug *drug = request_add_drug(request);

	drug->name = g_strdup("Examplin");
	drug->ingredients = g_strsplit("examplone,acetaminophen", ",", -1);
	drug->strength = g_strdup("10/325mg");
	drug->quantity = 90;
	drug = request_add_drug(request);
	drug->name = g_strdup("Otherol");
	drug->quantity = 2.5;
	drug->quantity_unit = g_strdup("ml");
}

static void
fill_request(struct issue *issue)
{
	struct request *request = issue->request = request_new();
	struct citations *citations = issue->citations = citations_new();

	request->category = g_strdup("Pharmaceuticals");
	request->subcategory = g_strdup("Opioids");
	fill_drugs(request);
	request->frequency = frequency_new();
	request->frequency->times = 2;
	request->frequency->times_max = 3;
	request->frequency->per = g_strdup("week");
	request->frequency->lasts = 6;
	request->frequency->unit = g_strdup("weeks");
	g_strfreev(request->body_parts);
	request->body_parts = g_strsplit("knee,ankle", ",", -1);
	request->laterality = g_strdup("left");
	request->retrospective = TRUE;
	request_add_dates(request, "2031-01-05", "2031-01-05");
	request_add_dates(request, "2031-01-07", "2031-01-09");
	for (guint i = 0; i < 2; i++)
		citations_add(citations->reviewer, "ODG")->guideline =
			g_strdup("Knee");
	citations_add(citations->reviewer, "MTUS")->year = 2009;
}

static void
test_request(void)
{
	g_autoptr(record) record = letter_new();
	g_autoptr(GPtrArray) rows = NULL;

	fill_request(record->issues->pdata[0]);
	rows = rows_of(record);
	expect_value(rows, "category", "Pharmaceuticals");
	expect_value(rows, "subcategory", "Opioids");
	expect_value(rows, "drugs", "Examplin 10/325mg #90; Otherol #2.5 ml");
	expect_value(rows, "ingredients", "examplone + acetaminophen; ?");
	expect_value(rows, "body_parts", "knee; ankle");
	expect_value(rows, "laterality", "left");
	expect_value(rows, "levels", "");
	expect_value(rows, "frequency", "2-3 a week for 6 weeks");
	expect_value(rows, "sessions", "");
	expect_value(rows, "dates_of_service",
		     "2031-01-05; 2031-01-07 to 2031-01-09");
	expect_value(rows, "retrospective", "true");
	expect_value(rows, "surgical_association", "false");
	expect_value(rows, "claims_administrator_citations", "");
	expect_value(rows, "reviewer_citations", "ODG Knee; MTUS 2009");
	g_assert_cmpstr(value_of(rows, 2, "category"), ==, "");
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/output-csv/one-row-an-item", test_one_row_an_item);
	g_test_add_func("/output-csv/no-items", test_no_items);
	g_test_add_func("/output-csv/words-unchanged", test_words_unchanged);
	g_test_add_func("/output-csv/defused", test_defused);
	g_test_add_func("/output-csv/doubts", test_doubts);
	g_test_add_func("/output-csv/letter-columns", test_letter_columns);
	g_test_add_func("/output-csv/request", test_request);
	return g_test_run();
}
