/* search_facets.h - the names by which an issue is counted and chosen. */
#ifndef VIEW_SEARCH_FACETS_H
#define VIEW_SEARCH_FACETS_H

#include <glib.h>

#include "view/search_schema.h"

struct issue;
struct record;

/* add is called for each name, some of them twice. If it returns FALSE, the
 * function stops and returns FALSE. */
gboolean
search_facets_each(const struct record *record, const struct issue *issue,
		   gboolean (*add)(enum search_kind kind, const char *name,
				   gpointer data, GError **error),
		   gpointer data, GError **error);

#endif
