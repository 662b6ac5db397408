/* record_cache.h - the records of the letter that a sink's thread loaded last:
 * a file of many letters is not read from the store for each of them. */
#ifndef DELIVERY_RECORD_CACHE_H
#define DELIVERY_RECORD_CACHE_H

#include <glib.h>

struct record;
struct spool_delivery;
struct store;

struct record_cache {
	struct store *store; /* borrowed */
	char *letter_id;     /* NULL: empty */
	gint64 revision;
	GPtrArray *records;
};

/* The record to deliver, which the cache owns; valid until the next call. RETRY
 * if the letter has no such record: it is being read again, and the spool will
 * be updated. */
const struct record *record_cache_load(struct record_cache *cache,
				       const struct spool_delivery *delivery,
				       GError **error);
void record_cache_clear(struct record_cache *cache);

#endif
