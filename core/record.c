/* record.c - making and freeing records and their parts. */
#include "core/record.h"

static void
fields_free(const struct field *fields, gpointer owner)
{
	for (const struct field *field = fields; field->path != NULL; field++) {
		if (field->type == FIELD_STRINGS)
			g_strfreev(*FIELD_VALUE(char **, owner, field));
		else if (field->type != FIELD_INTEGER)
			g_free(*FIELD_VALUE(char *, owner, field));
	}
}

static void
source_page_free(gpointer data)
{
	struct source_page *page = data;

	g_free(page->reason);
	g_free(page);
}

static void
issue_free(gpointer data)
{
	struct issue *issue = data;

	fields_free(issue_fields, data);
	request_free(issue->request);
	citations_free(issue->citations);
	g_free(data);
}

static void
evidence_part_free(gpointer data)
{
	struct evidence_part *part = data;

	g_array_unref(part->boxes);
	g_free(part);
}

static void
warning_free(gpointer data)
{
	struct warning *warning = data;

	g_free(warning->code);
	g_free(warning->path);
	g_free(warning->message);
	g_free(warning);
}

static void
correction_free(gpointer data)
{
	struct correction *correction = data;

	g_free(correction->path);
	json_decref(correction->old);
	g_free(correction->kind);
	g_free(correction->user);
	g_free(correction->time);
	g_free(correction);
}

char *
record_make_id(const char *document_id, guint number)
{
	return number == 1 ? g_strdup(document_id)
			   : g_strdup_printf("%s-%u", document_id, number);
}

struct record *
record_new(void)
{
	struct record *record = g_new0(struct record, 1);

	record->pages = g_ptr_array_new_with_free_func(source_page_free);
	record->age = INTEGER_UNKNOWN;
	record->issues = g_ptr_array_new_with_free_func(issue_free);
	record->evidence =
		g_ptr_array_new_with_free_func((GDestroyNotify)evidence_free);
	record->confidence = 1.0;
	record->warnings = g_ptr_array_new_with_free_func(warning_free);
	record->version = RECORD_VERSION;
	record->revision = 1;
	record->corrections = g_ptr_array_new_with_free_func(correction_free);
	record->producer_version = g_strdup(IMR_VERSION);
	return record;
}

void
record_free(struct record *record)
{
	fields_free(record_fields, record);
	g_free(record->id);
	g_free(record->file_name);
	g_free(record->media_type);
	g_ptr_array_unref(record->pages);
	g_ptr_array_unref(record->issues);
	g_ptr_array_unref(record->evidence);
	g_ptr_array_unref(record->warnings);
	g_ptr_array_unref(record->corrections);
	g_free(record->folder);
	g_free(record->lexicon);
	g_free(record->producer_version);
	g_free(record->ingested_at);
	g_free(record->text);
	g_free(record);
}

struct source_page *
record_add_page(struct record *record)
{
	struct source_page *page = g_new0(struct source_page, 1);

	g_ptr_array_add(record->pages, page);
	return page;
}

struct issue *
record_add_issue(struct record *record)
{
	struct issue *issue = g_new0(struct issue, 1);

	g_ptr_array_add(record->issues, issue);
	issue->number = (int)record->issues->len;
	return issue;
}

void
record_add_warning(struct record *record, const char *code, const char *path,
		   const char *format, ...)
{
	struct warning *warning = g_new0(struct warning, 1);
	va_list arguments;

	warning->code = g_strdup(code);
	warning->path = g_strdup(path);
	va_start(arguments, format);
	warning->message = g_strdup_vprintf(format, arguments);
	va_end(arguments);
	g_ptr_array_add(record->warnings, warning);
}

struct correction *
record_add_correction(struct record *record, const char *path, json_t *take_old)
{
	struct correction *correction = g_new0(struct correction, 1);

	correction->path = g_strdup(path);
	correction->old = take_old;
	g_ptr_array_add(record->corrections, correction);
	return correction;
}

struct evidence *
evidence_new(const char *path)
{
	struct evidence *evidence = g_new0(struct evidence, 1);

	evidence->path = g_strdup(path);
	evidence->confidence = 1.0;
	evidence->parts = g_ptr_array_new_with_free_func(evidence_part_free);
	return evidence;
}

struct evidence *
evidence_copy(const struct evidence *evidence, const char *path)
{
	struct evidence *copy = evidence_new(path);

	copy->text_source = evidence->text_source;
	copy->confidence = evidence->confidence;
	for (guint i = 0; i < evidence->parts->len; i++) {
		const struct evidence_part *part = evidence->parts->pdata[i];
		struct evidence_part *own = evidence_add_part(copy, part->page);

		g_array_append_vals(own->boxes, part->boxes->data,
				    part->boxes->len);
	}
	return copy;
}

void
evidence_free(struct evidence *evidence)
{
	g_free(evidence->path);
	g_ptr_array_unref(evidence->parts);
	g_free(evidence);
}

struct evidence_part *
evidence_add_part(struct evidence *evidence, guint page)
{
	struct evidence_part *part = g_new0(struct evidence_part, 1);

	part->page = page;
	part->boxes = g_array_new(FALSE, FALSE, sizeof(struct box));
	g_ptr_array_add(evidence->parts, part);
	return part;
}
