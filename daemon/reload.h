/* reload.h - the settings, read anew in a thread: the paths in them are looked
 * at, and their file systems may not answer. */
#ifndef DAEMON_RELOAD_H
#define DAEMON_RELOAD_H

#include <glib.h>

#include "core/cleanup.h"

struct config;
struct reload;
struct service_plan;

/* done is called in the main loop: config is the callee's and has passed
 * service_check(), or is NULL and error says why. plan lives on. */
struct reload *reload_new(const struct service_plan *plan,
			  void (*done)(struct config *take_config,
				       const GError *error, gpointer data),
			  gpointer data);
/* Main loop only. While the settings are being read they are read once more
 * after that, and done is called only then. */
void reload_begin(struct reload *reload);
/* done is called no more. */
void reload_free(struct reload *reload);

DEFINE_AUTOPTR(reload, reload_free)

#endif
