/* test_stored.c - what any version has stored is read: records and pages that
 * lack a member or have one more, and those of a schema that is too new. */
#include "core/error.h"
#include "core/stored_schema.h"
#include "tests/core/sample.h"

/* What is read, as today's JSON; NULL with an error. */
typedef json_t *reader(json_t *stored, GError **error);

static json_t *
read_record(json_t *stored, GError **error)
{
	g_autoptr(record) record =
		record_from_stored_json(stored, SAMPLE_ID, error);
	json_t *json;

	if (record == NULL)
		return NULL;
	record->version = RECORD_VERSION;
	json = record_to_json_value(record);
	/* Today's readers may rely on today's promises. */
	record_free(g_steal_pointer(&record));
	record = record_from_json(json, error);
	g_assert_no_error(*error);
	return json;
}

static json_t *
read_document(json_t *stored, GError **error)
{
	g_autoptr(document) document =
		document_from_stored_json(stored, SAMPLE_ID, error);
	json_t *json;

	if (document == NULL)
		return NULL;
	json = document_to_json(document);
	document_free(g_steal_pointer(&document));
	document = document_from_json(json, error);
	g_assert_no_error(*error);
	return json;
}

static json_t *
sample_record_json(void)
{
	g_autoptr(record) record = sample_record();

	return record_to_json_value(record);
}

static struct page *
sample_page(guint number)
{
	struct page *page = page_new(number, 612, 792);
	struct line *line = line_new();

	page->text_source = TEXT_SOURCE_TEXT_LAYER;
	page->reason = g_strdup("its text is the file's");
	page->dpi = 200;
	page->rotation_deg = 90;
	page->skew_deg = 0.25;
	page->tells_bold = TRUE;
	page_add_flaw(page, FLAW_UNREADABLE_PAGE, "its image is cut off");
	g_ptr_array_add(
		line->words,
		word_new("Case", (struct box){ 1, 2, 3, 4 }, 0.5, TRUE));
	g_ptr_array_add(page->lines, line);
	page_set_mean_confidence(page);
	return page;
}

static json_t *
sample_document_json(void)
{
	g_autoptr(document) document = document_new();

	document->id = g_strdup(SAMPLE_ID);
	document->name = g_strdup("invented.pdf");
	document->media_type = g_strdup("application/pdf");
	document->size_bytes = 12;
	for (guint i = 1; i <= 2; i++)
		g_ptr_array_add(document->pages, sample_page(i));
	((struct page *)document->pages->pdata[0])->closer = sample_page(1);
	((struct page *)document->pages->pdata[1])->other = sample_page(2);
	return document_to_json(document);
}

/* --- one change a time --- */

enum change {
	CHANGE_REMOVE, /* a member */
	CHANGE_NULL,   /* it */
	CHANGE_ADD,    /* a member to an object */
};

static void
change_member(json_t *object, const char *key, enum change change)
{
	if (change == CHANGE_REMOVE)
		json_object_del(object, key);
	else if (change == CHANGE_NULL)
		json_object_set_new(object, key, json_null());
	else
		json_object_set_new(object, "of a later version",
				    json_pack("{s:[i]}", "is", 1));
}

/* Changes the nth member below json, or adds one beside it; FALSE: there are
 * not so many. */
static gboolean
change_nth(json_t *json, enum change change, guint *n)
{
	const char *key;
	json_t *value;
	void *next;
	gsize i;

	json_object_foreach_safe(json, next, key, value)
	{
		if ((*n)-- == 0) {
			change_member(json, key, change);
			return TRUE;
		}
		if (change_nth(value, change, n))
			return TRUE;
	}
	json_array_foreach(json, i,
			   value) if (change_nth(value, change, n)) return TRUE;
	return FALSE;
}

static guint
count_members(json_t *json)
{
	guint count = (guint)json_object_size(json);
	const char *key;
	json_t *value;
	gsize i;

	json_object_foreach(json, key, value) count += count_members(value);
	json_array_foreach(json, i, value) count += count_members(value);
	return count;
}

/* Adding changes nothing of what is read; removing makes today's JSON of it
 * all the same. */
static void
expect_read(reader *read, json_t *stored, enum change change, guint n)
{
	json_auto_t *changed = json_deep_copy(stored);
	json_auto_t *again = NULL;
	g_autoptr(GError) error = NULL;
	guint left = n;

	g_assert_true(change_nth(changed, change, &left));
	again = read(changed, &error);
	if (again == NULL)
		g_error("change %d of member %u: %s", change, n,
			error->message);
	if (change == CHANGE_ADD)
		g_assert_true(json_equal(again, stored));
}

static void
expect_any_read(reader *read, json_t *take_stored)
{
	json_auto_t *stored = take_stored;
	json_auto_t *same = NULL;
	json_auto_t *nothing = json_object();
	json_auto_t *of_nothing = NULL;
	g_autoptr(GError) error = NULL;
	guint count = count_members(stored);

	same = read(stored, &error);
	g_assert_no_error(error);
	g_assert_true(json_equal(same, stored));
	g_assert_cmpuint(count, >, 40);
	for (guint i = 0; i < count; i++)
		for (enum change change = CHANGE_REMOVE; change <= CHANGE_ADD;
		     change++)
			expect_read(read, stored, change, i);
	of_nothing = read(nothing, &error);
	g_assert_no_error(error);
	g_assert_nonnull(of_nothing);
}

static void
test_record(void)
{
	expect_any_read(read_record, sample_record_json());
}

static void
test_document(void)
{
	expect_any_read(read_document, sample_document_json());
}

/* What is left out claims nothing. */
static void
test_gaps(void)
{
	json_auto_t *json = sample_record_json();
	g_autoptr(record) record = NULL;
	g_autoptr(GError) error = NULL;
	static const char *const gone[] = { "id",      "source",  "format",
					    "summary", "outcome", "confidence",
					    "issues",  "schema" };

	for (gsize i = 0; i < G_N_ELEMENTS(gone); i++)
		json_object_del(json, gone[i]);
	record = record_from_stored_json(json, SAMPLE_ID "-2", &error);
	g_assert_no_error(error);
	g_assert_cmpstr(record->id, ==, SAMPLE_ID "-2");
	g_assert_cmpstr(record->format, ==, "unknown");
	g_assert_null(record->outcome);
	g_assert_null(record->sex);
	g_assert_cmpint(record->age, ==, INTEGER_UNKNOWN);
	g_assert_cmpuint(record->issues->len, ==, 0);
	g_assert_cmpfloat(record->confidence, ==, 0);
	g_assert_cmpstr(record->case_number, ==, "CM99-0000000");
}

/* What is damaged is not taken for what is old. */
static void
test_damaged(void)
{
	static const struct {
		const char *key, *value;
	} damages[] = {
		{ "id", "\"0011\"" },
		{ "confidence", "7" },
		{ "outcome", "\"unsure\"" },
		{ "case", "\"CM99\"" },
		{ "issues", "{}" },
		{ "schema", "\"recipe/1\"" },
		{ "schema", "\"imr-record\"" },
		{ "schema", "1" },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(damages); i++) {
		json_auto_t *json = sample_record_json();
		g_autoptr(GError) error = NULL;

		json_object_set_new(
			json, damages[i].key,
			json_loads(damages[i].value, JSON_DECODE_ANY, NULL));
		g_assert_null(record_from_stored_json(json, SAMPLE_ID, &error));
		g_assert_error(error, IMR_ERROR, IMR_ERROR_REJECT);
	}
}

static void
test_newer(void)
{
	json_auto_t *json = sample_record_json();
	json_auto_t *pages = json_string("imr-pages/12");
	g_autoptr(GError) error = NULL;

	json_object_set_new(json, "schema", json_string("imr-record/3"));
	g_assert_null(record_from_stored_json(json, SAMPLE_ID, &error));
	g_assert_error(error, IMR_ERROR, IMR_ERROR_FATAL);
	g_assert_nonnull(strstr(error->message,
				"is imr-record/3, which a newer "
				"imr-ingest wrote"));
	g_clear_error(&error);
	g_assert_true(stored_schema_check(STRICT_LENIENT_ROOT(pages),
					  "imr-pages", 12, &error));
	g_assert_no_error(error);
	g_assert_false(stored_schema_check(STRICT_LENIENT_ROOT(pages),
					   "imr-pages", 11, &error));
	g_assert_error(error, IMR_ERROR, IMR_ERROR_FATAL);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/stored/record", test_record);
	g_test_add_func("/stored/document", test_document);
	g_test_add_func("/stored/gaps", test_gaps);
	g_test_add_func("/stored/damaged", test_damaged);
	g_test_add_func("/stored/newer", test_newer);
	return g_test_run();
}
