/* own_memory.c - PR_SET_DUMPABLE and RLIMIT_CORE, for a whole program. */
#include "core/own_memory.h"

#include <sys/prctl.h>
#include <sys/resource.h>

void
own_memory_close(void)
{
	const struct rlimit none = { 0, 0 };

	setrlimit(RLIMIT_CORE, &none);
#ifndef __SANITIZE_ADDRESS__
	/* LeakSanitizer looks into it. */
	prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
#endif
}
