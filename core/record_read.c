/* record_read.c - a record from JSON that may be hostile.
 *
 * The parent believes nothing of what a worker sends: whatever the schema
 * would refuse is refused here, and lists have caps. */
#include <string.h>

#include "core/error.h"
#include "core/record.h"
#include "core/record_field_json.h"
#include "core/strict.h"

#define MAX_ISSUES 10000
#define MAX_PAGES 100000
#define MAX_EVIDENCE 1000000
#define MAX_WARNINGS 100000
#define MAX_BOXES 100000
#define MAX_POINT 1e6 /* 350 metres: no page is wider */
#define MAX_DPI 1e5

/* Members that the table of fields does not tell. */
static const char *const record_keys[] = { "schema",   "id",
					   "source",   "issues",
					   "evidence", "confidence",
					   "warnings", "producer",
					   NULL };
static const char *const source_keys[] = { "file_name", "media_type",
					   "size_bytes", "page_count",
					   "pages", NULL };
static const char *const page_keys[] = { "number",	 "width_pt",
					 "height_pt",	 "text_source",
					 "reason",	 "dpi",
					 "rotation_deg", "skew_deg",
					 "confidence",	 NULL };
static const char *const issue_keys[] = { NULL };
static const char *const evidence_keys[] = { "page",	    "boxes",
					     "text_source", "confidence",
					     "continues",   NULL };
static const char *const part_keys[] = { "page", "boxes", NULL };
static const char *const warning_keys[] = { "code", "path", "message", NULL };
static const char *const producer_keys[] = { "name", "version", "ingested_at",
					     NULL };

static gboolean
read_string(const struct node *object, const char *key, char **out_text,
	    GError **error)
{
	struct node node = strict_member(object, key);

	return strict_string(&node, out_text, error);
}

static gboolean
read_string_or_null(const struct node *object, const char *key,
		    char **out_text, GError **error)
{
	struct node node = strict_member(object, key);

	return strict_is_null(&node) || strict_string(&node, out_text, error);
}

static gboolean
read_number(const struct node *object, const char *key, double low,
	    double high, double *out_number, GError **error)
{
	struct node node = strict_member(object, key);

	return strict_number(&node, low, high, out_number, error);
}

static gboolean
read_constant(const struct node *object, const char *key, const char *constant,
	      GError **error)
{
	const char *const choices[] = { constant, NULL };
	struct node node = strict_member(object, key);
	guint index;

	return strict_choice(&node, choices, &index, error);
}

static gboolean
read_page_number(const struct node *object, const char *key, guint *out_number,
		 GError **error)
{
	struct node node = strict_member(object, key);
	gint64 number;

	if (!strict_integer(&node, 1, MAX_PAGES, &number, error))
		return FALSE;
	*out_number = (guint)number;
	return TRUE;
}

static gboolean
read_text_source(const struct node *object, enum text_source *out_source,
		 GError **error)
{
	struct node node = strict_member(object, "text_source");
	guint index;

	if (!strict_choice(&node, text_source_names, &index, error))
		return FALSE;
	*out_source = index;
	return TRUE;
}

static gboolean
read_dpi(const struct node *object, double *out_dpi, GError **error)
{
	struct node node = strict_member(object, "dpi");

	return strict_is_null(&node) ||
	       strict_number(&node, 0, MAX_DPI, out_dpi, error);
}

static gboolean
read_rotation(const struct node *object, int *out_degrees, GError **error)
{
	struct node node = strict_member(object, "rotation_deg");
	gint64 degrees;

	if (!strict_integer(&node, 0, 270, &degrees, error))
		return FALSE;
	if (degrees % 90 != 0)
		return strict_refuse(&node, error, "no quarter turn");
	*out_degrees = (int)degrees;
	return TRUE;
}

static gboolean
read_page(const struct node *node, struct source_page *page, GError **error)
{
	return strict_object(node, page_keys, error) &&
	       read_page_number(node, "number", &page->number, error) &&
	       read_number(node, "width_pt", 0, MAX_POINT, &page->width_pt,
			   error) &&
	       read_number(node, "height_pt", 0, MAX_POINT, &page->height_pt,
			   error) &&
	       read_text_source(node, &page->text_source, error) &&
	       read_string_or_null(node, "reason", &page->reason, error) &&
	       read_dpi(node, &page->dpi, error) &&
	       read_rotation(node, &page->rotation_deg, error) &&
	       read_number(node, "skew_deg", -90, 90, &page->skew_deg,
			   error) &&
	       read_number(node, "confidence", 0, 1, &page->confidence, error);
}

static gboolean
read_pages(const struct node *source, struct record *record, GError **error)
{
	struct node count = strict_member(source, "page_count");
	struct node pages = strict_member(source, "pages");
	gint64 page_count;

	if (!strict_integer(&count, 0, MAX_PAGES, &page_count, error) ||
	    !strict_array(&pages, (gsize)page_count, (gsize)page_count, error))
		return FALSE;
	for (gsize i = 0; i < (gsize)page_count; i++) {
		struct node page = strict_element(&pages, i);

		if (!read_page(&page, record_add_page(record), error))
			return FALSE;
	}
	return TRUE;
}

static gboolean
read_source(const struct node *root, struct record *record, GError **error)
{
	struct node source = strict_member(root, "source");
	struct node size = strict_member(&source, "size_bytes");
	gint64 size_bytes;

	if (!strict_object(&source, source_keys, error) ||
	    !read_string(&source, "file_name", &record->file_name, error) ||
	    !read_string(&source, "media_type", &record->media_type, error) ||
	    !strict_integer(&size, 0, G_MAXINT64, &size_bytes, error))
		return FALSE;
	record->size_bytes = (guint64)size_bytes;
	return read_pages(&source, record, error);
}

static gboolean
read_issues(const struct node *root, struct record *record, GError **error)
{
	struct node issues = strict_member(root, "issues");

	if (!strict_array(&issues, 0, MAX_ISSUES, error))
		return FALSE;
	for (gsize i = 0; i < json_array_size(issues.json); i++) {
		struct node issue = strict_element(&issues, i);

		if (!fields_check_members(&issue, issue_fields, "", issue_keys,
					  error) ||
		    !fields_from_json(issue_fields, &issue,
				      record_add_issue(record), error))
			return FALSE;
	}
	return TRUE;
}

static gboolean
read_box(const struct node *node, struct box *out_box, GError **error)
{
	double sides[4];

	if (!strict_array(node, 4, 4, error))
		return FALSE;
	for (gsize i = 0; i < 4; i++) {
		struct node side = strict_element(node, i);

		if (!strict_number(&side, 0, MAX_POINT, &sides[i], error))
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
	struct node boxes = strict_member(node, "boxes");
	struct evidence_part *part;
	guint page;

	if (!read_page_number(node, "page", &page, error) ||
	    !strict_array(&boxes, 1, MAX_BOXES, error))
		return FALSE;
	part = evidence_add_part(evidence, page);
	for (gsize i = 0; i < json_array_size(boxes.json); i++) {
		struct node element = strict_element(&boxes, i);
		struct box box;

		if (!read_box(&element, &box, error))
			return FALSE;
		g_array_append_val(part->boxes, box);
	}
	return TRUE;
}

static gboolean
read_continues(const struct node *node, struct evidence *evidence,
	       GError **error)
{
	struct node continues = strict_member(node, "continues");

	if (continues.json == NULL)
		return TRUE;
	if (!strict_array(&continues, 1, MAX_PAGES, error))
		return FALSE;
	for (gsize i = 0; i < json_array_size(continues.json); i++) {
		struct node part = strict_element(&continues, i);

		if (!strict_object(&part, part_keys, error) ||
		    !read_part(&part, evidence, error))
			return FALSE;
	}
	return TRUE;
}

static gboolean
read_evidence(const struct node *root, struct record *record, GError **error)
{
	struct node all = strict_member(root, "evidence");
	const char *path;
	json_t *value;

	if (!json_is_object(all.json))
		return strict_refuse(&all, error, "missing, or no object");
	if (json_object_size(all.json) > MAX_EVIDENCE)
		return strict_refuse(&all, error, "too much");
	json_object_foreach(all.json, path, value) {
		struct node node = strict_member(&all, path);
		struct evidence *evidence = evidence_new(path);

		g_ptr_array_add(record->evidence, evidence);
		if (*path != '/')
			return strict_refuse(&node, error, "no JSON Pointer");
		if (!strict_object(&node, evidence_keys, error) ||
		    !read_part(&node, evidence, error) ||
		    !read_text_source(&node, &evidence->text_source, error) ||
		    !read_number(&node, "confidence", 0, 1,
				 &evidence->confidence, error) ||
		    !read_continues(&node, evidence, error))
			return FALSE;
	}
	return TRUE;
}

static gboolean
read_warning(const struct node *node, struct record *record, GError **error)
{
	struct node code_node = strict_member(node, "code");
	struct node path_node = strict_member(node, "path");
	const char *path = json_string_value(path_node.json);
	g_autofree char *code = NULL;
	g_autofree char *message = NULL;

	if (!strict_object(node, warning_keys, error) ||
	    !strict_matching(&code_node, "^[a-z0-9]+(-[a-z0-9]+)*$",
			     "lower-case words and hyphens", &code, error) ||
	    !read_string(node, "message", &message, error))
		return FALSE;
	if (path == NULL || (*path != '\0' && *path != '/'))
		return strict_refuse(&path_node, error, "no JSON Pointer");
	record_add_warning(record, code, path, "%s", message);
	return TRUE;
}

static gboolean
read_warnings(const struct node *root, struct record *record, GError **error)
{
	struct node warnings = strict_member(root, "warnings");

	if (!strict_array(&warnings, 0, MAX_WARNINGS, error))
		return FALSE;
	for (gsize i = 0; i < json_array_size(warnings.json); i++) {
		struct node warning = strict_element(&warnings, i);

		if (!read_warning(&warning, record, error))
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
read_producer(const struct node *root, struct record *record, GError **error)
{
	struct node producer = strict_member(root, "producer");
	struct node ingested_at = strict_member(&producer, "ingested_at");

	g_clear_pointer(&record->producer_version, g_free);
	return strict_object(&producer, producer_keys, error) &&
	       read_constant(&producer, "name", RECORD_PRODUCER, error) &&
	       read_string(&producer, "version", &record->producer_version,
			   error) &&
	       read_time(&ingested_at, &record->ingested_at, error);
}

struct record *
record_from_json(json_t *json, GError **error)
{
	g_autoptr(record) record = record_new();
	struct node root = strict_root(json);
	struct node id = strict_member(&root, "id");
	struct node format = strict_member(&root, "format");

	if (!fields_check_members(&root, record_fields, "", record_keys,
				  error) ||
	    !read_constant(&root, "schema", RECORD_SCHEMA, error) ||
	    !strict_matching(&id, "^[0-9a-f]{64}(-[0-9]+)?$",
			     "64 hex digits and perhaps -2, -3, ...",
			     &record->id, error) ||
	    !read_source(&root, record, error) ||
	    !fields_from_json(record_fields, &root, record, error) ||
	    !read_issues(&root, record, error) ||
	    !read_evidence(&root, record, error) ||
	    !read_number(&root, "confidence", 0, 1, &record->confidence,
			 error) ||
	    !read_warnings(&root, record, error) ||
	    !read_producer(&root, record, error))
		return NULL;
	if (record->format == NULL) {
		strict_refuse(&format, error, "null");
		return NULL;
	}
	return g_steal_pointer(&record);
}
