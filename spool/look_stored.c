/* look_stored.c - looks through the stored records of letters. */
#include "spool/look_stored.h"

#include "core/error.h"
#include "core/look.h"
#include "spool/spool.h"
#include "spool/store.h"

/* *out_look is NULL if the records cannot be read: nothing is known of those,
 * and imrctl verify reports them. */
static gboolean
look_through(struct store *store, const char *id, struct look **out_look,
	     GError **error)
{
	g_autoptr(GError) broken = NULL;
	g_autoptr(GPtrArray) records = store_load_records(store, id, &broken);

	if (records == NULL &&
	    g_error_matches(broken, IMR_ERROR, IMR_ERROR_RETRY)) {
		g_propagate_error(error, g_steal_pointer(&broken));
		return FALSE;
	}
	*out_look = records != NULL ? look_new(records) : NULL;
	return TRUE;
}

static void
free_look(gpointer look)
{
	if (look != NULL)
		look_free(look);
}

/* The store is read before the transaction begins. */
gboolean
look_stored_fill(struct spool *spool, struct store *store, const GPtrArray *ids,
		 gint64 cursor, GError **error)
{
	g_autoptr(GPtrArray) looks = g_ptr_array_new_with_free_func(free_look);

	for (guint i = 0; i < ids->len; i++) {
		struct look *look = NULL;

		if (!look_through(store, ids->pdata[i], &look, error))
			return FALSE;
		g_ptr_array_add(looks, look);
	}
	return spool_fill_looks(spool, ids, looks, cursor, error);
}

gboolean
look_stored_fill_one(struct spool *spool, struct store *store, const char *id,
		     GError **error)
{
	g_autoptr(GPtrArray) ids = g_ptr_array_new();

	g_ptr_array_add(ids, (gpointer)id);
	return look_stored_fill(spool, store, ids, 0, error);
}
