/* sink_ledger.h - reads one sink's deliveries from the spool and writes the
 * results back.
 *
 * A result that could not be written, because the spool is locked or its disk
 * is full, is kept and written before anything else is fetched. Otherwise the
 * same record would be sent to a server every second. */
#ifndef DELIVERY_SINK_LEDGER_H
#define DELIVERY_SINK_LEDGER_H

#include <glib.h>

#include "spool/spool.h"

struct metrics;
struct sink_health;

struct sink_ledger {
	const char *sink;		  /* all borrowed */
	const struct sink_health *health; /* of the sink */
	struct metrics *metrics;

	struct spool *spool; /* NULL until it opens */
	GPtrArray *due;	     /* of struct spool_delivery, as fetched last */

	/* What became of one try, until it is written. */
	const struct spool_delivery *tried; /* of due; NULL: nothing */
	enum delivery_state state;	    /* QUEUED: it failed */
	char *reason;
	gint64 next_attempt;

	gboolean health_changed; /* until it is written */
	gboolean hurry;		 /* all that is queued is to be due */
};

gboolean sink_ledger_open(struct sink_ledger *ledger, const char *directory,
			  GError **error);
void sink_ledger_clear(struct sink_ledger *ledger);

/* Notes what became of one of due; reason is NULL when delivered. */
void sink_ledger_note(struct sink_ledger *ledger,
		      const struct spool_delivery *tried,
		      enum delivery_state state, const char *reason);
/* Writes all that is noted. */
gboolean sink_ledger_write(struct sink_ledger *ledger, GError **error);

/* Into due; nothing is left to write. */
gboolean sink_ledger_fetch(struct sink_ledger *ledger, GError **error);
/* g_get_monotonic_time() when the next one is due; G_MAXINT64: none is. */
gboolean sink_ledger_next(struct sink_ledger *ledger, gint64 *out_next,
			  GError **error);

#endif
