/* unreadable.h - why a file or directory of an inbox cannot be read, for the
 * person who must fix it. */
#ifndef SOURCES_DIRECTORY_UNREADABLE_H
#define SOURCES_DIRECTORY_UNREADABLE_H

#include <glib.h>

/* The owner and mode of NAME below dirfd, and what to do about it, to be put
 * after "it". It contains no file name, so that it can be logged. */
char *unreadable_explain(int dirfd, const char *name);

#endif
