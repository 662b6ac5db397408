/* spool_trouble.h - what is wrong with the service now, by kind and subject,
 * and what to do about each kind. The daemon notes them through
 * spool_situation.h. */
#ifndef SPOOL_SPOOL_TROUBLE_H
#define SPOOL_SPOOL_TROUBLE_H

#include <glib.h>

#include "core/cleanup.h"

struct spool_summary;

/* A kind is a word that never changes; docs/operating.md lists them. */
#define TROUBLE_INTAKE "intake-paused"	  /* of a source */
#define TROUBLE_ARCHIVE "archive-stuck"	  /* of a source */
#define TROUBLE_NOT_WATCHED "not-watched" /* a source */
#define TROUBLE_WORKERS "workers"	  /* they cannot be started */
#define TROUBLE_RESULTS "results-stuck"	  /* the spool takes none */
#define TROUBLE_SPOOL "spool-unreadable"  /* it gives no letters */
#define TROUBLE_NO_ROOM "no-room"	  /* the service cannot begin */
#define TROUBLE_RELOAD "reload-refused"
#define TROUBLE_METRICS "metrics" /* of the setting that is its subject */
/* These are not noted as troubles, but derived from outages and sinks. */
#define TROUBLE_SOURCE_GONE "source-gone"
#define TROUBLE_SOURCE_SILENT "source-silent"
#define TROUBLE_ARCHIVE_SILENT "archive-silent"
#define TROUBLE_SINK_WAITING "sink-waiting"
#define TROUBLE_SINK_HALTED "sink-halted"

struct spool_trouble_kind {
	const char *kind;
	const char *what;   /* "workers cannot be started" */
	const char *remedy; /* what to do */
	const char *of; /* the kind of its subject: "watch", "sink"; or NULL */
};
extern const struct spool_trouble_kind spool_trouble_kinds[]; /* end: NULL */
/* NULL for a kind that is not in the table. */
const struct spool_trouble_kind *spool_trouble_kind_find(const char *kind);

struct spool_trouble {
	char *kind;
	char *subject;	    /* a source's name; "": the service as a whole */
	char *reason;	    /* as in the log */
	gint64 since, last; /* the first and last time it occurred */
	guint64 count;	    /* how often since then */
};
void spool_trouble_free(struct spool_trouble *trouble);
struct spool_trouble *spool_trouble_copy(const struct spool_trouble *trouble);
/* "[watch scans]: files cannot leave the inbox: REASON"; the caller frees
 * it. */
char *spool_trouble_describe(const struct spool_trouble *trouble);
/* Adds the troubles derived from the summary's outages and sinks. */
void spool_add_troubles(GPtrArray *troubles,
			const struct spool_summary *summary);

DEFINE_AUTOPTR(spool_trouble, spool_trouble_free)

#endif
