/* commit_point.c - empty, unless a test preloads another definition. */
#include "core/commit_point.h"

#include <stddef.h>

/* A preload cannot replace a function that the program defines itself, only one
 * that it lacks. */
void commit_point_reached(const char *name) __attribute__((weak));

void
commit_point(const char *name)
{
	if (commit_point_reached != NULL)
		commit_point_reached(name);
}
