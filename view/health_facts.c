/* health_facts.c - what follows from the service's state and from concerns. */
#include <string.h>

#include "spool/spool.h"
#include "spool/spool_situation.h"
#include "view/health.h"

void
concern_free(struct concern *concern)
{
	g_free(concern->subject);
	g_free(concern->brief);
	g_free(concern->example);
	g_free(concern->text);
	g_free(concern);
}

char *
health_headline(const GPtrArray *concerns, gboolean with_examples)
{
	g_autoptr(GString) line = g_string_new("NEEDS YOU: ");

	if (concerns->len == 0)
		return g_strdup("All is well: nothing needs you");
	for (guint i = 0; i < concerns->len; i++) {
		const struct concern *concern = concerns->pdata[i];

		g_string_append_printf(line, "%s%s", i > 0 ? ", " : "",
				       concern->brief);
		if (with_examples && concern->example != NULL)
			g_string_append_printf(
				line, " (%s%s)", concern->example,
				concern->count > 1 ? ", ..." : "");
	}
	return g_string_free(g_steal_pointer(&line), FALSE);
}

static gpointer
copy_trouble(gconstpointer trouble, gpointer unused G_GNUC_UNUSED)
{
	return spool_trouble_copy(trouble);
}

GPtrArray *
health_troubles(const struct health *health)
{
	GPtrArray *troubles =
		g_ptr_array_copy(health->summary->troubles, copy_trouble, NULL);

	g_ptr_array_set_free_func(troubles, (GDestroyNotify)spool_trouble_free);
	spool_add_troubles(troubles, health->summary);
	return troubles;
}

gboolean
health_source_is_reachable(const struct health *health,
			   const struct spool_source *source)
{
	const GPtrArray *outages = health->summary->outages;

	for (guint i = 0; i < outages->len; i++) {
		const struct spool_outage *outage = outages->pdata[i];

		if (outage->place == SPOOL_PLACE_DIRECTORY &&
		    strcmp(outage->watch, source->watch) == 0)
			return FALSE;
	}
	return TRUE;
}

/* A change in the same second may be the one that was read. */
gboolean
health_settings_have_changed(const struct health *health)
{
	return health->pid != 0 && health->settings != NULL &&
	       health->settings->at > 0 &&
	       health->settings_changed > health->settings->at;
}
