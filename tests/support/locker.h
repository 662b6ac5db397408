/* locker.h - somebody else who holds a SQLite file. */
#ifndef TESTS_SUPPORT_LOCKER_H
#define TESTS_SUPPORT_LOCKER_H

#include <sys/types.h>

/* A process that holds the write lock until *out_release, the caller's, is
 * closed; then it ends with status 0. Returns once it holds it. */
pid_t locker_start(const char *path, int *out_release);

#endif
