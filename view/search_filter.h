/* search_filter.h - chooses treatments from the search index.
 *
 * A name (a drug, a body part, ...) matches if one of its words begins with the
 * given text, in any case: "lumbar" matches "lumbar spine", "norco" any
 * Norco. */
#ifndef VIEW_SEARCH_FILTER_H
#define VIEW_SEARCH_FILTER_H

#include <glib.h>
#include <sqlite3.h>

/* All members that are not NULL must match, and those about an issue must match
 * in the same issue. */
struct search_filter {
	char *decision; /* upheld, overturned */
	char *outcome;	/* of the whole letter: also partially_overturned */
	char *category; /* or subcategory */
	char *drug;	/* its name, or an ingredient */
	char *body_part;
	char *guideline; /* or its system: MTUS, ODG, ... */
	char *specialty;
	char *from, *to; /* of the decision, ISO dates, inclusive */
	char *claim;	 /* number, its beginning */
	char *employee;
	char *folder; /* and those below it */
};

/* The members by the names that people use: --body-part, --where body-part=...
 * Ends with a NULL name. */
struct search_filter_field {
	const char *name;
	gsize offset;
};
extern const struct search_filter_field search_filter_fields[];

char **search_filter_member(struct search_filter *filter,
			    const struct search_filter_field *field);
/* "body-part=lumbar"; FATAL for an unknown name. */
gboolean search_filter_set(struct search_filter *filter, const char *equation,
			   GError **error);
/* FATAL for an impossible decision, outcome or day. */
gboolean search_filter_check(const struct search_filter *filter,
			     GError **error);

/* Appends " AND ..." conditions on a row i of the table issues. */
void search_filter_append(const struct search_filter *filter, GString *sql);
/* Binds the parameters of what search_filter_append() has written. */
void search_filter_bind(const struct search_filter *filter,
			sqlite3_stmt *statement);
void search_filter_clear(struct search_filter *filter);

#endif
