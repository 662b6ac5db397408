/* secrets.c - checks that no secret is readable by an inbox's group. */
#include "settings/secrets.h"

#include <sys/stat.h>
#include <unistd.h>

#include "core/error.h"
#include "core/group.h"
#include "settings/config.h"
#include "sinks/sink.h"

struct secret {
	const char *sink; /* as in [sink NAME] */
	const char *key;
	const char *path;
};

/* The user of the service: root may only be testing its settings. */
static char *
name_service_user(const struct config *config)
{
	struct stat status;

	if (geteuid() == 0 && stat(config->spool.directory, &status) == 0)
		return user_describe(status.st_uid);
	return geteuid() == 0 ? g_strdup("imr-ingest")
			      : user_describe(geteuid());
}

static gboolean
refuse_readable(const struct config *config, const struct secret *secret,
		const struct watch_settings *watch, gid_t number,
		GError **error)
{
	g_autofree char *group = group_describe(number);
	g_autofree char *user = name_service_user(config);
	g_autofree char *quoted = g_shell_quote(secret->path);

	return error_set(error, IMR_ERROR_FATAL,
			 "[sink %s] %s '%s' can be read by the group %s, to "
			 "which [watch %s] '%s' is open; close it: chown %s %s "
			 "&& chmod 600 %s, or let systemd bring it "
			 "(LoadCredential=)",
			 secret->sink, secret->key, secret->path, group,
			 watch->name, watch->directory, user, quoted, quoted);
}

static gboolean
check_secret(const struct config *config, const struct secret *secret,
	     GError **error)
{
	struct stat file, directory;

	if (stat(secret->path, &file) < 0 || (file.st_mode & S_IRWXG) == 0)
		return TRUE;
	for (guint i = 0; i < config->watches->len; i++) {
		const struct watch_settings *watch = config->watches->pdata[i];

		if (stat(watch->directory, &directory) == 0 &&
		    (directory.st_mode & S_IRWXG) != 0 &&
		    directory.st_gid == file.st_gid)
			return refuse_readable(config, secret, watch,
					       file.st_gid, error);
	}
	return TRUE;
}

gboolean
secrets_check(const struct config *config, GError **error)
{
	for (guint i = 0; i < config->sinks->len; i++) {
		struct secret secret = { .sink = config->sink_names->pdata[i] };

		for (guint n = 0;
		     (secret.path = sink_secret(config->sinks->pdata[i], n,
						&secret.key)) != NULL;
		     n++)
			if (!check_secret(config, &secret, error))
				return FALSE;
	}
	return TRUE;
}
