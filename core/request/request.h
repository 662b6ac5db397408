/* request.h - what a treatment asks for, as data, and what was cited for it.
 *
 * Of version 2 of the record (imr-record(5)). meaning/ derives it from the
 * words of the letter; what the words do not tell is NULL, or INTEGER_UNKNOWN
 * of a number. Strings are owned; lists end with NULL. */
#ifndef CORE_REQUEST_REQUEST_H
#define CORE_REQUEST_REQUEST_H

#include <glib.h>
#include <jansson.h>

#include "core/cleanup.h"

struct drug {
	char *name;	     /* as printed, without strength and form */
	char **ingredients;  /* generic, lower case; NULL: not known */
	char *strength;	     /* as printed */
	double quantity;     /* negative: unknown */
	char *quantity_unit; /* "ml", "grams" */
	int refills;
};

/* "2-3 times a week for 6 weeks" */
struct frequency {
	int times, times_max;
	char *per; /* "day", "week", "month" */
	int lasts, lasts_max;
	char *unit; /* of lasts: "days", "weeks", "months" */
};

/* Both ISO 8601, to >= from. */
struct service_dates {
	char *from, *to;
};

struct request {
	char *category, *subcategory; /* request_categories has them */
	GPtrArray *drugs;	      /* of struct drug, as printed */
	struct frequency *frequency;
	int sessions;
	gboolean sessions_printed;   /* FALSE: times multiplied by lasts */
	char **body_parts;	     /* never NULL */
	char *laterality;	     /* "left", "right", "bilateral" */
	char **levels;		     /* never NULL */
	GPtrArray *dates_of_service; /* of struct service_dates */
	gboolean retrospective, surgical_association;
};

/* "MTUS", "ODG", "ACOEM", "other", and "none" where a side says that it cited
 * nothing. */
extern const char *const citation_systems[];

struct citation {
	char *system;
	char *guideline;
	int year;
	char **sections; /* never NULL */
	char *pages;	 /* as printed */
	char *text;	 /* those of a side, joined, are what is printed */
	gsize start;	 /* of it in that; not in the JSON */
};

struct citations {
	GPtrArray *claims_administrator, *reviewer; /* of struct citation */
};

/* The list of the Division of Workers' Compensation, its doubles merged; ends
 * with a NULL category. */
struct category {
	const char *category;
	const char *const *subcategories;
};
extern const struct category request_categories[];

/* Whether the subcategory is one of that category. Either may be NULL, but not
 * the category alone. */
gboolean category_is_known(const char *category, const char *subcategory);

struct request *request_new(void);
void request_free(struct request *request);
/* Zeroed but for what is unknown; stays the request's. */
struct drug *request_add_drug(struct request *request);
void request_add_dates(struct request *request, const char *from,
		       const char *to);
struct frequency *frequency_new(void);

struct citations *citations_new(void);
void citations_free(struct citations *citations);
struct citation *citations_add(GPtrArray *side, const char *system);

DEFINE_AUTOPTR(request, request_free)
DEFINE_AUTOPTR(citations, citations_free)

#endif
