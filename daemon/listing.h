/* listing.h - prints versions, sinks and settings. */
#ifndef DAEMON_LISTING_H
#define DAEMON_LISTING_H

struct worker_program;

/* To standard output. A worker is started to get the versions of its libraries;
 * program NULL: without them. */
void listing_print_versions(const struct worker_program *program);
void listing_print_sinks(void);
void listing_print_settings(void);

#endif
