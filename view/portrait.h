/* portrait.h - all that is known of one letter. */
#ifndef VIEW_PORTRAIT_H
#define VIEW_PORTRAIT_H

#include <glib.h>
#include <jansson.h>

#include "core/cleanup.h"

struct spool;
struct spool_letter;
struct store;

struct portrait {
	struct spool_letter *letter;
	GPtrArray *arrivals, *events, *deliveries;
	GPtrArray *records; /* NULL where there are none */
	GError *broken;	    /* why the records cannot be shown, or NULL */
	char *original;	    /* its path in the store */
};

/* text: see find_letter() in view/find_letter.h. */
struct portrait *portrait_take(struct spool *spool, struct store *store,
			       const char *text, GError **error);
void portrait_free(struct portrait *portrait);

/* For programs; imrctl(1) lists the keys. The caller owns it. */
json_t *portrait_to_json(const struct portrait *portrait);

DEFINE_AUTOPTR(portrait, portrait_free)

#endif
