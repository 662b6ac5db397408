/* secrets.h - the files of secrets beside the inboxes. */
#ifndef SETTINGS_SECRETS_H
#define SETTINGS_SECRETS_H

#include <glib.h>

struct config;

/* FATAL, naming both settings and with the command that mends it, when a
 * secret's file can be read by the group to which a watched directory is open:
 * those who put letters there read no secrets. What else a secret's file must
 * be is looked at as it is read (core/file.h). */
gboolean secrets_check(const struct config *config, GError **error);

#endif
