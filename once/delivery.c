/* delivery.c - puts records in a thread of its own, and retries failures. */
#include "once/delivery.h"

#include "core/error.h"
#include "core/record.h"
#include "output/output.h"
#include "sinks/sink.h"

/* Waits before a further try. A failure that lasts longer is left to another
 * run: the files are still in their place. */
static const gint64 pauses[] = { G_USEC_PER_SEC / 5, G_USEC_PER_SEC };

struct delivery {
	GPtrArray *sinks;
	struct output *output;
	void (*done)(gpointer letter, GPtrArray *failures, gpointer data);
	gpointer data;
	GThreadPool *thread; /* of one */

	GMutex mutex;
	GCond stop;
	gboolean stopped;
};

struct parcel {
	struct delivery *delivery;
	GPtrArray *records;
	gpointer letter;
	GPtrArray *failures;
};

static void
parcel_free(gpointer data)
{
	struct parcel *parcel = data;

	g_ptr_array_unref(parcel->failures);
	g_free(parcel);
}

/* Returns early, with TRUE, when the thread must end. */
static gboolean
pause_unless_stopped(struct delivery *delivery, gint64 microseconds)
{
	gint64 until = g_get_monotonic_time() + microseconds;
	gboolean stopped;

	g_mutex_lock(&delivery->mutex);
	while (!delivery->stopped &&
	       g_cond_wait_until(&delivery->stop, &delivery->mutex, until))
		;
	stopped = delivery->stopped;
	g_mutex_unlock(&delivery->mutex);
	return stopped;
}

static void
put_in_sink(struct delivery *delivery, struct sink *sink,
	    const struct record *record, GPtrArray *failures)
{
	for (guint try = 0;; try++) {
		GError *error = NULL;

		if (sink_put(sink, record, &error))
			return;
		if (g_error_matches(error, IMR_ERROR, IMR_ERROR_RETRY) &&
		    try < G_N_ELEMENTS(pauses) &&
		    !pause_unless_stopped(delivery, pauses[try])) {
			g_error_free(error);
			continue;
		}
		g_ptr_array_add(failures, error);
		return;
	}
}

static void
put_record(struct delivery *delivery, const struct record *record,
	   GPtrArray *failures)
{
	GError *error = NULL;

	for (guint i = 0; i < delivery->sinks->len; i++)
		put_in_sink(delivery, delivery->sinks->pdata[i], record,
			    failures);
	if (delivery->output == NULL ||
	    output_put(delivery->output, record, &error))
		return;
	/* The reader is gone or the disk is full, so later letters fail as
	 * well. */
	error->code = IMR_ERROR_FATAL;
	g_ptr_array_add(failures, error);
}

static gboolean
report_done(gpointer data)
{
	struct parcel *parcel = data;
	struct delivery *delivery = parcel->delivery;

	delivery->done(parcel->letter, parcel->failures, delivery->data);
	return G_SOURCE_REMOVE;
}

static void
deliver(gpointer data, gpointer user_data)
{
	struct parcel *parcel = data;
	struct delivery *delivery = user_data;

	for (guint i = 0; i < parcel->records->len; i++)
		put_record(delivery, parcel->records->pdata[i],
			   parcel->failures);
	g_idle_add_full(G_PRIORITY_DEFAULT, report_done, parcel, parcel_free);
}

struct delivery *
delivery_new(GPtrArray *sinks, struct output *output,
	     void (*done)(gpointer letter, GPtrArray *failures, gpointer data),
	     gpointer data, GError **error)
{
	g_autoptr(delivery) delivery = g_new0(struct delivery, 1);
	g_autoptr(GError) problem = NULL;

	delivery->sinks = sinks;
	delivery->output = output;
	delivery->done = done;
	delivery->data = data;
	delivery->thread = g_thread_pool_new_full(
		deliver, delivery, parcel_free, 1, TRUE, &problem);
	g_mutex_init(&delivery->mutex);
	g_cond_init(&delivery->stop);
	if (problem == NULL)
		return g_steal_pointer(&delivery);
	error_set_shortage(error, "deliver: %s", problem->message);
	return NULL;
}

void
delivery_add(struct delivery *delivery, GPtrArray *records, gpointer letter)
{
	struct parcel *parcel = g_new0(struct parcel, 1);

	parcel->delivery = delivery;
	parcel->records = records;
	parcel->letter = letter;
	parcel->failures =
		g_ptr_array_new_with_free_func((GDestroyNotify)g_error_free);
	g_thread_pool_push(delivery->thread, parcel, NULL);
}

void
delivery_free(struct delivery *delivery)
{
	g_mutex_lock(&delivery->mutex);
	delivery->stopped = TRUE;
	g_cond_signal(&delivery->stop);
	g_mutex_unlock(&delivery->mutex);
	g_thread_pool_free(delivery->thread, TRUE, TRUE);
	g_mutex_clear(&delivery->mutex);
	g_cond_clear(&delivery->stop);
	g_free(delivery);
}
