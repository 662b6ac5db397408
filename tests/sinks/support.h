/* support.h - what the tests of all sinks need: records, directories, disks. */
#ifndef TESTS_SINKS_SUPPORT_H
#define TESTS_SINKS_SUPPORT_H

#include <glib.h>
#include <sys/types.h>

#include "core/record.h"
#include "sinks/sink.h"

/* A record of an invented letter, every field set. Its id is digit, 64
 * times; the texts of its issues begin with word. */
struct record *example_record(char digit, const char *word, guint issues);

/* An open sink; key and value pairs up to NULL are further settings. */
struct sink *open_sink(const char *argument, ...) G_GNUC_NULL_TERMINATED;

/* Expects that the record is delivered. */
void accepted_put(struct sink *sink, const struct record *record);

/* Opens, or puts, expects the failure and its code, and returns its message. */
char *refused_open(struct sink *sink, int code);
char *refused_put(struct sink *sink, const struct record *record, int code);

/* An empty directory. */
char *scratch_new(void);
/* How many names it holds. */
guint scratch_count(const char *directory);
void scratch_write(const char *directory, const char *name, const char *text);

/* From here on the process has no privilege; as_root() undoes it. FALSE where
 * it had none to begin with: then directory's mode counts anyway. */
gboolean as_nobody(const char *directory);
void as_root(void);

/* Puts a disk of its own below directory. FALSE, and the test is skipped,
 * where the process may not mount. */
gboolean small_disk_mount(const char *directory, const char *size);
void small_disk_unmount(const char *directory);
/* Leaves no free byte on it: writes the file "filler". */
void small_disk_fill(const char *directory);

/* Waits for a child and expects that it ended with status 0. */
void expect_success(pid_t child);

#endif
