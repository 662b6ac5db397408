/* recovery.c - adds the store's letters to a blank spool.
 *
 * Only their names are read, since hashing them may take hours. Each is hashed
 * when its turn comes (extraction_job.c), like any old letter. */
#include "daemon/recovery.h"

#include <string.h>

#include "core/error.h"
#include "monitor/log.h"
#include "monitor/notify.h"
#include "spool/spool.h"
#include "spool/store.h"

/* Those of the same millisecond by their ids, so that the order is always the
 * same. */
static int
compare_age(gconstpointer a, gconstpointer b)
{
	const struct stored *first = a, *second = b;

	if (first->received != second->received)
		return first->received < second->received ? -1 : 1;
	return strcmp(first->id, second->id);
}

static GArray *
list_stored(struct store *store, GError **error)
{
	g_autoptr(GArray) stored =
		g_array_new(FALSE, FALSE, sizeof(struct stored));

	for (guint shelf = 0; shelf < STORE_SHELVES; shelf++) {
		if (!store_list_shelf(store, shelf, stored, error))
			return NULL;
		notify_starting();
	}
	g_array_sort(stored, compare_age);
	return g_steal_pointer(&stored);
}

gboolean
recovery_run(struct spool *spool, struct store *store, GError **error)
{
	g_autoptr(GArray) stored = NULL;
	gboolean blank = FALSE;
	guint count = 0;

	if (!spool_is_blank(spool, &blank, error))
		return FALSE;
	if (!blank)
		return TRUE;
	stored = list_stored(store, error);
	if (stored == NULL) {
		g_prefix_error(error, "the store's letters: ");
		return FALSE;
	}
	if (stored->len == 0)
		return TRUE;
	if (!spool_take_up(spool, stored, spool_now(), &count, error))
		return FALSE;
	log_warning("service",
		    "the spool's database knew no letter and the store holds "
		    "%u: they are taken up again, and delivered again",
		    count);
	return TRUE;
}
