/* free_name.h - names beside those that are taken: letter.pdf, letter.2.pdf,
 * letter.3.pdf, ... */
#ifndef SOURCES_DIRECTORY_FREE_NAME_H
#define SOURCES_DIRECTORY_FREE_NAME_H

#include <glib.h>

/* name itself for 1. One that would be too long loses the end of its stem. */
char *free_name_numbered(const char *name, guint number);

/* A number that is taken below dirfd while the next one is free; 0: name itself
 * is free. Checks only about twice as many names as that number has binary
 * digits, since a scanner may use one name 100,000 times. G_MAXUINT: none is
 * free. */
guint free_name_last(int dirfd, const char *name);

/* Renames old to the first such free name, and replaces nothing. Returns its
 * new name, or NULL with errno set. */
char *free_name_rename(int from, const char *old, int to, const char *name);

#endif
