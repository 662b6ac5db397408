/* once.h - ingests a list of files, and ends: `imr-ingest --once`. */
#ifndef ONCE_ONCE_H
#define ONCE_ONCE_H

#include <glib.h>

#include "core/status.h"

struct copies;
struct extract_settings;
struct output;
struct worker_program;

struct once_plan {
	const struct worker_program *program;
	guint workers;
	const struct extract_settings *extract;
	GPtrArray *inputs;	 /* of struct input, in the order to print */
	GPtrArray *sinks;	 /* of struct sink, open */
	struct output *output;	 /* may be NULL */
	struct copies *copies;	 /* of the one input; may be NULL */
	const char *ingested_at; /* for all records; NULL: the time of each */
};

/* Records come out in the order of the inputs, and each failure is one line on
 * standard error, in that order too. Returns the worst that happened; after a
 * signal STATUS_SIGNAL and its number. The output is committed unless the run
 * was cut short. */
enum status once_run(const struct once_plan *plan);

#endif
