/* reload.c - one reading at a time. */
#include "daemon/reload.h"

#include "daemon/service_plan.h"
#include "settings/config.h"

struct reload {
	const struct service_plan *plan;
	void (*done)(struct config *take_config, const GError *error,
		     gpointer data);
	gpointer data;
	struct reading *under_way; /* NULL: none */
	gboolean again;
};

struct reading {
	struct reload *reload; /* NULL: no longer wanted */
	const struct service_plan *plan;
	struct config *config; /* NULL: see error */
	GError *error;
};

struct reload *
reload_new(const struct service_plan *plan,
	   void (*done)(struct config *take_config, const GError *error,
			gpointer data),
	   gpointer data)
{
	struct reload *reload = g_new0(struct reload, 1);

	reload->plan = plan;
	reload->done = done;
	reload->data = data;
	return reload;
}

void
reload_free(struct reload *reload)
{
	if (reload->under_way != NULL)
		reload->under_way->reload = NULL;
	g_free(reload);
}

/* In the main loop. */
static gboolean
settings_were_read(gpointer data)
{
	g_autofree struct reading *reading = data;
	g_autoptr(config) config = reading->config;
	g_autoptr(GError) error = reading->error;
	struct reload *reload = reading->reload;

	if (reload == NULL)
		return G_SOURCE_REMOVE;
	reload->under_way = NULL;
	if (reload->again)
		reload_begin(reload);
	else
		reload->done(g_steal_pointer(&config), error, reload->data);
	return G_SOURCE_REMOVE;
}

static void
come_back(struct reading *reading)
{
	g_idle_add_full(G_PRIORITY_DEFAULT, settings_were_read, reading, NULL);
}

/* In the thread. */
static gpointer
read_settings(gpointer data)
{
	struct reading *reading = data;
	const struct service_plan *plan = reading->plan;

	reading->config = plan->read_config(plan->data, &reading->error);
	if (reading->config != NULL &&
	    !service_check(reading->config, NULL, &reading->error))
		g_clear_pointer(&reading->config, config_free);
	come_back(reading);
	return NULL;
}

void
reload_begin(struct reload *reload)
{
	struct reading *reading;
	GThread *thread;

	reload->again = reload->under_way != NULL;
	if (reload->again)
		return;
	reading = g_new0(struct reading, 1);
	reading->reload = reload;
	reading->plan = reload->plan;
	reload->under_way = reading;
	thread = g_thread_try_new("settings", read_settings, reading,
				  &reading->error);
	if (thread != NULL)
		g_thread_unref(thread);
	else
		come_back(reading);
}
