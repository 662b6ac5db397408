/* commit_point.h - named places where a crash must lose nothing.
 *
 * commit_point() does nothing. It marks, in the code that makes letters
 * durable, each instant between two steps; tests/preload/die_at.c puts itself
 * in its place and dies there. */
#ifndef CORE_COMMIT_POINT_H
#define CORE_COMMIT_POINT_H

void commit_point(const char *name);

#endif
