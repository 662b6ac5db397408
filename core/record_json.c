/* record_json.c - a record as JSON, its keys in the order of the schema. */
#include "core/page_head_json.h"
#include "core/record.h"
#include "core/record_field_json.h"

/* Enough for any box on any page, few enough that 146.2 prints as 146.2. */
#define REAL_DIGITS JSON_REAL_PRECISION(12)

static json_t *
source_to_json(const struct record *record)
{
	json_t *json = json_object();
	json_t *pages = json_array();

	for (guint i = 0; i < record->pages->len; i++)
		json_array_append_new(
			pages, page_head_to_json(record->pages->pdata[i]));
	json_object_set_new(json, "file_name", json_text(record->file_name));
	json_object_set_new(json, "media_type", json_text(record->media_type));
	json_object_set_new(json, "size_bytes",
			    json_integer((json_int_t)record->size_bytes));
	json_object_set_new(json, "page_count",
			    json_integer(record->pages->len));
	json_object_set_new(json, "pages", pages);
	return json;
}

static json_t *
issues_to_json(const GPtrArray *issues)
{
	json_t *array = json_array();

	for (guint i = 0; i < issues->len; i++) {
		json_t *issue = json_object();

		fields_to_json(issue_fields, issues->pdata[i], issue);
		json_array_append_new(array, issue);
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
evidence_to_json(const GPtrArray *all)
{
	json_t *object = json_object();

	for (guint i = 0; i < all->len; i++) {
		const struct evidence *evidence = all->pdata[i];
		json_t *json;

		g_assert(evidence->parts->len > 0);
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
warnings_to_json(const GPtrArray *warnings)
{
	json_t *array = json_array();

	for (guint i = 0; i < warnings->len; i++)
		json_array_append_new(array,
				      warning_to_json(warnings->pdata[i]));
	return array;
}

static json_t *
producer_to_json(const struct record *record)
{
	json_t *json = json_object();

	json_object_set_new(json, "name", json_string(RECORD_PRODUCER));
	json_object_set_new(json, "version",
			    json_text(record->producer_version));
	json_object_set_new(json, "ingested_at",
			    json_text(record->ingested_at));
	return json;
}

json_t *
record_to_json_value(const struct record *record)
{
	json_t *json = json_object();

	json_object_set_new(json, "schema", json_string(RECORD_SCHEMA));
	json_object_set_new(json, "id", json_text(record->id));
	json_object_set_new(json, "source", source_to_json(record));
	fields_to_json(record_fields, record, json);
	json_object_set_new(json, "issues", issues_to_json(record->issues));
	json_object_set_new(json, "evidence",
			    evidence_to_json(record->evidence));
	json_object_set_new(json, "confidence",
			    json_rounded(record->confidence, 1000));
	json_object_set_new(json, "warnings",
			    warnings_to_json(record->warnings));
	json_object_set_new(json, "producer", producer_to_json(record));
	return json;
}

char *
record_to_json(const struct record *record)
{
	json_auto_t *json = record_to_json_value(record);

	return json_dumps(json, JSON_COMPACT | REAL_DIGITS);
}
