/* spool_trouble.c - the table of kinds, and the troubles derived from the
 * summary. */
#include "spool/spool_trouble.h"

#include <string.h>

#include "spool/spool.h"

const struct spool_trouble_kind spool_trouble_kinds[] = {
	{ TROUBLE_INTAKE, "no letters are taken, they stay in the inbox",
	  "make room on the spool's disk, or see to it: intake goes on by "
	  "itself",
	  "watch" },
	{ TROUBLE_ARCHIVE,
	  "letters are taken, but their files cannot leave the inbox",
	  "make room in the archive, or see to it: each file is tried again "
	  "every few seconds, and no letter is taken twice",
	  "watch" },
	{ TROUBLE_NOT_WATCHED, "the directory is not watched yet",
	  "it is tried again; end what else runs, or raise TasksMax=",
	  "watch" },
	{ TROUBLE_WORKERS, "workers cannot be started",
	  "reinstall imr-ingest and its language data; imr-ingest --version "
	  "tells what is there" },
	{ TROUBLE_RESULTS, "results cannot be stored",
	  "make room on the spool's disk, or see to it: no letter is begun "
	  "until then" },
	{ TROUBLE_SPOOL, "the spool cannot be read",
	  "see to its disk: it is tried again every second" },
	{ TROUBLE_NO_ROOM, "the disk is full, and the service waits for room",
	  "make room on the spool's disk: the service goes on by itself" },
	{ TROUBLE_RELOAD, "new settings were refused, and the old ones stay",
	  "mend the file that it names, then systemctl reload imr-ingest" },
	{ TROUBLE_METRICS, "metrics cannot be told",
	  "mend this setting, or what it names, and reload", "setting" },
	{ TROUBLE_SOURCE_GONE, "the directory cannot be read",
	  "bring it back, or correct [watch] directory and reload: it is "
	  "tried again every few seconds",
	  "watch" },
	{ TROUBLE_SOURCE_SILENT, "the directory does not answer",
	  "see to its server, or to the mount: imr-ingest goes on when it "
	  "answers",
	  "watch" },
	{ TROUBLE_ARCHIVE_SILENT, "the archive does not answer",
	  "see to its server, or to the mount: imr-ingest goes on when it "
	  "answers",
	  "watch" },
	{ TROUBLE_SINK_WAITING, "the sink takes no records",
	  "see to its server, network or disk: it is tried again by itself",
	  "sink" },
	{ TROUBLE_SINK_HALTED, "the sink is halted",
	  "mend what its reason says: it is tried again each minute", "sink" },
	{ NULL },
};

const struct spool_trouble_kind *
spool_trouble_kind_find(const char *kind)
{
	for (const struct spool_trouble_kind *row = spool_trouble_kinds;
	     row->kind != NULL; row++)
		if (strcmp(row->kind, kind) == 0)
			return row;
	return NULL;
}

void
spool_trouble_free(struct spool_trouble *trouble)
{
	g_free(trouble->kind);
	g_free(trouble->subject);
	g_free(trouble->reason);
	g_free(trouble);
}

struct spool_trouble *
spool_trouble_copy(const struct spool_trouble *trouble)
{
	struct spool_trouble *copy = g_memdup2(trouble, sizeof(*trouble));

	copy->kind = g_strdup(trouble->kind);
	copy->subject = g_strdup(trouble->subject);
	copy->reason = g_strdup(trouble->reason);
	return copy;
}

char *
spool_trouble_describe(const struct spool_trouble *trouble)
{
	const struct spool_trouble_kind *kind =
		spool_trouble_kind_find(trouble->kind);
	g_autofree char *subject =
		*trouble->subject == '\0' || kind == NULL || kind->of == NULL
			? NULL
			: g_strdup_printf("[%s %s]: ", kind->of,
					  trouble->subject);

	return g_strdup_printf("%s%s%s%s", subject != NULL ? subject : "",
			       kind != NULL ? kind->what : trouble->kind,
			       trouble->reason != NULL ? ": " : "",
			       trouble->reason != NULL ? trouble->reason : "");
}

static const char *
outage_kind(const struct spool_outage *outage)
{
	if (outage->place == SPOOL_PLACE_ARCHIVE)
		return TROUBLE_ARCHIVE_SILENT;
	return outage->reason != NULL ? TROUBLE_SOURCE_GONE
				      : TROUBLE_SOURCE_SILENT;
}

static void
add_trouble(GPtrArray *troubles, const char *kind, const char *subject,
	    const char *reason, gint64 since)
{
	const struct spool_trouble trouble = {
		.kind = (char *)kind,
		.subject = (char *)subject,
		.reason = (char *)reason,
		.since = since,
		.count = 1,
	};

	g_ptr_array_add(troubles, spool_trouble_copy(&trouble));
}

void
spool_add_troubles(GPtrArray *troubles, const struct spool_summary *summary)
{
	for (guint i = 0; i < summary->outages->len; i++) {
		const struct spool_outage *outage = summary->outages->pdata[i];
		g_autofree char *reason = g_strdup_printf(
			"'%s'%s%s", outage->path, outage->reason ? ": " : "",
			outage->reason ? outage->reason : "");

		add_trouble(troubles, outage_kind(outage), outage->watch,
			    reason, outage->since);
	}
	for (guint i = 0; i < summary->sinks->len; i++) {
		const struct spool_sink *sink = summary->sinks->pdata[i];

		if (sink->state == SINK_WAITING || sink->state == SINK_HALTED)
			add_trouble(troubles,
				    sink->state == SINK_HALTED
					    ? TROUBLE_SINK_HALTED
					    : TROUBLE_SINK_WAITING,
				    sink->name, sink->reason, sink->since);
	}
}
