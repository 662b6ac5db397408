/* verify_sinks.c - compares the sinks' contents with the spool.
 *
 * The daemon may deliver meanwhile: so before a problem is reported, the spool
 * is read again, and it is reported only if nothing has changed there. */
#include "ctl/verify/verify_sinks.h"

#include <string.h>

#include "core/error.h"
#include "core/record.h"
#include "ctl/session.h"
#include "ctl/verify/findings.h"
#include "settings/config.h"
#include "sinks/sink.h"

struct verify_sinks {
	struct session *session;
	struct findings *findings;
	GPtrArray *sinks; /* of struct sink, the config's, open */
	GPtrArray *names; /* of char *, the config's, in the same order */
};

static gboolean
can_tell(const struct sink *sink)
{
	for (guint i = 0; sink_table[i] != NULL; i++)
		if (strcmp(sink_table[i]->name, sink_name(sink)) == 0)
			return sink_table[i]->holds != NULL;
	return FALSE;
}

/* Opening would create a missing one. */
static gboolean
open_there(struct sink *sink, GError **error)
{
	const char *path = sink_path(sink);

	if (path != NULL && !g_file_test(path, G_FILE_TEST_EXISTS))
		return error_set(error, IMR_ERROR_FATAL, "'%s' is not there",
				 path);
	return sink_open(sink, error);
}

struct verify_sinks *
verify_sinks_open(struct session *session, struct findings *findings)
{
	const struct config *config = session->config;
	struct verify_sinks *sinks = g_new0(struct verify_sinks, 1);

	sinks->session = session;
	sinks->findings = findings;
	sinks->sinks = g_ptr_array_new();
	sinks->names = g_ptr_array_new();
	for (guint i = 0; i < config->sinks->len; i++) {
		struct sink *sink = config->sinks->pdata[i];
		char *name = config->sink_names->pdata[i];
		g_autoptr(GError) error = NULL;

		if (!can_tell(sink))
			continue;
		if (!open_there(sink, &error)) {
			findings_add(findings, "sink", NULL, name,
				     error->message);
			continue;
		}
		g_ptr_array_add(sinks->sinks, sink);
		g_ptr_array_add(sinks->names, name);
	}
	return sinks;
}

void
verify_sinks_free(struct verify_sinks *sinks)
{
	g_ptr_array_unref(sinks->sinks);
	g_ptr_array_unref(sinks->names);
	g_free(sinks);
}

static struct sink *
find_sink(const struct verify_sinks *sinks, const char *name)
{
	for (guint i = 0; i < sinks->names->len; i++)
		if (strcmp(sinks->names->pdata[i], name) == 0)
			return sinks->sinks->pdata[i];
	return NULL;
}

static gboolean
is_still_so(const struct verify_sinks *sinks,
	    const struct spool_delivery *delivery, gboolean *out_still,
	    GError **error)
{
	g_autoptr(GPtrArray) now = spool_letter_deliveries(
		sinks->session->spool, delivery->letter_id, error);

	if (now == NULL)
		return FALSE;
	*out_still = FALSE;
	for (guint i = 0; i < now->len; i++) {
		const struct spool_delivery *other = now->pdata[i];

		*out_still |=
			strcmp(other->record_id, delivery->record_id) == 0 &&
			strcmp(other->sink, delivery->sink) == 0 &&
			other->state == delivery->state &&
			other->revision == delivery->revision;
	}
	return TRUE;
}

static gboolean
check_delivery(struct verify_sinks *sinks,
	       const struct spool_delivery *delivery,
	       const struct record *record, GError **error)
{
	static const char *const details[] = {
		[SINK_HOLDS_OTHER] = "holds something else for it",
		[SINK_HOLDS_NOTHING] = "does not hold it",
	};
	struct sink *sink = find_sink(sinks, delivery->sink);
	enum sink_holds holds = SINK_HOLDS_UNKNOWN;
	g_autoptr(GError) problem = NULL;
	gboolean still;

	if (sink == NULL)
		return TRUE;
	if (!sink_holds(sink, record, &holds, &problem)) {
		findings_add(sinks->findings, "sink", delivery->record_id,
			     delivery->sink, problem->message);
		return TRUE;
	}
	if (holds != SINK_HOLDS_OTHER && holds != SINK_HOLDS_NOTHING)
		return TRUE;
	if (!is_still_so(sinks, delivery, &still, error))
		return FALSE;
	if (still)
		findings_add(sinks->findings, "sink", delivery->record_id,
			     delivery->sink, details[holds]);
	return TRUE;
}

gboolean
verify_sinks_check(struct verify_sinks *sinks,
		   const struct spool_letter *letter, const GPtrArray *records,
		   GError **error)
{
	g_autoptr(GPtrArray) deliveries = NULL;

	if (sinks->sinks->len == 0)
		return TRUE;
	deliveries = spool_letter_deliveries(sinks->session->spool, letter->id,
					     error);
	if (deliveries == NULL)
		return FALSE;
	for (guint i = 0; i < deliveries->len; i++) {
		const struct spool_delivery *delivery = deliveries->pdata[i];

		if (delivery->state == DELIVERY_DELIVERED &&
		    delivery->index < records->len &&
		    !check_delivery(sinks, delivery,
				    records->pdata[delivery->index], error))
			return FALSE;
	}
	return TRUE;
}
