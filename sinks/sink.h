/* sink.h - where a finished record leaves the process.
 *
 * A sink is one constant struct sink_ops. In the daemon each configured sink
 * has its own thread and durable queue, so a slow sink never delays another.
 * That thread calls, in order,
 *
 *     open  ->  put, put, ...  ->  close
 *
 * put() makes the two promises that let the daemon retry after a crash: when
 * it returns TRUE the record is durable, and putting the same record again
 * leaves exactly what putting it once left.
 *
 * Adding a sink: sinks/<name>.c, its line in sink_table (sink.c),
 * tests/sinks/test_<name>.c, and its keys in docs/imr-ingest.conf.5. */
#ifndef SINKS_SINK_H
#define SINKS_SINK_H

#include <glib.h>

#include "core/cleanup.h"

struct record;
struct setting;

/* The state of a record in a sink. */
enum sink_holds {
	SINK_HOLDS_SAME,    /* exactly what putting it leaves */
	SINK_HOLDS_OTHER,   /* the id is there, with other contents */
	SINK_HOLDS_NOTHING, /* nothing of that id */
	SINK_HOLDS_UNKNOWN, /* this kind of sink cannot be asked */
};

struct sink_ops {
	const char *name;    /* [sink NAME] in the configuration */
	const char *summary; /* one line for --help-sinks and the man page */

	/* Optional: the library it is built on, for --version: "SQLite 3.40.1".
	 * The caller frees it. */
	char *(*version)(void);

	/* The key that `--sink NAME:VALUE` sets. */
	const char *main_key;

	/* Settings, as offsets into the state. sink_new() allocates
	 * state_size zeroed bytes, fills the settings in and owns both: no
	 * sink reads configuration by itself. */
	const struct setting *settings;
	gsize state_size;

	/* On failure undo everything: close() only follows a good open(). */
	gboolean (*open)(gpointer state, GError **error);

	/* Deliver record, borrowed for the call. The error's code says whose
	 * turn it is next: IMR_ERROR_RETRY (ours, later), IMR_ERROR_REJECT
	 * (this record will never fit), IMR_ERROR_FATAL (the operator's). */
	gboolean (*put)(gpointer state, const struct record *record,
			GError **error);

	/* Optional. Checks the settings before anything is opened: FATAL. */
	gboolean (*check)(gpointer state, GError **error);

	/* Optional. For how many seconds the server asked for a pause when the
	 * last put() failed; 0: it did not say. */
	double (*retry_after)(gconstpointer state);

	/* Optional, if one record may fail with RETRY while another goes
	 * through. When the last put() failed so: whether any record would have
	 * failed. */
	gboolean (*is_away)(gconstpointer state);

	/* Optional. Compares what is there with what put() would leave; changes
	 * nothing. */
	gboolean (*holds)(gpointer state, const struct record *record,
			  enum sink_holds *out_holds, GError **error);

	/* Optional. A piece of work of the sink's own, for when nothing is to
	 * be put: short, so that it can be stopped between two. */
	gboolean (*tend)(gpointer state, gboolean *out_more, GError **error);

	void (*close)(gpointer state);
};

extern const struct sink_ops *const sink_table[]; /* NULL-terminated */

/* One configured sink. */
struct sink;

/* An unknown name is FATAL and lists the known ones. */
struct sink *sink_new(const char *name, GError **error);
/* "NAME:VALUE", as the command line has it. */
struct sink *sink_new_from_argument(const char *argument, GError **error);
gboolean sink_assign(struct sink *sink, const char *key, const char *value,
		     GError **error);
const char *sink_name(const struct sink *sink);
/* Where it writes, if that is a path: the value of its main key; else NULL. */
const char *sink_path(const struct sink *sink);

/* The n-th secrets file that its settings name, with its key in *out_key; NULL
 * after the last. */
const char *sink_secret(const struct sink *sink, guint n, const char **out_key);

/* FATAL if a required setting is missing or a value is impossible; opens
 * nothing. */
gboolean sink_check(const struct sink *sink, GError **error);
/* The same check, then opens. */
gboolean sink_open(struct sink *sink, GError **error);
gboolean sink_put(struct sink *sink, const struct record *record,
		  GError **error);
/* Seconds, after a put that failed; 0 if the server did not say. No more than a
 * day. */
double sink_retry_after(const struct sink *sink);
/* After a put that failed with RETRY: TRUE: any record would have, as when the
 * server is down or the disk is full. */
gboolean sink_is_away(const struct sink *sink);
gboolean sink_holds(struct sink *sink, const struct record *record,
		    enum sink_holds *out_holds, GError **error);
/* One piece; *out_more: there are others. */
gboolean sink_tend(struct sink *sink, gboolean *out_more, GError **error);
/* Closes an open sink, so that it can be opened again, as after a FATAL error;
 * it then reads its secrets again and uses the file or server that is there by
 * then. */
void sink_close(struct sink *sink);
void sink_free(struct sink *sink); /* closes it first if it is open */

DEFINE_AUTOPTR(sink, sink_free)

#endif
