/* frame_weight.h - how much memory a message will take, estimated before it is
 * parsed, and how much all messages about one document may take together.
 *
 * A worker under a stranger's control may send large answers for as long as it
 * is asked. One message is bounded by frame.h; an allowance bounds their sum,
 * over all workers that see the document. Honest answers stay below it: what
 * they say of the pages must fit one message again when it is to be parsed. */
#ifndef CORE_FRAME_WEIGHT_H
#define CORE_FRAME_WEIGHT_H

#include <glib.h>

struct frame_weight {
	guint64 bytes;	/* of JSON */
	guint64 memory; /* bytes that it may become, rather more than less */
	guint64 nodes;	/* values in it, rather more than fewer */
};

/* Of all messages about one document. */
#define ALLOWANCE_BYTES (G_GUINT64_CONSTANT(128) << 20)
#define ALLOWANCE_MEMORY (G_GUINT64_CONSTANT(768) << 20)
#define ALLOWANCE_NODES (G_GUINT64_CONSTANT(16) << 20)

/* What is left of it. Any thread may spend. */
struct allowance {
	GMutex lock;
	struct frame_weight left;
};

struct frame_weight frame_weigh(const char *text, gsize length);

void allowance_init(struct allowance *allowance);
void allowance_clear(struct allowance *allowance);
/* Nothing has been said yet: the document is read from the start again. */
void allowance_renew(struct allowance *allowance);
/* FALSE, and REJECT: more than is left, of which nothing is spent then. */
gboolean allowance_spend(struct allowance *allowance,
			 const struct frame_weight *weight, GError **error);

#endif
