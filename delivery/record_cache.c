/* record_cache.c - one letter's records, as of one revision. */
#include "delivery/record_cache.h"

#include "core/error.h"
#include "core/record.h"
#include "spool/spool.h"
#include "spool/store.h"

void
record_cache_clear(struct record_cache *cache)
{
	g_clear_pointer(&cache->letter_id, g_free);
	g_clear_pointer(&cache->records, g_ptr_array_unref);
}

static gboolean
load_letter(struct record_cache *cache, const struct spool_delivery *delivery,
	    GError **error)
{
	if (g_strcmp0(cache->letter_id, delivery->letter_id) == 0 &&
	    cache->revision == delivery->revision)
		return TRUE;
	record_cache_clear(cache);
	cache->records =
		store_load_records(cache->store, delivery->letter_id, error);
	if (cache->records == NULL)
		return FALSE;
	cache->letter_id = g_strdup(delivery->letter_id);
	cache->revision = delivery->revision;
	return TRUE;
}

const struct record *
record_cache_load(struct record_cache *cache,
		  const struct spool_delivery *delivery, GError **error)
{
	const struct record *record = NULL;

	if (!load_letter(cache, delivery, error))
		return NULL;
	if (delivery->index < cache->records->len)
		record = cache->records->pdata[delivery->index];
	if (record != NULL && g_str_equal(record->id, delivery->record_id))
		return record;
	record_cache_clear(cache);
	error_set(error, IMR_ERROR_RETRY, "the store has no such record");
	return NULL;
}
