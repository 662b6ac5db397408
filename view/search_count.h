/* search_count.h - how often treatments were overturned, by category, drug and
 * so on. */
#ifndef VIEW_SEARCH_COUNT_H
#define VIEW_SEARCH_COUNT_H

#include <glib.h>

#include "core/cleanup.h"
#include "view/search_schema.h"

struct search_filter;
struct search_reader;

/* What treatments can be counted by, with the names that people use; ends with
 * NULL. */
struct search_dimension {
	const char *name;
	enum search_kind kind;
};
extern const struct search_dimension search_dimensions[];
/* FATAL: unknown. */
const struct search_dimension *search_dimension_find(const char *name,
						     GError **error);

struct search_share {
	char *value;
	guint64 treatments, overturned, upheld; /* the rest: not known */
};

/* Of each case only the current letter is counted (search_schema.c). */
struct search_counts {
	GPtrArray *shares; /* of struct search_share, the most treatments first;
			    * months in their order. One treatment can be in
			    * several. */
	struct search_share all; /* its value is NULL */
	guint64 without;	 /* of all, treatments that are in no share */
	guint64 letters_without_request; /* in the whole index: read by a
					  * version without requests */
};
void search_counts_free(struct search_counts *counts);

struct search_counts *search_count(const struct search_reader *reader,
				   const struct search_dimension *dimension,
				   const struct search_filter *filter,
				   GError **error);

/* Wilson's interval of 95 % for a share of part in whole; FALSE where whole is
 * 0. */
gboolean search_wilson(guint64 part, guint64 whole, double *out_low,
		       double *out_high);

DEFINE_AUTOPTR(search_counts, search_counts_free)

#endif
