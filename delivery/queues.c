/* queues.c - one queue a sink; a sink's old one ends before its new one begins,
 * so that no delivery is made by two queues at once. Other sinks do not wait
 * for this. */
#include "delivery/queues.h"

#include <string.h>

#include "settings/config.h"
#include "sinks/sink.h"

#define LOOK_AGAIN_MS 100

struct queues {
	struct sink_plan plan;
	GPtrArray *running;  /* of struct sink_queue */
	GPtrArray *retiring; /* of struct sink_queue, told to stop */
	GPtrArray *sinks;    /* of struct sink, to begin when none of its name
			      * retires */
	GPtrArray *names;    /* of char *, theirs */
	guint timer;
};

struct queues *
queues_new(const struct sink_plan *plan)
{
	struct queues *queues = g_new0(struct queues, 1);

	queues->plan = *plan;
	queues->running =
		g_ptr_array_new_with_free_func((GDestroyNotify)sink_queue_free);
	queues->retiring =
		g_ptr_array_new_with_free_func((GDestroyNotify)sink_queue_free);
	queues->sinks = g_ptr_array_new();
	queues->names = g_ptr_array_new_with_free_func(g_free);
	return queues;
}

static void
forget_sinks(struct queues *queues)
{
	for (guint i = 0; i < queues->sinks->len; i++)
		sink_free(queues->sinks->pdata[i]);
	g_ptr_array_set_size(queues->sinks, 0);
	g_ptr_array_set_size(queues->names, 0);
}

static void
retire(struct queues *queues)
{
	while (queues->running->len > 0) {
		struct sink_queue *queue =
			g_ptr_array_steal_index(queues->running, 0);

		sink_queue_stop(queue);
		g_ptr_array_add(queues->retiring, queue);
	}
}

static gboolean
is_retiring(const struct queues *queues, const char *name)
{
	for (guint i = 0; i < queues->retiring->len; i++)
		if (strcmp(sink_queue_name(queues->retiring->pdata[i]), name) ==
		    0)
			return TRUE;
	return FALSE;
}

static void
begin(struct queues *queues, guint index)
{
	struct sink *sink = g_ptr_array_steal_index(queues->sinks, index);

	g_ptr_array_add(queues->running,
			sink_queue_new(sink, queues->names->pdata[index],
				       &queues->plan));
	g_ptr_array_remove_index(queues->names, index);
}

static gboolean
begin_when_alone(gpointer data)
{
	struct queues *queues = data;

	for (guint i = queues->retiring->len; i > 0; i--)
		if (sink_queue_has_stopped(queues->retiring->pdata[i - 1]))
			g_ptr_array_remove_index(queues->retiring, i - 1);
	for (guint i = 0; i < queues->sinks->len;)
		if (is_retiring(queues, queues->names->pdata[i]))
			i++;
		else
			begin(queues, i);
	if (queues->retiring->len > 0)
		return G_SOURCE_CONTINUE;
	queues->timer = 0;
	return G_SOURCE_REMOVE;
}

static void
await_begin(struct queues *queues)
{
	if (queues->timer == 0 && begin_when_alone(queues) == G_SOURCE_CONTINUE)
		queues->timer =
			g_timeout_add(LOOK_AGAIN_MS, begin_when_alone, queues);
}

void
queues_set(struct queues *queues, struct config *config)
{
	retire(queues);
	forget_sinks(queues);
	while (config->sinks->len > 0)
		g_ptr_array_add(queues->sinks,
				g_ptr_array_steal_index(config->sinks, 0));
	for (guint i = 0; i < config->sink_names->len; i++)
		g_ptr_array_add(queues->names,
				g_strdup(config->sink_names->pdata[i]));
	queues->plan.settings = config->delivery;
	await_begin(queues);
}

void
queues_wake(struct queues *queues)
{
	for (guint i = 0; i < queues->running->len; i++)
		sink_queue_wake(queues->running->pdata[i]);
}

void
queues_stop(struct queues *queues)
{
	forget_sinks(queues);
	retire(queues);
}

gboolean
queues_have_stopped(const struct queues *queues)
{
	for (guint i = 0; i < queues->retiring->len; i++)
		if (!sink_queue_has_stopped(queues->retiring->pdata[i]))
			return FALSE;
	return queues->running->len == 0;
}

void
queues_free(struct queues *queues)
{
	queues_stop(queues);
	if (queues->timer != 0)
		g_source_remove(queues->timer);
	g_ptr_array_unref(queues->running);
	g_ptr_array_unref(queues->retiring);
	g_ptr_array_unref(queues->sinks);
	g_ptr_array_unref(queues->names);
	g_free(queues);
}
