/* commit_point.h - named places where a crash must lose nothing.
 *
 * commit_point() marks, in the code that makes letters durable, each instant
 * between two steps. It does nothing unless commit_point_reached() is preloaded
 * (tests/preload/die_at.c), which dies there. */
#ifndef CORE_COMMIT_POINT_H
#define CORE_COMMIT_POINT_H

void commit_point(const char *name);

#endif
