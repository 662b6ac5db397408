/* metrics_socket.h - the socket on which metrics are served, for this host
 * only. */
#ifndef MONITOR_METRICS_SOCKET_H
#define MONITOR_METRICS_SOCKET_H

#include <glib.h>

/* Listens. address is as in service_settings.h; -1: FATAL for one that is in
 * use, or that other hosts could reach. The caller closes it. */
int metrics_socket_open(const char *address, GError **error);
gboolean metrics_socket_is_unix(int fd);
/* Of a UNIX socket that metrics_socket_open() makes; else NULL. */
const char *metrics_socket_path(const char *address);

/* "HOST" or "HOST:PORT", of which HOST is "localhost", 127.0.0.0/8 or "[::1]".
 */
gboolean metrics_socket_names_us(const char *host);

#endif
