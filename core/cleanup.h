/* cleanup.h - g_autoptr() for the project's plain structs.
 *
 * DEFINE_AUTOPTR(record, record_free) makes `g_autoptr(record) r = NULL;`
 * declare a `struct record *` that is freed when it leaves scope. */
#ifndef CORE_CLEANUP_H
#define CORE_CLEANUP_H

#include <glib.h>

#define DEFINE_AUTOPTR(name, free_function)                                    \
	typedef struct name *_GLIB_AUTOPTR_TYPENAME(name);                     \
	static inline void _GLIB_AUTOPTR_FUNC_NAME(name)(struct name * *p)     \
	{                                                                      \
		if (*p != NULL)                                                \
			free_function(*p);                                     \
	}

#endif
