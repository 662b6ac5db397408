/* scratch.h - the end of a test's directory. */
#ifndef TESTS_SUPPORT_SCRATCH_H
#define TESTS_SUPPORT_SCRATCH_H

#include <glib.h>

/* With all that is in it; a symbolic link goes, and not what it leads to. */
void scratch_remove(const char *directory);

#endif
