/* test_store_result.c - what was read from a letter, kept as files. */
#include <gio/gio.h>

#include "core/error.h"
#include "tests/spool/shelf.h"

static void
test_result(struct shelf *shelf, gconstpointer unused)
{
	g_autoptr(document) document = document_example();
	g_autoptr(GPtrArray) records = records_example("Its text.\n\nMore.");
	g_autoptr(GPtrArray) again = records_example(NULL);
	g_autoptr(GPtrArray) loaded = NULL;
	g_autoptr(GPtrArray) loaded_again = NULL;
	g_autoptr(document) read = NULL;
	g_autoptr(GError) error = NULL;
	const struct record *first;
	const struct page *page;
	const struct line *line;
	g_autofree char *one = record_to_json(records->pdata[0]);
	g_autofree char *two = NULL;

	(void)unused;
	store_put_result(shelf->store, LETTER_ID, document, records, &error);
	g_assert_no_error(error);
	loaded = store_load_records(shelf->store, LETTER_ID, &error);
	g_assert_no_error(error);
	g_assert_cmpuint(loaded->len, ==, 2);
	first = loaded->pdata[0];
	two = record_to_json(first);
	g_assert_cmpstr(one, ==, two);
	g_assert_cmpstr(first->text, ==, "Its text.\n\nMore.");
	/* Without a document its pages stay. */
	store_put_result(shelf->store, LETTER_ID, NULL, again, &error);
	g_assert_no_error(error);
	loaded_again = store_load_records(shelf->store, LETTER_ID, &error);
	g_assert_no_error(error);
	first = loaded_again->pdata[0];
	g_assert_null(first->text);
	read = store_load_document(shelf->store, LETTER_ID, &error);
	g_assert_no_error(error);
	page = read->pages->pdata[0];
	line = page->lines->pdata[0];
	g_assert_cmpstr(((struct word *)line->words->pdata[0])->text, ==,
			"Caf\xc3\xa9");
	g_assert_cmpuint(count_parts(shelf), ==, 0);
}

static void
test_not_utf8(struct shelf *shelf, gconstpointer unused)
{
	g_autoptr(document) document = document_example();
	g_autoptr(GPtrArray) records = records_example("\xff");
	g_autoptr(GError) error = NULL;

	(void)unused;
	g_assert_false(store_put_result(shelf->store, LETTER_ID, NULL, records,
					&error));
	g_assert_error(error, IMR_ERROR, IMR_ERROR_REJECT);
	g_clear_error(&error);
	g_free(document->name);
	document->name = g_strdup("\xff");
	g_assert_false(store_put_result(shelf->store, LETTER_ID, document,
					records, &error));
	g_assert_error(error, IMR_ERROR, IMR_ERROR_REJECT);
	g_assert_cmpuint(count_parts(shelf), ==, 0);
}

static void
expect_broken(struct shelf *shelf, const char *bytes, gsize length, int code)
{
	g_autofree char *original =
		store_original_path(shelf->store, LETTER_ID);
	g_autofree char *above = g_path_get_dirname(original);
	g_autofree char *path =
		g_build_filename(above, "records.json.gz", NULL);
	g_autoptr(GError) error = NULL;

	g_assert_true(g_file_set_contents(path, bytes, (gssize)length, NULL));
	g_assert_null(store_load_records(shelf->store, LETTER_ID, &error));
	g_assert_error(error, IMR_ERROR, code);
}

static void
test_broken(struct shelf *shelf, gconstpointer unused)
{
	g_autoptr(GPtrArray) records = records_example("x");
	g_autoptr(GError) error = NULL;
	g_autofree char *original =
		store_original_path(shelf->store, LETTER_ID);
	g_autofree char *above = g_path_get_dirname(original);
	g_autofree char *path =
		g_build_filename(above, "records.json.gz", NULL);
	g_autofree char *good = NULL;
	gsize length = 0;

	(void)unused;
	g_assert_null(store_load_records(shelf->store, LETTER_ID, &error));
	g_assert_error(error, IMR_ERROR, IMR_ERROR_FATAL);
	g_clear_error(&error);
	g_assert_null(store_load_document(shelf->store, "..", &error));
	g_assert_error(error, IMR_ERROR, IMR_ERROR_REJECT);
	g_assert_true(
		store_put_result(shelf->store, LETTER_ID, NULL, records, NULL));
	g_assert_true(g_file_get_contents(path, &good, &length, NULL));
	expect_broken(shelf, "", 0, IMR_ERROR_REJECT);
	expect_broken(shelf, "[]", 2, IMR_ERROR_REJECT);
	for (gsize i = 1; i < length; i += 37)
		expect_broken(shelf, good, i, IMR_ERROR_REJECT);
	for (gsize i = 12; i < length; i += 41) {
		g_autofree char *bad = g_memdup2(good, length);

		bad[i] = (char)(bad[i] ^ 0x10);
		expect_broken(shelf, bad, length, IMR_ERROR_REJECT);
	}
}

/* Puts json in the place of a file of the letter. */
static void
put_packed(struct shelf *shelf, const char *name, const char *json)
{
	g_autofree char *original =
		store_original_path(shelf->store, LETTER_ID);
	g_autofree char *above = g_path_get_dirname(original);
	g_autofree char *path = g_build_filename(above, name, NULL);
	g_autoptr(GFile) file = g_file_new_for_path(path);
	g_autoptr(GOutputStream) written = G_OUTPUT_STREAM(g_file_replace(
		file, NULL, FALSE, G_FILE_CREATE_NONE, NULL, NULL));
	g_autoptr(GZlibCompressor) compressor =
		g_zlib_compressor_new(G_ZLIB_COMPRESSOR_FORMAT_GZIP, 1);
	g_autoptr(GOutputStream) stream =
		g_converter_output_stream_new(written, G_CONVERTER(compressor));

	g_assert_true(g_output_stream_write_all(stream, json, strlen(json),
						NULL, NULL, NULL));
	g_assert_true(g_output_stream_close(stream, NULL, NULL));
}

/* Records and pages are read with what is missing and what is not known. */
static void
test_other_version(struct shelf *shelf, gconstpointer unused)
{
	g_autoptr(document) document = document_example();
	g_autoptr(GPtrArray) records = records_example("x");
	g_autoptr(GPtrArray) loaded = NULL;
	g_autoptr(document) read = NULL;
	g_autoptr(GError) error = NULL;

	(void)unused;
	g_assert_true(store_put_result(shelf->store, LETTER_ID, document,
				       records, NULL));
	put_packed(shelf, "records.json.gz",
		   "[{\"record\":{\"outcome\":\"upheld\",\"more\":1},"
		   "\"more\":2},{\"record\":{},\"text\":\"Its text.\"}]");
	loaded = store_load_records(shelf->store, LETTER_ID, &error);
	g_assert_no_error(error);
	g_assert_cmpuint(loaded->len, ==, 2);
	g_assert_cmpstr(((struct record *)loaded->pdata[0])->outcome, ==,
			"upheld");
	g_assert_cmpstr(((struct record *)loaded->pdata[1])->id, ==,
			LETTER_ID "-2");
	put_packed(shelf, "pages.json.gz",
		   "{\"pages\":[{\"lines\":[]},{\"more\":[]}],\"more\":3}");
	read = store_load_document(shelf->store, LETTER_ID, &error);
	g_assert_no_error(error);
	g_assert_cmpstr(read->id, ==, LETTER_ID);
	g_assert_cmpuint(read->pages->len, ==, 2);
	g_assert_cmpuint(((struct page *)read->pages->pdata[1])->number, ==, 2);
}

static void
test_newer(struct shelf *shelf, gconstpointer unused)
{
	g_autoptr(document) document = document_example();
	g_autoptr(GPtrArray) records = records_example("x");
	g_autoptr(GError) error = NULL;

	(void)unused;
	g_assert_true(store_put_result(shelf->store, LETTER_ID, document,
				       records, NULL));
	put_packed(shelf, "records.json.gz",
		   "[{\"record\":{\"schema\":\"imr-record/7\"}}]");
	g_assert_null(store_load_records(shelf->store, LETTER_ID, &error));
	g_assert_error(error, IMR_ERROR, IMR_ERROR_FATAL);
	g_assert_nonnull(strstr(error->message, "imr-record/7"));
	g_clear_error(&error);
	put_packed(shelf, "pages.json.gz", "{\"schema\":\"imr-pages/7\"}");
	g_assert_null(store_load_document(shelf->store, LETTER_ID, &error));
	g_assert_error(error, IMR_ERROR, IMR_ERROR_FATAL);
	g_assert_nonnull(strstr(error->message, "imr-pages/7"));
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	ADD("result", test_result);
	ADD("not-utf8", test_not_utf8);
	ADD("broken", test_broken);
	ADD("other-version", test_other_version);
	ADD("newer", test_newer);
	return g_test_run();
}
