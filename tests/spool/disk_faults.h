/* disk_faults.h - a test program on a disk that fails when it says so: under
 * tests/preload/failing_disk.c. */
#ifndef TESTS_SPOOL_DISK_FAULTS_H
#define TESTS_SPOOL_DISK_FAULTS_H

#include <glib.h>

/* Starts this program again under the preload, first thing in main(). */
void disk_faults_start(char **argv);
/* nth 0: every such call fails. */
void disk_faults_set(const char *calls, const char *error, const char *path,
		     guint nth);
void disk_faults_clear(void);
/* How many calls have failed so far. */
guint disk_faults_hits(void);

#endif
