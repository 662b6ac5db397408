/* service_settings.c - the tables of the daemon's own sections, and default
 * paths. */
#include "settings/service_settings.h"

#include <string.h>
#include <syslog.h>
#include <unistd.h>

/* User ids below this are system users (Debian Policy 9.2.2). */
#define FIRST_PERSON 1000

#define SYSTEM_STATE "/var/lib/imr-ingest"
#define SYSTEM_CONFIG "/etc/imr-ingest/imr-ingest.conf"
#define USER_CONFIG "imr-ingest/imr-ingest.conf"

static const char *const log_levels[] = {
	[LOG_LEVEL_ERROR] = "error",   [LOG_LEVEL_WARNING] = "warning",
	[LOG_LEVEL_NOTICE] = "notice", [LOG_LEVEL_INFO] = "info",
	[LOG_LEVEL_DEBUG] = "debug",   NULL,
};

const struct setting spool_setting_table[] = {
	SETTING_PATH_OPTIONAL(
		"directory", struct spool_settings, directory, NULL,
		"where letters under way and their history are kept"),
	SETTING_INTEGER("attempts", struct spool_settings, attempts, "3", 1,
			100,
			"quarantine a letter that killed its worker so often"),
	SETTING_BYTES("min_free", struct spool_settings, min_free, "64M", 0,
		      G_GINT64_CONSTANT(1) << 50,
		      "take no letters while the disk has less room than this"),
	SETTING_END,
};

const struct setting service_setting_table[] = {
	SETTING_INTEGER("workers", struct service_settings, workers, "0", 0,
			1000, "at most this many workers; 0: one a core"),
	SETTING_SECONDS("answer_seconds", struct service_settings,
			answer_seconds, "20", 1, 3600,
			"tell of a watched directory or archive that has not "
			"answered for so long"),
	SETTING_SECONDS("stop_seconds", struct service_settings, stop_seconds,
			"25", 0, 3600,
			"let work under way finish so long when stopping"),
	SETTING_CHOICE("log_level", struct service_settings, log_level, "info",
		       log_levels, "what is less urgent is not logged"),
	SETTING_PATH_OPTIONAL("metrics_file", struct service_settings,
			      metrics_file, NULL,
			      "write Prometheus metrics to this *.prom file"),
	SETTING_STRING("metrics_listen", struct service_settings,
		       metrics_listen, NULL,
		       "serve them at 127.0.0.1:PORT, [::1]:PORT, "
		       "unix:/PATH or, of systemd's sockets, systemd"),
	SETTING_END,
};

const struct setting delivery_setting_table[] = {
	SETTING_SECONDS("retry_first", struct delivery_settings, retry_first,
			"5", 0, 3600, "wait before the second try"),
	SETTING_SECONDS("retry_longest", struct delivery_settings,
			retry_longest, "3600", 0, 86400,
			"each further wait doubles, up to this"),
	SETTING_SECONDS("give_up", struct delivery_settings, give_up, "604800",
			0, 31536000,
			"park a delivery that has failed for so long"),
	SETTING_END,
};

int
log_level_priority(enum log_level level)
{
	static const int priorities[] = {
		[LOG_LEVEL_ERROR] = LOG_ERR,
		[LOG_LEVEL_WARNING] = LOG_WARNING,
		[LOG_LEVEL_NOTICE] = LOG_NOTICE,
		[LOG_LEVEL_INFO] = LOG_INFO,
		[LOG_LEVEL_DEBUG] = LOG_DEBUG,
	};

	return priorities[level];
}

static gboolean
is_person(void)
{
	return geteuid() >= FIRST_PERSON;
}

char *
spool_default_directory(gboolean is_system)
{
	const char *state = g_getenv("STATE_DIRECTORY");

	/* systemd separates several with ":"; ours is the first. */
	if (state != NULL && g_path_is_absolute(state)) {
		g_auto(GStrv) directories = g_strsplit(state, ":", 2);

		return g_build_filename(directories[0], "spool", NULL);
	}
	if (is_person() && !is_system)
		return g_build_filename(g_get_user_state_dir(), "imr-ingest",
					"spool", NULL);
	return g_strdup(SYSTEM_STATE "/spool");
}

gboolean
config_path_is_system(const char *path)
{
	g_autofree char *whole = g_canonicalize_filename(path, NULL);

	return strcmp(whole, SYSTEM_CONFIG) == 0;
}

char *
config_default_path(void)
{
	if (is_person()) {
		g_autofree char *own = g_build_filename(g_get_user_config_dir(),
							USER_CONFIG, NULL);

		if (g_file_test(own, G_FILE_TEST_EXISTS))
			return g_steal_pointer(&own);
	}
	if (g_file_test(SYSTEM_CONFIG, G_FILE_TEST_EXISTS))
		return g_strdup(SYSTEM_CONFIG);
	return NULL;
}
