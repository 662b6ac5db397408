/* metrics.h - the metrics for Prometheus. Thread-safe. docs/metrics.md and
 * imr-ingest(8) list the names. */
#ifndef MONITOR_METRICS_H
#define MONITOR_METRICS_H

#include <glib.h>

#include "core/cleanup.h"
#include "core/document.h"

struct metrics;
struct spool_summary;

enum metrics_outcome {
	OUTCOME_RECEIVED,
	OUTCOME_DUPLICATE,
	OUTCOME_EXTRACTED,
	OUTCOME_DELIVERED,
	OUTCOME_REJECTED,
	OUTCOME_FAILED,
};

/* The histograms of seconds. */
enum metrics_stage {
	STAGE_INTAKE,  /* settled to claimed */
	STAGE_EXTRACT, /* taken by a worker to record in the spool */
	STAGE_DELIVER, /* one put into a sink */
	STAGE_TOTAL,   /* claimed to delivered everywhere */
};

struct metrics *metrics_new(void);
void metrics_free(struct metrics *metrics);

void metrics_count_letter(struct metrics *metrics,
			  enum metrics_outcome outcome);
/* code: of core/reject_code.h; NULL: none. */
void metrics_count_rejection(struct metrics *metrics, const char *code);
void metrics_count_pages(struct metrics *metrics, enum text_source source,
			 guint count);
void metrics_count_worker_restart(struct metrics *metrics);
/* of a letter (sink NULL) or of a delivery */
void metrics_count_retry(struct metrics *metrics, const char *sink);
void metrics_observe(struct metrics *metrics, enum metrics_stage stage,
		     double seconds);
void metrics_set_intake_paused(struct metrics *metrics, gboolean paused);
/* Whether a watched directory and its archive respond. watch: the [watch
 * NAME]. */
void metrics_set_watch(struct metrics *metrics, const char *watch, gboolean up);
void metrics_forget_watches(struct metrics *metrics);
/* All present ones, of struct spool_trouble. */
void metrics_set_troubles(struct metrics *metrics, const GPtrArray *troubles);
/* Queue depth and oldest age by sink, letters by state. */
void metrics_set_summary(struct metrics *metrics,
			 const struct spool_summary *summary, gint64 now);

/* Prometheus text format 0.0.4; the caller frees it. */
char *metrics_to_text(struct metrics *metrics);
/* For node_exporter's textfile collector: a reader sees the whole old file or
 * the whole new one. Mode 0644; not synced. */
gboolean metrics_write_file(struct metrics *metrics, const char *path,
			    GError **error);

/* Serves GET /metrics, in its own thread, until it is freed. Free it before
 * metrics. address is as in service_settings.h; anything but a loopback address
 * or a UNIX socket is FATAL, and so is an address in use. */
struct metrics_server;
struct metrics_server *metrics_server_new(struct metrics *metrics,
					  const char *address, GError **error);
/* FATAL for an address that could never be served. */
gboolean metrics_server_check(const char *address, GError **error);
void metrics_server_free(struct metrics_server *server);

DEFINE_AUTOPTR(metrics, metrics_free)
DEFINE_AUTOPTR(metrics_server, metrics_server_free)

#endif
