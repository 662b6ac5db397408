/* record_read.c - a record from JSON that may be hostile, or old.
 *
 * The parent does not trust what a worker sends: values that no letter could
 * have are refused, and lists are capped. What is stored is read by the same
 * code from a lenient root (strict.h). */
#include <stdlib.h>
#include <string.h>

#include "core/evidence_read.h"
#include "core/page_head_json.h"
#include "core/record.h"
#include "core/record_field_json.h"
#include "core/request/request_json.h"
#include "core/stored_schema.h"
#include "core/strict.h"
#include "core/warning_code.h"

#define MAX_WARNINGS 100000
#define MAX_CORRECTIONS 100000

/* Members that are not in the table of fields. */
static const char *const record_keys[] = {
	"schema",   "id",	   "source",   "issues",
	"evidence", "confidence",  "warnings", "producer",
	"revision", "corrections", NULL
};
static const char *const source_keys[] = { "folder",	 "file_name",
					   "media_type", "size_bytes",
					   "page_count", "pages",
					   NULL };
static const char *const page_keys[] = { PAGE_HEAD_KEYS, NULL };
static const char *const issue_keys[] = { "request", "citations", NULL };
static const char *const correction_keys[] = { "path", "old",  "kind",
					       "user", "time", NULL };
static const char *const warning_keys[] = { "code", "path", "message", NULL };
static const char *const producer_keys[] = { "name", "version", "lexicon",
					     "ingested_at", NULL };

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
	if (!strict_is_null(STRICT_MEMBER(source, "folder")) &&
	    !strict_string(STRICT_MEMBER(source, "folder"), &record->folder,
			   error))
		return FALSE;
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
	return request_from_json(STRICT_MEMBER(node, "request"),
				 &issue->request, error) &&
	       citations_from_json(STRICT_MEMBER(node, "citations"),
				   &issue->citations, error);
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
read_lexicon(const struct node *node, char **out_hash, GError **error)
{
	return strict_is_null(node) ||
	       strict_matching(node, "^[0-9a-f]{64}$", "64 hex digits",
			       out_hash, error);
}

static gboolean
read_word(const struct node *node, char **out_word, GError **error)
{
	return strict_is_null(node) || strict_string(node, out_word, error);
}

/* Any JSON value may have been there before. */
static gboolean
read_correction(const struct node *node, struct record *record, GError **error)
{
	const struct node *old = STRICT_MEMBER(node, "old");
	g_autofree char *path = NULL;
	struct correction *correction;

	if (!strict_object(node, correction_keys, error) ||
	    !strict_matching(STRICT_MEMBER(node, "path"), "^/",
			     "a JSON Pointer", &path, error))
		return FALSE;
	if (old->json == NULL && !old->lenient)
		return strict_refuse(old, error, "missing");
	fill(&path, "/");
	correction = record_add_correction(
		record, path,
		old->json != NULL ? json_deep_copy(old->json) : json_null());
	return read_word(STRICT_MEMBER(node, "kind"), &correction->kind,
			 error) &&
	       read_word(STRICT_MEMBER(node, "user"), &correction->user,
			 error) &&
	       read_time(STRICT_MEMBER(node, "time"), &correction->time, error);
}

static gboolean
read_corrections(const struct node *root, struct record *record, GError **error)
{
	const struct node *all = STRICT_MEMBER(root, "corrections");
	gint64 revision = 1;

	if (!strict_integer(STRICT_MEMBER(root, "revision"), 1, G_MAXINT,
			    &revision, error) ||
	    !strict_array(all, 0, MAX_CORRECTIONS, error))
		return FALSE;
	record->revision = (int)revision;
	for (gsize i = 0; i < json_array_size(all->json); i++) {
		if (!read_correction(STRICT_ELEMENT(all, i), record, error))
			return FALSE;
	}
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
	       read_lexicon(STRICT_MEMBER(producer, "lexicon"),
			    &record->lexicon, error) &&
	       read_time(STRICT_MEMBER(producer, "ingested_at"),
			 &record->ingested_at, error);
}

/* The first records did not name their version. */
static gboolean
read_schema(const struct node *schema, guint *out_version, GError **error)
{
	const char *name = json_string_value(schema->json);

	if (!schema->lenient)
		return read_constant(schema, RECORD_SCHEMA, error);
	if (!stored_schema_check(schema, RECORD_FORM, RECORD_VERSION, error))
		return FALSE;
	*out_version = name != NULL ? (guint)atoi(strchr(name, '/') + 1)
				    : RECORD_OLDEST_VERSION;
	return TRUE;
}

static gboolean
read_record(const struct node *root, struct record *record, GError **error)
{
	record->confidence = 0;
	if (!fields_check_members(root, record_fields, "", record_keys,
				  error) ||
	    !read_schema(STRICT_MEMBER(root, "schema"), &record->version,
			 error) ||
	    !strict_matching(STRICT_MEMBER(root, "id"),
			     "^[0-9a-f]{64}(-[1-9][0-9]*)?$",
			     "64 hex digits and perhaps -2, -3, ...",
			     &record->id, error) ||
	    !read_source(STRICT_MEMBER(root, "source"), record, error) ||
	    !fields_from_json(record_fields, root, record, error) ||
	    !read_issues(STRICT_MEMBER(root, "issues"), record, error) ||
	    !evidence_from_json(STRICT_MEMBER(root, "evidence"), record,
				error) ||
	    !strict_number(STRICT_MEMBER(root, "confidence"), 0, 1,
			   &record->confidence, error) ||
	    !read_warnings(STRICT_MEMBER(root, "warnings"), record, error) ||
	    !read_corrections(root, record, error) ||
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
