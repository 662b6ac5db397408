/* log_stream.h - lines to standard error, never waiting for whoever reads it.
 *
 * Not thread-safe. */
#ifndef MONITOR_LOG_STREAM_H
#define MONITOR_LOG_STREAM_H

#include <glib.h>

/* FALSE: there is no room for the line, or it cannot be written; nothing of it
 * was. The first call decides how standard error is to be written to. */
gboolean log_stream_put(const char *line, gsize length);

#endif
