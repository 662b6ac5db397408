/* csv_value.h - one value of a CSV table, quoted where RFC 4180 asks for it. */
#ifndef OUTPUT_CSV_VALUE_H
#define OUTPUT_CSV_VALUE_H

#include <glib.h>

void csv_value_append(GString *out, const char *value);

/* The value with an apostrophe before it where a spreadsheet would take it for
 * a formula; every spreadsheet makes a text of that. take_value is consumed,
 * the result is the caller's. */
char *csv_value_defuse(char *take_value);

#endif
