/* told.c - concerns as JSON, and their comparison with the present ones. */
#include "ctl/alert/told.h"

#include <jansson.h>
#include <string.h>

#include "view/health.h"
#include "view/health_json.h"

char *
told_of(const GPtrArray *concerns)
{
	json_auto_t *needs = health_needs_to_json(concerns);
	char *text = json_dumps(needs, JSON_COMPACT);
	char *copy = g_strdup(text);

	free(text);
	return copy;
}

static const char *
member(const json_t *need, const char *key)
{
	const char *text = json_string_value(json_object_get(need, key));

	return text != NULL ? text : "";
}

static gboolean
is_about(const json_t *need, const struct concern *concern)
{
	return strcmp(member(need, "kind"), concern->kind) == 0 &&
	       strcmp(member(need, "subject"), concern->subject) == 0;
}

/* If the row is damaged or from a later version, nothing counts as reported. */
static gboolean
is_known(const json_t *needs, const struct concern *concern)
{
	size_t index;
	json_t *need;

	json_array_foreach(needs, index, need)
	{
		json_int_t count =
			json_integer_value(json_object_get(need, "count"));

		if (is_about(need, concern))
			return strcmp(concern->kind, "needs-look") == 0 ||
			       concern->count <= (guint64)count;
	}
	return FALSE;
}

static gboolean
has_ended(const json_t *need, const GPtrArray *concerns)
{
	for (guint i = 0; i < concerns->len; i++)
		if (is_about(need, concerns->pdata[i]))
			return FALSE;
	return TRUE;
}

gboolean
told_is_outdated(const char *told, const GPtrArray *concerns,
		 GPtrArray **out_ended)
{
	json_auto_t *needs =
		told != NULL ? json_loads(told, 0, NULL) : json_array();
	GPtrArray *ended = g_ptr_array_new_with_free_func(g_free);
	gboolean news = FALSE;
	size_t index;
	json_t *need;

	for (guint i = 0; i < concerns->len; i++)
		news |= !is_known(needs, concerns->pdata[i]);
	json_array_foreach(needs, index, need) if (has_ended(need, concerns))
		g_ptr_array_add(ended, g_strdup(member(need, "brief")));
	*out_ended = ended;
	return news || ended->len > 0;
}
