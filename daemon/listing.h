/* listing.h - what the program tells of itself: versions, sinks, settings. */
#ifndef DAEMON_LISTING_H
#define DAEMON_LISTING_H

struct worker_program;

/* To standard output. The worker's libraries are its own to tell: one is
 * started and asked; program NULL: there is none to ask. */
void listing_print_versions(const struct worker_program *program);
void listing_print_sinks(void);
void listing_print_settings(void);

#endif
