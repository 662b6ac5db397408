/* unreadable.h - why a file or directory of an inbox cannot be read, for the
 * person who has to mend it. */
#ifndef SOURCES_DIRECTORY_UNREADABLE_H
#define SOURCES_DIRECTORY_UNREADABLE_H

#include <glib.h>

/* Whose NAME below dirfd is, its mode, and what to do about it: what follows
 * "it". No file name is in it, so that it can be logged. */
char *unreadable_explain(int dirfd, const char *name);

#endif
