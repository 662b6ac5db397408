/* frame_weight.c - estimates a message's memory from the characters that begin
 * values, and adds up. */
#include "core/frame_weight.h"

#include "core/error.h"

/* What jansson needs for a value, rather more than less, by the character that
 * brings one: objects come with a hash table, arrays with room for eight. */
static guint
memory_of(char c)
{
	switch (c) {
	case '{':
		return 256;
	case '[':
		return 128;
	case ':':
		return 80;
	case ',':
		return 48;
	case '"':
		return 24;
	default:
		return 0;
	}
}

struct frame_weight
frame_weigh(const char *text, gsize length)
{
	struct frame_weight weight = { length, length, 1 };
	gboolean quoted = FALSE;

	for (gsize i = 0; i < length; i++) {
		char c = text[i];

		if (c == '"')
			quoted = !quoted;
		if (quoted && c == '\\')
			i++;
		else if (!quoted || c == '"')
			weight.memory += memory_of(c);
		if (!quoted && (c == ',' || c == '[' || c == '{'))
			weight.nodes++;
	}
	return weight;
}

void
allowance_init(struct allowance *allowance)
{
	g_mutex_init(&allowance->lock);
	allowance_renew(allowance);
}

void
allowance_clear(struct allowance *allowance)
{
	g_mutex_clear(&allowance->lock);
}

void
allowance_renew(struct allowance *allowance)
{
	g_mutex_lock(&allowance->lock);
	allowance->left =
		(struct frame_weight){ ALLOWANCE_BYTES, ALLOWANCE_MEMORY,
				       ALLOWANCE_NODES };
	g_mutex_unlock(&allowance->lock);
}

gboolean
allowance_spend(struct allowance *allowance, const struct frame_weight *weight,
		GError **error)
{
	struct frame_weight *left = &allowance->left;
	gboolean enough;

	g_mutex_lock(&allowance->lock);
	enough = weight->bytes <= left->bytes &&
		 weight->memory <= left->memory && weight->nodes <= left->nodes;
	if (enough) {
		left->bytes -= weight->bytes;
		left->memory -= weight->memory;
		left->nodes -= weight->nodes;
	}
	g_mutex_unlock(&allowance->lock);
	return enough ||
	       error_set(error, IMR_ERROR_REJECT,
			 "more than all answers about a document may hold");
}
