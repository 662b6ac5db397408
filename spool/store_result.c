/* store_result.c - pages and records, as compressed JSON beside the original.
 */
#include <gio/gio.h>
#include <jansson.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "core/commit_point.h"
#include "core/descriptor.h"
#include "core/document.h"
#include "core/error.h"
#include "core/file.h"
#include "core/record.h"
#include "core/stored_schema.h"
#include "core/strict.h"
#include "spool/store_private.h"

/* More than any letter needs, and less than would exhaust the daemon's
 * memory. */
#define MAX_BYTES (1u << 30)
#define MAX_RECORDS 100000

/* The version of the format of stored pages; 0.1.0 did not write it. */
#define PAGES_FORM "imr-pages"
#define PAGES_VERSION 1
#define PAGES_SCHEMA "imr-pages/1"

/* The fastest level: a quarter of the default level's time, for files a sixth
 * larger. */
#define LEVEL 1

/* Compresses in memory, since the result is small: the file is then written by
 * calls that set errno. Numbers are formatted as on the wire (core/frame.c). */
static GBytes *
compress_json(json_t *json)
{
	g_autofree char *text =
		json_dumps(json, JSON_COMPACT | JSON_REAL_PRECISION(12));
	g_autoptr(GOutputStream) memory =
		g_memory_output_stream_new_resizable();
	g_autoptr(GZlibCompressor) compressor =
		g_zlib_compressor_new(G_ZLIB_COMPRESSOR_FORMAT_GZIP, LEVEL);
	g_autoptr(GOutputStream) stream =
		g_converter_output_stream_new(memory, G_CONVERTER(compressor));
	gboolean good = text != NULL &&
			g_output_stream_write_all(stream, text, strlen(text),
						  NULL, NULL, NULL) &&
			g_output_stream_close(stream, NULL, NULL);

	/* Neither growing the buffer nor zlib's writing to it can fail. */
	g_assert(good);
	return g_memory_output_stream_steal_as_bytes(
		G_MEMORY_OUTPUT_STREAM(memory));
}

static gboolean
put_json(const struct store *store, const struct store_place *place,
	 const char *name, json_t *json, GError **error)
{
	g_autoptr(GBytes) bytes = NULL;
	g_autofree char *part = NULL;
	g_auto(owned_fd) fd = -1;
	gboolean good;

	if (json == NULL)
		return error_set(error, IMR_ERROR_REJECT,
				 "what '%s' is to hold is not UTF-8", name);
	bytes = compress_json(json);
	fd = store_part_new(store, 0600, &part, error);
	if (fd < 0)
		return FALSE;
	good = descriptor_write(fd, g_bytes_get_data(bytes, NULL),
				g_bytes_get_size(bytes), NULL) &&
	       fsync(fd) == 0 &&
	       renameat(store->temporary, part, place->letter, name) == 0;
	if (!good) {
		error_set_errno(error, "write '%s'", name);
		unlinkat(store->temporary, part, 0);
	}
	return good;
}

/* jansson returns NULL for text that is not UTF-8; check_answer.h excludes such
 * text. */
static json_t *
records_to_json(const GPtrArray *records)
{
	json_t *list = json_array();

	for (guint i = 0; i < records->len; i++) {
		const struct record *record = records->pdata[i];
		gboolean has_text = record->text != NULL && *record->text;
		json_t *entry = json_pack("{s:o, s:s?}", "record",
					  record_to_json_value(record), "text",
					  has_text ? record->text : NULL);

		if (json_array_append_new(list, entry) == 0)
			continue;
		json_decref(list);
		return NULL;
	}
	return list;
}

static gboolean
put_files(struct store *store, const struct store_place *place,
	  const struct document *document, const GPtrArray *records,
	  GError **error)
{
	json_t *json;
	gboolean good;

	if (document != NULL) {
		json = document_to_json(document);
		json_object_set_new(json, "schema", json_string(PAGES_SCHEMA));
		good = put_json(store, place, STORE_PAGES, json, error);
		json_decref(json);
		if (!good)
			return FALSE;
		commit_point("store-result-pages");
	}
	json = records_to_json(records);
	good = put_json(store, place, STORE_RECORDS, json, error);
	json_decref(json);
	if (!good)
		return FALSE;
	commit_point("store-result-records");
	return store_place_sync(store, place, error);
}

gboolean
store_put_result(struct store *store, const char *id,
		 const struct document *document, const GPtrArray *records,
		 GError **error)
{
	g_auto(store_place) place = { -1, -1 };

	if (!store_place_open(store, id, TRUE, &place, error) ||
	    !put_files(store, &place, document, records, error))
		return FALSE;
	commit_point("store-result-done");
	return TRUE;
}

struct unpacking {
	GInputStream *stream;
	gsize total;
	gboolean broken;
};

static size_t
read_from_stream(void *buffer, size_t length, void *data)
{
	struct unpacking *unpacking = data;
	gssize got = g_input_stream_read(unpacking->stream, buffer, length,
					 NULL, NULL);

	if (got > 0)
		unpacking->total += (gsize)got;
	unpacking->broken |= got < 0 || unpacking->total > MAX_BYTES;
	return unpacking->broken ? (size_t)-1 : (size_t)got;
}

static json_t *
parse(GBytes *bytes, const char *name, GError **error)
{
	g_autoptr(GInputStream) memory =
		g_memory_input_stream_new_from_bytes(bytes);
	g_autoptr(GZlibDecompressor) decompressor =
		g_zlib_decompressor_new(G_ZLIB_COMPRESSOR_FORMAT_GZIP);
	g_autoptr(GInputStream) stream =
		g_converter_input_stream_new(memory, G_CONVERTER(decompressor));
	struct unpacking unpacking = { .stream = stream };
	json_error_t where;
	json_t *json = json_load_callback(read_from_stream, &unpacking,
					  JSON_REJECT_DUPLICATES, &where);

	if (json == NULL || unpacking.broken) {
		error_set(error, IMR_ERROR_REJECT, "'%s' is broken", name);
		g_clear_pointer(&json, json_decref);
	}
	return json;
}

static json_t *
load_json(struct store *store, const char *id, const char *name, GError **error)
{
	g_auto(owned_fd) fd = store_open_file(store, id, name, error);
	g_autoptr(GBytes) bytes = NULL;

	if (fd < 0)
		return NULL;
	bytes = file_read_all(fd, MAX_BYTES, error);
	if (bytes == NULL)
		return NULL;
	return parse(bytes, name, error);
}

static struct record *
read_record(const struct node *node, const char *id, GError **error)
{
	static const char *const keys[] = { "record", "text", NULL };
	const struct node *text = STRICT_MEMBER(node, "text");
	const struct node *content = STRICT_MEMBER(node, "record");
	g_autoptr(record) record = NULL;

	if (!strict_object(node, keys, error))
		return NULL;
	if (!json_is_object(content->json)) {
		strict_refuse(content, error, "missing, or no object");
		return NULL;
	}
	record = record_from_stored_json(content->json, id, error);
	if (record == NULL || (!strict_is_null(text) &&
			       !strict_string(text, &record->text, error)))
		return NULL;
	return g_steal_pointer(&record);
}

static GPtrArray *
read_records(json_t *json, const char *letter_id, GError **error)
{
	g_autoptr(GPtrArray) records =
		g_ptr_array_new_with_free_func((GDestroyNotify)record_free);
	const struct node *root = STRICT_LENIENT_ROOT(json);

	if (!strict_array(root, 0, MAX_RECORDS, error))
		return NULL;
	for (gsize i = 0; i < json_array_size(json); i++) {
		g_autofree char *id = record_make_id(letter_id, (guint)i + 1);
		struct record *record =
			read_record(STRICT_ELEMENT(root, i), id, error);

		if (record == NULL)
			return NULL;
		g_ptr_array_add(records, record);
	}
	return g_steal_pointer(&records);
}

GPtrArray *
store_load_records(struct store *store, const char *id, GError **error)
{
	json_t *json = load_json(store, id, STORE_RECORDS, error);
	GPtrArray *records;

	if (json == NULL)
		return NULL;
	records = read_records(json, id, error);
	if (records == NULL)
		g_prefix_error(error, "'%s': ", STORE_RECORDS);
	json_decref(json);
	return records;
}

static struct document *
read_document(json_t *json, const char *id, GError **error)
{
	const struct node *root = STRICT_LENIENT_ROOT(json);

	return stored_schema_check(STRICT_MEMBER(root, "schema"), PAGES_FORM,
				   PAGES_VERSION, error)
		       ? document_from_stored_json(json, id, error)
		       : NULL;
}

struct document *
store_load_document(struct store *store, const char *id, GError **error)
{
	json_t *json = load_json(store, id, STORE_PAGES, error);
	struct document *document;

	if (json == NULL)
		return NULL;
	document = read_document(json, id, error);
	if (document == NULL)
		g_prefix_error(error, "'%s': ", STORE_PAGES);
	json_decref(json);
	return document;
}
