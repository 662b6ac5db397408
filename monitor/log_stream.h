/* log_stream.h - writes lines to standard error without ever blocking.
 *
 * Not thread-safe. */
#ifndef MONITOR_LOG_STREAM_H
#define MONITOR_LOG_STREAM_H

#include <glib.h>

/* FALSE if there is no room for the line, or it cannot be written; then nothing
 * of it was. The first call decides how to write to standard error. */
gboolean log_stream_put(const char *line, gsize length);

#endif
