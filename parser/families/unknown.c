/* unknown.c - a letter that has the form's header table but none of the
 * bodies that we know: its case is recorded, and what is missing is told. */
#include "parser/families/family.h"

#include "parser/fields/header.h"

static gboolean
matches(const struct letter *letter, const GArray *landmarks)
{
	(void)landmarks;
	return header_is_there(letter->flow, letter->start, letter->end);
}

static void
read(struct letter *letter, const GArray *landmarks)
{
	(void)landmarks;
	header_read(letter, letter->start, letter->end);
}

const struct family family_unknown = {
	.name = "unknown",
	.matches = matches,
	.read = read,
};
