/* doubles.h - for sorting numbers: with qsort() and g_array_sort(). */
#ifndef CORE_DOUBLES_H
#define CORE_DOUBLES_H

#include <glib.h>

static inline int
doubles_compare(gconstpointer a, gconstpointer b)
{
	const double *left = a, *right = b;

	return (*left > *right) - (*left < *right);
}

#endif
