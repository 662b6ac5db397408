/* service.c - runs the service: signals and the main loop. */
#include "daemon/service_private.h"

#include <glib-unix.h>
#include <signal.h>

#include "daemon/reload.h"
#include "delivery/queues.h"
#include "settings/config.h"

enum status
service_run(const struct service_plan *plan, struct config *take_config)
{
	struct service service = { .plan = plan,
				   .config = take_config,
				   .lock = -1 };
	g_autoptr(GError) error = NULL;

	service.loop = g_main_loop_new(NULL, FALSE);
	service.retired =
		g_ptr_array_new_with_free_func((GDestroyNotify)config_free);
	service.reload = reload_new(plan, service_settings_were_read, &service);
	/* Before readiness is announced: a signal that comes during the start
	 * is handled later in the main loop. */
	g_unix_signal_add(SIGHUP, service_reload, &service);
	g_unix_signal_add(SIGTERM, service_stop, &service);
	g_unix_signal_add(SIGINT, service_stop, &service);
	if (service_start(&service, &error)) {
		g_main_loop_run(service.loop);
		if (service.queues != NULL)
			queues_stop(service.queues);
	} else {
		service_give_up(&service, error);
	}
	service_finish(&service);
	return service.status;
}
