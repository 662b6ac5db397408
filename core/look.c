/* look.c - whether a person should look at a letter. */
#include "core/look.h"

#include <stdlib.h>
#include <string.h>

#include "core/record.h"
#include "core/warning_code.h"

/* Text fields are left out, since a reader sees what is doubtful in them; so
 * are fields that most letters lack. */
static gboolean
is_typed(const struct field *field)
{
	return field->type == FIELD_DATE || field->type == FIELD_CHOICE ||
	       field->type == FIELD_INTEGER ||
	       strcmp(field->column, "case_number") == 0;
}

static gboolean
lacks_typed(const struct field *fields, gconstpointer owner)
{
	for (const struct field *field = fields; field->path != NULL; field++)
		if (is_typed(field) && field_is_null(field, owner))
			return TRUE;
	return FALSE;
}

static gboolean
has_typed(const struct field *fields, const char *path)
{
	for (const struct field *field = fields; field->path != NULL; field++)
		if (strcmp(field->path, path) == 0)
			return is_typed(field);
	return FALSE;
}

/* "/case/priority", "/issues/0/decision" */
static gboolean
is_typed_path(const char *path)
{
	static const char issues[] = "/issues/";
	const char *rest;

	if (*path != '/')
		return FALSE;
	if (!g_str_has_prefix(path, issues))
		return has_typed(record_fields, path + 1);
	rest = strchr(path + strlen(issues), '/');
	return rest != NULL && has_typed(issue_fields, rest + 1);
}

/* A person should look at a code that this version does not know. */
static gboolean
warning_needs_look(const struct warning *warning)
{
	const struct warning_code *code = warning_code_find(warning->code);

	return code == NULL || code->needs_look || is_typed_path(warning->path);
}

gboolean
record_needs_look(const struct record *record)
{
	if (lacks_typed(record_fields, record))
		return TRUE;
	for (guint i = 0; i < record->issues->len; i++)
		if (lacks_typed(issue_fields, record->issues->pdata[i]))
			return TRUE;
	for (guint i = 0; i < record->warnings->len; i++)
		if (warning_needs_look(record->warnings->pdata[i]))
			return TRUE;
	return FALSE;
}

static int
compare_codes(gconstpointer a, gconstpointer b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static char *
join_codes(GHashTable *codes)
{
	guint length;
	g_autofree char **list =
		(char **)g_hash_table_get_keys_as_array(codes, &length);

	qsort(list, length, sizeof(*list), compare_codes);
	return g_strjoinv(" ", list);
}

struct look *
look_new(const GPtrArray *records)
{
	g_autoptr(GHashTable) codes = g_hash_table_new(g_str_hash, g_str_equal);
	struct look *look = g_new0(struct look, 1);

	for (guint i = 0; i < records->len; i++) {
		const struct record *record = records->pdata[i];

		look->needed |= record_needs_look(record);
		for (guint j = 0; j < record->warnings->len; j++) {
			const struct warning *warning =
				record->warnings->pdata[j];

			g_hash_table_add(codes, warning->code);
		}
	}
	look->codes = join_codes(codes);
	return look;
}

void
look_free(struct look *look)
{
	g_free(look->codes);
	g_free(look);
}
