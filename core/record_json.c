/* record_json.c - a record as JSON, its keys in the order of the schema. */
#include <string.h>

#include "core/page_head_json.h"
#include "core/record.h"
#include "core/record_field_json.h"
#include "core/request/request_json.h"

/* Enough for any box on any page, few enough that 146.2 prints as 146.2. */
#define REAL_DIGITS JSON_REAL_PRECISION(12)

/* "/issues/0/request/category", "/issues/0/citations/reviewer" */
static gboolean
is_of_meaning(const char *path)
{
	const char *member;

	if (!g_str_has_prefix(path, "/issues/"))
		return FALSE;
	member = strchr(path + strlen("/issues/"), '/');
	return member != NULL && (g_str_has_prefix(member, "/request") ||
				  g_str_has_prefix(member, "/citations"));
}

static json_t *
source_to_json(const struct record *record, guint version)
{
	json_t *json = json_object();
	json_t *pages = json_array();

	for (guint i = 0; i < record->pages->len; i++)
		json_array_append_new(
			pages, page_head_to_json(record->pages->pdata[i]));
	json_object_set_new(json, "file_name", json_text(record->file_name));
	if (version >= 2)
		json_object_set_new(json, "folder", json_text(record->folder));
	json_object_set_new(json, "media_type", json_text(record->media_type));
	json_object_set_new(json, "size_bytes",
			    json_integer((json_int_t)record->size_bytes));
	json_object_set_new(json, "page_count",
			    json_integer(record->pages->len));
	json_object_set_new(json, "pages", pages);
	return json;
}

static json_t *
issues_to_json(const GPtrArray *issues, guint version)
{
	json_t *array = json_array();

	for (guint i = 0; i < issues->len; i++) {
		const struct issue *issue = issues->pdata[i];
		json_t *json = json_object();

		fields_to_json(issue_fields, issue, json);
		if (version >= 2) {
			json_object_set_new(json, "request",
					    request_to_json(issue->request));
			json_object_set_new(
				json, "citations",
				citations_to_json(issue->citations));
		}
		json_array_append_new(array, json);
	}
	return array;
}

static json_t *
part_to_json(const struct evidence_part *part)
{
	json_t *boxes = json_array();

	for (guint i = 0; i < part->boxes->len; i++) {
		const struct box *box =
			&g_array_index(part->boxes, struct box, i);

		json_array_append_new(boxes,
				      json_pack("[o, o, o, o]",
						json_rounded(box->x0, 10),
						json_rounded(box->y0, 10),
						json_rounded(box->x1, 10),
						json_rounded(box->y1, 10)));
	}
	return json_pack("{s:i, s:o}", "page", (int)part->page, "boxes", boxes);
}

/* The later parts of a field that runs over a page's end. */
static json_t *
continues_to_json(const struct evidence *evidence)
{
	json_t *array = json_array();

	for (guint i = 1; i < evidence->parts->len; i++)
		json_array_append_new(array,
				      part_to_json(evidence->parts->pdata[i]));
	return array;
}

static json_t *
evidence_to_json(const GPtrArray *all, guint version)
{
	json_t *object = json_object();

	for (guint i = 0; i < all->len; i++) {
		const struct evidence *evidence = all->pdata[i];
		json_t *json;

		g_assert(evidence->parts->len > 0);
		if (version < 2 && (is_of_meaning(evidence->path) ||
				    evidence->text_source == TEXT_SOURCE_HUMAN))
			continue;
		json = part_to_json(evidence->parts->pdata[0]);
		json_object_set_new(
			json, "text_source",
			json_text(text_source_name(evidence->text_source)));
		json_object_set_new(json, "confidence",
				    json_rounded(evidence->confidence, 1000));
		if (evidence->parts->len > 1)
			json_object_set_new(json, "continues",
					    continues_to_json(evidence));
		json_object_set_new(object, evidence->path, json);
	}
	return object;
}

static json_t *
warning_to_json(const struct warning *warning)
{
	json_t *json = json_object();

	json_object_set_new(json, "code", json_text(warning->code));
	json_object_set_new(json, "path", json_text(warning->path));
	json_object_set_new(json, "message", json_text(warning->message));
	return json;
}

static json_t *
warnings_to_json(const GPtrArray *warnings, guint version)
{
	json_t *array = json_array();

	for (guint i = 0; i < warnings->len; i++) {
		const struct warning *warning = warnings->pdata[i];

		if (version >= 2 || !is_of_meaning(warning->path))
			json_array_append_new(array, warning_to_json(warning));
	}
	return array;
}

static json_t *
corrections_to_json(const GPtrArray *corrections)
{
	json_t *array = json_array();

	for (guint i = 0; i < corrections->len; i++) {
		const struct correction *correction = corrections->pdata[i];
		json_t *json = json_object();

		json_object_set_new(json, "path", json_text(correction->path));
		json_object_set(json, "old", correction->old);
		json_object_set_new(json, "kind", json_text(correction->kind));
		json_object_set_new(json, "user", json_text(correction->user));
		json_object_set_new(json, "time", json_text(correction->time));
		json_array_append_new(array, json);
	}
	return array;
}

static json_t *
producer_to_json(const struct record *record, guint version)
{
	json_t *json = json_object();

	json_object_set_new(json, "name", json_string(RECORD_PRODUCER));
	json_object_set_new(json, "version",
			    json_text(record->producer_version));
	if (version >= 2)
		json_object_set_new(json, "lexicon",
				    json_text(record->lexicon));
	json_object_set_new(json, "ingested_at",
			    json_text(record->ingested_at));
	return json;
}

json_t *
record_to_json_version(const struct record *record, guint version)
{
	json_t *json = json_object();

	version = MIN(version, record->version);
	json_object_set_new(json, "schema",
			    json_sprintf("%s/%u", RECORD_FORM, version));
	json_object_set_new(json, "id", json_text(record->id));
	json_object_set_new(json, "source", source_to_json(record, version));
	fields_to_json(record_fields, record, json);
	json_object_set_new(json, "issues",
			    issues_to_json(record->issues, version));
	json_object_set_new(json, "evidence",
			    evidence_to_json(record->evidence, version));
	json_object_set_new(json, "confidence",
			    json_rounded(record->confidence, 1000));
	json_object_set_new(json, "warnings",
			    warnings_to_json(record->warnings, version));
	if (version >= 2) {
		json_object_set_new(json, "revision",
				    json_integer(record->revision));
		json_object_set_new(json, "corrections",
				    corrections_to_json(record->corrections));
	}
	json_object_set_new(json, "producer",
			    producer_to_json(record, version));
	return json;
}

json_t *
record_to_json_value(const struct record *record)
{
	return record_to_json_version(record, RECORD_VERSION);
}

char *
record_to_json_line(const struct record *record, guint version)
{
	json_auto_t *json = record_to_json_version(record, version);

	return json_dumps(json, JSON_COMPACT | REAL_DIGITS);
}

char *
record_to_json(const struct record *record)
{
	return record_to_json_line(record, RECORD_VERSION);
}
