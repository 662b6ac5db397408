/* delivery.h - delivers finished letters to the sinks and the output.
 *
 * One thread of its own delivers, in the order given, because anything outside
 * may make us wait: a slow server, a full disk, a reader that pauses. done is
 * called in the main loop. */
#ifndef ONCE_DELIVERY_H
#define ONCE_DELIVERY_H

#include <glib.h>

#include "core/cleanup.h"

struct delivery;
struct output;

/* Sinks (of struct sink) are open; output may be NULL. All are borrowed, and
 * only the delivering thread touches them until delivery_free(). failures (of
 * GError, the caller's) is empty if every sink has every record. NULL: no
 * thread could be started. */
struct delivery *delivery_new(GPtrArray *sinks, struct output *output,
			      void (*done)(gpointer letter, GPtrArray *failures,
					   gpointer data),
			      gpointer data, GError **error);
/* records (of struct record) stay the caller's until done. */
void delivery_add(struct delivery *delivery, GPtrArray *records,
		  gpointer letter);
/* Finishes the letter being delivered, gives up the rest. The main loop must
 * not run any more. */
void delivery_free(struct delivery *delivery);

DEFINE_AUTOPTR(delivery, delivery_free)

#endif
