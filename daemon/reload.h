/* reload.h - reads the settings again in a thread, because their paths are
 * checked, and the file systems may not respond. */
#ifndef DAEMON_RELOAD_H
#define DAEMON_RELOAD_H

#include <glib.h>

#include "core/cleanup.h"

struct config;
struct reload;
struct service_plan;

/* done is called in the main loop: it takes config, which has passed
 * service_check(); if that is NULL, error says why. plan must outlive this. */
struct reload *reload_new(const struct service_plan *plan,
			  void (*done)(struct config *take_config,
				       const GError *error, gpointer data),
			  gpointer data);
/* Main loop only. If the settings are already being read, they are read once
 * more after that, and done is called only then. */
void reload_begin(struct reload *reload);
/* done is no longer called. */
void reload_free(struct reload *reload);

DEFINE_AUTOPTR(reload, reload_free)

#endif
