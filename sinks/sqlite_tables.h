/* sqlite_tables.h - the tables of a letter, and the SQL that fills and reads
 * them.
 *
 * A table has a key, which points to the row that it belongs to, then the
 * columns of its own, and those of a table of fields (core/record.h). */
#ifndef SINKS_SQLITE_TABLES_H
#define SINKS_SQLITE_TABLES_H

#include <glib.h>

/* In the order in which a letter's rows are compared. */
enum sqlite_table {
	SQLITE_LETTERS,
	SQLITE_RECORDS,
	SQLITE_CERTIFICATIONS,
	SQLITE_LICENSED_STATES,
	SQLITE_WARNINGS,
	SQLITE_ISSUES,
	SQLITE_ISSUE_SEARCH,
	SQLITE_BODY_PARTS,
	SQLITE_DRUGS,
	SQLITE_DRUG_INGREDIENTS,
	SQLITE_CITATIONS,
	SQLITE_TABLES
};

/* INSERT INTO that table, with a parameter for each column. */
char *sqlite_insert_sql(enum sqlite_table table);
/* All that the table has of the letter with the id ?1, in order; keys, which
 * differ from one put to the next, are told by what they point to. */
char *sqlite_select_sql(enum sqlite_table table);
/* Whether the first parameter of the INSERT is its key; else it is NULL. */
gboolean sqlite_table_has_key(enum sqlite_table table);

#endif
