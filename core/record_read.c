/* record_read.c - a record from JSON that may be hostile, or old.
 *
 * The parent believes nothing of what a worker sends: what no letter
 * could have yielded is refused, and lists have caps. What is stored is read by
 * the same code from a lenient root (strict.h). */
#include "core/page_head_json.h"
#include "core/record.h"
#include "core/record_field_json.h"
#include "core/stored_schema.h"
#include "core/strict.h"
#include "core/warning_code.h"

#define MAX_EVIDENCE 1000000
#define MAX_WARNINGS 100000
#define MAX_BOXES 100000

/* Members that the table of fields does not tell. */
static const char *const record_keys[] = { "schema",   "id",	   "source",
					   "issues",   "evidence", "confidence",
					   "warnings", "producer", NULL };
static const char *const source_keys[] = { "file_name",	 "media_type",
					   "size_bytes", "page_count",
					   "pages",	 NULL };
static const char *const page_keys[] = { PAGE_HEAD_KEYS, NULL };
static const char *const issue_keys[] = { NULL };
static const char *const evidence_keys[] = { "page",	    "boxes",
					     "text_source", "confidence",
					     "continues",   NULL };
static const char *const part_keys[] = { "page", "boxes", NULL };
static const char *const warning_keys[] = { "code", "path", "message", NULL };
static const char *const producer_keys[] = { "name", "version", "ingested_at",
					     NULL };

static gboolean
read_constant(const struct node *node, const char *constant, GError **error)
{
	const char *const choices[] = { constant, NULL };
	guint index;

	return strict_choice(node, choices, &index, error);
}

/* text keeps what it has, or gets the default. */
static void
fill(char **text, const char *by_default)
{
	if (*text == NULL)
		*text = g_strdup(by_default);
}

static gboolean
read_pages(const struct node *source, struct record *record, GError **error)
{
	const struct node *pages = STRICT_MEMBER(source, "pages");
	gint64 count = (gint64)json_array_size(pages->json);

	if (!strict_integer(STRICT_MEMBER(source, "page_count"), 0, MAX_PAGES,
			    &count, error) ||
	    !strict_array(pages, (gsize)count, (gsize)count, error))
		return FALSE;
	for (gsize i = 0; i < json_array_size(pages->json); i++) {
		const struct node *page = STRICT_ELEMENT(pages, i);
		struct source_page *head = record_add_page(record);

		head->number = (guint)i + 1;
		if (!strict_object(page, page_keys, error) ||
		    !page_head_from_json(page, head, error))
			return FALSE;
	}
	return TRUE;
}

static gboolean
read_source(const struct node *source, struct record *record, GError **error)
{
	gint64 size_bytes = 0;

	if (!strict_object(source, source_keys, error) ||
	    !strict_string(STRICT_MEMBER(source, "file_name"),
			   &record->file_name, error) ||
	    !strict_string(STRICT_MEMBER(source, "media_type"),
			   &record->media_type, error) ||
	    !strict_integer(STRICT_MEMBER(source, "size_bytes"), 0, G_MAXINT64,
			    &size_bytes, error))
		return FALSE;
	record->size_bytes = (guint64)size_bytes;
	fill(&record->file_name, "unknown");
	fill(&record->media_type, "application/octet-stream");
	return read_pages(source, record, error);
}

static gboolean
read_issue(const struct node *node, struct issue *issue, GError **error)
{
	int place = issue->number;

	if (!fields_check_members(node, issue_fields, "", issue_keys, error) ||
	    !fields_from_json(issue_fields, node, issue, error))
		return FALSE;
	if (strict_is_left_out(STRICT_MEMBER(node, "number")))
		issue->number = place;
	if (issue->number != place)
		return strict_refuse(STRICT_MEMBER(node, "number"), error,
				     "not its place");
	return TRUE;
}

static gboolean
read_issues(const struct node *issues, struct record *record, GError **error)
{
	if (!strict_array(issues, 0, RECORD_MAX_ISSUES, error))
		return FALSE;
	for (gsize i = 0; i < json_array_size(issues->json); i++) {
		if (!read_issue(STRICT_ELEMENT(issues, i),
				record_add_issue(record), error))
			return FALSE;
	}
	return TRUE;
}

static gboolean
read_box(const struct node *node, struct box *out_box, GError **error)
{
	double sides[4] = { 0 };

	if (!strict_array(node, 4, 4, error))
		return FALSE;
	for (gsize i = 0; i < 4; i++) {
		if (!strict_number(STRICT_ELEMENT(node, i), 0, MAX_POINT,
				   &sides[i], error))
			return FALSE;
	}
	if (sides[0] > sides[2] || sides[1] > sides[3])
		return strict_refuse(node, error, "corners out of order");
	*out_box = (struct box){ sides[0], sides[1], sides[2], sides[3] };
	return TRUE;
}

static gboolean
read_part(const struct node *node, struct evidence *evidence, GError **error)
{
	const struct node *boxes = STRICT_MEMBER(node, "boxes");
	struct evidence_part *part;
	guint page = 0;

	if (!page_number_from_json(STRICT_MEMBER(node, "page"), &page, error) ||
	    !strict_array(boxes, 1, MAX_BOXES, error))
		return FALSE;
	part = evidence_add_part(evidence, page);
	for (gsize i = 0; i < json_array_size(boxes->json); i++) {
		struct box box;

		if (!read_box(STRICT_ELEMENT(boxes, i), &box, error))
			return FALSE;
		g_array_append_val(part->boxes, box);
	}
	return TRUE;
}

/* Stored evidence that does not say where shows nothing. */
static gboolean
lacks_place(const struct node *part)
{
	return strict_is_left_out(STRICT_MEMBER(part, "page")) ||
	       strict_is_left_out(STRICT_MEMBER(part, "boxes"));
}

static gboolean
read_continues(const struct node *continues, struct evidence *evidence,
	       GError **error)
{
	if (continues->json == NULL || strict_is_left_out(continues))
		return TRUE;
	if (!strict_array(continues, 1, MAX_PAGES, error))
		return FALSE;
	for (gsize i = 0; i < json_array_size(continues->json); i++) {
		const struct node *part = STRICT_ELEMENT(continues, i);

		if (!strict_object(part, part_keys, error) ||
		    (!lacks_place(part) && !read_part(part, evidence, error)))
			return FALSE;
	}
	return TRUE;
}

static gboolean
read_evidence(const struct node *node, struct evidence *evidence,
	      GError **error)
{
	if (*evidence->path != '/')
		return strict_refuse(node, error, "no JSON Pointer");
	if (node->lenient)
		evidence->confidence = 0;
	return strict_object(node, evidence_keys, error) &&
	       read_part(node, evidence, error) &&
	       text_source_from_json(STRICT_MEMBER(node, "text_source"),
				     &evidence->text_source, error) &&
	       strict_number(STRICT_MEMBER(node, "confidence"), 0, 1,
			     &evidence->confidence, error) &&
	       read_continues(STRICT_MEMBER(node, "continues"), evidence,
			      error);
}

/* Of what is stored: an entry that says too little, or is for something else
 * than a field. */
static gboolean
is_passed_over(const struct node *node)
{
	return node->lenient &&
	       (*node->key != '/' || lacks_place(node) ||
		strict_is_left_out(STRICT_MEMBER(node, "text_source")));
}

static gboolean
read_all_evidence(const struct node *all, struct record *record, GError **error)
{
	const char *path;
	json_t *value;

	if (strict_is_left_out(all))
		return TRUE;
	if (!json_is_object(all->json))
		return strict_refuse(all, error, "missing, or no object");
	if (json_object_size(all->json) > MAX_EVIDENCE)
		return strict_refuse(all, error, "too many members");
	json_object_foreach(all->json, path, value)
	{
		const struct node *node = STRICT_MEMBER(all, path);
		struct evidence *evidence;

		if (is_passed_over(node))
			continue;
		evidence = evidence_new(path);
		g_ptr_array_add(record->evidence, evidence);
		if (!read_evidence(node, evidence, error))
			return FALSE;
	}
	return TRUE;
}

static gboolean
read_warning(const struct node *node, struct record *record, GError **error)
{
	const struct node *path_node = STRICT_MEMBER(node, "path");
	const char *path = strict_is_left_out(path_node)
				   ? ""
				   : json_string_value(path_node->json);
	g_autofree char *code = NULL;
	g_autofree char *message = NULL;

	if (!strict_object(node, warning_keys, error) ||
	    !strict_matching(STRICT_MEMBER(node, "code"), WARNING_CODE_PATTERN,
			     WARNING_CODE_WANTED, &code, error) ||
	    !strict_string(STRICT_MEMBER(node, "message"), &message, error))
		return FALSE;
	if (path == NULL || (*path != '\0' && *path != '/'))
		return strict_refuse(path_node, error, "no JSON Pointer");
	fill(&code, "unknown");
	fill(&message, "no reason was stored");
	record_add_warning(record, code, path, "%s", message);
	return TRUE;
}

static gboolean
read_warnings(const struct node *warnings, struct record *record,
	      GError **error)
{
	if (!strict_array(warnings, 0, MAX_WARNINGS, error))
		return FALSE;
	for (gsize i = 0; i < json_array_size(warnings->json); i++) {
		if (!read_warning(STRICT_ELEMENT(warnings, i), record, error))
			return FALSE;
	}
	return TRUE;
}

/* A worker's record has no time yet: that is its parent's to set. */
static gboolean
read_time(const struct node *node, char **out_time, GError **error)
{
	g_autofree char *text = NULL;
	g_autoptr(GDateTime) time = NULL;

	if (strict_is_null(node))
		return TRUE;
	if (!strict_matching(node,
			     "^[0-9]{4}-[0-9]{2}-[0-9]{2}T"
			     "[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]+)?Z$",
			     "a time YYYY-MM-DDThh:mm:ssZ", &text, error))
		return FALSE;
	time = g_date_time_new_from_iso8601(text, NULL);
	if (time == NULL)
		return strict_refuse(node, error, "no such time");
	*out_time = g_steal_pointer(&text);
	return TRUE;
}

static gboolean
read_producer(const struct node *producer, struct record *record,
	      GError **error)
{
	g_clear_pointer(&record->producer_version, g_free);
	if (strict_is_left_out(STRICT_MEMBER(producer, "version")))
		record->producer_version = g_strdup("unknown");
	return strict_object(producer, producer_keys, error) &&
	       read_constant(STRICT_MEMBER(producer, "name"), RECORD_PRODUCER,
			     error) &&
	       strict_string(STRICT_MEMBER(producer, "version"),
			     &record->producer_version, error) &&
	       read_time(STRICT_MEMBER(producer, "ingested_at"),
			 &record->ingested_at, error);
}

static gboolean
read_schema(const struct node *schema, GError **error)
{
	return schema->lenient ? stored_schema_check(schema, RECORD_FORM,
						     RECORD_VERSION, error)
			       : read_constant(schema, RECORD_SCHEMA, error);
}

static gboolean
read_record(const struct node *root, struct record *record, GError **error)
{
	record->confidence = 0;
	if (!fields_check_members(root, record_fields, "", record_keys,
				  error) ||
	    !read_schema(STRICT_MEMBER(root, "schema"), error) ||
	    !strict_matching(STRICT_MEMBER(root, "id"),
			     "^[0-9a-f]{64}(-[1-9][0-9]*)?$",
			     "64 hex digits and perhaps -2, -3, ...",
			     &record->id, error) ||
	    !read_source(STRICT_MEMBER(root, "source"), record, error) ||
	    !fields_from_json(record_fields, root, record, error) ||
	    !read_issues(STRICT_MEMBER(root, "issues"), record, error) ||
	    !read_all_evidence(STRICT_MEMBER(root, "evidence"), record,
			       error) ||
	    !strict_number(STRICT_MEMBER(root, "confidence"), 0, 1,
			   &record->confidence, error) ||
	    !read_warnings(STRICT_MEMBER(root, "warnings"), record, error) ||
	    !read_producer(STRICT_MEMBER(root, "producer"), record, error))
		return FALSE;
	if (root->lenient)
		fill(&record->format, "unknown");
	if (record->format == NULL)
		return strict_refuse(STRICT_MEMBER(root, "format"), error,
				     "null");
	return TRUE;
}

struct record *
record_from_json(json_t *json, GError **error)
{
	g_autoptr(record) record = record_new();

	if (!read_record(STRICT_ROOT(json), record, error))
		return NULL;
	return g_steal_pointer(&record);
}

struct record *
record_from_stored_json(json_t *json, const char *id, GError **error)
{
	g_autoptr(record) record = record_new();

	if (!read_record(STRICT_LENIENT_ROOT(json), record, error))
		return NULL;
	fill(&record->id, id);
	return g_steal_pointer(&record);
}
