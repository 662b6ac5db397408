/* secrets.h - checks the files with secrets against the inboxes. */
#ifndef SETTINGS_SECRETS_H
#define SETTINGS_SECRETS_H

#include <glib.h>

struct config;

/* FATAL, naming both settings and the command that corrects it, if a file with
 * a secret can be read by the group that may use a watched directory: people
 * who put letters there must not read secrets. Other requirements are checked
 * when the file is read (core/file.h). */
gboolean secrets_check(const struct config *config, GError **error);

#endif
