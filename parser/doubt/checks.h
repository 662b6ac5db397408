/* checks.h - what follows from the whole record, and its doubts. */
#ifndef PARSER_DOUBT_CHECKS_H
#define PARSER_DOUBT_CHECKS_H

#include "parser/letter/letter.h"

/* The calibrated confidence (ocr/recognise/calibration.h) below which a
 * recognised date or number is wrong too often to be used. */
#define TRUSTED_CONFIDENCE 0.60

/* The header's fields that have a form; the dates in the order in which they
 * happen. Decisions, each of its issue, are typed too. */
struct typed {
	const char *path; /* NULL: the end */
	gsize offset;
};

extern const struct typed typed_fields[];

char **typed_value(struct record *record, const struct typed *field);
const struct typed *typed_find(const char *path); /* NULL: it is none */

/* Sets the outcome and the record's confidence; warns of dates out of order,
 * of fields that are null, and withdraws typed values that were read with too
 * little confidence to be trusted. */
void checks_run(struct letter *letter);

#endif
