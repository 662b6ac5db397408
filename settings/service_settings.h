/* service_settings.h - the daemon's own sections: [spool], [service] and
 * [delivery]. */
#ifndef SETTINGS_SERVICE_SETTINGS_H
#define SETTINGS_SERVICE_SETTINGS_H

#include <glib.h>

#include "core/setting.h"

struct spool_settings {
	char *directory; /* NULL until config_finish() fills it in */
	gint64 attempts; /* for a letter that kills its worker */
	gint64 min_free; /* bytes that intake keeps free on the disk */
};

/* The least urgent that is logged. */
enum log_level {
	LOG_LEVEL_ERROR,
	LOG_LEVEL_WARNING,
	LOG_LEVEL_NOTICE,
	LOG_LEVEL_INFO,
	LOG_LEVEL_DEBUG,
};

struct service_settings {
	gint64 workers;	       /* 0: as many as cores */
	double answer_seconds; /* of silence until a mount is reported */
	double stop_seconds;   /* for work under way when told to stop */
	enum log_level log_level;
	char *metrics_file;   /* NULL: none */
	char *metrics_listen; /* "127.0.0.1:PORT", "[::1]:PORT",
			       * "unix:/PATH"; NULL: none */
};

struct delivery_settings {
	double retry_first;   /* seconds after the first failure */
	double retry_longest; /* each wait doubles, up to this */
	double give_up;	      /* parked after this many seconds of failures */
};

extern const struct setting spool_setting_table[];
extern const struct setting service_setting_table[];
extern const struct setting delivery_setting_table[];

/* syslog(3)'s number: LOG_ERR to LOG_DEBUG. */
int log_level_priority(enum log_level level);

/* $STATE_DIRECTORY/spool, or /var/lib/imr-ingest/spool for root, system users
 * and, with is_system, any user; or $XDG_STATE_HOME/imr-ingest/spool. The
 * caller frees it. */
char *spool_default_directory(gboolean is_system);
/* Whether path is the system's settings file. */
gboolean config_path_is_system(const char *path);
/* /etc/imr-ingest/imr-ingest.conf, or for ordinary users
 * $XDG_CONFIG_HOME/imr-ingest/imr-ingest.conf if that exists; NULL if neither
 * exists. */
char *config_default_path(void);

#endif
