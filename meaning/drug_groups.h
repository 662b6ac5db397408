/* drug_groups.h - groups the drug names of a text into entries: a compound, a
 * combination, a name and its synonym; private to meaning/. */
#ifndef MEANING_DRUG_GROUPS_H
#define MEANING_DRUG_GROUPS_H

#include "meaning/reader.h"

struct drug_group {
	guint first, next;	/* finds, of reader->drugs */
	GPtrArray *ingredients; /* of char *, borrowed; no doubles */
	gboolean unknown;	/* one of them is not known */
	guint members;		/* names that are not synonyms */
};

/* Of struct drug_group; free with g_array_unref(). */
GArray *drug_groups_make(const struct reader *reader);

/* Words that belong to a drug's name or form: "ER", "HCL", "cream". */
gboolean drug_is_suffix(const struct tokens *tokens, guint index);
gboolean drug_is_form(const struct tokens *tokens, guint index);
/* A form for the skin, such as a pharmacy mixes. */
gboolean drug_is_skin_form(const struct tokens *tokens, guint index);
/* Whether the text says that something was compounded. */
gboolean drug_says_compound(const struct tokens *tokens);

#endif
