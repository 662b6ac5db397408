/* search_schema.h - the tables of the search index.
 *
 * An issue's id is its letter's sequence in the spool, shifted left by
 * SEARCH_ID_BITS, plus its position among the issues of the whole document: the
 * newest letter has the highest ids, and building the index again gives the
 * same ones. A record has the id of its first issue; a record without issues
 * gets an issue with the number 0, so that its other words can be found. */
#ifndef VIEW_SEARCH_SCHEMA_H
#define VIEW_SEARCH_SCHEMA_H

#define SEARCH_FILE "search.db"
/* "IMRX" */
#define SEARCH_APPLICATION_ID 0x494d5258
#define SEARCH_ID_BITS 24

/* One script: an index of another version is built again. */
extern const char *const search_schema_scripts[];

/* The kinds of names by which an issue is counted and chosen. They are stored,
 * so changing their order needs a new version of the schema. */
enum search_kind {
	SEARCH_CATEGORY,
	SEARCH_SUBCATEGORY, /* "Pharmaceuticals: Opioids" */
	SEARCH_DRUG, /* its ingredients, "hydrocodone/acetaminophen"; if these
		      * are unknown, its name in lower case */
	SEARCH_GUIDELINE, /* "ODG: Low Back", by either side */
	SEARCH_SPECIALTY,
	SEARCH_MONTH, /* of the decision, "2016-12" */
	SEARCH_BODY_PART,
	SEARCH_DRUG_NAME,  /* each drug's name, lower case, ... */
	SEARCH_INGREDIENT, /* ... and each single ingredient */
};

#endif
