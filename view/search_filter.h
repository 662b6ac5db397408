/* search_filter.h - which treatments are meant, of those in the search index.
 *
 * Names (a drug, a body part, ...) are meant by how one of their words begins,
 * capitals aside: "lumbar" means "lumbar spine", "norco" each Norco. */
#ifndef VIEW_SEARCH_FILTER_H
#define VIEW_SEARCH_FILTER_H

#include <glib.h>
#include <sqlite3.h>

/* All but NULL members must hold, and those of an issue in the same issue. */
struct search_filter {
	char *decision; /* upheld, overturned */
	char *outcome;	/* of the whole letter: with partially_overturned */
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

/* The members by the names that people know: --body-part, --where
 * body-part=... Ends with a NULL name. */
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
/* FATAL for a decision, an outcome or a day that cannot be. */
gboolean search_filter_check(const struct search_filter *filter,
			     GError **error);

/* Appends " AND ..." about a row i of the table issues. */
void search_filter_append(const struct search_filter *filter, GString *sql);
/* The parameters of what search_filter_append() has written. */
void search_filter_bind(const struct search_filter *filter,
			sqlite3_stmt *statement);
void search_filter_clear(struct search_filter *filter);

#endif
